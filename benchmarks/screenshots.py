"""`python -m benchmarks.screenshots`: pictures of the page, out of the running dashboard.

Those of the README go to docs/ (`--docs` alone makes only these); every view in light and dark and at five sizes goes
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
from dashboard.contract import STAGES

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
SIZES = ((1440, 900), (1280, 720), (1024, 600), (390, 844), (740, 360))
CROSSBAR = [(0.36, 0.5), (0.68, 0.48)]
NAMES = [*STAGES]
COLOURS = 192
PHONE_WIDTH, PHONE_HEIGHT = 700, 480


@dataclass(frozen=True)
class Picture:
    """A picture for the README.

    stage: in view, or None for the page Model. view: what is brought up then. scale: pixels of the picture for each CSS
    pixel.
    """

    name: str
    width: int
    height: int
    theme: Theme
    stage: str | None
    view: Callable[[Visit], None] | None = None
    scale: float = 1


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
        for picture in readme():
            save(screenshot_of(browser, url, picture), ROOT / "docs" / f"{picture.name}.png")
        if not options.docs:
            for theme in THEMES:
                for width, height in SIZES:
                    every_view(browser, url, width, height, theme)
    return 0


def open_page(browser: Browser, url: str, width: int, height: int, theme: Theme, scale: float = 1) -> Visit:
    phone = width <= PHONE_WIDTH or height <= PHONE_HEIGHT
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


def choose_cell(visit: Visit) -> None:
    """A number near the middle of what came out."""
    box = visit.page.locator("#stage .nsewdrag").bounding_box()
    if box is not None:
        visit.page.mouse.click(box["x"] + 0.52 * box["width"], box["y"] + 0.52 * box["height"])
    visit.settle()


def screenshot_of(browser: Browser, url: str, picture: Picture) -> bytes:
    visit = open_page(browser, url, picture.width, picture.height, picture.theme, picture.scale)
    draw(visit)
    if picture.stage is None:
        open_model(visit)
    else:
        visit.show_stage(NAMES.index(picture.stage))
    if picture.view is not None:
        picture.view(visit)
    visit.page.mouse.move(2, 2)
    shot = visit.page.screenshot(animations="disabled")
    visit.page.context.close()
    return shot


def every_view(browser: Browser, url: str, width: int, height: int, theme: Theme) -> None:
    """The page as it opens, with a drawing in every stage, a number and a kernel at work, the menu, the model."""
    visit = open_page(browser, url, width, height, theme)

    def shoot(view: str) -> None:
        visit.page.mouse.move(2, 2)
        shot = visit.page.screenshot(full_page=view == "model", animations="disabled")
        save(shot, ROOT / "screenshots" / f"{theme}-{width}-{view}.png")

    shoot("opened")
    draw(visit)
    for number, name in enumerate(NAMES):
        visit.show_stage(number)
        shoot(f"{number:02}-{name}")
    for view, bring_up in OTHER_VIEWS.items():
        bring_up(visit)
        shoot(view)
    visit.page.context.close()


def number(visit: Visit) -> None:
    visit.show_stage(NAMES.index("conv2"))
    choose_cell(visit)


def reasons(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.show_stage(NAMES.index("conv2"))
    visit.page.locator("#why-open").click()
    visit.page.locator("#why [data-level=conv2]").click()
    visit.page.locator("#why [data-part]").first.click()
    if not visit.page.locator("#why h3").is_visible():
        visit.page.locator("#sheet-toggle").click()
    visit.settle()


def maps(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.show_stage(NAMES.index("input"))
    visit.page.locator("#why-open").click()
    visit.page.locator("#why [data-level=input]").click()
    visit.page.locator("#why [data-attribution]").click()
    visit.page.locator("#attribution [data-method=integrated_gradients]").click()
    visit.page.locator("#attribution [data-erase]").fill("2")
    visit.settle()


def what_if(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.page.locator("#what-if-open").click()
    visit.settle()


def likes(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.show_stage(NAMES.index("conv2"))
    choose_cell(visit)
    visit.page.locator("#likes summary").click()
    visit.settle()


def edit(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.show_stage(NAMES.index("conv1"))
    visit.page.locator(".stage-head [data-changes]").click()
    visit.page.locator("#changes [data-key=unit]").select_option("3")
    visit.click("Sobel →")
    visit.page.locator("#changes .changes-count strong").nth(1).wait_for()
    visit.settle()


def compare(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.show_stage(NAMES.index("conv1"))
    visit.page.locator("#pin").click()
    edit(visit)
    box = visit.page.locator(".compare-frame:visible").last.bounding_box()
    if box:
        visit.page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.4 * box["height"])
        visit.page.mouse.move(2, 2)
    visit.settle()


def edited(visit: Visit) -> None:
    """The edited kernel alone, after the view that compares it."""
    visit.click("Unpin")
    visit.settle()


def sliding(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.show_stage(NAMES.index("conv1"))
    visit.page.locator("#slide").click()
    visit.page.wait_for_timeout(1500)


def menu(visit: Visit) -> None:
    visit.page.locator("#more > summary").click()
    visit.page.wait_for_timeout(200)


def shortcuts(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.page.keyboard.press("?")
    visit.page.wait_for_timeout(200)


def model(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    open_model(visit)


OTHER_VIEWS: dict[str, Callable[[Visit], None]] = {
    "number": number,
    "reasons": reasons,
    "maps": maps,
    "what-if": what_if,
    "likes": likes,
    "compare": compare,
    "edited": edited,
    "sliding": sliding,
    "menu": menu,
    "shortcuts": shortcuts,
    "model": model,
}


def readme() -> tuple[Picture, ...]:
    return (
        Picture("dashboard", 1440, 900, "light", "conv1", choose_cell),
        Picture("dashboard-dark", 1440, 900, "dark", "pool1"),
        Picture("dashboard-phone", 390, 844, "light", "conv1", scale=1.5),
        Picture("dashboard-model", 1440, 900, "light", None),
        Picture("dashboard-why", 1440, 900, "light", "conv2", reasons),
        Picture("dashboard-maps", 1440, 900, "dark", "input", maps),
        Picture("dashboard-what-if", 1440, 900, "light", "ink", what_if),
        Picture("dashboard-likes", 1440, 900, "light", "conv2", likes),
        Picture("dashboard-edit", 1440, 900, "light", "conv1", edit),
        Picture("dashboard-compare", 1440, 900, "dark", "conv1", compare),
    )


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
