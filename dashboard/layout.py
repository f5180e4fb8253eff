"""The page: which panel stands where. The stylesheet moves them about on narrow screens."""

from __future__ import annotations

from dash import html

from dashboard.model_page import page as model_page
from dashboard.panels import canvas, controls, explain, header, notice, overview, prediction, shortcuts, stage
from dashboard.take_home import panel as take_home


def layout() -> html.Div:
    return html.Div(
        [
            header.layout(),
            html.Main(
                [
                    overview.layout(),
                    html.Div([canvas.layout(), controls.layout(), take_home.layout()], className="column"),
                    html.Div([prediction.layout(), stage.layout()], className="column"),
                    explain.layout(),
                ],
                className="page-grid",
            ),
            model_page.layout(),
            shortcuts.layout(),
            notice.layout(),
        ],
        className="page",
    )
