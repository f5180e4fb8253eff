"""`python -m lenetlab predict|trace|download`: read an image from the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import lenetlab as ll

USAGE_ERROR = 2


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    try:
        return int(options.run(options))
    except (OSError, ValueError) as error:
        print(f"lenetlab: {error}", file=sys.stderr)
        return USAGE_ERROR


def predict(options: argparse.Namespace) -> int:
    forward_pass = trace_of(options)
    for digit, probability in forward_pass.top(3):
        print(f"{digit}  {probability:7.2%}")
    if ll.digit_score(forward_pass.logits) < stated_threshold(options.checkpoint):
        print("This does not look like a digit.")
    return 0


def stated_threshold(checkpoint: Path | None) -> float:
    """The threshold of the digit score that the card states; 0, which every input reaches, if it states none."""
    try:
        return ll.digit_threshold(ll.read_card(checkpoint, lenient=True)) or 0.0
    except ll.CheckpointError:
        return 0.0


def trace(options: argparse.Namespace) -> int:
    forward_pass = trace_of(options)
    forward_pass.save(options.output)
    print(forward_pass)
    print(f"wrote {options.output}")
    return 0


def download(options: argparse.Namespace) -> int:
    print(f"MNIST is in {ll.download_mnist()}")
    return 0


def trace_of(options: argparse.Namespace) -> ll.Trace:
    conv1 = ll.Conv1Config(options.kernel_size, options.stride, options.padding, options.filters)
    model = ll.load(options.checkpoint) if options.checkpoint else ll.load_pretrained()
    return ll.trace(model, ll.preprocess(options.image, options.polarity), conv1)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lenetlab", description="Read a handwritten digit.")
    commands = parser.add_subparsers(required=True, metavar="predict|trace|download")
    image = argparse.ArgumentParser(add_help=False)
    image.add_argument("image", type=Path, help="an image of one digit, dark on light or light on dark")
    image.add_argument("--polarity", default="auto", help="auto, light-on-dark or dark-on-light (default: auto)")
    image.add_argument("--checkpoint", type=Path, help="other weights than those that come with lenetlab")
    default = ll.Conv1Config()
    for field, allowed in ll.CONV1_ALLOWED.items():
        choices = f"{allowed[0]} to {allowed[-1]}" if len(allowed) > 3 else ", ".join(map(str, allowed))
        value = getattr(default, field)
        option = f"--{field.replace('_', '-')}"
        image.add_argument(option, type=int, default=value, metavar="N", help=f"{choices} (default: {value})")

    command = commands.add_parser("predict", parents=[image], help="print the three likeliest digits")
    command.set_defaults(run=predict)
    command = commands.add_parser("trace", parents=[image], help="save every stage of the network as an .npz file")
    command.add_argument("-o", "--output", type=Path, required=True, help="the file to write")
    command.set_defaults(run=trace)
    command = commands.add_parser("download", help="fetch MNIST, unless it is there")
    command.set_defaults(run=download)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
