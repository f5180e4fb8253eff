"""The frame of the page: its head, its notice, and its shortcuts."""

TITLE = "LeNet Lab"
MOTTO = "Draw a digit and see, number by number, how a network reads it."
DARK_MODE = "Dark mode"
THEME_TITLE = "Switch between light and dark"
EXPLAIN_MODE = "Explain mode"
EXPLAIN_TITLE = "Open or close the explanations (E)"
SHORTCUTS = "Keyboard shortcuts"
SHORTCUTS_TITLE = "Keyboard shortcuts (?)"
SKIP = "Skip to the drawing"
REFUSAL = "That setting is not known: {why}. Your drawing is still here."
APOLOGY = "Something went wrong on the server. Your drawing is still here; please try again. (Request {request})"

SINGLE_KEYS = "Let single keys work as shortcuts"
CLOSE = "Close"
ANYWHERE = "Anywhere"
ON_CANVAS = "On the canvas"
IN_A_PICTURE = "In a picture of a stage"
# Where the keys work, and for each key or keys what it does.
KEYS: dict[str, dict[str, str]] = {
    ANYWHERE: {
        "→ or ←": "Next or previous stage",
        "Space": "Play all stages, or pause",
        "K": "Slide the kernel, or pause (on a convolution)",
        "S": "Random sample",
        "E": "Open or close the explanations",
        "M": "Colours per stage or per map",
        "Ctrl Z": "Undo",
        "Ctrl Shift Z": "Redo",
        "?": "This list",
    },
    ON_CANVAS: {
        "Arrow keys": "Move the pen; with Shift further",
        "Space or Enter": "Put the pen down, or lift it",
        "Delete": "Undo",
    },
    IN_A_PICTURE: {
        "Arrow keys": "Walk from cell to cell, each says its value",
        "Page Up or Down": "Previous or next map",
        "Home or End": "First or last cell of the map",
        "Enter": "Choose the cell",
    },
}
