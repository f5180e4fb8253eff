"""The page: which panel stands where. `assets/workbench.css` has the grid, and moves the panels about on a phone."""

from __future__ import annotations

from dash import html

from dashboard.model_page import page as model_page
from dashboard.panels import canvas, controls, explain, header, notice, overview, prediction, sheet, shortcuts, stage


def layout() -> html.Div:
    return html.Div(
        [
            header.layout(),
            html.Main(
                [
                    html.Div([canvas.layout(), sheet.reopen_canvas(), prediction.layout()], className="left"),
                    html.Div([overview.layout(), controls.layout(), stage.layout()], className="centre"),
                    explain.layout(),
                    sheet.toggle(),
                ],
                className="workbench",
            ),
            model_page.layout(),
            shortcuts.layout(),
            notice.layout(),
        ],
        className="page",
    )
