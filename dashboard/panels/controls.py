"""The settings of the first convolution, and the weights; any change lets everything reflow."""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, html

from dashboard import contract, ids
from dashboard.reading.settings import Settings
from dashboard.texts import changes as changes_words
from dashboard.texts import controls as words
from dashboard.texts.numbers import percent, whole
from dashboard.weights import weights_in_use
from dashboard.widgets import aria, control, radio_group, region

DEFAULTS = Settings.from_json({setting.name: setting.default for setting in contract.SETTINGS})


def layout() -> html.Section:
    notes = html.Div(
        [
            html.P(id=ids.SETTINGS_CHANGE, role="status"),
            html.P(note_of(DEFAULTS), id=ids.SETTINGS_NOTE, className="note", **aria(live="polite")),
        ],
        className="settings-notes",
    )
    return region(
        "first-convolution",
        words.REGION,
        html.Div([control_of(setting) for setting in contract.SETTINGS], className="controls"),
        notes,
        class_name="settings",
    )


def toggle() -> html.Button:
    """The settings in short, always within reach: a click opens them all."""
    short = words.SHORT.format(
        **{setting.name: label_of(setting.name, setting.default) for setting in contract.SETTINGS}
    )
    return html.Button(
        [html.Span(short, className="long"), html.Span(words.TOGGLE, className="short")],
        id=ids.SETTINGS_TOGGLE,
        className="tool icon-settings",
        title=words.TOGGLE_TITLE,
        **aria(expanded="false", controls="heading-first-convolution"),
    )


def control_of(setting: contract.Setting) -> html.Div:
    name, help_text = words.SETTINGS[setting.name]
    options: dict[object, str] = {choice: label_of(setting.name, choice) for choice in setting.choices}
    return control(name, help_text, radio_group(setting.id, name, options, setting.default))


def label_of(name: str, choice: object) -> str:
    """How a choice of a setting is written beside its radio button."""
    if name == "kernel_size":
        return f"{choice}×{choice}"
    return words.CHOICES.get(choice, str(choice))


def register(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("controls", "settings"), *(Input(setting.id, "value") for setting in contract.SETTINGS)
    )


def note_of(settings: Settings, changed: int = 0) -> str:
    """What these settings cost, and how well the network reads with them where the model card says so.

    changed: how many changes of the visitor's are in force.
    """
    conv1 = settings.conv1
    cost = words.COST.format(weights=whole(conv1.weights), multiply_adds=whole(conv1.multiply_adds))
    if changed:
        template = changes_words.NOTE_ONE if changed == 1 else changes_words.NOTE
        return template.format(count=changed, cost=cost)
    if settings.weights == "random":
        return words.LEARNED_NOTHING.format(cost=cost)
    stated = weights_in_use().stated.get(conv1)
    return words.READS.format(accuracy=percent(stated), cost=cost) if stated else cost
