"""The pen that the keyboard moves: what it says aloud of where it is."""

from dashboard.texts.cell_readout import PLACE

CLIENT: dict[str, str] = {
    "moving": PLACE,
    "drawing": "drawing, row {row}, column {column}",
    "down": "Pen down at row {row}, column {column}",
    "up": "Pen up at row {row}, column {column}",
}
