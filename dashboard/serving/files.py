"""The page's files, served by us: compressed once, cached by the browser for a year, few of them.

Plotly, Bootstrap and our own files get versioned URLs; our stylesheets become one file.
Dash's bundles keep their URLs, which have versions already. Brotli's best level makes all of them a seventh smaller
than a quick one, but takes seconds, so it is done once (`python -m dashboard.compress`) and kept in the cache folder;
until then a quick level serves.
"""

from __future__ import annotations

import hashlib
import logging
import mimetypes
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path

import brotli
from dash import Dash
from flask import Response, abort, request

import lenetlab as ll
from dashboard.serving import example, plotly_bundle

log = logging.getLogger("dashboard")

URL = "/packaged"
DASHS_OWN = "/_dash-component-suites/"
VERSIONED = re.compile(rf'<script src="({DASHS_OWN}[^"]+)"')
DASHS_CHUNKS = ("async-graph.js", "async-slider.js")  # Dash itself would load them only after reading the layout
FIRST_STYLES = ("contract.css", "base.css", "icons.css")
LAST_STYLES = ("workbench.css", "print.css")
ASSETS = Path(__file__).parents[1] / "assets"
BUNDLE = "lab.js"  # our own code, made of client/src by esbuild
QUICK, BEST = 5, 11
A_YEAR_IN_SECONDS = 31_536_000


@dataclass(frozen=True)
class PackagedFile:
    """name: as in its URL. body: its bytes, uncompressed. digest: the hash of the body, which serves as a version."""

    name: str
    body: bytes
    digest: str

    @property
    def url(self) -> str:
        return f"{URL}/{self.digest}/{self.name}"


def packaged(name: str, body: bytes) -> PackagedFile:
    return PackagedFile(name, body, hashlib.sha256(body).hexdigest()[:16])


@lru_cache(maxsize=1)
def packaged_files() -> dict[str, PackagedFile]:
    """What the page needs besides Dash's bundles, by name."""
    plotly = package_folder("plotly") / "package_data" / "plotly.min.js"
    bootstrap = package_folder("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    dcc = package_folder("dash") / "dcc"
    bodies = {
        "plotly.min.js": plotly_bundle.cut(plotly.read_text("utf-8")).encode(),
        "bootstrap.min.css": bootstrap.read_bytes(),
        BUNDLE: (ASSETS / BUNDLE).read_bytes(),
        "favicon.svg": (ASSETS / "favicon.svg").read_bytes(),
        "chunks.js": concatenated([dcc / name for name in DASHS_CHUNKS]),
        "lab.css": concatenated(stylesheets()),
        example.FILE: example.body(),
    }
    return {name: packaged(name, body) for name, body in bodies.items()}


def stylesheets() -> list[Path]:
    """Our stylesheets in the order in which they are joined: what all use, the panels' own, what moves them about."""
    panels = {path.name for path in ASSETS.glob("*.css")} - {*FIRST_STYLES, *LAST_STYLES}
    return [ASSETS / name for name in (*FIRST_STYLES, *sorted(panels), *LAST_STYLES) if (ASSETS / name).is_file()]


def concatenated(paths: Iterable[Path]) -> bytes:
    return b"\n".join(path.read_bytes() for path in paths)


def package_folder(name: str) -> Path:
    """The folder of an installed package, which is not imported for it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {name} is not installed; pip install . brings it")
    return Path(spec.origin).parent


def register(app: Dash) -> None:
    """Serve the packaged files, and the bundles of Dash that `keep_bundles` has kept."""

    @app.server.get(f"{URL}/<digest>/<name>")
    def packaged_file(digest: str, name: str) -> Response:
        file = packaged_files().get(name)
        if file is None or file.digest != digest:
            abort(404)
        return response_with(file)

    @app.server.before_request
    def bundle() -> Response | None:
        file = bundles_of(app).get(request.path)
        return response_with(file) if file and request.method == "GET" else None


def bundles_of(app: Dash) -> dict[str, PackagedFile]:
    """Dash's bundles that the page names, by path; none until `keep_bundles` was called."""
    kept: dict[str, PackagedFile] = app.server.extensions.get("bundles", {})
    return kept


def keep_bundles(app: Dash) -> None:
    """Ask the app for each bundle once, so that none of them is read or compressed for a visitor."""
    client = app.server.test_client()
    kept = {}
    for url in VERSIONED.findall(client.get("/").text):
        answer = client.get(url, headers={"Accept-Encoding": "identity"})
        kept[url] = packaged(url.rsplit("/", 1)[-1], answer.data)
    app.server.extensions["bundles"] = kept


def response_with(file: PackagedFile) -> Response:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if request.accept_encodings["br"] > 0:
        response = Response(compressed(file), mimetype=kind)
        response.headers["Content-Encoding"] = "br"
    else:
        response = Response(file.body, mimetype=kind)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR_IN_SECONDS}, immutable"
    response.vary.add("Accept-Encoding")
    return response


def compressed(file: PackagedFile) -> bytes:
    best = best_path(file)
    return best.read_bytes() if best.is_file() else quickly_compressed(file)


@lru_cache(maxsize=64)
def quickly_compressed(file: PackagedFile) -> bytes:
    packed: bytes = brotli.compress(file.body, quality=QUICK)
    return packed


def cache_folder() -> Path:
    return Path(os.environ.get("LENETLAB_CACHE") or ll.cache_dir() / "compressed")


def best_path(file: PackagedFile) -> Path:
    return cache_folder() / f"{file.digest}.br"


def compress_all(app: Dash) -> None:
    """Compress every file as well as Brotli can, unless that was done before or cannot be kept."""
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        for file in [*packaged_files().values(), *bundles_of(app).values()]:
            if not best_path(file).is_file():
                packed: bytes = brotli.compress(file.body, quality=BEST)
                ll.replace_file(best_path(file), partial(Path.write_bytes, data=packed))
    except OSError as error:
        log.warning("the page's files are compressed quickly, not well: %s", error)
