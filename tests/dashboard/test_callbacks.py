"""The callbacks, as the page calls them, without a browser."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

import lenetlab as ll
from dashboard import contract
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
    return digit, shown["confidence"], shown["top"], shown["hint"]


def test_a_drawn_seven_is_read_with_confidence_and_three_candidates(ask: Ask) -> None:
    digit, confidence, top, hint = prediction(ask, drawing(SEVEN))
    assert digit == "7"
    assert confidence.endswith("% sure")
    assert len(top) == 3
    assert hint == ""


def test_the_saliency_is_that_of_the_library(ask: Ask, model: ll.LeNet, seven: ll.Drawing) -> None:
    shown = reading(ask, drawing(SEVEN))["prediction"]["saliency"]
    expected = ll.saliency(ll.trace(model, ll.preprocess(seven))).numpy()
    np.testing.assert_allclose(array_of(shown["saliency"]), expected, atol=1e-6)
    assert shown["bound"] == pytest.approx(np.abs(expected).max())
    assert array_of(shown["ink"]).max() <= 1


def test_while_a_stroke_is_drawn_the_prediction_is_the_same_and_nobody_is_told_that_it_is_no_digit(ask: Ask) -> None:
    assert reading(ask, drawing(SEVEN), live=True)["prediction"] == reading(ask, drawing(SEVEN))["prediction"]
    assert reading(ask, drawing(SEVEN), live=True)["note"] is None
    assert reading(ask, drawing(SCRIBBLE, brush=6), live=True)["prediction"]["hint"] == ""


def test_an_answer_has_the_parts_that_are_asked_for(ask: Ask) -> None:
    plain = reading(ask, drawing(SEVEN))
    assert (plain["stages"], plain["kernels"]) == (None, None)
    whole = reading(ask, drawing(SEVEN), stages=True, kernels=True)
    assert [stage["name"] for stage in whole["stages"]] == list(contract.STAGES)
    assert [stage["kind"] for stage in whole["stages"]] == list(contract.STAGES.values())
    assert list(whole["kernels"]) == list(contract.CONVOLUTIONS)
    assert whole["prediction"] == plain["prediction"]


def test_a_blank_canvas_gets_a_hint_and_no_prediction(ask: Ask) -> None:
    for blank in (None, drawing()):
        digit, confidence, top, hint = prediction(ask, blank)
        assert (digit, confidence, top) == ("–", "", [])
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
    stated = ll.read_card()["evaluation"]["configurations"]
    for row in stated[::7]:
        values = {name: row[name] for name in ("kernel_size", "stride", "padding", "filters")}
        note = reading(ask, drawing(), **values)["note"]
        assert f"{100 * row['test']:.2f}\u00a0%" in note
        assert f"{row['weights']:,} weights" in note
        assert f"{row['multiply_adds']:,} multiply-adds" in note


SCRIBBLE = "M20,20L120,40L20,60L120,80L20,100L120,120L40,130L110,20L30,120L70,20"


def test_what_is_no_digit_gets_no_confident_answer(ask: Ask) -> None:
    digit, confidence, top, hint = prediction(ask, drawing(SCRIBBLE, brush=6))
    assert (digit, confidence) == ("–", "")
    assert hint.startswith("This does not look like a digit.")
    assert len(top) == 3


def test_random_weights_are_not_asked_whether_it_is_a_digit(ask: Ask) -> None:
    digit, *_, hint = prediction(ask, drawing(SCRIBBLE, brush=6), weights="random")
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
    digit, _, top, shown = prediction(ask, canvas)
    assert (digit, top) == ("–", [])
    assert hint in shown


def test_thousands_of_points_and_points_outside_are_read(ask: Ask) -> None:
    points = "L".join(f"{20 + i * 0.01:.2f},{20 + (i % 7)}" for i in range(3_900))
    for path in (f"M{points}", "M-500,70L900,70"):
        _, _, top, _ = prediction(ask, drawing(path))
        assert len(top) == 3


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
