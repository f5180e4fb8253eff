"""`python -m dashboard.compress`: compress the page's files as well as Brotli can, and keep that for every worker."""

from __future__ import annotations

from dashboard.app import create_app
from dashboard.serving.files import compress_all

if __name__ == "__main__":
    compress_all(create_app())
