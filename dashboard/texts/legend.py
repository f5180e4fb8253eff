"""What the legend of a picture says on hover, for each kind of scale that its colours can have."""

CLIENT: dict[str, str] = {
    "signed": "Orange is above zero, blue is below, and zero is clear.",
    "one_sided": "Nothing here is below zero: zero is clear, and the larger a number, the more orange it is.",
    "ink": "Without ink a cell is black, full of ink it is white.",
}
