"""The part of a model card that says how styles of writing are read that were kept aside, in types, and its reading."""

from __future__ import annotations

from dataclasses import dataclass, field

from lenetlab.card_parts import Part, Recipe, Share, stated
from lenetlab.card_reading import OF_A_SHARE, recipe, share
from lenetlab.card_values import Value


@dataclass(frozen=True)
class KeptAside(Part):
    """How a short run reads digits in a style that it was kept from while it learned.

    style: in words. accuracy: the share that is read. met: the same for digits in all other styles, which the run did
    learn from, though from other digits. error: the calibration error on the digits kept aside; tempered: the same
    with the temperature that was chosen on all other styles kept aside.
    """

    style: str
    accuracy: Share
    met: float
    error: float
    tempered: float

    def to_json(self) -> dict[str, object]:
        known = {"style": self.style, "met": self.met, "error": self.error, "tempered": self.tempered}
        return {**known, **self.accuracy.to_json("accuracy"), **self.extra}


@dataclass(frozen=True)
class Generality(Part):
    """How writing is read that the network never met, from short runs that each were kept from one style.

    recipe: of all runs. temperature: what logits are to be divided by, so that on the styles kept aside probabilities
    are as high as the share of hits; above 1 it makes them less certain. None where it was not chosen.
    """

    recipe: Recipe
    styles: tuple[KeptAside, ...] = field(default_factory=tuple)
    temperature: float | None = None

    def to_json(self) -> dict[str, object]:
        known = {
            "recipe": self.recipe.to_json(),
            "styles": [row.to_json() for row in self.styles],
            "temperature": self.temperature,
        }
        return {**stated(known), **self.extra}


def kept_aside(value: Value) -> KeptAside:
    names = ("style", "met", "error", "tempered")
    return KeptAside(
        value.entry("style").text(),
        share(value, "accuracy"),
        *(value.entry(name).share() for name in names[1:]),
        extra=value.others((*names, "accuracy", *OF_A_SHARE)),
    )


def generality(value: Value) -> Generality:
    return Generality(
        recipe(value.entry("recipe")),
        value.entry("styles").rows(kept_aside),
        value.part("temperature", temperature),
        extra=value.others(("recipe", "styles", "temperature")),
    )


def temperature(value: Value) -> float:
    return value.number(0.05, 20)
