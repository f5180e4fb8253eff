"""How a network reads styles that it was kept from, and the temperature that is chosen on them."""

from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll
from training import generality as command
from training.data import Splits
from training.families import KEPT_ASIDE
from training.recipe import Recipe
from training.temperature import choose_temperature

SMALL = {"epochs": 1, "batch_size": 50, "handwritten": 100, "nondigits": 100}
TWO = {name: KEPT_ASIDE[name] for name in ("ways 2 of 5", "narrow")}


def test_for_every_style_a_run_of_its_own_is_kept_from_it_and_reads_it(small_splits: Splits) -> None:
    found = command.generality(Recipe(**SMALL), small_splits, TWO, digits=50)
    assert [row.style for row in found.styles] == list(TWO)
    for row in found.styles:
        assert row.accuracy.count == 50
        assert row.accuracy.interval is not None
        assert all(0 <= share <= 1 for share in (row.accuracy.value, row.met, row.error, row.tempered))
    assert found.recipe.settings["handwritten"] == SMALL["handwritten"]
    assert found.temperature is not None
    again = command.generality(Recipe(**SMALL), small_splits, TWO, digits=50)
    assert found == again


def test_what_was_found_goes_into_the_card_unless_it_is_only_to_be_printed(
    small_splits: Splits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.safetensors"
    ll.save(ll.LeNet(seed=1), path, {"name": "own", "note": "of its author"})
    weights = path.read_bytes()
    monkeypatch.setattr(command, "load_splits", lambda device: small_splits)
    monkeypatch.setattr(command, "QUICK", SMALL)
    options = ["--checkpoint", str(path), "--epochs", "1", "--digits", "20", "--styles", *TWO]
    assert command.main([*options, "--only-print"]) == 0
    assert ll.read_card(path).generality is None
    assert command.main(options) == 0
    card = ll.read_card(path)
    assert (card.name, card.extra) == ("own", {"note": "of its author"})
    assert card.generality is not None
    assert [row.style for row in card.generality.styles] == list(TWO)
    assert path.read_bytes() == weights
    assert capsys.readouterr().out.splitlines()[-1].startswith("mean ")


def test_styles_and_numbers_that_there_are_not_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--checkpoint", str(tmp_path / "none.safetensors")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    for options in (["--styles", "left-handed"], ["--digits", "0"], ["--epochs", "0"]):
        with pytest.raises(SystemExit):
            command.main(options)


@given(st.floats(0.4, 5))
@settings(max_examples=12, deadline=None)
def test_the_temperature_undoes_by_how_much_logits_are_too_large(factor: float) -> None:
    generator = torch.Generator().manual_seed(0)
    logits = torch.randn(4_000, 10, generator=generator) * 2
    labels = torch.multinomial(logits.softmax(1), 1, generator=generator).flatten()
    assert choose_temperature(logits * factor, labels) == pytest.approx(factor, rel=0.06)


def test_a_temperature_cannot_be_chosen_by_no_digits() -> None:
    with pytest.raises(ValueError, match="labels is empty"):
        choose_temperature(torch.empty(0, 10), torch.empty(0, dtype=torch.int64))
