"""Pictures in the page: opened, dropped, pasted; drawn over, undone, kept, linked, taken home; or refused in words."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, expect

import lenetlab as ll
from tests.browser.conftest import OPENED
from tests.browser.lab import NO_DIGIT, ONE, Lab

pytestmark = pytest.mark.browser
DROP = """([name, type, content, kinds]) => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  data.items.add(new File([bytes], name, { type }));
  const event = (kind) => kind === 'paste'
    ? new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
  return kinds.map((kind) => document.body.dispatchEvent(event(kind)));
}"""


def photo(shift: int = 0, side: int = 900) -> Image.Image:
    """A seven on paper whose light falls to the right; moved by `shift` pixels of 900."""
    picture = Image.new("L", (900, 700), 225)
    points = [(300 + shift, 180), (560 + shift, 180), (420 + shift, 540)]
    ImageDraw.Draw(picture).line(points, 30, 44, joint="curve")
    shade = np.asarray(picture, np.float64) * np.linspace(1, 0.55, 900)
    grain = np.random.default_rng(0).normal(0, 2, shade.shape)
    made = Image.fromarray(np.clip(shade + grain, 0, 255).astype(np.uint8))
    return made.resize((side, side * 700 // 900))


def content(picture: Image.Image, form: str = "JPEG", **settings: object) -> bytes:
    file = BytesIO()
    picture.save(file, form, **settings)
    return file.getvalue()


def payload(picture: bytes, name: str = "seven.jpg", kind: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": picture}


def opened(lab: Lab, file: FilePayload | Path, button: str = "Open picture") -> None:
    """Open a file by the button, and wait until all that follows is there."""
    with lab.page.expect_file_chooser() as chooser:
        lab.button(button).click()
    chooser.value.set_files(file)
    lab.settle()


def image_on_canvas(lab: Lab) -> str | None:
    image: str | None = lab.page.evaluate(
        "document.querySelector('#canvas .js-plotly-plot').layout.meta?.image ?? null"
    )
    return image


def noted(lab: Lab) -> str:
    return lab.page.locator("#sample-note").text_content() or ""


def refused(lab: Lab, words: str) -> None:
    expect(lab.page.locator("#notice")).to_be_visible()
    expect(lab.page.locator("#notice-text")).to_contain_text(words)


def by_dropping(lab: Lab, picture: bytes) -> None:
    file = ["seven.jpg", "image/jpeg", base64.b64encode(picture).decode()]
    lab.page.evaluate(DROP, [*file, ["dragover"]])
    expect(lab.page.locator("#picture-note")).to_have_text("Drop the picture here")
    assert lab.page.evaluate(DROP, [*file, ["dragover", "drop"]]) == [False, False]
    expect(lab.page.locator("#picture-note")).to_be_hidden()


def by_pasting(lab: Lab, picture: bytes) -> None:
    lab.page.evaluate(DROP, ["image.png", "image/jpeg", base64.b64encode(picture).decode(), ["paste"]])


def by_opening(lab: Lab, picture: bytes) -> None:
    opened(lab, payload(picture))


@pytest.mark.parametrize("way", [by_opening, by_dropping, by_pasting])
def test_a_photo_is_opened_dropped_or_pasted_and_read_as_the_library_reads_it(
    open_lab: OPENED, model: ll.LeNet, way: Callable[[Lab, bytes], None]
) -> None:
    lab = open_lab()
    way(lab, content(photo()))
    lab.read("7")
    lab.settle()
    image = np.frombuffer(base64.b64decode(image_on_canvas(lab) or ""), np.uint8).reshape(28, 28)
    expected = ll.preprocess(photo())[0, 0].numpy() * ll.MNIST_STD + ll.MNIST_MEAN
    # The browser reduces by a way of its own, which may move the centre of mass over the edge of a pixel.
    moved = [np.roll(image, (rows, columns), (0, 1)) for rows in (-1, 0, 1) for columns in (-1, 0, 1)]
    assert min(np.abs(levels / 255 - expected).mean() for levels in moved) < 0.025
    assert "The digit of your picture" in noted(lab)
    assert lab.page.locator(".pane[data-slot=before] h4").text_content() == "Your picture"
    assert lab.page.locator(".pane[data-slot=kernels] h4").text_content() == "How its ink was found"
    assert lab.page.locator(".pane[data-slot=kernels] .map-number").all_text_contents() == ["light", "strokes", "ink"]


@pytest.mark.long
def test_a_photo_of_twelve_megapixels_that_lies_on_its_side_is_turned_upright_and_travels_in_few_bytes(
    open_lab: OPENED,
) -> None:
    lab = open_lab()
    bodies: list[int] = []
    lab.page.on("request", lambda request: bodies.append(len(request.post_data or "")))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright, and notes that its picture is to be turned to the right
    large = photo(side=4000).rotate(90, expand=True)
    opened(lab, payload(content(large, exif=exif.tobytes())))
    lab.read("7")
    assert max(bodies) < 66_000


def test_an_mnist_digit_in_a_file_lies_on_the_canvas_bit_for_bit(open_lab: OPENED, mnist: ll.Mnist) -> None:
    lab = open_lab()
    opened(lab, payload(content(Image.fromarray(mnist.images[3]), "PNG"), "digit.png", "image/png"))
    assert image_on_canvas(lab) == base64.b64encode(mnist.images[3].tobytes()).decode()
    lab.read(str(mnist.labels[3]))
    assert lab.page.locator(".pane[data-slot=before] h4").text_content() == "The ink of your picture"


def test_strokes_are_drawn_over_a_picture_and_undo_goes_back_to_it_and_to_the_drawing_before(open_lab: OPENED) -> None:
    lab = open_lab()
    lab.draw_and_read(ONE)
    lab.read("1")
    opened(lab, payload(content(photo())))
    lab.read("7")
    assert not lab.strokes()
    image, alone = image_on_canvas(lab), lab.probabilities()
    lab.draw_and_read([(0.2, 0.9), (0.8, 0.9)])
    assert len(lab.strokes()) == 1
    assert image_on_canvas(lab) == image
    assert noted(lab).startswith("The digit of your picture, with your strokes over it")
    lab.button("Undo").click()
    lab.settle()
    assert (image_on_canvas(lab), lab.probabilities()) == (image, alone)
    lab.button("Undo").click()
    lab.read("1")
    lab.settle()
    assert (image_on_canvas(lab), len(lab.strokes())) == (None, 1)
    assert lab.page.locator(".pane[data-slot=before]").is_hidden()
    lab.button("Redo").click()
    lab.read("7")
    expect(lab.page.locator(".pane[data-slot=before]")).to_be_visible()


def test_a_picture_survives_a_reload_with_its_steps_and_a_link_carries_its_digit(
    open_lab: OPENED, tmp_path: Path
) -> None:
    lab = open_lab()
    lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(lab, payload(content(photo())))
    lab.draw_and_read([(0.2, 0.9), (0.8, 0.9)])
    shown = image_on_canvas(lab), lab.probabilities()
    lab.button("Share").click()
    expect(lab.page.locator("#link-note")).to_contain_text(
        "the digit of your picture as the network is shown it, 28×28"
    )
    link: str = lab.page.evaluate("navigator.clipboard.readText()")
    assert len(link) < 1000
    lab.page.reload()
    lab.page.locator("#canvas .nsewdrag").wait_for(state="attached")
    lab.settle()
    assert (image_on_canvas(lab), lab.probabilities(), len(lab.strokes())) == (*shown, 1)
    assert lab.page.locator(".pane[data-slot=before] h4").text_content() == "Your picture"
    friend = open_lab()
    friend.page.goto(link)
    friend.page.locator(".canvas-frame:not(.blank)").wait_for()
    friend.settle()
    assert (image_on_canvas(friend), friend.probabilities()) == shown
    assert friend.page.locator(".pane[data-slot=before]").is_hidden()  # the picture itself has not travelled
    assert noted(friend) == "The digit of a picture, with your strokes over it."


@pytest.mark.long
def test_the_report_holds_the_picture(open_lab: OPENED) -> None:
    lab = open_lab()
    opened(lab, payload(content(photo())))
    lab.open_more()
    with lab.page.expect_download() as download:
        lab.page.locator("#take-report").click()
    page = Path(download.value.path()).read_text(encoding="utf-8")
    assert "data:image/jpeg;base64," in page
    assert "Strokes kept" in page


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (payload(b"Dear diary", "diary.txt", "text/plain"), "“diary.txt” is no picture that this browser can open"),
        (Path("huge.jpg"), "“huge.jpg” has 41 MB; pictures of up to 40 MB can be opened"),
        (
            payload(content(Image.new("1", (6400, 6400)), "PNG"), "wall.png", "image/png"),
            "“wall.png” has 41 megapixels; up to 40 can be opened",
        ),
    ],
    ids=["no picture", "too many bytes", "too many pixels"],
)
def test_what_no_browser_can_use_is_refused_in_words_before_anything_is_sent(
    open_lab: OPENED, file: FilePayload | Path, words: str, tmp_path: Path
) -> None:
    if isinstance(file, Path):
        file = tmp_path / file
        with file.open("wb") as large:
            large.truncate(40_000_001)
    lab = open_lab()
    lab.draw_and_read(ONE)
    asked = lab.callbacks()
    opened(lab, file)
    refused(lab, words)
    assert lab.callbacks() == asked
    assert (image_on_canvas(lab), len(lab.strokes())) == (None, 1)


def test_a_picture_without_a_digit_is_refused_in_the_words_of_what_was_seen_and_the_next_one_is_read(
    open_lab: OPENED,
) -> None:
    lab = open_lab()
    opened(lab, payload(content(Image.new("L", (300, 300), 250))))
    refused(lab, "No digit can be read from this picture: there is no ink in the picture: it is white all over")
    expect(lab.prediction).to_have_text(NO_DIGIT)
    opened(lab, payload(content(photo())))
    lab.read("7")
    expect(lab.page.locator("#notice")).to_be_hidden()


@pytest.mark.long
def test_text_that_is_pasted_or_dropped_is_left_to_the_browser(open_lab: OPENED) -> None:
    lab = open_lab()
    asked = lab.callbacks()
    handled = lab.page.evaluate(
        """() => ['paste', 'drop'].map((kind) => {
          const data = new DataTransfer();
          data.setData('text/plain', '7');
          const event = kind === 'paste'
            ? new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true })
            : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
          return !document.body.dispatchEvent(event);
        })"""
    )
    assert handled == [False, False]
    assert lab.callbacks() == asked


@pytest.mark.long
def test_a_phone_offers_its_camera_beside_the_pen(open_lab: OPENED) -> None:
    lab = open_lab(390, 844, has_touch=True, is_mobile=True)
    lab.pen_options()
    opened(lab, payload(content(photo())), "Take a picture")
    lab.read("7")
    camera = lab.page.locator("input[type=file][capture=environment]")
    assert camera.get_attribute("accept") == "image/*"


@pytest.mark.long
def test_without_a_touch_screen_no_camera_is_offered(open_lab: OPENED) -> None:
    lab = open_lab()
    lab.pen_options()
    assert lab.button("Take a picture").is_hidden()
