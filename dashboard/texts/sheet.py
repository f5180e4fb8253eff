"""What stands on a phone only: the switch of the sheet from below, and the way back to a large canvas."""

from dashboard.texts import explain

TOGGLE = explain.REGION
TOGGLE_TITLE = "Open or close the sheet that explains this stage, or the number you chose"
REOPEN = "Tap to draw"
REOPEN_TITLE = "Make the canvas large again"
