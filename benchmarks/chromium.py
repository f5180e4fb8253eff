"""Where Chromium is, and how to get it: `python -m benchmarks.chromium` installs one if possible."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of a Chromium: from the environment variable CHROMIUM, the PATH, or Playwright's own download."""
    if from_environment := os.environ.get("CHROMIUM"):
        return from_environment
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return playwrights_own()


def playwrights_own() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_packages(*names: str) -> None:
    """Packages of the system, as root on Debian and its kin; elsewhere nothing."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, env=environment)
        subprocess.run(["apt-get", "install", "-q", "-y", *names], check=False, env=environment)


def install() -> None:
    """Through the system's packages as root on Debian and its kin, else Playwright's download."""
    install_packages("chromium")
    if chromium() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if chromium() is None:
        install()
    print(f"browser for tests and benchmarks: {chromium() or 'none, browser tests will be skipped'}")
