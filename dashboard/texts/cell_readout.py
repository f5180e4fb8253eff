"""What is said of one cell of a picture: its place, its value, and in short where it comes from."""

INK = "ink"
PLACE = "row {row}, column {column}"

CLIENT: dict[str, str] = {
    "map": "{name}, row {row}, column {column}: {value}",
    "unit": "{name} {unit}: {value}",
    "conv": "the sum of {count} products and the bias",
    "relu_kept": "it was above zero, so it stays",
    "relu_cut": "it was {before}, below zero, so it was cut",
    "pool_won": "the largest of its window, from row {row}, column {column}",
    "pool_zero": "all of its window is zero",
    "avg": "the mean of rows {top} to {bottom}, columns {left} to {right}",
    "flatten": "from {name}, row {row}, column {column}",
    "same": "from row {row}, column {column} of the picture before",
}
