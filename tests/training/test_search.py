"""The search for styles that are misread: those come up more often, and nothing else does."""

from dataclasses import replace

import pytest
import torch

import lenetlab as ll
from training.data import Digits, concatenated
from training.material import Material, batches
from training.recipe import Recipe
from training.search import HANDS, PRINT, Handwriting, chances, handwriting, kind_of_hand, styles_in_all


@pytest.fixture(scope="module")
def written() -> Handwriting:
    return handwriting(400, (1, 0))


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def test_every_digit_has_the_style_that_it_was_written_in(written: Handwriting) -> None:
    ways = [digit for digit, ways in ll.ALL_GLYPHS.items() for _ in ways]
    assert [ways[style // HANDS] for style in written.styles.tolist()] == written.digits.labels.tolist()
    assert written.styles.max() < PRINT == len(ways) * HANDS == styles_in_all() - 1
    assert len(set((written.styles % HANDS).tolist())) == HANDS
    again = handwriting(400, (1, 0))
    assert torch.equal(written.digits.images, again.digits.images)
    assert torch.equal(written.styles, again.styles)


def test_hands_are_told_apart_by_how_they_lean_their_width_and_their_haste() -> None:
    tidy = ll.Hand(slant=0, aspect=0.5, looseness=0.01)
    others = [tidy, replace(tidy, slant=0.3), replace(tidy, aspect=0.8), replace(tidy, looseness=0.05)]
    assert len({kind_of_hand(hand) for hand in others}) == 4


def test_a_style_that_is_misread_comes_up_more_often_and_three_times_as_often_at_most(
    model: ll.LeNet, written: Handwriting
) -> None:
    styles = torch.arange(400) // 40  # ten styles of forty digits, the last of them with wrong labels
    labels = torch.where(styles == 9, (written.digits.labels + 1) % 10, written.digits.labels)
    given = Handwriting(Digits(written.digits.images, labels), styles)
    found = chances(model, given, 1.0, generator())
    assert all(len(set(found[styles == style].tolist())) == 1 for style in range(10))
    assert found[styles == 9].mean() == 3
    assert found[styles < 9].max() < 1
    assert found.min() >= 0.5
    milder = chances(model, given, 0.25, generator())
    assert 1 < milder[-1] < 3
    assert torch.equal(chances(model, given, 0.0, generator()), torch.ones(400))


def test_one_misread_digit_makes_its_style_hardly_harder(model: ll.LeNet, written: Handwriting) -> None:
    styles = torch.arange(400) // 40

    def found_with(misread: int) -> float:
        labels = written.digits.labels.clone()
        labels[:misread] = (labels[:misread] + 1) % 10
        return float(chances(model, Handwriting(Digits(written.digits.images, labels), styles), 0.5, generator())[0])

    assert found_with(1) - found_with(0) < 0.6
    assert found_with(40) > found_with(1) + 0.5


def test_batches_hold_what_comes_up_more_often_more_often(written: Handwriting) -> None:
    recipe = Recipe(epochs=1, batch_size=100, handwritten=400, nondigits=100)
    marked = Digits(torch.zeros_like(written.digits.images), torch.arange(400))
    mnist = concatenated([Digits(written.digits.images, torch.full((400,), -1))] * 5)
    nothing = Digits(torch.zeros(100, 1, 28, 28), torch.full((100,), -2))
    material = Material(mnist, marked, nothing)
    weights = torch.where(torch.arange(400) < 100, 3.0, 0.5)
    chosen = torch.cat([batch.labels for batch in batches(material, recipe, generator(), chances=weights)])
    chosen = chosen[chosen >= 0]
    assert float((chosen < 100).float().mean()) == pytest.approx(300 / 450, abs=0.05)
    as_ever = torch.cat([batch.labels for batch in batches(material, recipe, generator())])
    assert float((as_ever[as_ever >= 0] < 100).float().mean()) == pytest.approx(0.25, abs=0.05)
