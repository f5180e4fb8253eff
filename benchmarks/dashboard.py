"""The budgets of the dashboard and the library, measured: the table of medians that the design promises.

The dashboard runs under gunicorn with its files compressed, as it does a minute after its first start, on this
computer; the visitor is real Chromium. Times are taken inside the page: from the timestamp of the input event (a
pointer let go, a click) to the frame that shows the last change it caused in the regions named, so that requests, the
drawing of figures and waiting for a busy page all count. A visit is usable when the canvas takes strokes; it is timed
from the start of the navigation. Weights are what Chromium received over the wire, headers included. Every row is the
median of at least twenty repetitions after two to warm up, and "least to most" is the range of all of them. What the
library's rows are next to, `benchmarks/trace.py` says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from benchmarks import trace
from benchmarks.budgets import Row, show_all
from benchmarks.chromium import FLAGS, chromium
from benchmarks.imports import import_milliseconds
from benchmarks.serving import compress, served
from benchmarks.visit import SEVEN, ZERO, Visit, fresh

LEAST_ROUNDS = 20
WARM_UP = 2
LIBRARY_ROUNDS = 200  # of less than a hundredth of a second: a few of them would tell more of the machine
CONV1 = 5  # the first convolution's place on the timeline
ANSWER, STAGE = [".prediction-text"], ["#stage"]
FOLLOWERS = {  # what follows a stroke, by what shows it
    "the readout": ".prediction-text",
    "the map": f"#stage-strip [data-stage='{CONV1}'] canvas",
    "the stage": "#stage .heatmaplayer image",
}
CHOICES = {
    "Kernel size": ("3×3", "5×5"),
    "Stride": ("2", "1"),
    "Padding": ("2", "0"),
    "Filters": ("6", "16"),
    "Weights": ("Random", "Pretrained"),
}
SLOW_STROKE_MS = 1_800
MAPS, MAPS_PANEL = ".saliency-legend [data-attribution]", "#attribution"


def main(rounds: int = LEAST_ROUNDS) -> int:
    """Print the table. Returns the exit status: 1 when a budget is missed."""
    path = chromium()
    if path is None:
        print("There is no Chromium to measure with: python -m benchmarks.chromium", file=sys.stderr)
        return 2
    compress()
    repetitions = max(rounds, LEAST_ROUNDS) + WARM_UP
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        return show_all(every_row(browser, url, repetitions))


def every_row(browser: Browser, url: str, repetitions: int) -> Iterator[Row]:
    visit = Visit(fresh(browser), url)
    visit.clear()
    yield Row("end of a stroke → prediction on the page", strokes(visit, repetitions), 50, "ms")
    visit.show_stage(CONV1)
    for name, rates in live_rates(visit, repetitions).items():
        yield Row(f"{name} while a stroke is drawn, per second", rates, 10, "", True)
    yield Row("all stage figures, gzipped", [gzipped(visit) for _ in range(3)], 100, "kB")
    for group, names in CHOICES.items():
        yield Row(f"{group} → prediction and stage updated", choices(visit, group, names, repetitions), 100, "ms")
    before = visit.callbacks
    yield Row("one step of the timeline", steps(visit, repetitions), 35, "ms")
    yield Row("requests of all those steps", [float(visit.callbacks - before)], 0, "")
    yield Row("why → reasons on the page", opened_and_closed(visit, "#why-open", "#why", repetitions), 50, "ms")
    yield Row(
        "the maps of all methods on the page", opened_and_closed(visit, MAPS, MAPS_PANEL, repetitions), 1_000, "ms"
    )
    yield Row(
        "what if → its panel on the page", opened_and_closed(visit, "#what-if-open", "#what-if", repetitions), 100, "ms"
    )
    yield Row("an edited kernel → prediction and stage updated", edits(visit, repetitions), 100, "ms")
    visit.show_stage(CONV1)
    visit.page.locator("#pin").click()
    yield Row("end of a stroke → prediction, beside a pinned reading", strokes(visit, repetitions), 50, "ms")
    visit.page.context.close()
    yield from first_and_second_visits(browser, url, repetitions)
    yield from library_rows(repetitions)


def strokes(visit: Visit, repetitions: int) -> list[float]:
    times = []
    for number in range(repetitions):
        visit.press((SEVEN, ZERO)[number % 2])
        times.append(visit.timed("pointerup", ANSWER, visit.page.mouse.up))
        visit.settle()
        visit.clear()
    return times[WARM_UP:]


def live_rates(visit: Visit, repetitions: int) -> dict[str, list[float]]:
    """How often a second each of the followers changes while the pointer moves, on a stroke of about two seconds."""
    pause = SLOW_STROKE_MS / ((len(ZERO) - 1) * 12)
    rates: dict[str, list[float]] = {name: [] for name in FOLLOWERS}
    for _ in range(repetitions):
        visit.page.evaluate("selectors => window.stopwatch.follow(selectors)", list(FOLLOWERS.values()))
        visit.press(ZERO, steps=12, pause_ms=pause)
        for name, rate in zip(FOLLOWERS, visit.page.evaluate("window.stopwatch.rates()"), strict=True):
            rates[name].append(float(rate))
        visit.page.mouse.up()
        visit.settle()
        visit.clear()
    return {name: values[WARM_UP:] for name, values in rates.items()}


def gzipped(visit: Visit) -> float:
    visit.clear()
    return visit.gzipped_stages()


def choices(visit: Visit, group: str, names: tuple[str, str], repetitions: int) -> list[float]:
    """Both ways in turn, back to where it was at the end."""
    times = []
    for number in range(repetitions + repetitions % 2):
        name = names[number % 2]
        times.append(visit.timed("click", ANSWER + STAGE, lambda name=name: visit.choose(group, name)))  # type: ignore[misc]
        visit.settle()
    return times[WARM_UP:]


def steps(visit: Visit, repetitions: int) -> list[float]:
    times = []
    visit.show_stage(0)
    for number in range(repetitions):
        if number % 15 == 14:
            visit.show_stage(0)
        times.append(visit.timed("click", STAGE, lambda: visit.click("Single step")))
    return times[WARM_UP:]


def opened_and_closed(visit: Visit, button: str, panel: str, repetitions: int) -> list[float]:
    """How long a panel of reasons takes to show all it has; it is closed in between."""
    visit.clear()
    visit.draw(SEVEN)
    times = []
    for _ in range(repetitions):
        times.append(visit.timed("click", [panel], lambda: visit.page.locator(button).click()))
        visit.settle()
        visit.page.keyboard.press("Escape")
        visit.settle()
    return times[WARM_UP:]


def edits(visit: Visit, repetitions: int) -> list[float]:
    """A kernel of the first convolution becomes another, and another again; all are brought back at the end."""
    visit.show_stage(CONV1)
    visit.page.locator(".stage-head [data-changes]").click()
    visit.settle()
    times = []
    for number in range(repetitions):
        name = ("Sobel →", "Identity")[number % 2]
        times.append(visit.timed("click", ANSWER + STAGE, lambda name=name: visit.click(name)))  # type: ignore[misc]
        visit.settle()
    visit.click("Bring all back")
    visit.settle()
    visit.page.keyboard.press("Escape")
    return times[WARM_UP:]


def first_and_second_visits(browser: Browser, url: str, repetitions: int) -> Iterator[Row]:
    usable: tuple[list[float], list[float]] = ([], [])
    sent: tuple[list[float], list[float]] = ([], [])
    for _ in range(repetitions):
        context = fresh(browser)
        for number in (0, 1):
            visit = Visit(context, url)
            usable[number].append(visit.usable() / 1000)
            sent[number].append(visit.sent / 1000)
            visit.page.close()
        context.close()
    yield Row("first visit → usable", usable[0][WARM_UP:], 1.2, "s")
    yield Row("first visit, on the wire", sent[0][WARM_UP:], 800, "kB")
    yield Row("second visit → usable", usable[1][WARM_UP:], 1.2, "s")
    yield Row("second visit, on the wire", sent[1][WARM_UP:], 30, "kB")


def library_rows(repetitions: int) -> Iterator[Row]:
    timings = trace.timings(max(repetitions, LIBRARY_ROUNDS))
    for name, budget in trace.BUDGETS.items():
        yield Row(f"{name} / plain pass", timings[name].ratios, budget, "")
    yield Row("import lenetlab, on top of torch", import_milliseconds(repetitions), trace.IMPORT_BUDGET_MS, "ms")
