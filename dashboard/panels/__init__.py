"""The parts of the page. Each module holds its layout and its callbacks: `layout()` and `register(app)`."""
