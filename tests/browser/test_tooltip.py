"""The tooltip, the mark and the readout are always of the same cell, wherever between two pixels the pointer is."""

from __future__ import annotations

import random
from typing import Any

import pytest

from dashboard.contract import STAGES
from tests.browser.lab import SEVEN, Lab

pytestmark = [pytest.mark.browser, pytest.mark.long]

NAMES = [*STAGES]
POSITIONS = 200
# Pictures of one map, of all maps of what went in, of a vector as a heatmap, and of bars.
PICTURES = [("conv1", "stage"), ("pool1", "before"), ("conv2", "before"), ("fc1", "stage"), ("fc3", "stage")]
WHAT_IS_SAID = """slot => {
  const tooltip = document.querySelector('.tooltip-own');
  const mark = document.querySelector(`.pane[data-slot="${slot}"] .marks .here`);
  return {
    tooltip: tooltip && !tooltip.hidden ? tooltip.textContent : '',
    readout: document.querySelector('#cell-readout').textContent,
    mark: mark ? mark.getBoundingClientRect().toJSON() : null,
  };
}"""


@pytest.mark.parametrize("scale", [1.5])
def test_tooltip_mark_and_readout_agree_at_every_place(open_lab: Any, scale: float) -> None:
    lab: Lab = open_lab(1280, 720, device_scale_factor=scale)
    lab.draw(SEVEN)
    lab.read("7")
    lab.settle()
    chance = random.Random(round(10 * scale))
    said = 0
    for stage, slot in PICTURES:
        lab.page.locator(f"[data-stage='{NAMES.index(stage)}']").click()
        lab.page.wait_for_timeout(250)
        box = lab.page.locator(f"#{slot} .js-plotly-plot").bounding_box()
        assert box is not None
        for _ in range(POSITIONS // len(PICTURES)):
            x = box["x"] + chance.uniform(0.005, 0.995) * box["width"]
            y = box["y"] + chance.uniform(0.005, 0.995) * box["height"]
            lab.page.mouse.move(x, y)
            found = lab.page.evaluate(WHAT_IS_SAID, slot)
            if not found["tooltip"]:
                continue  # between two maps, or beside the bars
            said += 1
            assert found["tooltip"] == found["readout"], (stage, x, y)
            mark = found["mark"]
            assert mark["left"] - 0.02 <= x <= mark["right"] + 0.02, (stage, x, found)
            assert mark["top"] - 0.02 <= y <= mark["bottom"] + 0.02 or stage == "fc3", (stage, y, found)
            assert "−0.0000" not in found["tooltip"]
            assert "-" not in found["tooltip"], "a minus sign is a sign of its own"
    assert said > 0.6 * POSITIONS
    assert lab.page.locator(".hoverlayer .hovertext").count() == 0
