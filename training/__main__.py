"""`python -m training`: train on MNIST and generated handwriting; write a checkpoint with its model card."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import fields, replace
from pathlib import Path

import torch

import training.needs  # noqa: F401  first of all: it says what is not installed
from lenetlab import Card, CheckpointError, download_mnist, pretrained_path, read_card, save
from training.card import in_full, make_card
from training.command import exit_code
from training.data import Splits, load_splits
from training.evaluation import FULL, LITTLE
from training.hershey import has_hershey
from training.loop import train
from training.material import gather
from training.parallel import World, joined_world
from training.pen import default_path, load_pen
from training.recipe import QUICK, Recipe
from training.state import Run, load_state, save_state, start
from training.typeset import has_typeset


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    torch.set_num_threads(options.threads)
    brief = " --brief" if options.brief else ""
    again = f"python -m training --resume{brief} --output {options.output}"
    return exit_code("training", lambda: train_and_write(options), f"interrupted; go on with: {again}")


def train_and_write(options: argparse.Namespace) -> None:
    """The whole run. Raises ValueError or OSError when the data, a place to write or a valid setting is missing."""
    state_path = options.output.with_suffix(".state.safetensors")
    pen = load_pen(default_path()) if default_path().exists() and not options.brief else []
    with joined_world() as world:
        run, splits = trained(options, state_path, world)
    if world.leads:
        print(f"trained in {run.seconds / 60:.0f} min; now it is measured")
        finish(run, make_card(run, splits, pen, LITTLE if options.brief else FULL), options, state_path)


def trained(options: argparse.Namespace, state_path: Path, world: World) -> tuple[Run, Splits]:
    """A run that has come to its end, and the data it is measured on."""
    run = begin(options, state_path, world)
    for package, there in (("hershey-fonts", has_hershey()), ("matplotlib", has_typeset())):
        if world.leads and not there:
            print(f"{package} is not installed: what is no digit is learned without the letters of its fonts")
    try:
        splits = load_splits(world.device)
        if run.epoch < run.recipe.epochs:
            material = gather(splits.train, run.recipe, world.workers, world.rank, world.size)
            train(run, material, splits.validation, world, lambda run: save_state(run, state_path))
    except ValueError:
        if world.leads and not run.epoch:
            state_path.unlink(missing_ok=True)
        raise
    return run, splits


def begin(options: argparse.Namespace, state_path: Path, world: World) -> Run:
    """A new run or the interrupted one; its state is written once, so a place that cannot be written shows at once."""
    if options.output.suffix != ".safetensors":
        raise ValueError(f"--output is {options.output}; expected NAME.safetensors")
    if options.resume:
        run = load_state(state_path, world.device)
    elif state_path.exists():
        raise ValueError(f"{state_path} holds an interrupted run; go on with --resume, or move that file away")
    else:
        run = start(recipe_of(options), world.device)
    world.wait()
    if world.leads:
        download_mnist()
        save_state(run, state_path)
    world.wait()
    return run


def finish(run: Run, card: Card, options: argparse.Namespace, state_path: Path) -> None:
    written_path = write_checkpoint(run, card, options.output, options.replace)
    state_path.unlink(missing_ok=True)
    print(f"wrote {written_path} and its card, {written_path.with_suffix('.json').name}")
    print("python -m training.spread adds to the card what other seeds give, and training.units what every unit likes")


def write_checkpoint(run: Run, card: Card, path: Path, replace_better: bool) -> Path:
    """Write the checkpoint to `path`, or beside it if a better one is there. Returns the path that was written.

    The better one reads more of the digits held back: the test images serve to report by, not to choose by. A
    checkpoint without a stated quality, and one that was measured in full when this run was not, count as better.
    """
    quality = card.held_back.quality or 0.0
    print(f"{quality:.2%} of the digits held back: MNIST's in all configurations, and the generator's")
    if path.is_file() and not replace_better and (reason := reason_to_stay(path, card)):
        path = unused(path.with_suffix(".candidate.safetensors"))
        print(f"the checkpoint that is there {reason} and stays; --replace overrides that")
    elif path.is_file():
        previous = unused(path.with_suffix(".previous.safetensors"))
        shutil.copy2(path, previous)
        if path.with_suffix(".json").is_file():
            shutil.copy2(path.with_suffix(".json"), previous.with_suffix(".json"))
        print(f"the checkpoint that was there is kept as {previous}")
    save(run.average, path, card)
    return path


def reason_to_stay(path: Path, card: Card) -> str:
    """Why the checkpoint at `path` is not replaced by that of `card`; empty if it is."""
    try:
        card_there = read_card(path, lenient=True)
    except CheckpointError:
        return "has no card that belongs to it"
    quality = card_there.held_back.quality
    if quality is None:
        return "does not say how well it reads"
    if (card.held_back.quality or 0.0) < quality:
        return f"reads {quality:.2%}"
    if in_full(card_there) and not in_full(card):
        return "was measured in full"
    return ""


def unused(path: Path) -> Path:
    """The path itself or, if there is such a file already, the path with a number in it."""
    stem = path.name.removesuffix(".safetensors")
    attempt, number = path, 0
    while attempt.exists():
        number += 1
        attempt = path.with_name(f"{stem}-{number}.safetensors")
    return attempt


def recipe_of(options: argparse.Namespace) -> Recipe:
    """The recipe with the settings of the command line; those of --quick or the defaults for all others."""
    values = {field.name: getattr(options, field.name) for field in fields(Recipe)}
    given = {name: value for name, value in values.items() if value is not None}
    start_from = Recipe(**QUICK) if options.quick else Recipe()
    return replace(start_from, **given)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--output", type=Path, default=pretrained_path(), help="the checkpoint (default: %(default)s)")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run, with its own settings")
    parser.add_argument("--replace", action="store_true", help="replace the checkpoint even if it reads better")
    parser.add_argument("--quick", action="store_true", help="a few minutes, for about 98 %% of MNIST")
    parser.add_argument("--brief", action="store_true", help="measure only a little at the end; --quick implies it")
    threads = max(1, (os.cpu_count() or 1) // 2)
    parser.add_argument("--threads", type=int, default=threads, help="of the processor (default: %(default)s)")
    for field in fields(Recipe):
        name = f"--{field.name.replace('_', '-')}"
        parser.add_argument(name, type=type(field.default), metavar="N", help=f"(default: {field.default})")
    options = parser.parse_args(arguments)
    given = [field.name for field in fields(Recipe) if getattr(options, field.name) is not None]
    if options.quick:
        given.append("quick")
    if options.resume and given:
        parser.error(f"--resume goes on with the settings of the run; leave out --{given[0].replace('_', '-')}")
    options.brief = options.brief or options.quick
    if options.threads < 1:
        parser.error(f"--threads is {options.threads}; allowed: 1 or more")
    return options


if __name__ == "__main__":
    sys.exit(main())
