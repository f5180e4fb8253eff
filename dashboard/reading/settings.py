"""The settings as the page sends them, checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import lenetlab as ll
from dashboard.contract import CONV1_SETTINGS, SETTING_NAMES, SETTINGS
from dashboard.reading.errors import StateError, shortened

WEIGHTS = next(setting.choices for setting in SETTINGS if setting.name == "weights")


@dataclass(frozen=True)
class Settings:
    """The first convolution, and which weights read the drawing: pretrained or random."""

    conv1: ll.Conv1Config
    weights: str

    @staticmethod
    def from_json(data: object) -> Settings:
        """The settings as the page sends them: an object with their names.

        Raises StateError that names the field, the value and the allowed values.
        """
        if not isinstance(data, dict):
            raise StateError(f"settings is {shortened(data)}; allowed: an object with {', '.join(SETTING_NAMES)}")
        unknown = [name for name in data if name not in SETTING_NAMES]
        if unknown:
            raise StateError(f"{shortened(unknown[0])} is no setting; allowed: {', '.join(SETTING_NAMES)}")
        missing = [name for name in SETTING_NAMES if name not in data]
        if missing:
            raise StateError(f"{missing[0]} is missing; allowed: {_allowed(missing[0])}")
        if data["weights"] not in WEIGHTS:
            raise StateError(f"weights is {shortened(data['weights'])}; allowed: {', '.join(map(str, WEIGHTS))}")
        try:
            conv1 = ll.Conv1Config(*(data[name] for name in CONV1_SETTINGS))
        except ValueError as error:
            raise StateError(str(error)[:200]) from None
        return Settings(conv1, data["weights"])

    def to_json(self) -> dict[str, object]:
        """The settings as the page sends them."""
        return {**asdict(self.conv1), "weights": self.weights}


def _allowed(name: str) -> str:
    choices = next(setting.choices for setting in SETTINGS if setting.name == name)
    return ", ".join(map(str, choices))
