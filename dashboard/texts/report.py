"""The report of one drawing: what it says around the pictures and beside the texts of the stages."""

from __future__ import annotations

import datetime

import lenetlab as ll
from dashboard.texts import canvas, controls, derivation, numbers, page, prediction, stage

LANGUAGE = page.LANGUAGE
MAKER = page.TITLE
ARTICLE = "a {digit}"
OTHER_ARTICLES = {8: "an {digit}"}
TITLE = "How a network read {digit}"
DOUBTFUL_TITLE = "How a network read a drawing"
DATE = "{day} {month} {year}"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LEAD = (
    "A small convolutional network was shown this drawing. Below is everything it computed on the way to its answer, "
    "stage by stage, with the numbers of this very drawing."
)
READS = "It reads {digit}, {percent} sure."
NO_DIGIT = prediction.NO_DIGIT
DOUBTFUL = "It does not take this for a digit. Of the ten digits, {digit} comes nearest."
GUESSES = "Its weights are random: it has learned nothing yet, so this is a guess."
DRAWING = "The drawing"
DRAWING_ALT = "The drawing, white on black"
SALIENCY = prediction.SALIENCY
SALIENCY_ALT = "The drawing at 28 × 28 pixels with the saliency of {digit} over it"
SALIENCY_HELP = "Where a little more ink would raise the score of {digit} (orange) or lower it (blue)."
TOP = prediction.TOP
DIGIT = derivation.DIGIT_COLUMN
PROBABILITY = "Probability"

SETTINGS = controls.TOGGLE
CHANGES = "Changed by hand"
CANVAS = canvas.CANVAS
CANVAS_SIZE = "{size} × {size}"
SAMPLE = "Behind the strokes"
SAMPLE_NAME = "MNIST test digit {index}"
PICTURE = "The picture"
PICTURE_NAME = "the digit of a picture"
PICTURE_ALT = "The picture that the digit comes from"
PICTURE_STEPS = "From the picture to its ink"
PICTURE_LEAD = "This is how the digit was found in the picture. It lies behind the strokes at 28 × 28 pixels."
STEP_ALT = "{title}, {height} × {width} pixels"
FIRST_CONVOLUTION = controls.REGION
CONFIGURATION = "{filters} filters of {kernel_size}×{kernel_size}, stride {stride}, padding {padding}"
WEIGHTS = controls.WEIGHTS
WEIGHTS_NAMES = {"pretrained": "pretrained", "random": "random, with seed {seed}"}
COST = "Size"
COST_NAME = "{weights} weights, {multiply_adds} multiply-adds for each image"

STAGES = "Stage by stage"
COLOURS = "Orange numbers are above zero, blue ones below, white is zero. Each picture has a colour scale of its own."
SHAPE = "Shape"
RANGE = "Values"
RANGE_NAME = numbers.RANGE
MAPS = "{title}: {count} maps of {height} × {width}, numbered above"
ONE_MAP = "{title}: {height} × {width}"
UNITS = "{title}: {count} units, from left to right"
KERNELS = stage.KERNELS
KERNELS_ALT = "The {count} kernels of {title}, {side} × {side} each, numbered above"
KERNELS_OF = stage.KERNELS_OF
KERNEL_TABLE = "A column for each of {outputs} kernels, a row for each of {inputs} input maps."

TABLE = "From scores to probabilities"
TABLE_HELP = (
    "e to the power of each score z, divided by the sum of all ten. The largest score is subtracted first, which "
    "changes no quotient."
)
LOGIT = "Logit z"
EXPONENTIAL = "e^(z − max z)"
TOTAL = "Sum"
PYTHON = "In Python"
PYTHON_HELP = "These lines make every number on this page again."
VERSIONS = "Made with {versions}."
CHECKPOINT = "checkpoint {digest}"
PLATFORM = "LeNet Lab {lenetlab}, PyTorch {torch}, NumPy {numpy}"


def date(day: datetime.date) -> str:
    return DATE.format(day=day.day, month=MONTHS[day.month - 1], year=day.year)


def with_article(digit: int) -> str:
    return OTHER_ARTICLES.get(digit, ARTICLE).format(digit=digit)


def configuration(conv1: ll.Conv1Config) -> str:
    return CONFIGURATION.format(
        filters=conv1.filters, kernel_size=conv1.kernel_size, stride=conv1.stride, padding=conv1.padding
    )
