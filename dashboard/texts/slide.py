"""The kernel that slides over its input and writes the map."""

from dashboard.texts.cell_readout import PLACE
from dashboard.texts.timeline import FAST, NORMAL, SLOW

SLIDE = "Slide the kernel"
SLIDE_TITLE = "Let the kernel slide over its input and write the map, cell by cell (K)"
SLIDE_POSITION = "Kernel position"
SLIDE_SPEED = "Sliding speed"
SLIDE_SPEEDS = {20_000: SLOW, 10_000: NORMAL, 5_000: FAST}  # milliseconds a map

CLIENT: dict[str, str] = {
    "start": SLIDE,
    "pause": "Pause the kernel",
    "slider": SLIDE_POSITION,
    "position": "Map {map}, row {row}, column {column}",
    "place": PLACE,
    "sum": "{count} products {sum} + bias {bias} = {value}",
    "rule": "The products of each place and the bias, added up, are one number of the map.",
}
