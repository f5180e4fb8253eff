"""The callbacks, as the page calls them, without a browser."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from PIL import Image

import lenetlab as ll
from dashboard import contract
from dashboard.reading.placement import place_of_input
from dashboard.serving import example
from dashboard.serving.files import packaged_files
from tests.dashboard.conftest import DEFAULTS, SEVEN, URL, Ask, about, body_of, drawing


def array_of(spec: Any) -> np.ndarray:
    """A number array as Plotly sends it."""
    values = np.frombuffer(base64.b64decode(spec["bdata"]), np.dtype(spec["dtype"]))
    return values.reshape([int(n) for n in spec["shape"].split(",")]) if "shape" in spec else values


def reading(ask: Ask, canvas: object, **others: object) -> Any:
    """The answer to a question about a drawing."""
    _, answer = ask(contract.READING, about(canvas, **others))
    return answer


def prediction(ask: Ask, canvas: object, **others: object) -> tuple[str, str, list[Any], str]:
    digit, answer = ask(contract.READING, about(canvas, **others))
    shown = answer["prediction"]
    assert shown["digit"] == digit
    return digit, shown["confidence"], shown["probabilities"], shown["hint"]


def test_a_drawn_seven_is_read_with_confidence_and_the_probabilities_of_all_ten_digits(
    ask: Ask, model: ll.LeNet, seven: ll.Drawing
) -> None:
    digit, confidence, probabilities, hint = prediction(ask, drawing(SEVEN))
    assert digit == "7"
    assert confidence.endswith("% sure")
    assert hint == ""
    assert [row["digit"] for row in probabilities] == list(range(10))
    expected = ll.trace(model, ll.preprocess(seven)).top(10)
    assert [row["digit"] for row in sorted(probabilities, key=lambda row: row["rank"])] == [d for d, _ in expected]
    assert sorted(row["rank"] for row in probabilities) == list(range(1, 11))
    assert sum(row["share"] for row in probabilities) == pytest.approx(1, abs=1e-3)
    assert probabilities[7]["text"].endswith("%")


def test_the_saliency_is_that_of_the_library(ask: Ask, model: ll.LeNet, seven: ll.Drawing) -> None:
    shown = reading(ask, drawing(SEVEN))["prediction"]["saliency"]
    expected = ll.saliency(ll.trace(model, ll.preprocess(seven))).numpy()
    np.testing.assert_allclose(array_of(shown["values"]), expected, atol=1e-6)
    assert shown["bound"] == pytest.approx(np.abs(expected).max())


def mapped(place: Any, row: float, column: float) -> tuple[float, float]:
    """Where a place of the network's input, in its pixels, lies on the canvas, in parts of it: right, down."""
    return (
        place["left"] + place["width"] * column / 28,
        place["top"] + place["height"] * row / 28,
    )


@pytest.mark.parametrize("size", ll.CANVAS_SIZES)
@pytest.mark.parametrize("dot", [(0.5, 0.5), (0.3, 0.6), (0.75, 0.25), (0.1, 0.9)])
def test_the_saliency_over_a_dot_of_ink_lies_on_the_dot(size: int, dot: tuple[float, float]) -> None:
    x, y = dot[0] * size, dot[1] * size
    brush = size / 14
    # A frame far from the middle makes the dot's place depend on cropping, scaling and centring alike.
    corner = ll.Drawing([[(x, y)], [(0.2 * size, 0.15 * size), (0.2 * size, 0.9 * size)]], size, brush)
    alone = ll.Drawing([[(0.2 * size, 0.15 * size), (0.2 * size, 0.9 * size)]], size, brush)
    steps = ll.preprocess_steps(corner)
    place = place_of_input(steps)
    ink = next(step for step in steps if step.name == "ink").image
    only_dot = np.clip(ink - alone.ink(), 0, 1)
    centred = next(step for step in steps if step.name == "centre")
    scaled = resampled(only_dot, steps)
    row, column = weighted_middle(scaled, centred.image.shape)
    right, down = mapped(place, row, column)
    assert (right * size, down * size) == (
        pytest.approx(x, abs=0.5 * place["width"] * size / 28),
        pytest.approx(y, abs=0.5 * place["height"] * size / 28),
    )


def resampled(image: np.ndarray, steps: Any) -> np.ndarray:
    """Another image on the way that these steps took: cropped, scaled and centred as they were."""
    crop, scale, centre = (next(s for s in steps if s.name == name).params for name in ("crop", "scale", "centre"))
    cut = image[crop["top"] : crop["top"] + crop["height"], crop["left"] : crop["left"] + crop["width"]]
    size = (int(scale["width"]), int(scale["height"]))
    small = np.asarray(Image.fromarray(cut.astype(np.float32)).resize(size, Image.Resampling.BILINEAR))
    whole = np.zeros((28, 28), np.float32)
    whole[centre["top"] : centre["top"] + small.shape[0], centre["left"] : centre["left"] + small.shape[1]] = small
    return whole


def weighted_middle(image: np.ndarray, shape: tuple[int, ...]) -> tuple[float, float]:
    rows, columns = (np.arange(side) + 0.5 for side in shape)
    return float(image.sum(1) @ rows / image.sum()), float(image.sum(0) @ columns / image.sum())


@pytest.mark.parametrize("size", ll.CANVAS_SIZES)
def test_the_saliency_of_an_mnist_sample_lies_on_the_pixels_of_the_sample(size: int, mnist: ll.Mnist) -> None:
    for index in (0, 7, 42, 1234):
        whole = ll.preprocess_steps(ll.Drawing([], size, 1.0, mnist.images[index]))
        place = place_of_input(whole)
        assert list(place.values()) == pytest.approx([0, 0, 1, 1])


def test_the_example_is_the_drawn_sample_of_its_seed_and_read_without_a_doubt(ask: Ask) -> None:
    sample = ll.drawn_sample(contract.EXAMPLE.seed)
    assert (sample.label, sample.drawing.size) == (contract.EXAMPLE.label, contract.EXAMPLE.size)
    strokes = [ll.parse_path(path, "the example")[0] for path in contract.EXAMPLE.paths]
    for stroke, expected in zip(strokes, sample.drawing.strokes, strict=True):
        np.testing.assert_allclose(stroke, expected, atol=0.06)
    shown = drawing(*contract.EXAMPLE.paths, size=contract.EXAMPLE.size, brush=contract.EXAMPLE.brush)
    digit, _, probabilities, hint = prediction(ask, shown)
    assert (digit, hint) == (str(contract.EXAMPLE.label), "")
    assert probabilities[contract.EXAMPLE.label]["share"] > 0.99


def test_the_file_of_the_example_is_the_answer_to_the_question_about_it(ask: Ask) -> None:
    shown = drawing(*contract.EXAMPLE.paths, size=contract.EXAMPLE.size, brush=contract.EXAMPLE.brush)
    kept = json.loads(packaged_files()[example.FILE].body)
    assert kept == json.loads(json.dumps(ask(contract.READING, about(shown, stages=True))))


def test_while_a_stroke_is_drawn_the_prediction_is_the_same_and_nobody_is_told_that_it_is_no_digit(ask: Ask) -> None:
    assert reading(ask, drawing(SEVEN), live=True)["prediction"] == reading(ask, drawing(SEVEN))["prediction"]
    assert reading(ask, drawing(SEVEN), live=True)["note"] is None
    assert reading(ask, drawing(SCRIBBLE, brush=4), live=True)["prediction"]["hint"] == ""


def test_an_answer_has_the_parts_that_are_asked_for(ask: Ask) -> None:
    plain = reading(ask, drawing(SEVEN))
    assert (plain["stages"], plain["kernels"]) == (None, None)
    whole = reading(ask, drawing(SEVEN), stages=True, kernels=True)
    assert [stage["name"] for stage in whole["stages"]] == list(contract.STAGES)
    assert [stage["kind"] for stage in whole["stages"]] == list(contract.STAGES.values())
    assert list(whole["kernels"]) == list(contract.CONVOLUTIONS)
    assert whole["prediction"] == plain["prediction"]
    live = reading(ask, drawing(SEVEN), live=True, stages=True)
    assert live["stages"] == whole["stages"]
    kernels = reading(ask, drawing(), kernels=True)
    assert (kernels["stages"], kernels["kernels"]) == (None, whole["kernels"])


def test_a_blank_canvas_gets_a_hint_and_no_prediction(ask: Ask) -> None:
    for blank in (None, drawing()):
        digit, confidence, probabilities, hint = prediction(ask, blank)
        assert (digit, confidence, probabilities) == ("–", "", [])
        assert "Draw a digit" in hint
        assert reading(ask, blank, stages=True)["stages"] is None


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_every_control_reflows_every_stage(ask: Ask, model: ll.LeNet, seven: ll.Drawing, conv1: ll.Conv1Config) -> None:
    stages = reading(ask, drawing(SEVEN), stages=True, **asdict(conv1))["stages"]
    trace = ll.trace(model, ll.preprocess(seven), conv1)
    for stage in stages:
        if stage["name"] not in trace:
            continue
        values = trace[stage["name"]].output.numpy()
        shown = np.concatenate([array_of(part).ravel() for part in numbers_of(stage["panes"][-1]["figure"])])
        np.testing.assert_allclose(np.sort(shown[~np.isnan(shown)]), np.sort(values.ravel()), atol=1e-6)
        assert stage["shape"] == " × ".join(map(str, values.shape))


def numbers_of(figure: Any) -> list[Any]:
    return [
        trace["z"] if trace["type"] == "heatmap" else trace["y"]
        for trace in figure["data"]
        if trace["type"] != "scatter"
    ]


def test_random_weights_give_another_answer_and_say_so(ask: Ask, seven: ll.Drawing) -> None:
    digit, _, _, _ = prediction(ask, drawing(SEVEN), weights="random")
    assert int(digit) == ll.trace(ll.LeNet(seed=0), ll.preprocess(seven)).prediction
    assert "learned nothing" in reading(ask, drawing(), weights="random")["note"]


def test_the_note_beside_the_controls_is_what_the_card_states(ask: Ask) -> None:
    for row in ll.read_card().evaluation.configurations[::7]:
        note = reading(ask, drawing(), **asdict(row.conv1))["note"]
        assert f"{100 * row.accuracy.value:.2f}\u00a0%" in note
        assert f"{row.conv1.weights:,} weights" in note
        assert f"{row.conv1.multiply_adds:,} multiply-adds" in note


SCRIBBLE = "M20,20L120,40L20,60L120,80L20,100L120,120L40,130L110,20L30,120L70,20"


def test_what_is_no_digit_gets_no_confident_answer(ask: Ask) -> None:
    digit, confidence, probabilities, hint = prediction(ask, drawing(SCRIBBLE, brush=4))
    assert (digit, confidence) == ("–", "")
    assert hint.startswith("This does not look like a digit. The bars are a forced choice")
    assert len(probabilities) == 10
    assert reading(ask, drawing(SCRIBBLE, brush=4))["prediction"]["doubtful"]


def test_random_weights_are_not_asked_whether_it_is_a_digit(ask: Ask) -> None:
    digit, *_, hint = prediction(ask, drawing(SCRIBBLE, brush=4), weights="random")
    assert digit.isdigit()
    assert hint == ""


def test_the_kernels_are_those_of_the_configuration(ask: Ask, model: ll.LeNet) -> None:
    kernels = reading(ask, drawing(SEVEN), kernels=True, kernel_size=3, filters=6)["kernels"]
    conv1 = array_of(kernels["conv1"]["figure"]["data"][0]["z"])
    assert np.isfinite(conv1).sum() == 6 * 3 * 3
    slices = array_of(kernels["conv2"]["figure"]["data"][0]["z"])
    assert np.isfinite(slices).sum() == 6 * 5 * 5
    for name, (weight, bias) in model.weights(ll.Conv1Config(kernel_size=3, filters=6)).items():
        if name in kernels:
            np.testing.assert_array_equal(array_of(kernels[name]["weight"]), weight.detach())
            np.testing.assert_array_equal(array_of(kernels[name]["bias"]), bias.detach())
    weight, _ = model.weights(ll.Conv1Config(kernel_size=3, filters=6))["conv1"]
    np.testing.assert_array_equal(conv1[:5][np.isfinite(conv1[:5])][:3], weight[0, 0, 0].detach())


def test_a_random_sample_is_a_held_out_digit_with_its_label(ask: Ask, mnist: ll.Mnist) -> None:
    for _ in range(5):
        sample = ask(contract.SAMPLE, {"index": None})
        np.testing.assert_array_equal(array_of(sample["z"]), mnist.images[sample["index"]])
        assert sample["label"] == mnist.labels[sample["index"]]
        digit, *_ = prediction(ask, drawing(sample=sample["index"]))
        assert digit.isdigit()


def test_a_sample_out_of_a_link_gets_its_image_and_label(ask: Ask, mnist: ll.Mnist) -> None:
    sample = ask(contract.SAMPLE, {"index": 42})
    np.testing.assert_array_equal(array_of(sample["z"]), mnist.images[42])
    assert (sample["index"], sample["label"]) == (42, mnist.labels[42])
    for unknown in (-1, 10_000, True, "7", [1], 1e9):
        assert ask(contract.SAMPLE, {"index": unknown}) is None


def test_without_mnist_a_random_sample_is_drawn(ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("LENETLAB_DATA", str(tmp_path))
    sample = ask(contract.SAMPLE, {"index": None})
    assert sample["index"] is None
    digit, *_ = prediction(ask, drawing(*sample["paths"], size=sample["size"]))
    assert digit.isdigit()
    _, _, _, hint = prediction(ask, drawing(sample=5))
    assert "not on this server" in hint


@pytest.mark.parametrize(
    ("canvas", "hint"),
    [
        (drawing("M0,70L140,70", brush=140), "of the canvas"),
        (drawing("no path"), "cannot be read"),
        (drawing("M1,nan"), "cannot be read"),
        (drawing("M1,2L3"), "cannot be read"),
        (drawing("M70,70", brush=0), "cannot be read"),
        (drawing("M70,70", brush="wide"), "cannot be read"),
        (drawing("M70,70", brush=float("nan")), "cannot be read"),
        (drawing("M70,70", brush=10**400), "cannot be read"),
        (drawing("M-1e308,70L1e308,70"), "allowed: numbers from"),
        (drawing("M70,70", size=99), "size is 99"),
        (drawing("M70,70", sample=-1), "sample is -1"),
        (drawing("M70,70", sample="7"), "sample is '7'"),
        (drawing(sample=10_000), "sample is 10000; allowed: 0 to 9999"),
        (drawing(*["M1,2L3,4"] * 501), "501 strokes; allowed: 500"),
        (drawing("M1,1" + "L2,2" * 10_001), "10,002 points; allowed: 4,000"),
        (drawing("M-900,-900L-800,-900"), "no ink"),
        ({"size": 140}, "cannot be read"),
        ([1, 2], "cannot be read"),
        ("drawing", "cannot be read"),
        ({"size": 140, "strokes": [[10]], "sample": None}, "cannot be read"),
    ],
)
def test_what_no_canvas_sends_gets_a_plain_answer(ask: Ask, mnist: ll.Mnist, canvas: object, hint: str) -> None:
    digit, _, probabilities, shown = prediction(ask, canvas)
    assert (digit, probabilities) == ("–", [])
    assert hint in shown


def test_thousands_of_points_and_points_outside_are_read(ask: Ask) -> None:
    points = "L".join(f"{20 + i * 0.01:.2f},{20 + (i % 7)}" for i in range(3_900))
    for path in (f"M{points}", "M-500,70L900,70"):
        _, _, probabilities, _ = prediction(ask, drawing(path))
        assert len(probabilities) == 10


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({**DEFAULTS, "kernel_size": 4}, "kernel_size is 4; allowed: 3, 5"),
        ({**DEFAULTS, "weights": "best"}, "weights is 'best'; allowed: pretrained, random"),
        ({**DEFAULTS, "stride": None}, "stride is None; allowed: 1, 2"),
        (
            {**DEFAULTS, "dilation": 2},
            "'dilation' is no setting; allowed: kernel_size, stride, padding, filters, weights",
        ),
        ({"kernel_size": 5, "stride": 1}, "padding is missing; allowed: 0, 1, 2"),
        ([5, 1, 0, 16, "pretrained"], "allowed: an object with kernel_size, stride, padding, filters, weights"),
        (None, "settings is None"),
    ],
)
def test_a_setting_that_the_contract_does_not_know_is_refused_by_its_name(
    client: Any, settings: object, words: str
) -> None:
    question = {"drawing": drawing(SEVEN), "settings": settings}
    answer = client.post(URL, json=body_of(contract.READING, question))
    assert answer.status_code == 200
    assert "prediction" not in answer.get_json().get("response", {})
    assert words in answer.get_json()["sideUpdate"]["notice-text"]["children"]
    assert "Your drawing is still here" in answer.text


@pytest.mark.parametrize("flag", ["live", "stages", "kernels"])
def test_a_question_of_another_form_is_refused_by_name(client: Any, flag: str) -> None:
    answer = client.post(URL, json=body_of(contract.READING, about(drawing(SEVEN), **{flag: "yes"})))
    assert f"{flag} is 'yes'; allowed: true or false" in answer.text
