"""The head of the page: its name and its switches."""

from dashboard.texts import shortcuts

DARK_MODE = "Dark mode"
THEME_TITLE = "Switch between light and dark"
EXPLAIN_MODE = "Explain mode"
EXPLAIN_TITLE = f"{shortcuts.EXPLAIN} (E)"
SHORTCUTS = shortcuts.NAME
SHORTCUTS_TITLE = f"{shortcuts.NAME} (?)"

CLIENT: dict[str, str] = {"to_light": "Switch to light", "to_dark": "Switch to dark"}
