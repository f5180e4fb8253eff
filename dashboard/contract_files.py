"""`python -m dashboard.contract_files` writes the contract as a TypeScript module and as CSS variables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from dashboard import contract, ids
from dashboard.texts.client import WORDS

FOLDER = Path(__file__).parent
ONE_A_LINE = "\n  | "
HEAD = "Made by `python -m dashboard.contract_files` out of dashboard/contract.py and dashboard/ids.py; do not edit."


def typescript() -> str:
    """`client/src/contract.ts`: the facts as constants, and the types that follow from them."""
    constants = {
        "IDS": {camel(name): value for name, value in vars(ids).items() if name.isupper()},
        "SETTINGS": [asdict(setting) for setting in contract.SETTINGS],
        "DRAWING": {camel(name): value for name, value in asdict(contract.DRAWING).items()},
        "PICTURE_LIMITS": {camel(name): value for name, value in asdict(contract.PICTURE_LIMITS).items()},
        "EXAMPLE": {camel(name): value for name, value in asdict(contract.EXAMPLE).items()},
        "EDITS": {camel(name): value for name, value in asdict(contract.EDITS).items()},
        "PRESETS": contract.PRESETS,
        "STAGES": [{"name": name, "kind": kind} for name, kind in contract.STAGES.items()],
        "SLOTS": contract.SLOTS,
        "COLOURS": {camel(name): value for name, value in asdict(contract.COLOURS).items()},
        "MOST_TERMS": contract.MOST_TERMS,
        "COUNTED_PARTS": contract.COUNTED_PARTS,
        "NEAREST_PARTS": contract.NEAREST_PARTS,
        "QUESTIONS": {
            question.name: {"input": question.input, "outputs": question.outputs, "urgency": question.urgency}
            for question in contract.QUESTIONS
        },
    }
    lines = [f"export const {name} = {json.dumps(value, indent=2)} as const;" for name, value in constants.items()]
    return "\n\n".join([f"// {HEAD}", *lines, *types()]) + "\n"


def types() -> list[str]:
    """The types of the contract: names that a misspelling cannot pass."""
    settings = "".join(f"  {s.name}: {union(s.choices)};\n" for s in contract.SETTINGS)
    words = [f"{panel}.{key}" for panel, entries in WORDS.items() for key in entries]
    return [
        f"export interface Settings {{\n{settings}}}",
        f"export type StageName = {union(contract.STAGES)};",
        f"export type Kind = {union(sorted(set(contract.STAGES.values())))};",
        f"export type Slot = {union(contract.SLOTS)};",
        f"export type QuestionName = {union(question.name for question in contract.QUESTIONS)};",
        f"export type Word =\n  | {union(words, ONE_A_LINE)};",
    ]


def union(values: object, between: str = " | ") -> str:
    """A union of literal types."""
    return between.join(json.dumps(value) for value in values)  # type: ignore[attr-defined]


def css() -> str:
    """`assets/contract.css`: the font and the colours that the stylesheets use; the page's code makes scales."""
    colours: Mapping[str, object] = asdict(contract.COLOURS)
    plain = "".join(f"  --colour-{name}: {value};\n" for name, value in colours.items() if isinstance(value, str))
    return f"/* {HEAD} */\n:root {{\n  --font: {contract.FONT_FAMILY};\n{plain}}}\n"


def camel(name: str) -> str:
    """A name as TypeScript writes it: `most_strokes` and `MOST_STROKES` become `mostStrokes`."""
    first, *others = name.lower().split("_")
    return first + "".join(part.capitalize() for part in others)


FILES = {FOLDER / "client" / "src" / "contract.ts": typescript, FOLDER / "assets" / "contract.css": css}


if __name__ == "__main__":
    for path, text in FILES.items():
        path.write_text(text(), encoding="utf-8")
