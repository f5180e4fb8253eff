"""How a chosen number came about: its ledger, term by term, and the pixels it depends on."""

CELL = "channel {channel}, row {row}, column {column}"
UNIT = "unit {unit}"
DIGIT = "digit {unit}"
DIGIT_COLUMN = "Digit"

INPUT_HOW = "It is the pixel itself, normalised."
CONV_HOW = "Each number under the kernel times the weight that lies on it, all added up, and the bias."
RELU_HOW = "What comes in goes on if it is above zero (weight 1); else it becomes zero (weight 0)."
MAX_POOL_HOW = "The largest of these goes on (weight 1), the others do not (weight 0)."
AVG_POOL_HOW = "The mean of these: each counts the same."
FLATTEN_HOW = "The same number, at its place in a row."
LINEAR_HOW = "Each input times its weight, all added up, and the bias."
SOFTMAX_HOW = (
    "The digit's exponential over the sum of all ten: its weight is 1 over that sum, that of the others 0. The largest "
    "logit is subtracted from all first, which changes no quotient."
)

ARITHMETIC = "{input} × {weight} ="
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
    "unit": "{name} {unit}",
    "how": CONV_HOW,
    "arithmetic": ARITHMETIC,
    "signed": SIGNED,
    "others": OTHERS,
    "bias": BIAS,
    "total": TOTAL,
    "sees": SEES,
    "of": "{name} of {title}",
    "go": "Go to this number in {title}",
    "back": "Back to the explanation",
}
