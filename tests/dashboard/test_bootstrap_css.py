"""Bootstrap's stylesheet as the page gets it: all that it uses, and not much more."""

from __future__ import annotations

from dashboard.serving import bootstrap_css
from dashboard.serving.files import package_folder, packaged_files

WHOLE = (
    '@charset "UTF-8";/*! banner */:root{--a:1}body{margin:0}.card{x:1}.form-select,.card{y:2}'
    ".form-select:focus{z:3}.card .form-select{z:4}:is(.card,.btn) a{z:5}[data-x=a]{z:6}"
    "@media (min-width:1px){.card{x:1}.form-select{x:7}}@media print{.card{x:1}}@keyframes turn{0%{x:1}to{x:2}}"
)


def test_rules_of_elements_and_of_what_the_page_has_stay() -> None:
    assert bootstrap_css.cut(WHOLE) == (
        '@charset "UTF-8";/*! banner */:root{--a:1}body{margin:0}.form-select{y:2}'
        ".form-select:focus{z:3}[data-x=a]{z:6}@media (min-width:1px){.form-select{x:7}}"
    )


def test_the_page_gets_the_classes_it_uses_and_an_eighth_of_the_whole() -> None:
    path = package_folder("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    whole = path.read_text("utf-8")
    sent = packaged_files()["bootstrap.min.css"].body.decode()
    assert bootstrap_css.classes_of(sent) <= bootstrap_css.KEPT
    assert {"form-check-input", "form-select", "visually-hidden", "btn-close"} <= bootstrap_css.classes_of(sent)
    assert len(sent) < len(whole) / 7
    assert "Licensed under MIT" in sent[:300]
