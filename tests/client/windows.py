"""Where numbers of every stage come from and what they reach, as JSON that the tests of the page's scripts read.

    python -m tests.client.windows PATH

By `lenetlab.explain` and `lenetlab.influence`. For each of the 36 configurations: for each stage of its trace, the
corners of the stage and a few other places.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import torch

import lenetlab as ll

OTHER_PLACES = 3
SEED = 1998


def windows() -> Iterator[dict[str, object]]:
    """One entry for each place: its kind of stage, what that was done with, the shapes, and the window."""
    generator = random.Random(SEED)
    image = torch.rand(1, 1, 28, 28, generator=torch.Generator().manual_seed(SEED))
    model = ll.LeNet()
    for conv1 in ll.Conv1Config.all():
        trace = ll.trace(model, image, conv1)
        for layer in trace:
            for place in places_of(layer.output.shape, generator):
                window = ll.explain(trace, layer.name, place).window
                yield {
                    "stage": layer.name,
                    "kind": layer.kind,
                    "params": dict(layer.params),
                    "input": list(layer.input.shape),
                    "output": list(layer.output.shape),
                    "index": list(place),
                    "window": [[axis.start, axis.stop] for axis in window],
                }


def reaches() -> Iterator[dict[str, object]]:
    """One entry for each configuration: its stages, and of a place of each what it depends on and what it reaches."""
    generator = random.Random(SEED)
    model = ll.LeNet()
    for conv1 in ll.Conv1Config.all():
        trace = ll.trace(model, torch.zeros(1, 1, 28, 28), conv1)
        stages = [
            {"name": layer.name, "kind": layer.kind, "params": dict(layer.params), "shape": list(layer.output.shape)}
            for layer in trace
        ]
        yield {"stages": stages, "places": [reach(trace, layer, generator) for layer in trace]}


def reach(trace: ll.Trace, layer: ll.LayerTrace, generator: random.Random) -> dict[str, object]:
    """field: the rows and columns of the input. reached: by stage, from the first to the last along each axis."""
    index = [generator.randrange(n) for n in layer.output.shape]
    field = ll.explain(trace, layer.name, index).receptive_field
    reached = {name: extent(cells) for name, cells in ll.influence(trace, layer.name, index).items() if cells.any()}
    rows_and_columns = [[axis.start, axis.stop] for axis in field]
    return {"stage": layer.name, "index": index, "field": rows_and_columns, "reached": reached}


def extent(cells: torch.Tensor) -> list[list[int]]:
    return [[int(places.min()), int(places.max()) + 1] for places in cells.nonzero().T]


def places_of(shape: tuple[int, ...], generator: random.Random) -> list[tuple[int, ...]]:
    corners = product(*({0, n - 1} for n in shape))
    others = (tuple(generator.randrange(n) for n in shape) for _ in range(OTHER_PLACES))
    return sorted({*corners, *others})


def written() -> str:
    return json.dumps({"windows": list(windows()), "reaches": list(reaches())})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the file to write")
    path: Path = parser.parse_args().path
    path.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
