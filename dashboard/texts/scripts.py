"""What the page's scripts say, by panel and name; `{name}` marks a place that the script fills.

The page carries them as JSON, and a script asks for `lenetlab.say("theme.to_dark")`.
"""

from __future__ import annotations

import json

WORDS: dict[str, dict[str, str]] = {
    "theme": {"to_light": "Switch to light", "to_dark": "Switch to dark"},
    "canvas": {
        "drawn_sample": "A drawn sample, meant as a {label}{over}.",
        "mnist_sample": "MNIST test digit {index}, labelled {label}{over}.",
        "over": ", with your strokes over it",
    },
    "timeline": {"play": "Play all", "pause": "Pause"},
    "stage": {"kernels_of": "The kernels of {title}"},
}


def as_json() -> str:
    """The words as JSON that can stand in a script element."""
    return json.dumps(WORDS, ensure_ascii=False).replace("<", "\\u003c")
