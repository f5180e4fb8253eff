"""What would change the answer: a stroke that is not there or lies elsewhere, and a little ink in the right places."""

OPEN = "What if?"
OPEN_TITLE = "What would change the answer: without a stroke, or with a little ink elsewhere"
TITLE = "What would change the {digit}?"
NO_ANSWER = "There is no answer to change: this does not look like a digit."

STROKES = "What if a stroke were not there?"
STROKE = "Stroke {number}"
WITHOUT = "Without it: **{digit}**, {percent} sure."
NOT_A_DIGIT = "Without it: this does not look like a digit."
NOTHING_LEFT = "Without it nothing is left to read."
WORTH = "It adds **{worth}** to logit {digit}."
NO_STROKES = "There is no stroke here: draw one over the picture, and see what it does."
TOO_MANY = (
    "The drawing has {count} strokes of {points} points: they are tried one by one where there are {most} at most, "
    "and those not too long."
)
REMOVE = "Remove"
MOVE = {"left": "Move it to the left", "up": "Move it up", "down": "Move it down", "right": "Move it to the right"}

NUDGE = "What if every pixel changed a little?"
NUDGED = "By at most **{bound}** of ink a pixel, along the sign of the slope: **{digit}**, {percent} sure."
NUDGED_NOT = "Not changed yet: **{digit}**, {percent} sure."
FLIPS = "**{bound}** of ink a pixel is enough for another answer, where each goes the way that hurts most."
NEVER_FLIPS = "Not even all the ink changes this answer so."
NETWORK = "What if the network were another?"
AMOUNT = "Ink a pixel"
APPLY = "Let the network read this"
TAKE_AWAY = "Take that away"
IN_FORCE = "The network reads the drawing changed so, by up to **{share} %** of ink a pixel. Here is what was drawn:"
PICTURE = "The changed picture"

CLIENT: dict[str, str] = {
    "strokes": STROKES,
    "remove": REMOVE,
    "nudge": NUDGE,
    "amount": AMOUNT,
    "network": NETWORK,
    "picture": PICTURE,
    "apply": APPLY,
    "take_away": TAKE_AWAY,
    "in_force": IN_FORCE,
    "close": "Close what if",
    **{f"move_{way}": text for way, text in MOVE.items()},
}
