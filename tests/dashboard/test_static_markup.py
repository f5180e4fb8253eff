"""What no callback reads or changes leaves the layout, and stands in the page as plain HTML."""

from __future__ import annotations

import re
from pathlib import Path

from dash import Dash, Input, Output, dcc, html

import dashboard
from dashboard import contract, ids
from dashboard.contract_files import camel
from dashboard.serving.static_markup import as_html, settle


def app_with(layout: html.Div) -> tuple[Dash, str]:
    app = Dash("nothing")

    @app.callback(Output("answer", "children"), Input("ask", "n_clicks"))
    def answer(clicks: int) -> str:
        return str(clicks)

    return app, settle(app, layout)


def test_plain_html_says_what_the_component_says_and_escapes_it() -> None:
    part = html.Div([html.P("a < b & c"), html.Button("x", className="k", tabIndex=-1, **{"data-stage": '"3"'})])
    assert as_html(part) == (
        '<div><p>a &lt; b &amp; c</p><button class="k" tabindex="-1" data-stage="&quot;3&quot;">x</button></div>'
    )


def test_what_callbacks_use_stays_and_the_rest_knows_its_place_between() -> None:
    button, answer = html.Button(html.B("Ask"), id="ask"), html.P(["so far ", html.I("none")], id="answer")
    layout = html.Div([html.H2("Title"), button, html.P("between"), answer])
    _, templates = app_with(layout)
    assert [child.id for child in layout.children] == ["ask", "answer"]
    assert button.children is None
    assert len(answer.children) == 2
    assert templates == (
        '<template data-place="0"><b>Ask</b></template>'
        '<template data-place="1"><h2>Title</h2><slot></slot><p>between</p><slot></slot></template>'
    )
    assert (getattr(button, "data-static"), getattr(layout, "data-static")) == ("0", "1")


def test_beside_a_component_that_comes_when_it_likes_nothing_is_moved() -> None:
    layout = html.Div([html.P("before"), dcc.Graph(id="graph"), html.Div([html.B("after"), html.I("that")])])
    _, templates = app_with(layout)
    assert len(layout.children) == 3
    assert templates == '<template data-place="0"><b>after</b><i>that</i></template>'


def test_what_the_client_tells_dash_is_about_components_that_it_knows(app: Dash) -> None:
    sources = "".join(path.read_text() for path in (Path(dashboard.__file__).parent / "client" / "src").rglob("*.ts"))
    ids_by_name = {camel(name): value for name, value in vars(ids).items() if name.isupper()}
    told = {ids_by_name[name] for name in re.findall(r"setProps\(IDS\.(\w+)", sources)}
    known = {getattr(part, "id", None) for part in app.layout._traverse()}
    assert len(told) >= 5
    assert told | {setting.id for setting in contract.SETTINGS} <= known
