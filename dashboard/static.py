"""Files of other packages that the page needs, served by us: compressed once, cached by the browser for a year.

Plotly's bundle makes up most of a first visit. Brotli's best level makes it a tenth smaller than a quick one, but takes
ten seconds, so it is done once (`python -m dashboard.static`) and kept in the cache folder; until then a quick level
serves.
"""

from __future__ import annotations

import hashlib
import logging
import mimetypes
import os
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

import lenetlab as ll

log = logging.getLogger("dashboard")

URL = "/packaged"
ASSETS = Path(__file__).parent / "assets"
QUICK, BEST = 5, 11
A_YEAR_IN_SECONDS = 31_536_000


@dataclass(frozen=True)
class PackagedFile:
    """name: as in its URL. path: where the package has it. digest: of its bytes, which makes its URL a version."""

    name: str
    path: Path
    digest: str

    @property
    def url(self) -> str:
        return f"{URL}/{self.digest}/{self.name}"


@lru_cache(maxsize=1)
def packaged_files() -> dict[str, PackagedFile]:
    bootstrap = package_folder("flask_bootstrap") / "static" / "bootstrap5"
    paths = {
        "plotly.min.js": package_folder("plotly") / "package_data" / "plotly.min.js",
        "bootstrap.min.css": bootstrap / "css" / "bootstrap.min.css",
        "head.js": ASSETS / "head.js",
    }
    return {name: PackagedFile(name, path, digest_of(path)) for name, path in paths.items()}


def package_folder(name: str) -> Path:
    """Where an installed package lies, without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {name} is not installed; pip install . brings it")
    return Path(spec.origin).parent


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def cache_folder() -> Path:
    return Path(os.environ.get("LENETLAB_CACHE") or ll.cache_dir() / "compressed")


def best_path(file: PackagedFile) -> Path:
    return cache_folder() / f"{file.digest}.br"


def compress_all() -> None:
    """Compress every packaged file as well as Brotli can, unless that was done before or cannot be kept."""
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        for file in packaged_files().values():
            if not best_path(file).is_file():
                packed: bytes = brotli.compress(file.path.read_bytes(), quality=BEST)
                ll.replace_file(best_path(file), partial(Path.write_bytes, data=packed))
    except OSError as error:
        log.warning("the page's large files are compressed quickly, not well: %s", error)


@lru_cache(maxsize=8)
def quickly_compressed(file: PackagedFile) -> bytes:
    packed: bytes = brotli.compress(file.path.read_bytes(), quality=QUICK)
    return packed


def register(server: Flask) -> None:
    @server.get(f"{URL}/<digest>/<name>")
    def packaged(digest: str, name: str) -> Response:
        file = packaged_files().get(name)
        if file is None or file.digest != digest:
            abort(404)
        return response_with(file)


def response_with(file: PackagedFile) -> Response:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if request.accept_encodings["br"] > 0:
        best = best_path(file)
        body = best.read_bytes() if best.is_file() else quickly_compressed(file)
        response = Response(body, mimetype=kind)
        response.headers["Content-Encoding"] = "br"
    else:
        response = Response(file.path.read_bytes(), mimetype=kind)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR_IN_SECONDS}, immutable"
    response.vary.add("Accept-Encoding")
    return response


if __name__ == "__main__":
    compress_all()
