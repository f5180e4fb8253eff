"""What a stage does with the numbers that go in, as a formula: the rule, and the sum of the cell in view."""

import lenetlab as ll
from dashboard.texts.numbers import significant

NORMALISED = f"({{ink}} − {significant(ll.MNIST_MEAN)}) / {significant(ll.MNIST_STD)}"

CLIENT: dict[str, str] = {
    "times": "×",
    "equals": "=",
    "leads": "→",
    "crop": "row + {top}, column + {left}",
    "crop_cell": "row {row}, column {column} was row {from_row}, column {from_column}",
    "scale": "every length × {factor}",
    "centre": "row − {top}, column − {left}",
    "normalise": NORMALISED.format(ink="pixel"),
    "normalise_cell": NORMALISED + " = {value}",
    "conv": "Σ number × weight",
    "products": "Products: window × kernel",
    "products_of": "Input map {channel} adds most",
    "products_against": "Input map {channel} takes away most",
    "other_maps": "{count} other maps: {sum}",
    "relu": "max(0, number)",
    "relu_cell": "max(0, {before}) = {value}",
    "pool_window": "The window",
    "max_pool": "the largest of each {side} × {side}",
    "max_pool_cell": "max = {value}",
    "avg_pool": "the mean of each window",
    "avg_pool_cell": "mean of {count} = {value}",
    "flatten": "channel, row, column → unit",
    "flatten_cell": "{name}, row {row}, column {column} → unit {unit}",
    "linear": "Σ input × weight + bias",
    "linear_cell": "{count} products + bias = {value}",
    "softmax": "exponential / sum of all ten",
    "softmax_cell": "exponential / sum = {value}",
}
