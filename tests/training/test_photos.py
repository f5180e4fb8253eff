"""Pictures of digits on paper: made by a seeded generator, and read nearly as well as the same digits clean."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import lenetlab as ll
from tests.conftest import need
from training.data import load_test
from training.pen import default_path, load_pen
from training.photographed import measure_photos
from training.photos import PHOTOS, photo

CARD = ll.read_card().evaluation
OF_CLEAN = 0.95
# A pen's thick strokes have no middle line where they run together, so some of these pictures show another digit.
LEAST = {("thin line, 12 megapixels", "pen"): 0.92}
ASKED = {
    "falling light", "corner shadow", "vignette", "grain, JPEG", "grain, WebP", "specks", "ruled paper",
    "frame of 1 pixel", "frame of 2 pixels", "letterbox", "strip of desk", "sheet askew", "white on black",
    "equal brightness", "pale pencil", "thin line, 12 megapixels",
}  # fmt: skip


def ink() -> np.ndarray:
    return ll.Drawing([[(40, 28), (100, 28), (64, 115)]], 140, 10).ink()


def test_every_kind_that_people_bring_is_made() -> None:
    assert set(PHOTOS) == ASKED | {"clean"}


@pytest.mark.parametrize("kind", sorted(PHOTOS))
def test_a_picture_is_the_same_for_the_same_seed_and_another_for_another(kind: str) -> None:
    first, again, other = (np.asarray(photo(kind, ink(), seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.array_equal(first, other)


def test_the_light_falls_to_a_half_and_the_pencil_has_a_fifth_of_the_contrast() -> None:
    blank = np.zeros((140, 140), np.float32)
    blank[70, 70] = 1
    light = np.asarray(photo("falling light", ink(), 3), np.float64)
    corners = sorted(light[r, c, 0] for r in (0, -1) for c in (0, -1))
    assert corners[0] / corners[-1] == pytest.approx(0.5, abs=0.02)
    clean, pale = (np.asarray(photo(kind, ink(), 3), np.float64)[..., 0] for kind in ("clean", "pale pencil"))
    assert (np.median(pale) - np.percentile(pale, 1)) / np.ptp(clean) == pytest.approx(0.2, abs=0.04)


def test_the_large_photo_has_twelve_megapixels() -> None:
    assert photo("thin line, 12 megapixels", ink(), 1).size == (4000, 3000)


def shares(rows: tuple[ll.card.Photographed, ...]) -> dict[tuple[str, str], float]:
    return {(row.kind, row.source): row.accuracy.value for row in rows}


def test_the_card_states_every_kind_with_200_digits_of_each_source_at_95_per_cent_of_clean() -> None:
    found = shares(CARD.photos)
    assert set(found) == {(kind, source) for kind in PHOTOS for source in ("mnist", "pen")}
    assert {row.accuracy.count for row in CARD.photos} == {200}
    for (kind, source), share in found.items():
        assert share >= LEAST.get((kind, source), OF_CLEAN) * found["clean", source], (kind, source)


@pytest.mark.long
def test_what_the_card_states_is_what_is_measured(model: ll.LeNet, mnist: ll.Mnist) -> None:
    need(default_path().exists(), "this needs pen strokes")
    measured = shares(measure_photos(model, load_test(torch.device("cpu")), load_pen(default_path()), 40))
    for key, share in measured.items():
        assert abs(share - shares(CARD.photos)[key]) <= 0.12, key
    for (kind, source), share in measured.items():
        assert share >= 0.88 * measured["clean", source], (kind, source)
