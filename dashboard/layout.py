"""The page: which panel stands where. The stylesheet moves them about on narrow screens."""

from __future__ import annotations

from dash import html

from dashboard.panels import canvas, controls, explain, model, overview, page, prediction, shortcuts, stage, take_home


def layout() -> html.Div:
    return html.Div(
        [
            page.head(),
            html.Main(
                [
                    overview.layout(),
                    html.Div([canvas.layout(), controls.layout(), take_home.layout()], className="column"),
                    html.Div([prediction.layout(), stage.layout()], className="column"),
                    explain.layout(),
                ],
                className="page-grid",
            ),
            model.layout(),
            shortcuts.layout(),
            page.notice(),
        ],
        className="page",
    )
