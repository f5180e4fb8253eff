"""How a chosen number came about."""

from dashboard.texts.panes import INPUT_UNITS

CELL = "channel {channel}, row {row}, column {column}"
UNIT = "unit {unit}"
DIGIT = "digit {unit}"
TITLE = "How {value} comes about: {name}"

INPUT_HOW = "It is the pixel itself, normalised."
CONV_HOW = "Each number under the kernel times the weight that lies on it, all added up, and the bias."
RELU_HOW = "What comes in goes on if it is above zero; else it becomes zero (weight 0)."
MAX_POOL_HOW = "The largest of these goes on (weight 1), the others do not (weight 0)."
AVG_POOL_HOW = "The mean of these: each counts the same."
FLATTEN_HOW = "The same number, at its place in a row."
LINEAR_HOW = "Each input times its weight, all added up, and the bias."
SOFTMAX_HOW = (
    "The exponential of each logit, all over their sum. The largest logit is subtracted from all first, which changes "
    "no quotient."
)

HEAD = ("Where", INPUT_UNITS, "Weight", "Product")
DIGIT_COLUMN = "Digit"
SOFTMAX_HEAD = (DIGIT_COLUMN, "Exponential", "Over the sum", "Part")
REST = "{count} smaller products: {sum}"
BIAS = "Bias: {bias}"
TOTAL = "Together: {value}"
SEES = (
    "It depends on rows {top} to {bottom} and columns {left} to {right} of the input, {count} of its 784 pixels: its "
    "receptive field."
)
