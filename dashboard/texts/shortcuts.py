"""The list of shortcuts."""

from dashboard.texts import canvas

NAME = "Keyboard shortcuts"
SINGLE_KEYS = "Let single keys work as shortcuts"
CLOSE = "Close"
EXPLAIN = "Open or close the explanations"
ARROW_KEYS = "Arrow keys"

# Where the keys work, and what each of them does there.
KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Anywhere",
        (
            ("→ or ←", "Next or previous stage"),
            ("Space", "Play all stages, or pause"),
            ("K", "Slide the kernel, or pause (on a convolution)"),
            ("S", canvas.SAMPLE),
            ("E", EXPLAIN),
            ("M", "Colours per stage or per map"),
            ("P", "Present, or end the presentation"),
            ("Ctrl Z", canvas.UNDO),
            ("Ctrl Shift Z", canvas.REDO),
            ("?", "This list"),
        ),
    ),
    (
        "On the canvas",
        (
            (ARROW_KEYS, "Move the pen; with Shift further"),
            ("Space or Enter", "Put the pen down, or lift it"),
            ("Delete", canvas.UNDO),
        ),
    ),
    (
        "In a picture of a stage",
        (
            (ARROW_KEYS, "Walk from cell to cell, each says its value"),
            ("Page Up or Down", "Previous or next map"),
            ("Home or End", "First or last cell of the map"),
            ("Enter", "Choose the cell"),
        ),
    ),
)
