"""The model card: where the weights come from and how well they read, in types.

`lenetlab.Card` is the whole; its parts are named here. They are written as JSON beside the weights. `training` makes
cards, the dashboard shows them, and both take them from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from lenetlab import card_generality, card_reading
from lenetlab.card_generality import Generality, KeptAside
from lenetlab.card_parts import (
    Accuracies,
    AnyFilters,
    Bin,
    Calibration,
    DigitScore,
    Drawn,
    Epoch,
    Evaluation,
    HeldBack,
    Measured,
    Misread,
    Part,
    Photographed,
    Recipe,
    Share,
    ShortRun,
    Spread,
    stated,
)
from lenetlab.card_values import CardError, Value

__all__ = [
    "CARD_VERSION",
    "Accuracies",
    "AnyFilters",
    "Bin",
    "Calibration",
    "Card",
    "CardError",
    "DigitScore",
    "Drawn",
    "Epoch",
    "Evaluation",
    "Generality",
    "HeldBack",
    "KeptAside",
    "Measured",
    "Misread",
    "Photographed",
    "Recipe",
    "Share",
    "ShortRun",
    "Spread",
    "digit_threshold",
]

CARD_VERSION = 2  # cards of version 1 say the same and do not state a version


@dataclass(frozen=True)
class Card(Part):
    """Everything that is stated of a checkpoint. What the card does not state is None or empty.

    date: of the end of the training, YYYY-MM-DD. seconds: how long it took. history: how well the run read after each
    epoch. data_sha256: of MNIST's training images and labels. versions: of the software, by name. weights: how many
    there are, for all configurations together. spread: how far accuracies vary by chance. generality: how writing is
    read that the network never met. architecture and weights_sha256 say what the card belongs to; saving fills them in.
    extra: the entries of other names, as JSON values; they are written again, as in every part.

    >>> card = Card.from_json({"name": "my own", "epochs": 3, "my_note": "a note of mine"})
    >>> card.epochs, card.extra, card.evaluation.default
    (3, {'my_note': 'a note of mine'}, None)
    """

    name: str | None = None
    trained_on: str | None = None
    date: str | None = None
    recipe: Recipe | None = None
    epochs: int | None = None
    seed: int | None = None
    seconds: float | None = None
    history: tuple[Epoch, ...] = ()
    data_sha256: str | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    weights: int | None = None
    held_back: HeldBack = field(default_factory=HeldBack)
    evaluation: Evaluation = field(default_factory=Evaluation)
    architecture: str | None = None
    weights_sha256: str | None = None
    spread: Spread | None = None
    generality: Generality | None = None
    version: int = CARD_VERSION

    @staticmethod
    def from_json(record: object, *, lenient: bool = False) -> Card:
        """The card that a JSON object states.

        Raises CardError, a ValueError, that names the place, what stands there and what is allowed; and for a card of a
        newer version than this lenetlab knows. With lenient, no error is raised: a part that is damaged counts as
        missing, the others are read, and of a newer version nothing is. What was read so is not to be written again.
        """
        value = Value(record, lenient=lenient)
        if lenient and not isinstance(record, Mapping):
            return Card(version=1)
        version = value.part("version", _version) or 1
        if lenient and version > CARD_VERSION:
            return Card(version=version)
        check_version(version)
        return _card(value, version)

    def to_json(self) -> dict[str, object]:
        """The card as JSON values; `Card.from_json` makes an equal card of them."""
        known = {
            "version": self.version,
            "name": self.name,
            "trained_on": self.trained_on,
            "date": self.date,
            "recipe": self.recipe and self.recipe.to_json(),
            "epochs": self.epochs,
            "seed": self.seed,
            "seconds": self.seconds,
            "history": [epoch.to_json() for epoch in self.history] or None,
            "data_sha256": self.data_sha256,
            "versions": dict(self.versions) or None,
            "weights": self.weights,
            "held_back": self.held_back.to_json() or None,
            "evaluation": self.evaluation.to_json() or None,
            "architecture": self.architecture,
            "weights_sha256": self.weights_sha256,
            "spread": self.spread and self.spread.to_json(),
            "generality": self.generality and self.generality.to_json(),
        }
        return {**stated(known), **self.extra}


KNOWN = tuple(entry.name for entry in fields(Card) if entry.name != "extra")


def _card(value: Value, version: int) -> Card:
    return Card(
        name=value.part("name", Value.text),
        trained_on=value.part("trained_on", Value.text),
        date=value.part("date", Value.text),
        recipe=value.part("recipe", card_reading.recipe),
        epochs=value.part("epochs", Value.count),
        seed=value.part("seed", Value.count),
        seconds=value.part("seconds", Value.amount),
        history=value.part("history", lambda rows: rows.rows(card_reading.epoch)) or (),
        data_sha256=value.part("data_sha256", Value.text),
        versions=value.part("versions", card_reading.texts) or {},
        weights=value.part("weights", Value.count),
        held_back=value.part("held_back", card_reading.held_back) or HeldBack(),
        evaluation=value.part("evaluation", card_reading.evaluation) or Evaluation(),
        architecture=value.part("architecture", Value.text),
        weights_sha256=value.part("weights_sha256", Value.text),
        spread=value.part("spread", card_reading.spread),
        generality=value.part("generality", card_generality.generality),
        version=version,
        extra=value.others(KNOWN),
    )


def _version(value: Value) -> int:
    if value.count() < 1:
        raise value.refused(f"a whole number, 1 to {CARD_VERSION}")
    return value.count()


def check_version(version: int) -> None:
    """Raises CardError if a card of this version may mean what this lenetlab does not know."""
    if version > CARD_VERSION:
        raise CardError(f"card version {version}; this lenetlab reads up to {CARD_VERSION}")


def digit_threshold(card: Card) -> float | None:
    """The digit score below which an input does not look like a digit, 0 to 1; None where the card states none.

    It is chosen so that nearly all of the digits held back from training reach it. Raises CardError for something that
    is no Card.
    """
    if not isinstance(card, Card):
        given = f"of type {type(card).__name__}"
        raise CardError(f"card is {given}; allowed: a Card, which lenetlab.Card.from_json(card) makes of a dict")
    return card.evaluation.digit_score.threshold
