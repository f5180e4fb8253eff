"""A hook of MkDocs: each notebook of examples/ is run, and becomes a page with what its cells said and drew.

A notebook is kept without its outputs, so a page never shows the numbers of an older version. A cell that fails stops
the build.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

EXAMPLES = Path(__file__).parents[2] / "examples"
LONGEST_CELL_SECONDS = 300
# A kernel is spoken to by files that nobody else may read, where the system has such; by the network it would complain.
BY_FILES = Config({} if os.name == "nt" else {"KernelManager": {"transport": "ipc"}})


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for every notebook, and its pictures."""
    for path in sorted(EXAMPLES.glob("*.ipynb")):
        pictures: dict[str, bytes] = {}
        text = as_markdown(executed(path), path.stem, pictures)
        files.append(File.generated(config, f"examples/{path.stem}.md", content=text))
        for name, content in pictures.items():
            files.append(File.generated(config, f"examples/{name}", content=content))
    return files


def executed(path: Path) -> NotebookNode:
    """The notebook with the outputs of all its cells. Raises CellExecutionError where one of them fails."""
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    client = NotebookClient(notebook, timeout=LONGEST_CELL_SECONDS, kernel_name="python3", config=BY_FILES)
    return client.execute()


def as_markdown(notebook: NotebookNode, name: str, pictures: dict[str, bytes]) -> str:
    """The notebook as Markdown. Its pictures are put into `pictures`, by their file names."""
    parts = [
        part
        for cell in notebook.cells
        for part in ([cell.source] if cell.cell_type == "markdown" else code_and_outputs(cell, name, pictures))
    ]
    return "\n\n".join(parts) + "\n"


def code_and_outputs(cell: NotebookNode, name: str, pictures: dict[str, bytes]) -> Iterator[str]:
    """A code cell, and below it all that it said and drew."""
    yield f"```python\n{cell.source.strip()}\n```"
    said = "".join(output.text for output in cell.outputs if output.output_type == "stream" and output.name == "stdout")
    if said:
        yield f"```text\n{said.rstrip()}\n```"
    for output in cell.outputs:
        data = output.get("data", {})
        if "image/png" in data:
            file = f"{name}-{len(pictures) + 1}.png"
            pictures[file] = base64.b64decode(data["image/png"])
            yield f"![What the cell above draws]({file})"
        elif "text/html" in data:
            yield data["text/html"]
        elif "text/plain" in data:
            yield f"```text\n{data['text/plain']}\n```"
