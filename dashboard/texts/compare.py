"""How two readings differ: one is pinned, and stands beside what is in view at every stage."""

REGION = "Two readings compared"
PIN = "Pin as A"
PIN_TITLE = "Keep this reading, and compare with it what you draw, set or change next"

CLIENT: dict[str, str] = {
    "region": REGION,
    "a": "A",
    "b": "B",
    "difference": "A − B",
    "switch": "Which of both is shown",
    "beside": "Compare",
    "swap": "Swap",
    "swap_title": "A comes onto the canvas, and what is there becomes A",
    "unpin": "Unpin",
    "unpin_title": "Forget A",
    "label": "{title}, {side}. Arrow keys walk from cell to cell.",
    "place": "{name}, row {row}, column {column}",
    "value": "{side} = {value}",
    "other_shape": "{a} and {b}: not to be compared number by number.",
    "no_channel": "There is no channel {map} here.",
    "unread": "could not be read",
    "too_large": "too large to outlive a reload",
    "nothing": "Nothing is read here yet.",
}
