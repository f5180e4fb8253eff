"""What the navigation says, and which page has which address."""

NAME = "Pages"
PAGES = {"/": "Draw", "/model": "Model"}
