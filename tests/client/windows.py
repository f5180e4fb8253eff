"""Where numbers of every stage come from, by `lenetlab.explain`, as JSON that the tests of the page's scripts read.

    python -m tests.client.windows PATH

For each of the 36 configurations and each stage of its trace, the corners of the stage and a few other places.
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


def places_of(shape: tuple[int, ...], generator: random.Random) -> list[tuple[int, ...]]:
    corners = product(*({0, n - 1} for n in shape))
    others = (tuple(generator.randrange(n) for n in shape) for _ in range(OTHER_PLACES))
    return sorted({*corners, *others})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the file to write")
    path: Path = parser.parse_args().path
    path.write_text(json.dumps(list(windows())))


if __name__ == "__main__":
    main()
