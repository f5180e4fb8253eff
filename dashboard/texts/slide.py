"""The kernel that slides over its input and writes the map."""

from dashboard.texts.timeline import FAST, NORMAL, SLOW

SLIDE = "Slide the kernel"
SLIDE_TITLE = "Let the kernel slide over its input and write the map, cell by cell (K)"
SLIDE_POSITION = "Kernel position"
SLIDE_SPEED = "Sliding speed"
SLIDE_SPEEDS = {600: SLOW, 160: NORMAL, 30: FAST}  # milliseconds a cell

CLIENT: dict[str, str] = {
    "start": SLIDE,
    "pause": "Pause the kernel",
    "slider": SLIDE_POSITION,
    "position": "Map {map}, row {row}, column {column}",
    "window": "Input window",
    "kernel": "Kernel",
    "products": "Products",
    "sums": "Sum over each input map",
    "total": "{sum} + bias {bias} = {value}",
    "sum_of": "Sum of {count} products: ",
    "channel": "input map {channel}",
}
