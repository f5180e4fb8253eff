"""The callbacks, as the page calls them, without a browser."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest

import lenetlab as ll
from dashboard.stages.stages import TIMELINE
from tests.dashboard.conftest import SEVEN, Call, body_for, drawing

STAGES, KERNELS = "stages-store.data@", "kernels-store.data@"  # as answers of their own


def array_of(spec: Any) -> np.ndarray:
    """A number array as Plotly sends it."""
    values = np.frombuffer(base64.b64decode(spec["bdata"]), np.dtype(spec["dtype"]))
    return values.reshape([int(n) for n in spec["shape"].split(",")]) if "shape" in spec else values


def prediction(call: Call, **values: object) -> tuple[str, str, list[Any], str]:
    answer = call("prediction.children", **values)
    parts = [answer[id]["children"] for id in ("prediction", "confidence", "top", "hint")]
    return tuple(parts)  # type: ignore[return-value]


def test_a_drawn_seven_is_read_with_confidence_and_three_candidates(call: Call) -> None:
    digit, confidence, top, hint = prediction(call, drawing_store=drawing(SEVEN))
    assert digit == "7"
    assert confidence.endswith("% sure")
    assert len(top) == 3
    assert hint == ""


def test_the_saliency_overlay_is_that_of_the_library(call: Call, model: ll.LeNet, seven: ll.Drawing) -> None:
    numbers = call("prediction.children", drawing_store=drawing(SEVEN))["saliency-store"]["data"]["numbers"]
    expected = ll.saliency(ll.trace(model, ll.preprocess(seven))).numpy()
    np.testing.assert_allclose(array_of(numbers["saliency"]), expected, atol=1e-6)
    assert numbers["bound"] == pytest.approx(np.abs(expected).max())
    assert array_of(numbers["ink"]).max() <= 1


def test_while_a_stroke_is_drawn_the_prediction_follows_and_the_stages_wait(call: Call) -> None:
    live = call("prediction.children", drawing_store=drawing(SEVEN) | {"live": True})
    assert live["prediction"]["children"] == "7"
    assert live["saliency-store"]["data"]["live"]
    assert live["saliency-store"]["data"]["read"] is None
    done = call("prediction.children", drawing_store=drawing(SEVEN))
    assert done["prediction"] == live["prediction"]
    assert not done["saliency-store"]["data"]["live"]
    assert done["saliency-store"]["data"]["read"] == [drawing(SEVEN), 5, 1, 0, 16, "pretrained"]


def test_a_stroke_that_is_still_drawn_is_not_called_no_digit(call: Call) -> None:
    digit, confidence, top, hint = prediction(call, drawing_store=drawing(SCRIBBLE, brush=6) | {"live": True})
    assert (digit, confidence, hint) == ("–", "", "")
    assert len(top) == 3


def test_a_blank_canvas_gets_a_hint_and_no_prediction(call: Call) -> None:
    for blank in (None, drawing()):
        digit, confidence, top, hint = prediction(call, drawing_store=blank)
        assert (digit, confidence, top) == ("–", "", [])
        assert "Draw a digit" in hint
        assert call(STAGES, wanted_store=[blank, 5, 1, 0, 16, "pretrained"])["stages-store"]["data"] is None


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_every_control_reflows_every_stage(
    call: Call, model: ll.LeNet, seven: ll.Drawing, conv1: ll.Conv1Config
) -> None:
    settings = [conv1.kernel_size, conv1.stride, conv1.padding, conv1.filters, "pretrained"]
    stages = call(STAGES, wanted_store=[drawing(SEVEN), *settings])["stages-store"]["data"]["stages"]
    trace = ll.trace(model, ll.preprocess(seven), conv1)
    assert [stage["name"] for stage in stages] == list(TIMELINE)
    for stage in stages:
        if stage["name"] not in trace:
            continue
        values = trace[stage["name"]].output.numpy()
        shown = np.concatenate([array_of(part).ravel() for part in numbers_of(stage["panes"][-1]["figure"])])
        np.testing.assert_allclose(np.sort(shown[~np.isnan(shown)]), np.sort(values.ravel()), atol=1e-6)
        assert stage["shape"] == " × ".join(map(str, values.shape))


def test_a_change_of_settings_is_one_answer_with_all_that_it_changes(call: Call) -> None:
    settings = [5, 2, 0, 16, "pretrained"]
    answer = call("prediction.children", changed="stride.value", drawing_store=drawing(SEVEN), stride=2)
    read = [drawing(SEVEN), *settings]
    assert answer["saliency-store"]["data"]["read"] == read
    stages, kernels = answer["stages-store"]["data"], answer["kernels-store"]["data"]
    assert stages == call(STAGES, wanted_store=read)["stages-store"]["data"]
    assert kernels == call(KERNELS, kernels_wanted_store=settings)["kernels-store"]["data"]
    assert "stages-store" not in call("prediction.children", drawing_store=drawing(SEVEN), stride=2)


@pytest.mark.parametrize("canvas", [None, drawing(), drawing(SEVEN) | {"live": True}])
def test_without_a_finished_drawing_there_is_nothing_more_to_change(call: Call, canvas: object) -> None:
    answer = call("prediction.children", changed="stride.value", drawing_store=canvas)
    assert "stages-store" not in answer
    assert "kernels-store" not in answer


def numbers_of(figure: Any) -> list[Any]:
    return [
        trace["z"] if trace["type"] == "heatmap" else trace["y"]
        for trace in figure["data"]
        if trace["type"] != "scatter"
    ]


def test_random_weights_give_another_answer_and_say_so(call: Call, seven: ll.Drawing) -> None:
    digit, _, _, _ = prediction(call, drawing_store=drawing(SEVEN), weights="random")
    assert int(digit) == ll.trace(ll.LeNet(seed=0), ll.preprocess(seven)).prediction
    note = call("settings-note.children", weights="random")["settings-note"]["children"]
    assert "learned nothing" in note


def test_the_note_beside_the_controls_is_what_the_card_states(call: Call) -> None:
    stated = ll.read_card()["evaluation"]["configurations"]
    for row in stated[::7]:
        values = {name: row[name] for name in ("kernel_size", "stride", "padding", "filters")}
        note = call("settings-note.children", **values)["settings-note"]["children"]
        assert f"{100 * row['test']:.2f}\u00a0%" in note
        assert f"{row['weights']:,} weights" in note
        assert f"{row['multiply_adds']:,} multiply-adds" in note


SCRIBBLE = "M20,20L120,40L20,60L120,80L20,100L120,120L40,130L110,20L30,120L70,20"


def test_what_is_no_digit_gets_no_confident_answer(call: Call) -> None:
    digit, confidence, top, hint = prediction(call, drawing_store=drawing(SCRIBBLE, brush=6))
    assert (digit, confidence) == ("–", "")
    assert hint.startswith("This does not look like a digit.")
    assert len(top) == 3


def test_random_weights_are_not_asked_whether_it_is_a_digit(call: Call) -> None:
    digit, *_, hint = prediction(call, drawing_store=drawing(SCRIBBLE, brush=6), weights="random")
    assert digit.isdigit()
    assert hint == ""


def test_the_kernels_are_those_of_the_configuration(call: Call, model: ll.LeNet) -> None:
    kernels = call(KERNELS, kernels_wanted_store=[3, 1, 0, 6, "pretrained"])["kernels-store"]["data"]
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


def test_a_random_sample_is_a_held_out_digit_with_its_label(call: Call, mnist: ll.Mnist) -> None:
    for _ in range(5):
        sample = call("sample-store.data", random_sample=1)["sample-store"]["data"]
        np.testing.assert_array_equal(array_of(sample["z"]), mnist.images[sample["index"]])
        assert sample["label"] == mnist.labels[sample["index"]]
        digit, *_ = prediction(call, drawing_store=drawing(sample=sample["index"]))
        assert digit.isdigit()


def test_a_sample_out_of_a_link_gets_its_image_and_label(call: Call, app: Any, client: Any, mnist: ll.Mnist) -> None:
    def answer(index: object) -> Any:
        body = body_for(app, "sample-store.data", sample_wanted_store=index)
        body["changedPropIds"] = ["sample-wanted-store.data"]
        return client.post("/_dash-update-component", json=body).get_json()["response"]["sample-store"]["data"]

    sample = answer(42)
    np.testing.assert_array_equal(array_of(sample["z"]), mnist.images[42])
    assert (sample["index"], sample["label"]) == (42, mnist.labels[42])
    for unknown in (-1, 10_000, True, "7", None, [1], 1e9):
        assert answer(unknown) is None


def test_without_mnist_a_random_sample_is_drawn(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("LENETLAB_DATA", str(tmp_path))
    sample = call("sample-store.data", random_sample=1)["sample-store"]["data"]
    assert sample["index"] is None
    digit, *_ = prediction(call, drawing_store=drawing(*sample["paths"], size=sample["size"]))
    assert digit.isdigit()
    _, _, _, hint = prediction(call, drawing_store=drawing(sample=5))
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
def test_what_no_canvas_sends_gets_a_plain_answer(call: Call, mnist: ll.Mnist, canvas: object, hint: str) -> None:
    digit, _, top, shown = prediction(call, drawing_store=canvas)
    assert (digit, top) == ("–", [])
    assert hint in shown


def test_thousands_of_points_and_points_outside_are_read(call: Call) -> None:
    points = "L".join(f"{20 + i * 0.01:.2f},{20 + (i % 7)}" for i in range(3_900))
    for path in (f"M{points}", "M-500,70L900,70"):
        _, _, top, _ = prediction(call, drawing_store=drawing(path))
        assert len(top) == 3


def test_a_setting_that_no_page_sends_leaves_the_page_as_it_is(call: Call, client: Any, app: Any) -> None:
    body = body_for(app, "prediction.children", drawing_store=drawing(SEVEN), kernel_size=4)
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    assert "prediction" not in answer.get_json().get("response", {})
    assert "kernel_size is 4; allowed: 3, 5. Your drawing is still here" in answer.text
