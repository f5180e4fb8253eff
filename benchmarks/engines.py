"""Where the browsers beside Chromium are, and how to get them: `python -m benchmarks.engines` installs what it can."""

from __future__ import annotations

import os
import shutil

from benchmarks import chromium

# Debian's: Firefox; WebKitGTK with the driver for it; and a screen in memory, because WebKitGTK needs one.
PACKAGES = ("firefox-esr", "webkit2gtk-driver", "xvfb")
NONE = "none, its tests will be skipped"


def firefox() -> str | None:
    """The path of a Firefox: from the environment variable FIREFOX, or the PATH."""
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


def webkit_driver() -> str | None:
    return shutil.which("WebKitWebDriver")


def xvfb() -> str | None:
    return shutil.which("Xvfb")


def install() -> None:
    """What is missing, as root on Debian and its kin; elsewhere nothing."""
    if chromium.chromium() is None:
        chromium.install()
    if None in (firefox(), webkit_driver(), xvfb()):
        chromium.install_packages(*PACKAGES)


if __name__ == "__main__":
    install()
    print(f"Chromium: {chromium.chromium() or NONE}")
    print(f"Firefox: {firefox() or NONE}")
    print(f"WebKit: {(xvfb() and webkit_driver()) or NONE}")
