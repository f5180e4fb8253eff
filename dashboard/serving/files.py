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
from flask import Flask, Response, abort, request

import lenetlab as ll
from dashboard.serving import bootstrap_css, example, plotly_bundle

log = logging.getLogger("dashboard")

PREFIX = "/%prefix%/"  # what links in the page begin with; each answer has the prefix of its request instead
URL = "/packaged"
DASHS_OWN = "/_dash-component-suites/"
VERSIONED = re.compile(rf'<script src="{PREFIX[:-1]}({DASHS_OWN}[^"]+)"')
ITS_VERSION = re.compile(r"\.v[0-9_]+m[0-9]+")
DASHS_CHUNKS = ("async-graph.js", "async-slider.js")  # Dash itself would load them only after reading the layout
FIRST_STYLES = ("contract.css", "base.css", "icons.css")
LAST_STYLES = ("workbench.css", "print.css")
ASSETS = Path(__file__).parents[1] / "assets"
BUNDLE = "lab.js"  # our own code, made of client/src by esbuild
QUICK, BEST = 5, 11
A_YEAR_IN_SECONDS = 31_536_000
PRIVATE = 0o700  # of the cache folder: nobody else has to read it, or may write there
UNPACKED_AT_ONCE = 1024
MAP = ".map"


@dataclass(frozen=True)
class PackagedFile:
    """name: as in its URL. body: its bytes, uncompressed. digest: the hash of the body, which serves as a version."""

    name: str
    body: bytes
    digest: str

    @property
    def url(self) -> str:
        return f"{URL}/{self.digest}/{self.name}"

    @property
    def link(self) -> str:
        """The address in the page, whatever it is served under."""
        return PREFIX + self.url[1:]


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
        "bootstrap.min.css": bootstrap_css.cut(bootstrap.read_text("utf-8")).encode(),
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
    """Serve the packaged files, and among them the bundles of Dash that `keep_bundles` has kept."""

    @app.server.get(f"{URL}/<digest>/<name>")
    def packaged_file(digest: str, name: str) -> Response:
        files = (*packaged_files().values(), *bundles_of(app.server).values())
        found = next((file for file in files if (file.digest, file.name) == (digest, name)), None)
        return response_with(found) if found else abort(404)

    @app.server.before_request
    def source_map() -> None:
        """Dash names source maps that its packages do not have."""
        if request.path.startswith(DASHS_OWN) and request.path.endswith(MAP):
            abort(404)


def bundles_of(server: Flask) -> dict[str, PackagedFile]:
    """Dash's bundles that the page names, by Dash's path; none until `keep_bundles` was called."""
    kept: dict[str, PackagedFile] = server.extensions.get("bundles", {})
    return kept


def keep_bundles(app: Dash, page: str) -> None:
    """Ask the app for each bundle that the page names once, so that none is read or compressed for a visitor.

    Their names say which version of Dash this is, which is nobody's business; their digests serve as well.
    """
    client = app.server.test_client()
    kept = {}
    for url in VERSIONED.findall(page):
        answer = client.get(url, headers={"Accept-Encoding": "identity"})
        kept[url] = packaged(ITS_VERSION.sub("", url.rsplit("/", 1)[-1]), answer.data)
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
    return well_compressed(file) or quickly_compressed(file)


def well_compressed(file: PackagedFile) -> bytes | None:
    """What the cache folder has of this file; None where it has nothing, or something else."""
    try:
        state = best_path(file).stat()
        return verified(file, state.st_mtime_ns, state.st_size)
    except OSError:
        return None


@lru_cache(maxsize=64)
def verified(file: PackagedFile, changed: int, size: int) -> bytes | None:
    """The compressed file if it gives the file's own bytes: others may have been able to write there. It is looked at
    once for each state of it. changed, size: as the file system has them."""
    packed = best_path(file).read_bytes() if size <= len(file.body) else b""
    return packed if unpacks_to(file.body, packed) else None


def all_well_compressed(server: Flask) -> bool:
    """Whether there is nothing left to compress."""
    return all(map(well_compressed, (*packaged_files().values(), *bundles_of(server).values())))


def unpacks_to(body: bytes, packed: bytes) -> bool:
    """Whether Brotli makes these bytes of the packed ones; it is stopped once it has made more."""
    unpacker, made = brotli.Decompressor(), 0
    try:
        for start in range(0, len(packed), UNPACKED_AT_ONCE):
            part = unpacker.process(packed[start : start + UNPACKED_AT_ONCE])
            if body[made : made + len(part)] != part:
                return False
            made += len(part)
        return bool(unpacker.is_finished()) and made == len(body)
    except brotli.error:
        return False


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
        cache_folder().mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        for file in [*packaged_files().values(), *bundles_of(app.server).values()]:
            if well_compressed(file) is None:
                packed: bytes = brotli.compress(file.body, quality=BEST)
                ll.replace_file(best_path(file), partial(Path.write_bytes, data=packed))
    except OSError as error:
        log.warning("the page's files are compressed quickly, not well: %s", error)
