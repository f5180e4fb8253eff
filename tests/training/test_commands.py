"""The smaller commands: the picture of the generator's writing, and the spread over seeds."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import lenetlab as ll
from training import sheet, spread
from training.card import add_to_card
from training.data import Splits
from training.recipe import Recipe

SMALL = {"epochs": 1, "batch_size": 50, "handwritten": 100, "nondigits": 100}


def test_the_sheet_shows_every_digit_and_what_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sheet.png"
    assert sheet.main([str(path)]) == 0
    picture = np.asarray(Image.open(path).convert("L"))
    assert picture.shape == (11 * sheet.TILE, sheet.COLUMNS * sheet.TILE)
    tiles = picture.reshape(11, sheet.TILE, sheet.COLUMNS, sheet.TILE).swapaxes(1, 2)
    assert (tiles[:10].min((2, 3)) < 128).all()
    assert len({tile.tobytes() for tile in tiles[:10].reshape(-1, sheet.TILE, sheet.TILE)}) == 10 * sheet.COLUMNS


def test_the_picture_in_the_readme_is_what_the_generator_writes() -> None:
    committed = Image.open(Path(__file__).parents[2] / "docs" / "handwriting.png")
    pictures = [np.asarray(picture.convert("L"), np.float32) for picture in (committed, sheet.sheet())]
    assert pictures[0].shape == pictures[1].shape
    assert np.abs(pictures[0] - pictures[1]).mean() < 1  # of 255: elsewhere, a rounding may fall the other way


def test_a_picture_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sheet.main([str(tmp_path / "sheet.jpg")]) == 2
    assert sheet.main([str(tmp_path / "none" / "sheet.png")]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_the_spread_is_over_runs_that_differ_in_their_seed(small_splits: Splits) -> None:
    found = spread.spread([Recipe(seed=seed, **SMALL) for seed in (1, 2)], small_splits)
    assert [run.seed for run in found.runs] == [1, 2]
    one, two = (run.accuracy for run in found.runs)
    assert all(0 <= accuracy.worst <= accuracy.mean <= 1 for accuracy in (one, two))
    assert found.mean.default == pytest.approx((one.default + two.default) / 2)
    assert found.deviation.mean == pytest.approx(abs(one.mean - two.mean) / 2**0.5)
    assert found.recipe.seed is None
    assert found.recipe.settings["handwritten"] == SMALL["handwritten"]


def test_the_spread_goes_into_the_card(
    small_splits: Splits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.safetensors"
    ll.save(ll.LeNet(seed=1), path, {"name": "own", "note": "of its author"})
    weights = path.read_bytes()
    monkeypatch.setattr(spread, "load_splits", lambda device: small_splits)
    monkeypatch.setattr(spread, "QUICK", SMALL)
    assert spread.main(["--checkpoint", str(path), "--seeds", "1", "2", "--epochs", "1"]) == 0
    card = ll.read_card(path)
    assert (card.name, card.extra) == ("own", {"note": "of its author"})
    assert card.spread is not None
    assert len(card.spread.runs) == 2
    assert path.read_bytes() == weights
    assert capsys.readouterr().out.splitlines()[-3].startswith("default")


def test_a_spread_needs_a_checkpoint_and_two_seeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert spread.main(["--checkpoint", str(tmp_path / "none.safetensors")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    for seeds in (["1"], ["1", "1"], ["1", "1", "2"]):
        with pytest.raises(SystemExit):
            spread.main(["--seeds", *seeds])


def test_a_checkpoint_that_is_replaced_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "own.safetensors"
    ll.save(ll.LeNet(seed=1), path, {})
    before = ll.read_card(path)
    ll.save(ll.LeNet(seed=2), path, {})
    with pytest.raises(ValueError, match="was replaced meanwhile"):
        add_to_card(path, before, evaluation=ll.card.Evaluation(filters=(ll.card.AnyFilters(1, 0.5, 0.6),)))
    assert ll.read_card(path).evaluation == ll.card.Evaluation()
