"""How a chosen number came about: its ledger, term by term, and the pixels it depends on."""

from dashboard.texts.cell_readout import PLACE

CELL_OF_ONE = PLACE  # where there is only one channel
CELL = "channel {channel}, row {row}, column {column}"
UNIT = "unit {unit}"
DIGIT = "digit {unit}"
DIGIT_COLUMN = "Digit"

INPUT_HOW = "The pixel itself, normalised."
SUM_HOW = "Σ input × weight, and the bias"
RELU_HOW = "Above zero it stays (× 1), else it becomes 0."
MAX_POOL_HOW = "The largest goes on (× 1), the others do not (× 0)."
AVG_POOL_HOW = "The mean: each counts the same."
FLATTEN_HOW = "The same number, at its place in a row."
SET_HOW = "You have set it: it no longer depends on anything."
SOFTMAX_HOW = (
    "Its exponential × 1 over the sum of all ten. The largest logit is subtracted from all first, which changes no "
    "quotient."
)

ARITHMETIC = "= {input} × {weight}"
SIGNED = "+{number}"
OTHERS = "{count} other inputs"
BIAS = "the bias"
TOTAL = "together"
SEES = (
    "It depends on rows {top} to {bottom} and columns {left} to {right} of the input, {count} of its 784 pixels: its "
    "receptive field."
)

CLIENT: dict[str, str] = {
    "cell": CELL,
    "cell_of_one": CELL_OF_ONE,
    "unit": "{name} {unit}",
    "how": SUM_HOW,
    "arithmetic": ARITHMETIC,
    "signed": SIGNED,
    "others": OTHERS,
    "bias": BIAS,
    "total": TOTAL,
    "sees": SEES,
    "of": "in {title}",
    "go": "Go to this number in {title}",
    "trail": "The way here",
    "step": "{title}: {place}",
    "back_to_step": "Back to this number in {title}",
    "back": "Back to the explanation",
    "back_to_reasons": "Back to the reasons",
}
