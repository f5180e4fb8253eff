"""`python -m benchmarks.screenshots`: pictures of the page, out of the running dashboard.

Those of the README go to docs/ (`--docs` alone makes only these); every view in light and dark and in three widths goes
to screenshots/, to be looked at. The same digit is drawn in all of them.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from benchmarks.chromium import FLAGS, chromium
from benchmarks.serving import ROOT, served
from benchmarks.visit import SEVEN, Visit

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTHS = {390: 844, 820: 1180, 1440: 900}
CROSSBAR = [(0.36, 0.5), (0.68, 0.48)]
STAGES = {
    "drawing": 0, "crop": 1, "scale": 2, "centre": 3, "input": 4, "conv1": 5, "relu1": 6, "pool1": 7, "conv2": 8,
    "pool3": 11, "flatten": 12, "dense1": 13, "dense3": 17, "softmax": 18,
}  # fmt: skip
COLOURS = 192
PHONE_WIDTH = 480


@dataclass(frozen=True)
class Picture:
    """A picture for the README.

    stage: its number on the timeline, or None for the page Model. scale: pixels of the picture for each CSS pixel.
    """

    name: str
    width: int
    height: int
    theme: Theme
    stage: int | None
    scale: float = 1


README = (
    Picture("dashboard", 1440, 1240, "light", STAGES["conv1"]),
    Picture("dashboard-dark", 1440, 1240, "dark", STAGES["pool1"]),
    Picture("dashboard-phone", 390, 1300, "light", STAGES["conv1"], 1.5),
    Picture("dashboard-model", 1440, 1240, "light", None),
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screenshots", description=__doc__)
    parser.add_argument("--docs", action="store_true", help="only the README's pictures")
    options = parser.parse_args(arguments)
    path = chromium()
    if path is None:
        print("There is no Chromium to take pictures with: python -m benchmarks.chromium", file=sys.stderr)
        return 2
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for picture in README:
            save(screenshot_of(browser, url, picture), ROOT / "docs" / f"{picture.name}.png")
        if not options.docs:
            for theme in THEMES:
                for width, height in WIDTHS.items():
                    every_view(browser, url, width, height, theme)
    return 0


def open_page(browser: Browser, url: str, width: int, height: int, theme: Theme, scale: float = 1) -> Visit:
    phone = width <= PHONE_WIDTH
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        device_scale_factor=scale,
        is_mobile=phone,
        has_touch=phone,
        reduced_motion="reduce",
    )
    return Visit(context, url)


def draw(visit: Visit) -> None:
    visit.draw(SEVEN)
    visit.draw(CROSSBAR)


def open_model(visit: Visit) -> None:
    visit.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Model").click()
    visit.settle()
    visit.page.wait_for_timeout(500)


def screenshot_of(browser: Browser, url: str, picture: Picture) -> bytes:
    visit = open_page(browser, url, picture.width, picture.height, picture.theme, picture.scale)
    draw(visit)
    if picture.stage is None:
        open_model(visit)
    else:
        visit.show_stage(picture.stage)
    visit.page.mouse.move(2, 2)
    shot = visit.page.screenshot(animations="disabled")
    visit.page.context.close()
    return shot


def every_view(browser: Browser, url: str, width: int, height: int, theme: Theme) -> None:
    """The whole length of the page: blank, with a drawing in every stage, all unfolded, the shortcuts, the model."""
    visit = open_page(browser, url, width, height, theme)

    def shoot(view: str) -> None:
        visit.page.mouse.move(2, 2)
        shot = visit.page.screenshot(full_page=True, animations="disabled")
        save(shot, ROOT / "screenshots" / f"{theme}-{width}-{view}.png")

    shoot("blank")
    draw(visit)
    for number, (name, stage) in enumerate(STAGES.items()):
        visit.show_stage(stage)
        shoot(f"{number:02}-{name}")
    for view, bring_up in OTHER_VIEWS.items():
        bring_up(visit)
        shoot(view)
    visit.page.context.close()


def unfold(visit: Visit) -> None:
    visit.show_stage(STAGES["conv1"])
    for summary in visit.page.locator("summary:visible").all():
        summary.click()
    visit.settle()


def shortcuts(visit: Visit) -> None:
    visit.page.reload()
    visit.page.wait_for_function("() => window.stopwatch.usable !== null")
    visit.settle()
    visit.page.keyboard.press("?")
    visit.page.wait_for_timeout(200)


def model(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    open_model(visit)


OTHER_VIEWS: dict[str, Callable[[Visit], None]] = {"unfolded": unfold, "shortcuts": shortcuts, "model": model}


def save(shot: bytes, path: Path) -> None:
    """Write a screenshot with a reduced palette, which is enough for this page, and print its size."""
    path.parent.mkdir(exist_ok=True)
    reduced = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    reduced.save(path, optimize=True)
    print(
        f"{path.relative_to(ROOT)}: {reduced.width}×{reduced.height}, {path.stat().st_size / 1000:.0f} kB", flush=True
    )


if __name__ == "__main__":
    sys.exit(main())
