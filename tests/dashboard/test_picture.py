"""A picture that the page sends: its digit, its steps, and the words for one that cannot be read."""

from __future__ import annotations

import base64
import re
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

import lenetlab as ll
from dashboard import contract
from dashboard.contract import PICTURE_LIMITS
from dashboard.panels.picture import answer_to
from dashboard.reading.errors import StateError
from dashboard.reading.state import CanvasState
from tests.dashboard.conftest import Ask, about


def seven_on(paper: int, ink: int = 20, size: tuple[int, int] = (240, 200)) -> Image.Image:
    picture = Image.new("L", size, paper)
    ImageDraw.Draw(picture).line([(90, 50), (150, 50), (110, 150)], ink, 12, joint="curve")
    return picture


def seven_in_a_shadow() -> Image.Image:
    """A photo: the paper falls to half its light, and is not smooth."""
    shade = np.linspace(1, 0.5, 240) * np.asarray(seven_on(220), np.float64)
    grain = np.random.default_rng(0).normal(0, 2.5, shade.shape)
    return Image.fromarray(np.clip(shade + grain, 0, 255).astype(np.uint8))


def sent(picture: Image.Image, form: str = "PNG") -> str:
    file = BytesIO()
    picture.save(file, form)
    return base64.b64encode(file.getvalue()).decode()


def canvas_of(image: str) -> dict[str, object]:
    return {"size": 140, "strokes": [], "sample": None, "image": image}


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_photo_is_read_as_the_library_reads_it_and_so_is_the_digit_that_it_becomes(
    ask: Ask, model: ll.LeNet, form: str
) -> None:
    file = sent(seven_in_a_shadow(), form)
    answer = ask(contract.PICTURE, {"picture": file})
    assert answer["refusal"] is None
    expected = ll.preprocess(Image.open(BytesIO(base64.b64decode(file))))
    drawing = CanvasState.from_json(canvas_of(answer["image"])).drawing()
    found = ll.preprocess(drawing)
    np.testing.assert_allclose(found.numpy(), expected.numpy(), atol=0.51 / 255 / ll.MNIST_STD)
    digit, _ = ask(contract.READING, about(canvas_of(answer["image"])))
    assert digit == str(ll.trace(model, expected).prediction) == "7"


def test_an_mnist_image_in_a_file_comes_out_as_itself(ask: Ask, mnist: ll.Mnist) -> None:
    for image in mnist.images[:20]:
        answer = ask(contract.PICTURE, {"picture": sent(Image.fromarray(image))})
        assert base64.b64decode(answer["image"]) == image.tobytes()


def test_the_steps_of_a_photo_are_shown_and_those_of_a_clean_page_are_fewer() -> None:
    photo, clean = answer_to(sent(seven_in_a_shadow())), answer_to(sent(seven_on(255, 0)))
    assert [pane["slot"] for pane in photo["panes"]] == ["before", "kernels"]  # type: ignore[attr-defined]
    assert [pane["slot"] for pane in clean["panes"]] == ["before"]  # type: ignore[attr-defined]
    names = [pane["figure"]["layout"]["meta"]["tiles"]["names"] for pane in photo["panes"]]  # type: ignore[attr-defined]
    assert names == [["brightness"], ["light", "strokes", "ink"]]
    said = " ".join(photo["numbers"])  # type: ignore[arg-type]
    grain = next(step for step in ll.preprocess_steps(seven_in_a_shadow()) if step.name == "light").params["grain"]
    assert f"{grain:.1%}".replace("%", "\u00a0%") in said
    assert "3 × 3" in said


def test_what_is_shown_of_a_step_are_the_means_of_its_pixels() -> None:
    pane = answer_to(sent(seven_in_a_shadow()))["panes"][0]["figure"]["data"][0]["z"]  # type: ignore[index]
    rows, columns = map(int, pane["shape"].split(","))
    shown = np.frombuffer(base64.b64decode(pane["bdata"]), "<f4").reshape(rows, columns)
    sheet = ll.preprocess_steps(seven_in_a_shadow())[0].image
    height, width = sheet.shape[0] // 3 * 3, sheet.shape[1] // 3 * 3
    means = sheet[:height, :width].reshape(height // 3, 3, width // 3, 3).mean((1, 3))
    np.testing.assert_allclose(shown[: height // 3, : width // 3], means, atol=0.51 / 255)


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (Image.new("L", (200, 200), 255), "there is no ink in the picture: it is white all over"),
        (Image.new("L", (200, 200), 0), "there is no ink in the picture: it is black all over"),
        (Image.new("L", (200, 200), 128), "it is of one tone all over"),
    ],
)
def test_a_picture_without_a_digit_is_refused_in_the_words_of_what_was_seen(picture: Image.Image, said: str) -> None:
    answer = answer_to(sent(picture))
    assert answer == {"refusal": answer["refusal"]}
    assert said in str(answer["refusal"])


def test_two_digits_are_refused_as_two() -> None:
    picture = Image.new("L", (300, 200), 255)
    for left in (60, 200):
        ImageDraw.Draw(picture).line([(left, 40), (left, 160)], 0, 12)
    assert "2 separate digits" in str(answer_to(sent(picture))["refusal"])


def test_a_picture_larger_than_the_page_sends_is_refused_before_it_is_unpacked() -> None:
    for width, height in ((PICTURE_LIMITS.side + 1, 20), (20, 2_000)):
        said = answer_to(sent(Image.new("L", (width, height), 255)))["refusal"]
        assert f"{width:,} × {height:,} pixels" in str(said)


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_bytes_that_are_no_picture_are_answered_in_words(content: bytes) -> None:
    assert "damaged" in str(answer_to(base64.b64encode(content).decode())["refusal"])


@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(["PNG", "JPEG", "WEBP"]))
@settings(max_examples=60, deadline=None)
def test_a_damaged_picture_is_read_or_refused_in_words_but_never_fails(place: int, value: int, form: str) -> None:
    content = bytearray(base64.b64decode(sent(seven_in_a_shadow(), form)))
    content[place % len(content)] = value
    answer = answer_to(base64.b64encode(content).decode())
    assert (answer["refusal"] is None) == ("image" in answer)


@pytest.mark.parametrize("picture", [None, 7, ["a"], "no base64!", "A" * (PICTURE_LIMITS.most_sent + 4)])
def test_what_no_page_sends_is_refused_by_name(picture: object) -> None:
    with pytest.raises(StateError, match=r"^picture "):
        answer_to(picture)


@pytest.mark.parametrize("image", ["", "AAAA", 7, "?" * 1048, base64.b64encode(bytes(785)).decode()])
def test_a_canvas_takes_the_digit_of_a_picture_in_784_levels_only(image: object) -> None:
    with pytest.raises(StateError, match=r"^image is .* allowed: none, or 784 grey levels in base64"):
        CanvasState.from_json({"size": 140, "strokes": [], "image": image})


def test_a_canvas_has_a_sample_or_a_picture_behind_its_strokes_and_not_both() -> None:
    levels = base64.b64encode(bytes(784)).decode()
    with pytest.raises(StateError, match=r"^sample and image are both there; allowed: one of them"):
        CanvasState.from_json({"size": 140, "strokes": [], "sample": 3, "image": levels})


def test_strokes_over_the_digit_of_a_picture_are_read_with_it(ask: Ask) -> None:
    image = answer_to(sent(seven_in_a_shadow()))["image"]
    alone = about(canvas_of(str(image)), stages=True)
    crossed = about({**canvas_of(str(image)), "strokes": [[10, "M40,70L110,70"]]}, stages=True)
    inks = [
        ask(contract.READING, asked)[1]["stages"][0]["panes"][-1]["figure"]["data"][0]["z"]
        for asked in (alone, crossed)
    ]
    before, after = (np.frombuffer(base64.b64decode(z["bdata"]), "<f4").reshape(140, 140) for z in inks)
    assert (after >= before).all()
    assert after[70, 45] == 1 > before[70, 45]


def test_the_report_holds_the_picture_and_its_steps(ask: Ask) -> None:
    file = sent(seven_in_a_shadow(), "JPEG")
    image = answer_to(file)["image"]
    asked = {**about(canvas_of(str(image))), "file": "report", "layer": 0}
    with_picture, without = (ask(contract.DOWNLOAD, {**asked, **more})["content"] for more in ({"picture": file}, {}))
    assert f'src="data:image/jpeg;base64,{file}"' in with_picture
    assert re.findall(r"<figcaption>([^<]*)</figcaption>", with_picture)[1:6] == [
        "The picture", "Brightness", "Light evened out", "Strokes kept", "Ink"
    ]  # fmt: skip
    assert "data:image/jpeg" not in without
    assert "the digit of a picture" in without


def test_the_lines_of_python_give_the_numbers_of_a_picture_without_the_picture(ask: Ask, model: ll.LeNet) -> None:
    canvas = canvas_of(str(answer_to(sent(seven_in_a_shadow()))["image"]))
    code = ask(contract.PYTHON, {**about(canvas), "layer": list(contract.STAGES).index("softmax"), "index": None})
    names: dict[str, object] = {}
    exec(code.replace("print(", "id("), names)
    expected = ll.trace(model, ll.preprocess(CanvasState.from_json(canvas).drawing()))["softmax"].output
    np.testing.assert_allclose(names["values"], expected, atol=1e-6)  # type: ignore[arg-type]
