"""The fonts that printed characters are measured in: `python -m benchmarks.fonts` installs those that are missing."""

from __future__ import annotations

from benchmarks.chromium import install_packages
from training.printed import FONTS, PACKAGES, has_printed, installed

if __name__ == "__main__":
    if not has_printed():
        install_packages(*PACKAGES)
        installed.cache_clear()
    missing = [name for name in FONTS if name not in installed()]
    print(f"fonts to measure print with: {'all there' if not missing else f'without {missing}, print is not measured'}")
