"""Why the network says what it says: the reasons for the digit, and for another one in its place."""

from dashboard.texts import derivation, panes

OPEN = "Why {digit}?"
OPEN_TITLE = "What speaks for this digit, and what for another"
TITLE_ALONE = OPEN
TITLE = "Why {digit}, not {against}?"
COMPARED = "Compared with"
NOTHING_ELSE = "no other digit"
RIVAL = "{digit} ({percent})"
RUNNER_UP = "{digit}, the runner-up"
LEVELS = "Where to look for the reasons"
PIXELS = "Pixels"

VALUE = "Logit {digit} is **{logit}**, logit {against} **{other}**: {digit} is **{difference}** ahead."
VALUE_BEHIND = "Logit {digit} is **{logit}**, logit {against} **{other}**: {digit} is **{difference}** behind."
VALUE_ALONE = "Logit {digit} is **{logit}**. The larger it is beside the other nine, the likelier is {digit}."
PIXEL_PLACE = derivation.CELL_OF_ONE
PART_UNIT = derivation.UNIT
PART_CHANNEL = "channel {channel}"
FOR = "for {digit}"
AGAINST = "against {digit}"
OTHERS = panes.REST
LATER_BIASES = "later biases"
DIFFERENCE = "the difference"
LOGIT = "the logit"
HOW = {
    "pixels": "Each pixel × the slope of the answer there. Paper counts too: it is below zero.",
    "channels": "Every cell × the slope of the answer there, by channel.",
    "units": "Each unit × its weight in the answer.",
}
MAP = "For {digit} (orange), against it (blue)"
NO_ANSWER = "There is no answer to give reasons for: this does not look like a digit."

CLIENT: dict[str, str] = {
    "open": OPEN,
    "compared": COMPARED,
    "levels": LEVELS,
    "go": "Show it in {title}",
    "close": "Close the reasons",
    "methods": "Other methods",
}
