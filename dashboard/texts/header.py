"""The bar at the top: its buttons, and the menu of what is needed now and then."""

from dashboard.texts import explain, shortcuts

DARK_MODE = "Dark mode"
THEME_TITLE = "Switch between light and dark"
EXPLAIN = explain.REGION
EXPLAIN_MODE = f"{EXPLAIN} mode"
EXPLAIN_TITLE = f"{shortcuts.EXPLAIN} (E)"
PRESENT = "Present"
PRESENT_TITLE = "Fill the screen, in larger type and without settings (P)"
MORE = "More"
MORE_TITLE = "Downloads, the lines of Python, shortcuts, dark mode"
SHORTCUTS = shortcuts.NAME
SHORTCUTS_TITLE = f"{shortcuts.NAME} (?)"

CLIENT: dict[str, str] = {
    "to_light": "Switch to light",
    "to_dark": "Switch to dark",
    "present": PRESENT,
    "end_presentation": "End presentation",
}
