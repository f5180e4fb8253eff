"""How the server answers the page's questions: each is an ordinary callback, which the page calls by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dash import Dash, Input, Output

from dashboard.contract import QUESTIONS, Question

Answer = Callable[[object], Any]


def answers(app: Dash, question: Question) -> Callable[[Answer], Answer]:
    """Make a function the answer to a question: it gets what is asked, and returns a value for each output.

    The ids of questions and answers stand for no component, so Dash itself never asks, in the page or at the start.
    """
    outputs = [Output(*parts_of(name)) for name in question.outputs]
    answer = outputs if len(outputs) > 1 else outputs[0]
    decorator: Callable[[Answer], Answer] = app.callback(
        answer, Input(*parts_of(question.input)), prevent_initial_call=True
    )
    return decorator


def output_of(question: Question) -> str:
    """The output as Dash names it in a request, several as "..a.x...b.y.."."""
    return f"..{'...'.join(question.outputs)}.." if len(question.outputs) > 1 else question.outputs[0]


def parts_of(name: str) -> tuple[str, str]:
    id, _, property = name.partition(".")
    return id, property


def properties_of_questions() -> Iterator[str]:
    """The `id.property` of every input and output of every question."""
    for question in QUESTIONS:
        yield question.input
        yield from question.outputs
