"""What the visitor has changed of the network: in words, and how well it reads with it."""

from __future__ import annotations

import torch

import lenetlab as ll
from dashboard.contract import COUNTED_PARTS
from dashboard.reading.edits import NUDGE, Edit, replacements_of
from dashboard.reading.settings import Settings
from dashboard.stages.channels import CHANNELS_OF
from dashboard.stages.test_digit import inputs_of
from dashboard.texts import changes as words
from dashboard.texts.numbers import fixed
from dashboard.weights import weights_in_use

EVERY = 10  # of MNIST's 10,000 test digits, in their order: 1,000 of them


def in_words(edit: Edit) -> str:
    stage, _, what = edit.name.partition(".")
    if edit.name == NUDGE:
        return words.NUDGED.format(share=fixed(100 * edit.values[0], 1))
    part, value = words.PARTS[CHANNELS_OF[stage]], fixed(edit.values[0], 3)
    if what == "output":
        return output_in_words(part, edit.place[0], edit.values[0])
    kernel, input_, *cell = edit.place
    if not cell:
        return words.WHOLE_KERNEL.format(part=part, kernel=kernel, input=input_)
    row, column = cell
    return words.ONE_WEIGHT.format(part=part, kernel=kernel, input=input_, row=row, column=column, value=value)


def output_in_words(part: str, unit: int, value: float) -> str:
    is_channel = part in (words.PARTS["conv1"], words.PARTS["conv2"])
    silent, frozen = (
        (words.SILENT_CHANNEL, words.FROZEN_CHANNEL) if is_channel else (words.SILENT_UNIT, words.FROZEN_UNIT)
    )
    return (frozen if value else silent).format(part=part, unit=unit, value=fixed(value, 3))


def read_of_test_digits(edits: tuple[Edit, ...], settings: Settings, part: int) -> dict[str, int] | str:
    """How many of one part of 1,000 test digits the changed network reads right; in words where they are not here."""
    if not ll.has_mnist("test"):
        return words.NO_MNIST
    mnist = ll.load_mnist("test")
    step = EVERY * COUNTED_PARTS
    images, labels = mnist.images[EVERY * part :: step], mnist.labels[EVERY * part :: step]
    x = inputs_of(images)  # (N, 1, 28, 28)
    model = weights_in_use().models[settings.weights]
    trace = ll.trace(model, x[:1], settings.conv1, replace=replacements_of(edits, settings))
    right = ll.outputs(trace, x).argmax(1) == torch.from_numpy(labels.astype("int64"))
    return {"right": int(right.sum()), "count": len(labels)}
