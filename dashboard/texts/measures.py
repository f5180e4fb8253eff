"""The words in the figures and tables of the Model page. In a hover `{…}` is filled here, `%{…}` by Plotly."""

from __future__ import annotations

import lenetlab as ll
from dashboard.texts import canvas as drawing_page
from dashboard.texts import controls
from dashboard.texts.glossary import GLOSSARY
from dashboard.texts.numbers import RANGE, fixed, percent, whole

TRY = "Try it"
TABLE = "Show as a table"
READ_AND_TABLE = "How to read it, and all its numbers"
REGIONS = {
    "confusion": "What it gets wrong",
    "accuracy": "What a setting costs",
    "calibration": "How sure it is",
    "misread": "The digits it misread",
    "drawn": "Brush and placement",
    "photos": "Digits on paper",
    "score": "Is it a digit at all?",
    "generality": "Hands it never met",
    "filters": "Any number of filters",
    "history": "How it learned",
    "kernels": "All kernels at a glance",
}
MULTIPLY_ADDS = "multiply-adds"
NUMBER_OF_WEIGHTS = "weights"
COSTS = {"multiply_adds": f"{MULTIPLY_ADDS} for each image", "weights": NUMBER_OF_WEIGHTS}
COST_NAMES: dict[object, str] = {"multiply_adds": "Multiply-adds", "weights": controls.WEIGHTS}
COST = "Cost"
ACCURACY = "read right"
DEFAULT = "default"
READ_AS = "read as"
WRITTEN = "written"
IDEAL = "ideal"
CONFIDENCE = "how sure the network is"
SHARE_RIGHT = "how often it is right"
SHARE_WRONG = "misread"
EPOCH = "epoch"
FILTER = GLOSSARY["filter"].term
FILTERS = "filters"
SHARE = "share"
MEAN = "mean"
WORST = "worst"
SOURCES = {"mnist": "MNIST test", "pen": "Pen strokes", "generated": "Generated"}
SOURCES_IN_A_SENTENCE = {"pen": "pen strokes", "generated": "generated"}
AS_WRITTEN = "{source}, as written"
MOVED = "{source}, moved and scaled"
REFUSED = "digits refused"
ACCEPTED = "taken for a digit"
KEPT_ASIDE = "kept from it while it learned"
MET = "all other styles"
CALIBRATION_ERROR = "calibration error"
PRINTED = "in print"
PRINT = "fonts"
IN_FONTS = "{fonts} fonts"
HISTORY = {"default": "default configuration", "smallest": "smallest configuration"}

ACCURACY_HOVER = (
    "<b>%{customdata[0]}×%{customdata[0]}, stride %{customdata[1]}, padding %{customdata[2]}, %{customdata[3]} filters"
    "</b><br><b>%{y:.2%}</b> read right%{customdata[4]}<br>%{customdata[6]:,} multiply-adds, %{customdata[5]:,} weights"
)
CLICK_TO_DRAW = "<br>click to draw with it"
CONFUSION_HOVER = "<b>%{customdata:,}</b> times %{y} was read as %{x}"
CLICK_TO_SEE = "<br>click to see them"
NO_NAME = "<extra></extra>"  # Plotly would write the name of the trace beside what is said
CALIBRATION_HOVER = "{source}<br><b>%{{customdata:,}} images</b><br>%{{x:.1%}} sure, %{{y:.1%}} right<extra></extra>"
DRAWN_HOVER = (
    "{name}<br>%{{customdata[0]}}×%{{customdata[0]}}, brush %{{customdata[1]}}<br><b>%{{y:.2%}}</b> read right"
    "%{{customdata[2]}}<extra></extra>"
)
PHOTOS_HOVER = "{name}: %{{y}}<br><b>%{{x:.1%}}</b> read right%{{customdata}}<extra></extra>"
STYLES_HOVER = "%{{y}}, {name}<br><b>%{{x:.1%}}</b> read right%{{customdata}}<extra></extra>"
KERNEL_HOVER = (
    "{name}<br>filter %{{customdata[0]}}, row %{{customdata[1]}}, column %{{customdata[2]}}<br><b>%{{z:.4f}}</b>"
    "<extra></extra>"
)
HISTORY_HOVER = "{name}<br>after epoch %{{x}}: <b>%{{y:.2%}}</b> misread<extra></extra>"
FILTERS_HOVER = "%{{x}} filters<br>{name} <b>%{{y:.2%}}</b><extra></extra>"
SCORE_HOVER = "%{{y}}: <b>%{{x:.2%}}</b> {name}<extra></extra>"

STRIDE = GLOSSARY["stride"].term
PADDING = GLOSSARY["padding"].term
INTERVAL = "95 % interval"
DIGITS = "digits"
ACCURACY_COLUMNS = (
    GLOSSARY["kernel"].term,
    STRIDE,
    PADDING,
    FILTERS,
    ACCURACY,
    INTERVAL,
    NUMBER_OF_WEIGHTS,
    MULTIPLY_ADDS,
)
ON_THE_DRAWING_PAGE = f"on the page {drawing_page.REGION}"
WRITTEN_READ = "written ↓ read →"
CALIBRATION_COLUMNS = (DIGITS, "images", "how sure", "how often right")
DRAWN_COLUMNS = (DIGITS, "canvas", "brush", ACCURACY, INTERVAL)
PHOTOS_COLUMNS = ("picture", DIGITS, ACCURACY, INTERVAL)
SCORE_COLUMNS = ("drawing", "of", "error", SHARE)
STYLES_COLUMNS = ("kept aside", ACCURACY, INTERVAL, MET, CALIBRATION_ERROR, "with temperature")
FILTERS_COLUMNS = (FILTERS, WORST, MEAN)
HISTORY_COLUMNS = (EPOCH, "default: misread", "smallest: misread")
KERNEL_COLUMNS = (STRIDE, PADDING, FILTER, "smallest weight", "largest weight", "sum of weights")

# ---- names and numbers ----


def accuracy_hover(pressable: bool) -> str:
    """What a configuration's point says, and what a click does where it does anything."""
    return f"{ACCURACY_HOVER}{CLICK_TO_DRAW if pressable else ''}{NO_NAME}"


def hit_hover() -> str:
    return f"{CONFUSION_HOVER}{NO_NAME}"


def miss_hover(pressable: bool) -> str:
    return f"{CONFUSION_HOVER}{CLICK_TO_SEE if pressable else ''}{NO_NAME}"


def source(name: str) -> str:
    """The name of a source of digits; a source that the page does not know keeps the name that the card gives it."""
    return SOURCES.get(name, name)


def interval(share: ll.card.Share) -> str:
    """The 95 % interval in brackets, with a blank before; nothing where there is none."""
    return f" ({ranged(share)})" if share.interval else ""


def ranged(share: ll.card.Share) -> str:
    """The 95 % interval in words."""
    if share.interval is None:
        return "not stated"
    low, high = share.interval
    return RANGE.format(low=fixed(100 * low, 2), high=percent(high))


def fonts(printed: ll.card.Share) -> str:
    """In how many fonts every digit was printed, where the card says how many digits that were."""
    return PRINT if printed.count is None else IN_FONTS.format(fonts=whole(printed.count // ll.CLASSES))


def group(kernel_size: int, stride: int) -> str:
    return f"{kernel_size}×{kernel_size}, stride {stride}"


def setting(stride: int, padding: int) -> str:
    return f"s {stride}, p {padding}"


def kernel_set(kernel_size: int, stride: int, padding: int) -> str:
    return f"{group(kernel_size, stride)}, padding {padding}"


def configuration(conv1: ll.Conv1Config) -> str:
    return f"{kernel_set(conv1.kernel_size, conv1.stride, conv1.padding)}, {conv1.filters} filters"


def canvas(size: int) -> str:
    return f"{size}×{size} canvas"


def kernels_of(kernel_size: int) -> str:
    return f"Kernels of {kernel_size}×{kernel_size}"


def name_of(figure: str) -> str:
    """The name of a figure."""
    return REGIONS.get(figure) or kernels_of(int(figure.removeprefix("kernels-")))


def table_of(name: str) -> str:
    return f"{name}, as a table"


def drawn_name(source: str, moved: bool) -> str:
    """What a line of the figure shows: whose digits, and whether they were moved about."""
    return (MOVED if moved else AS_WRITTEN).format(source=SOURCES[source])


def drawn_in_a_sentence(source: str, moved: bool) -> str:
    return (MOVED if moved else AS_WRITTEN).format(source=SOURCES_IN_A_SENTENCE[source])


def times(count: int) -> str:
    return "once" if count == 1 else f"{whole(count)} times"


def read_as(label: int, read: int) -> str:
    return f"{label} read as {read}"


def pair(label: int, read: int, count: int) -> str:
    return f"{read_as(label, read)}: {times(count)}"
