"""All that the page's own code says, gathered from the texts of the panels, by panel and name.

The page carries them as JSON, and the code asks for `theme.to_dark`. `{name}` marks a place that the script fills.
"""

from __future__ import annotations

import json

from dashboard.texts import (
    attribution,
    canvas,
    cell_readout,
    changes,
    compare,
    controls,
    derivation,
    explain,
    header,
    keyboard_pen,
    legend,
    likes,
    link,
    nav,
    nearest,
    notice,
    numbers,
    operation,
    picture,
    prediction,
    slide,
    stage,
    table,
    take_home,
    timeline,
    what_if,
    why,
)

WORDS: dict[str, dict[str, str]] = {
    "theme": header.CLIENT,
    "canvas": canvas.CLIENT,
    "picture": picture.CLIENT,
    "changes": changes.CLIENT,
    "compare": compare.CLIENT,
    "controls": controls.CLIENT,
    "link": link.CLIENT,
    "pen": keyboard_pen.CLIENT,
    "nav": nav.CLIENT,
    "timeline": timeline.CLIENT,
    "stage": stage.CLIENT,
    "legend": legend.CLIENT,
    "cell": cell_readout.CLIENT,
    "slide": slide.CLIENT,
    "explain": explain.CLIENT,
    "operation": operation.CLIENT,
    "derivation": derivation.CLIENT,
    "take_home": take_home.CLIENT,
    "table": table.CLIENT,
    "numbers": numbers.CLIENT,
    "notice": notice.CLIENT,
    "prediction": prediction.CLIENT,
    "likes": likes.CLIENT,
    "nearest": nearest.CLIENT,
    "what_if": what_if.CLIENT,
    "why": why.CLIENT,
    "attribution": attribution.CLIENT,
}


def as_json() -> str:
    """The words as JSON that can stand in a script element."""
    return json.dumps(WORDS, ensure_ascii=False).replace("<", "\\u003c")
