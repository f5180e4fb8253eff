"""What the words of the field mean, in plain English.

A text links to a word by its key, `[padding](?padding)`, and a key stays the same in every language.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A term as the glossary shows it, and what it means."""

    term: str
    meaning: str


GLOSSARY: dict[str, Entry] = {
    "activation": Entry(
        "activation",
        "One number that a stage makes: one cell of a map, or one unit of a dense layer.",
    ),
    "bias": Entry(
        "bias",
        "A number that each kernel and each dense unit adds to its sum. It was learned, like the weights.",
    ),
    "channel": Entry(
        "channel",
        "One map of a stage. The input has one channel; a convolution with 16 kernels makes 16.",
    ),
    "convolution": Entry(
        "convolution",
        "A small window slides over the input. At each place, the numbers in it are multiplied by the kernel's weights "
        "and added up: that sum is one cell of the output.",
    ),
    "dense layer": Entry(
        "dense layer",
        "A layer in which every unit adds up all inputs, each times a weight of its own.",
    ),
    "feature map": Entry(
        "feature map",
        "What one kernel makes of the whole image: a picture of where its pattern was found.",
    ),
    "filter": Entry(
        "filter",
        "Another word for a kernel with all its input channels. The number of filters is the number of maps.",
    ),
    "flatten": Entry("flatten", "To lay the cells of all maps end to end, so that a dense layer can read them."),
    "kernel": Entry(
        "kernel",
        "A small square of weights, such as 5 × 5. It is the pattern that a convolution looks for.",
    ),
    "logit": Entry(
        "logit",
        "The score of a digit before softmax. It may be negative; only the differences between scores count.",
    ),
    "MNIST": Entry(
        "MNIST",
        "70,000 digits written by American clerks and pupils, 28 × 28 pixels each: a first test since 1998.",
    ),
    "normalise": Entry(
        "normalise",
        "To subtract the mean and divide by the standard deviation, so that the numbers lie around zero.",
    ),
    "padding": Entry("padding", "Rings of zeros around the input, so that the window can reach over the edge."),
    "pooling": Entry("pooling", "To replace each small window of a map by one number: its largest, or its mean."),
    "probability": Entry("probability", "A number between 0 and 1. The ten of softmax add up to 1."),
    "ReLU": Entry("ReLU", "Rectified linear unit: max(0, x). Negative numbers become zero."),
    "receptive field": Entry(
        "receptive field",
        "The part of the input that a number depends on. It grows from layer to layer.",
    ),
    "saliency": Entry("saliency", "How much the score of the digit would change if a pixel had a little more ink."),
    "softmax": Entry("softmax", "Makes probabilities of scores: e to the power of each, divided by the sum of all."),
    "stride": Entry("stride", "How many cells the window moves at each step. Stride 2 halves the side of the maps."),
    "unit": Entry("unit", "One number of a dense layer, with the weights that make it."),
    "weight": Entry("weight", "A number that training has found. All that a network has learned is in its weights."),
}
