"""What the navigation says, and which page has which address."""

from dashboard.texts.canvas import REGION as DRAW
from dashboard.texts.page import TITLE

NAME = "Pages"
PAGES = {"/": DRAW, "/model": "Model"}
CLIENT: dict[str, str] = {"draw": TITLE, "model": f"The model · {TITLE}"}  # the title of the browser's window
