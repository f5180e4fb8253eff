"""Take it home: the downloads, and the lines of Python."""

REGION = "Take it home"
NOTHING_YET = "As soon as there is a digit to read, you can take its pictures and numbers with you."
STAGE_GROUP = "The stage in view"
ALL_GROUP = "All of it"
PNG = "Picture (PNG)"
PNG_TITLE = "Save the picture of the stage in view, for a worksheet or a slide"
CSV = "Numbers (CSV)"
CSV_TITLE = "Save every number of the stage in view, for a spreadsheet"
NPZ = "Trace (.npz)"
NPZ_TITLE = "Save the numbers and weights of every stage; lenetlab.Trace.load reads them"
REPORT = "Report (HTML)"
REPORT_TITLE = "Save one page with every stage of this drawing, to read, print or send"
SAVED = "Saved as {name}."

PYTHON = "Copy as Python"
PYTHON_TITLE = "Copy the lines of Python that make what is in view"
CODE = "The lines of Python"
SHOW_CODE = "Show the lines of Python"
CODE_HELP = "They need nothing but lenetlab, and make the stage in view, or the cell you chose in it."
FROM_PICTURE = "the digit of a picture, 28 × 28 grey levels"
NEEDS_MNIST = "python -m lenetlab download brings MNIST"
RANDOM_WEIGHTS = "random weights"

CLIENT: dict[str, str] = {
    "nothing_yet": NOTHING_YET,
    "saved": SAVED,
    "title": "{title}, {shape}",
    "each_its_own": "Each map has colours of its own, from its largest number.",
    "no_picture": "The picture could not be made. Your drawing is still here; please try again.",
    "copied": "Copied.",
    "select": "Selected: press Ctrl C, or ⌘ C, to copy.",
    "failed": "There is nothing to copy right now; please try again.",
}
