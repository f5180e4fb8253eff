"""An evaluation as interactive Plotly figures in one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from lenetlab import replace_file
from training.tables import sources

Record = Mapping[str, Any]
LAYOUT = {
    "template": "plotly_white",
    "height": 480,
    "margin": {"t": 115, "l": 40, "r": 20},
    "legend": {"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom"},
}
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; }}
h1 {{ font-size: 1.6rem; }} section {{ margin: 2.5rem 0; }} p {{ max-width: 44rem; color: #4a5462; }}
</style></head><body><h1>{title}</h1>
{sections}
</body></html>
"""


def write_html(evaluation: Record, path: Path, title: str) -> None:
    """Write all figures to `path`; a file that is there is replaced only when the new one is whole."""
    sections = []
    for i, (text, figure) in enumerate(plots(evaluation)):
        plot = figure.to_html(
            full_html=False, include_plotlyjs=not i, config={"responsive": True, "displaylogo": False}
        )
        sections.append(f"<section>{plot}<p>{escape(text)}</p></section>")
    page = PAGE.format(title=escape(title), sections="\n".join(sections))
    replace_file(path, lambda temporary: temporary.write_text(page, encoding="utf-8"))


def plots(evaluation: Record) -> list[tuple[str, go.Figure]]:
    """Every figure with a sentence that says how to read it."""
    figures = [
        (
            "Each point is one first convolution: what it costs to read one image, and how many of the MNIST test"
            " images it reads right, with its 95 % interval.",
            accuracy_plot(evaluation["configurations"]),
        ),
        (
            "Rows are what was written, columns what was read; hits are left out.",
            confusion_plot(evaluation["confusion"]),
        ),
        (
            "Where the network says 90 %, nine of ten should be right: on the diagonal. The larger a point, the more"
            " images.",
            calibration_plot(evaluation["calibration"]),
        ),
    ]
    for name in sources(evaluation):
        text = f"Digits drawn from {name} strokes with different brushes, as they were written, and moved and scaled."
        figures.append((text, strokes_plot(name, evaluation[name])))
    if evaluation["filters"]:
        figures.append(("The worst and the mean of the twelve settings.", filters_plot(evaluation["filters"])))
    figures.append(("How often the score is wrong.", score_plot(evaluation["digit_score"])))
    return figures


def accuracy_plot(rows: Sequence[Record]) -> go.Figure:
    groups = sorted({(r["stride"], r["kernel_size"]) for r in rows})
    traces = []
    for stride, kernel_size in groups:
        own = [r for r in rows if (r["stride"], r["kernel_size"]) == (stride, kernel_size)]
        traces.append(
            go.Scatter(
                x=[r["multiply_adds"] for r in own],
                y=[r["test"] for r in own],
                error_y={
                    "array": [r["high"] - r["test"] for r in own],
                    "arrayminus": [r["test"] - r["low"] for r in own],
                    "thickness": 1,
                },
                mode="markers",
                name=f"{kernel_size}×{kernel_size}, stride {stride}",
                customdata=[(r["padding"], r["filters"], r["weights"]) for r in own],
                hovertemplate="padding %{customdata[0]}, %{customdata[1]} filters<br>%{y:.2%} of the test images"
                "<br>%{x:,} multiply-adds, %{customdata[2]:,} weights",
            )
        )
    return figure(
        traces, "Accuracy and cost", xaxis=axis("multiply-adds", type="log"), yaxis=axis("accuracy", tickformat=".1%")
    )


def confusion_plot(counts: Sequence[Sequence[int]]) -> go.Figure:
    misread = [[None if i == j else n for j, n in enumerate(row)] for i, row in enumerate(counts)]
    heatmap = go.Heatmap(
        z=misread,
        colorscale="Blues",
        showscale=False,
        texttemplate="%{z}",
        hovertemplate="%{y} read as %{x}: %{z} times<extra></extra>",
    )
    return figure(
        [heatmap],
        "Confusions, default configuration",
        xaxis=axis("read as", dtick=1, constrain="domain"),
        yaxis=axis("written", dtick=1, autorange="reversed", scaleanchor="x", constrain="domain"),
    )


def calibration_plot(calibrations: Record) -> go.Figure:
    traces: list[go.Scatter] = [
        go.Scatter(
            x=[0, 1], y=[0, 1], mode="lines", line={"dash": "dot", "color": "gray"}, name="ideal", hoverinfo="skip"
        )
    ]
    for name, entry in calibrations.items():
        bins, total = entry["bins"], sum(b["count"] for b in entry["bins"])
        traces.append(
            go.Scatter(
                x=[b["confidence"] for b in bins],
                y=[b["accuracy"] for b in bins],
                mode="markers",
                marker={"size": [5 + 20 * (b["count"] / total) ** 0.5 for b in bins]},
                customdata=[b["count"] for b in bins],
                name=f"{name}: error {entry['error']:.2%}",
                hovertemplate="says %{x:.1%}, is right %{y:.1%}<br>%{customdata:,} images",
            )
        )
    percent = {"tickformat": ".0%", "range": [0, 1.03]}
    return figure(
        traces, "Calibration", xaxis=axis("probability of the answer", **percent), yaxis=axis("share right", **percent)
    )


def strokes_plot(name: str, rows: Sequence[Record]) -> go.Figure:
    traces = []
    for moved, label in ((False, "as written"), (True, "moved and scaled")):
        own = [r for r in rows if r["moved"] == moved]
        traces.append(
            go.Bar(
                x=[f"{r['size']}: {r['brush']:g}" for r in own],
                y=[r["accuracy"] for r in own],
                error_y={"array": [r["high"] - r["accuracy"] for r in own], "thickness": 1},
                name=label,
                hovertemplate="%{x}<br>%{y:.2%}",
            )
        )
    lowest = min(r["low"] for r in rows)
    return figure(
        traces,
        f"{name.capitalize()} strokes",
        xaxis=axis("canvas: brush", type="category"),
        yaxis=axis("accuracy", tickformat=".1%", range=[lowest - 0.01, 1]),
        barmode="group",
    )


def filters_plot(rows: Sequence[Record]) -> go.Figure:
    traces = [
        go.Scatter(
            x=[r["filters"] for r in rows],
            y=[r[statistic] for r in rows],
            mode="lines+markers",
            name=statistic,
            hovertemplate="%{x} filters: %{y:.2%}",
        )
        for statistic in ("mean", "worst")
    ]
    return figure(
        traces, "Any number of filters", xaxis=axis("filters", dtick=1), yaxis=axis("accuracy", tickformat=".1%")
    )


def score_plot(score: Record) -> go.Figure:
    refused = {f"{name} digits refused": share for name, share in score["digits_refused"].items()}
    accepted = {f"{kind}: taken for a digit": share for kind, share in score["others_accepted"].items()}
    shares = refused | accepted
    bars = go.Bar(
        x=list(shares.values()),
        y=list(shares),
        orientation="h",
        marker={"color": ["#3b6fb6"] * len(refused) + ["#c2682d"] * len(accepted)},
        hovertemplate="%{y}: %{x:.2%}<extra></extra>",
    )
    return figure(
        [bars],
        f"Not a digit: score below {score['threshold']:.3f}",
        xaxis=axis("share", tickformat=".0%"),
        yaxis={"autorange": "reversed", "automargin": True},
    )


def figure(traces: Sequence[object], title: str, **layout: object) -> go.Figure:
    common = {**LAYOUT, "title": {"text": title, "y": 0.98, "yanchor": "top"}}
    return go.Figure({"data": list(traces), "layout": {**common, **layout}})


def axis(title: str, **settings: object) -> dict[str, object]:
    return {"title": {"text": title}, "automargin": True, **settings}
