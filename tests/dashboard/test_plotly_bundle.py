"""Plotly's bundle with only the traces that the page draws; a bundle of another form is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.serving import files, plotly_bundle

HEAD = (
    "var I=(e,t,r)=>()=>{if(r)throw r[0];try{return e&&(t=e(e=0)),t}catch(i){}};"
    "var W=(e,t)=>()=>{try{return t||e((t={exports:{}}).exports,t),t.exports}catch(r){throw r}};"
)
CORE = 'var core=W((a,b)=>{b.exports=base()});var base=W(a=>{a.name="base"});'
PIE = 'var pie=W((a,b)=>{b.exports=aPie()});var aPie=W((a,b)=>{b.exports={moduleType:"trace",name:"pie",f:slices()}});'
BAR = 'var bar=W((a,b)=>{b.exports=aBar()});var aBar=W((a,b)=>{b.exports={moduleType:"trace",name:"bar",f:helper()}});'
NEWER = "var slices=W(a=>{a.cut=1});function help(){return 2}var h,helper=I(()=>{h=help});"
LAST = "var all=W((a,b)=>{var c=core();c.register([bar(),pie()]);b.exports=c});return all();"
WHOLE = HEAD + CORE + PIE + BAR + NEWER + LAST


def test_traces_left_out_go_with_all_that_only_they_need() -> None:
    cut = plotly_bundle.cut(WHOLE, {"bar"})
    assert "c.register([bar()])" in cut
    assert cut == HEAD + CORE + BAR + NEWER + LAST.replace(",pie()", "")
    with_pie_in_a_chunk_of_its_own = WHOLE.replace("function", "var x=W(a=>{});function")
    assert "slices" not in plotly_bundle.cut(with_pie_in_a_chunk_of_its_own, {"bar"})


@pytest.mark.parametrize(
    "source",
    ["", "var Plotly={};", WHOLE.replace("register", "enlist"), WHOLE.replace('"bar"', '"column"'), WHOLE + WHOLE,
     WHOLE.replace("var I=", "let I="), WHOLE.replace("var base=W", "x=>var base=W")],
)  # fmt: skip
def test_a_bundle_of_another_form_is_served_whole(source: str, caplog: pytest.LogCaptureFixture) -> None:
    assert plotly_bundle.cut(source, {"bar"}) == source
    assert "all of Plotly" in caplog.text


def test_the_bundle_of_the_installed_plotly_is_cut_to_a_third_and_keeps_its_licences() -> None:
    whole = (files.package_folder("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    cut = files.packaged_files()["plotly.min.js"].body.decode()
    assert len(cut) <= len(whole) / 3
    assert cut.startswith(whole[:150])
    assert cut.endswith(whole[-2_000:].partition("/*!")[2])
    assert all(f'moduleType:"trace",name:"{kind}"' in cut for kind in (*plotly_bundle.TRACES, "scatter"))


def test_every_trace_that_the_dashboard_draws_is_in_the_bundle() -> None:
    """Plotly draws a kind that it does not know as a scatter plot, without a word."""
    folder = Path(files.__file__).parent
    text = "\n".join(path.read_text("utf-8") for path in [*folder.rglob("*.py"), *folder.rglob("*.js")])
    drawn = set(re.findall(r'\btype"?: "(\w+)"', text)) | {name.lower() for name in re.findall(r"\bgo\.(\w+)\(", text)}
    not_traces = {"figure", "path", "rect", "line", "circle", "category", "log", "linear"}
    assert drawn - not_traces <= plotly_bundle.TRACES | {"scatter"}
