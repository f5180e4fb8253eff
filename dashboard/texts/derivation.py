"""How a chosen number came about."""

CELL = "channel {channel}, row {row}, column {column}"
UNIT = "unit {unit}"
DIGIT = "digit {unit}"
TITLE = "How {value} comes about: {name}"
HOW = {
    "input": "It is the pixel itself, normalised.",
    "conv": "Each number under the kernel times the weight that lies on it, all added up, and the bias.",
    "relu": "What comes in goes on if it is above zero; else it becomes zero (weight 0).",
    "max_pool": "The largest of these goes on (weight 1), the others do not (weight 0).",
    "avg_pool": "The mean of these: each counts the same.",
    "flatten": "The same number, at its place in a row.",
    "linear": "Each input times its weight, all added up, and the bias.",
    "softmax": (
        "The exponential of each logit, all over their sum. The largest logit is subtracted from all first, which "
        "changes no quotient."
    ),
}
HEAD = ["Where", "Input", "Weight", "Product"]
HEADS = {"softmax": ["Digit", "Exponential", "Over the sum", "Part"]}
REST = "{count} smaller products: {sum}"
BIAS = "Bias: {bias}"
TOTAL = "Together: {value}"
SEES = (
    "It depends on rows {top} to {bottom} and columns {left} to {right} of the input, {count} of its 784 pixels: its "
    "receptive field."
)
