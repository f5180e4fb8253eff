"""What the visitor changes of the network: checked, read with, counted, reported and written as Python."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll
from dashboard import contract
from dashboard.contract import EDITS, PRESETS
from dashboard.reading.edits import NUDGE, edit_from, in_force, replacements_of, sizes_of
from dashboard.reading.errors import StateError
from dashboard.reading.reading import read
from dashboard.reading.settings import Settings
from dashboard.reading.state import CanvasState
from dashboard.texts import changes as words
from dashboard.weights import weights_in_use
from tests.dashboard.conftest import SEVEN, URL, Ask, about, body_of, drawing

DEFAULT = {"kernel_size": 5, "stride": 1, "padding": 0, "weights": "pretrained"}


def edit(name: str, place: list[int], values: list[float], **others: object) -> dict[str, object]:
    return {**DEFAULT, "name": name, "place": place, "values": values, **others}


def changed(*edits: dict[str, object]) -> dict[str, object]:
    return {**drawing(SEVEN), "edits": list(edits)}


@st.composite
def edits(draw: st.DrawFn) -> dict[str, object]:
    """Any change that the page can make."""
    conv1 = draw(st.sampled_from(ll.Conv1Config.all()))
    name = draw(st.sampled_from([name for name in EDITS.lengths if name != NUDGE]))
    sizes = sizes_of(name, ll.Conv1Config(conv1.kernel_size, conv1.stride, conv1.padding, 16))
    length = draw(st.sampled_from(EDITS.lengths[name]))
    place = [draw(st.integers(0, size - 1)) for size in sizes[:length]]
    numbers = st.integers(-10_000, 10_000).map(lambda thousandths: thousandths / 1_000)
    values = draw(st.lists(numbers, min_size=(n := math.prod(sizes[length:])), max_size=n))
    weights = draw(st.sampled_from(["pretrained", "random"]))
    own = {"kernel_size": conv1.kernel_size, "stride": conv1.stride, "padding": conv1.padding, "weights": weights}
    return edit(name, place, values, **own)


@given(edits(), st.sampled_from([6, 12, 16]))
@settings(max_examples=60, deadline=None)
def test_a_changed_network_reads_as_a_fresh_model_with_those_weights_does(edit: dict[str, Any], filters: int) -> None:
    conv1 = ll.Conv1Config(edit["kernel_size"], edit["stride"], edit["padding"], filters)
    asked = Settings(conv1, edit["weights"])
    canvas = CanvasState.from_json(changed(edit))
    found = read(canvas, asked).trace
    model = ll.LeNet()
    model.load_state_dict(weights_in_use().models[edit["weights"]].state_dict())
    stage, _, part = edit["name"].partition(".")
    axis = 1 if edit["name"] == "conv2.weight" else 0
    is_there = (part == "output" and stage != "relu1") or edit["place"][axis] < filters
    if part == "weight" and is_there:
        with torch.no_grad():
            weight = model.weights(conv1)[stage][0]
            place = tuple(edit["place"])
            weight[place] = torch.tensor(edit["values"], dtype=torch.float32).reshape(weight[place].shape)
    expected = ll.trace(model, found["input"].output[None], conv1)
    if part == "output" and is_there:
        unit = edit["place"][0]
        assert bool((found[stage].output[unit] == np.float32(edit["values"][0])).all())
        kept = {f"{stage}.output": {(unit,): edit["values"][0]}}
        expected = ll.trace(model, found["input"].output[None], conv1, replace=kept)
    assert bool(found.replaced) == is_there
    torch.testing.assert_close(found.logits, expected.logits, atol=1e-4, rtol=1e-4)


def test_changes_belong_to_the_weights_they_were_made_in(ask: Ask) -> None:
    asked = [("conv1.weight", [7, 0], [0.0] * 25), ("relu1.output", [12], [0.5]), ("relu3.output", [3], [0.0])]
    made = tuple(edit_from(edit(*one)) for one in asked)
    assert len(in_force(made, Settings(ll.Conv1Config(), "pretrained"))) == 3
    assert in_force(made, Settings(ll.Conv1Config(), "random")) == ()
    assert in_force(made, Settings(ll.Conv1Config(stride=2), "pretrained")) == ()
    few = in_force(made, Settings(ll.Conv1Config(filters=6), "pretrained"))
    assert [one.name for one in few] == ["relu3.output"]
    note = ask(contract.READING, about(changed(edit(*asked[0])), stages=True))[1]["note"]
    assert note.startswith("With one change of yours.")


def test_of_two_changes_of_the_same_the_later_one_counts() -> None:
    one, other = (edit_from(edit("conv2.weight", [3, 2, 1, 1], [value])) for value in (1.0, -2.0))
    kernel = edit_from(edit("conv2.weight", [3, 2], [0.25] * 25))
    asked = Settings(ll.Conv1Config(), "pretrained")
    assert replacements_of([one, other], asked) == {"conv2.weight": {(3, 2, 1, 1): -2.0}}
    weight = weights_in_use().models["pretrained"].weights()["conv2"][0]
    for order, value in (([one, kernel], 0.25), ([kernel, one], 1.0), ([one, kernel, other, kernel], 0.25)):
        x = torch.zeros(1, 1, 28, 28)
        trace = ll.trace(weights_in_use().models["pretrained"], x, replace=replacements_of(order, asked))
        assert float(trace["conv2"].weight[3, 2, 1, 1]) == value  # type: ignore[index]
    assert weight[3, 2, 1, 1] not in (0.25, 1.0, -2.0)


BAD = {
    "no list": ({"edits": 3}, "edits is 3; allowed: a list of 250 changes at most"),
    "too many": ({"edits": [edit("relu3.output", [1], [0.0])] * 251}, "allowed: a list of 250"),
    "no object": ({"edits": ["x"]}, "edit is 'x'; allowed: an object with kernel_size, stride"),
    "another kernel size": (edit("relu3.output", [1], [0.0], kernel_size=4), "edit.kernel_size is 4; allowed: 3, 5"),
    "other weights": (
        edit("relu3.output", [1], [0.0], weights="mine"),
        "edit.weights is 'mine'; allowed: pretrained, r",
    ),
    "another name": (edit("fc1.weight", [1], [0.0]), "edit.name is 'fc1.weight'; allowed: conv1.weight, conv2.weight"),
    "no place": (edit("conv1.weight", [3], [0.0]), "edit.place is [3]; allowed: 2 or 4 of 0 to 15, 0 to 0, 0 to 4"),
    "a place beyond": (edit("relu3.output", [120], [0.0]), "edit.place is [120]; allowed: 1 of 0 to 119"),
    "a truth value": (edit("relu3.output", [True], [0.0]), "edit.place is [True]"),
    "too few values": (edit("conv1.weight", [3, 0], [0.0] * 9), "allowed: 25 from -10 to 10"),
    "a weight beyond": (edit("conv1.weight", [1, 0, 2, 2], [10.5]), "edit.values is [10.5]; allowed: 1 from -10 to 10"),
    "a value beyond": (edit("relu3.output", [1], [1e4]), "edit.values is [10000.0]; allowed: 1 from -1000 to 1000"),
    "a number without end": (edit("relu3.output", [1], [10**400]), "edit.values is [1000"),
    "a nudge at a place": (edit(NUDGE, [1], [0.5]), "edit.place is [1]; allowed: 0 of no axis"),
    "a nudge beyond": (edit(NUDGE, [], [-0.5]), "edit.values is [-0.5]; allowed: 1 from 0 to 1"),
    "no number": (edit("relu3.output", [1], [float("nan")]), "edit.values is [nan]"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_change_that_no_page_makes_is_named(bad: str, ask: Ask) -> None:
    data, says = BAD[bad]
    canvas = {**drawing(SEVEN), "edits": data.get("edits", [data])}
    with pytest.raises(StateError, match=r".*") as error:
        CanvasState.from_json(canvas)
    assert says in str(error.value)
    if "nan" not in says:
        assert says in ask(contract.READING, about(canvas))[1]["prediction"]["hint"].replace("\xa0", " ")


def test_a_thousand_test_digits_are_read_with_the_changes(ask: Ask, mnist: ll.Mnist) -> None:
    without_kernels = [edit("conv1.weight", [i, 0], [0.0] * 25) for i in range(16)]

    def counted(*made: dict[str, object]) -> int:
        parts = [ask(contract.CHANGED, about(changed(*made), part=part)) for part in range(contract.COUNTED_PARTS)]
        assert sum(part["count"] for part in parts) == 1_000
        return sum(part["right"] for part in parts)

    x = (torch.from_numpy(mnist.images[::10] / np.float32(255))[:, None] - ll.MNIST_MEAN) / ll.MNIST_STD
    with torch.no_grad():
        right = weights_in_use().models["pretrained"](x).argmax(1).numpy() == mnist.labels[::10]
    assert counted() == right.sum()
    assert counted(*without_kernels) < 200


def test_without_mnist_it_is_said_that_nothing_was_counted(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ll, "has_mnist", lambda split="test": False)
    assert ask(contract.CHANGED, about(changed(), part=0)) == words.NO_MNIST


def test_every_question_about_a_drawing_knows_of_the_changes(ask: Ask, client: FlaskClient) -> None:
    silent = changed(*(edit("relu4.output", [unit], [0.0]) for unit in range(84)))
    biases = weights_in_use().models["pretrained"].weights()["fc3"][1]
    digit, answer = ask(contract.READING, about(silent, stages=True))
    assert digit == str(int(biases.argmax()))
    assert not answer["prediction"]["doubtful"]  # A changed network has not learned to tell digits from other things.
    assert "with" not in ask(contract.WHY, about(silent))["title"]
    erased = ask(contract.ATTRIBUTION_CHECK, about(silent, method="saliency"))["erased"]
    assert all(f"**{digit}**" in said for said in erased)
    assert all(f"**{digit}**" in said for said in ask(contract.WHAT_IF, about(silent))["nudge"]["says"])
    for question in contract.OF_AN_ANSWER:
        more = {"stage": "conv2", "unit": 3, "index": [3, 4, 5], "method": "saliency", "part": 0}
        response = client.post(URL, json=body_of(question, about(silent, **more)))
        assert response.status_code == 200, question.name


def test_a_number_that_was_set_says_so_in_its_ledger(ask: Ask) -> None:
    told = ask(contract.DERIVATION, about(changed(edit("relu3.output", [4], [1.5])), stage="relu3", index=[4]))
    assert (told["value"], told["terms"], told["bias"]) == ("1.5000", [], None)
    assert told["how"].startswith("You have set it")


def test_the_lines_of_python_make_the_changed_network(ask: Ask) -> None:
    made = (
        edit("conv1.weight", [3, 0], [round(i / 7, 3) for i in range(25)]),
        edit("conv2.weight", [9, 2, 1, 4], [-0.125]),
        edit("relu2.output", [5], [0.0]),
    )
    code = ask(contract.PYTHON, about(changed(*made), layer=18))
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    asked = Settings(ll.Conv1Config(), "pretrained")
    expected = read(CanvasState.from_json(changed(*made)), asked).trace
    assert torch.equal(names["trace"].logits, expected.logits)
    assert "replace" not in ask(contract.PYTHON, about(changed(), layer=18))


def test_a_nudge_is_what_the_network_reads_and_what_if_speaks_of_the_drawing_before_it(ask: Ask) -> None:
    asked = Settings(ll.Conv1Config(), "pretrained")
    plain = read(CanvasState.from_json(changed()), asked)
    enough = ll.nudge(plain.trace, method="sign")
    canvas = changed(edit(NUDGE, [], [round(enough.bound + 0.001, 3)]))
    found = read(CanvasState.from_json(canvas), asked)
    assert enough.flipped
    assert found.trace.prediction != plain.trace.prediction
    assert found.digit_score is None
    change = (found.trace["input"].output - plain.trace["input"].output) * ll.MNIST_STD
    assert float(change.abs().max()) == pytest.approx(enough.bound + 0.001, abs=1e-3)
    told = ask(contract.WHAT_IF, about(canvas))
    assert told["title"] == f"What would change the {plain.trace.prediction}?"
    assert told == ask(contract.WHAT_IF, about(changed()))
    names: dict[str, Any] = {}
    exec(compile(ask(contract.PYTHON, about(canvas, layer=18)), "snippet", "exec"), names)
    assert torch.equal(names["trace"].logits, found.trace.logits)
    page = ask(contract.DOWNLOAD, about(canvas, file="report"))["content"]
    assert f"Every pixel changed by up to {100 * enough.bound + 0.1:.1f} % of ink" in page.replace("\xa0", " ")


def test_the_report_lists_the_changes(ask: Ask) -> None:
    made = (
        edit("conv1.weight", [3, 0], [0.0] * 25),
        edit("relu3.output", [17], [0.0]),
        edit("relu1.output", [2], [0.5]),
    )
    page = ask(contract.DOWNLOAD, about(changed(*made), file="report"))["content"]
    for said in ("First convolution, kernel 3, channel 0", "Dense 1, unit 17: silent", "channel 2: kept at 0.500"):
        assert said in page
    assert "Changed by hand" not in ask(contract.DOWNLOAD, about(changed(), file="report"))["content"]


def test_what_a_unit_likes_says_that_it_was_measured_without_the_changes(ask: Ask) -> None:
    told = ask(contract.LIKES, about(changed(edit("relu1.output", [2], [0.5])), stage="conv2", unit=3))
    assert "without your changes" in told["note"]


def test_the_kernels_to_choose_from_are_those_of_the_books() -> None:
    for side, presets in PRESETS.items():
        kernels = {name: np.array(rows) for name, rows in presets.items()}
        assert all(kernel.shape == (side, side) for kernel in kernels.values())
        image = np.random.default_rng(0).random((9, 9))
        middle = image[4 - side // 2 : 5 + side // 2, 4 - side // 2 : 5 + side // 2]
        assert (kernels["identity"] * middle).sum() == image[4, 4]
        assert (kernels["blur"] * middle).sum() == pytest.approx(middle.mean(), abs=0.01)
        assert not kernels["zeros"].any()
        for edges in ("edges", "sobel_x", "sobel_y"):
            assert kernels[edges].sum() == 0
        assert kernels["sharpen"].sum() == 1
        assert np.array_equal(kernels["sobel_x"], kernels["sobel_y"].T)


def test_the_contract_knows_the_shapes_of_what_can_be_changed() -> None:
    for name, lengths in EDITS.lengths.items():
        for side in ll.CONV1_ALLOWED["kernel_size"]:
            sizes = sizes_of(name, ll.Conv1Config(kernel_size=side))
            assert sizes[: len(EDITS.channels[name])] == EDITS.channels[name]
            assert max(lengths) == len(sizes)
    assert sizes_of("conv2.weight", ll.Conv1Config())[2:] == (EDITS.conv2_side, EDITS.conv2_side)
