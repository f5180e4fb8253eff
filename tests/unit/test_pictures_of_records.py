"""Records show themselves: HTML that is well formed, fetches and runs nothing and says the numbers; and figures."""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

import lenetlab as ll
from lenetlab.notebook import coloured

MODEL = ll.load_pretrained()
X = ll.preprocess(ll.drawn_sample(24).drawing)
TRACE = ll.trace(MODEL, X)
OTHER = ll.trace(MODEL, X, replace={"relu1.output": {3: 0.0}})
SMALL = ll.trace(MODEL, X, ll.Conv1Config(3, 2, 1, 6))

RECORDS: dict[str, Callable[[], object]] = {
    "trace": lambda: TRACE,
    "changed trace": lambda: OTHER,
    "layer": lambda: TRACE["conv1"],
    "dense layer": lambda: TRACE["fc1"],
    "derivation": lambda: ll.explain(TRACE, "conv2", (3, 4, 5)),
    "derivation of a set number": lambda: ll.explain(OTHER, "relu1", (3, 0, 0)),
    "attribution": lambda: ll.attribute(TRACE, "deep_lift", 3, 8),
    "contrast": lambda: ll.contrast(TRACE, 3, 8),
    "difference": lambda: ll.difference(TRACE, OTHER),
    "difference of two configurations": lambda: ll.difference(TRACE, SMALL),
}


class Reader(HTMLParser):
    """Counts what opens and closes, and keeps the pictures and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.pictures: list[Image.Image] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "link", "iframe")
        if tag == "img":
            kind, _, data = (dict(attrs)["src"] or "").partition(",")
            assert kind == "data:image/png;base64"
            self.pictures.append(Image.open(io.BytesIO(base64.b64decode(data))))
            assert dict(attrs)["alt"]
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(record: object) -> Reader:
    reader = Reader()
    reader.feed(record._repr_html_())  # type: ignore[attr-defined]
    assert not reader.open
    return reader


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_well_formed_html_that_needs_nothing_else(name: str) -> None:
    reader = read(RECORDS[name]())
    assert reader.texts
    assert len(RECORDS[name]()._repr_html_()) < 200_000  # type: ignore[attr-defined]


def test_what_is_shown_says_what_is_in_the_record() -> None:
    text = " ".join(read(TRACE).texts)
    assert f"reads {TRACE.prediction} with" in text
    assert "conv1 (conv) 16×24×24" in text
    assert "replaced: 576 in relu1.output" in " ".join(read(OTHER).texts)
    derivation = ll.explain(TRACE, "conv2", (3, 4, 5))
    text = " ".join(read(derivation).texts)
    assert f"conv2[3, 4, 5] = {derivation.value:.6g}" in text
    assert f"{derivation.largest(1)[0].product:+.5f} =" in text
    assert f"{derivation.bias:+.5f}" in text
    contrast = ll.contrast(TRACE, 3, 8)
    assert f"logit 3 − logit 8 = {contrast.value:.4f}" in " ".join(read(contrast).texts)
    assert "not to be compared" in " ".join(read(ll.difference(TRACE, SMALL)).texts)


def test_pictures_have_the_size_of_their_maps() -> None:
    pictures = read(TRACE["conv1"]).pictures
    assert [picture.size for picture in pictures] == [(24, 24)] * 16 + [(5, 5)] * 16
    assert [picture.size for picture in read(TRACE["fc1"]).pictures] == [(120, 1)]


def test_colour_is_the_sign_and_how_much_of_it_the_magnitude() -> None:
    found = np.asarray(coloured(np.array([[2.0, -1.0, 0.0]])))
    assert found[0, 0].tolist() == [224, 123, 0, 255]
    assert found[0, 1].tolist() == [45, 110, 220, 128]
    assert found[0, 2, 3] == 0
    assert not np.asarray(coloured(np.zeros((2, 2))))[..., 3].any()


@pytest.mark.parametrize("name", [name for name in RECORDS if name != "difference of two configurations"])
def test_every_record_has_a_figure(name: str) -> None:
    figure = RECORDS[name]().plot()  # type: ignore[attr-defined]
    assert figure.data[0].type in ("heatmap", "bar")


def test_every_cell_of_a_figure_says_its_number_and_where_it_stands() -> None:
    figure: Any = TRACE["conv1"].plot()
    grid, where = np.array(figure.data[0].z, float), np.array(figure.data[0].text)
    for place in ((0, 0, 0), (5, 3, 17), (15, 23, 23)):
        (cell,) = np.argwhere(where == str(place))
        assert grid[tuple(cell)] == pytest.approx(float(TRACE["conv1"].output[place]))
    assert np.isfinite(grid).sum() == 16 * 24 * 24
    assert figure.data[0].zmin == -figure.data[0].zmax
    of_pixels: Any = ll.attribute(TRACE, "deep_lift").plot()
    assert torch.allclose(torch.tensor(of_pixels.data[0].z), ll.attribute(TRACE, "deep_lift").map)


def test_of_two_configurations_only_what_can_be_compared_has_a_figure() -> None:
    difference = ll.difference(TRACE, SMALL)
    bars: Any = difference.plot("fc1")
    assert bars.data[0].type == "bar"
    with pytest.raises(ValueError, match=r"stage is 'conv1', whose shapes \(16, 24, 24\) and \(6, 14, 14\) differ"):
        difference.plot()


def test_without_plotly_a_figure_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotly.graph_objects", None)
    with pytest.raises(ImportError, match='plot\\(\\) needs Plotly: pip install plotly, or "lenetlab'):
        TRACE.plot()
