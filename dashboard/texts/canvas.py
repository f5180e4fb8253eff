"""The canvas and what stands around it."""

REGION = "Draw"
CANVAS = "Canvas"
CANVAS_NAME = "Canvas: draw a digit with the mouse, a pen, a finger or the arrow keys"
PEN_HELP = (
    "Arrow keys move the pen, with Shift four cells at a time. Space or Enter puts it down and lifts it. "
    "Delete takes back a stroke."
)
INVITATION = "Draw a digit here"
EXAMPLE_INVITATION = "Draw your own digit"
UNDO = "Undo"
UNDO_TITLE = "There is nothing to take back"
REDO = "Redo"
REDO_TITLE = "There is nothing to bring back"
CLEAR = "Clear"
CLEAR_TITLE = "Empty the canvas; Undo brings the drawing back"
SAMPLE = "Random sample"
SAMPLE_TITLE = "Put a digit on the canvas that the network never saw"
PEN = "Pen"
PEN_TITLE = "How fine the canvas is and how wide the ink"
BRUSH = "Brush size"
SIZE_HELP = (
    "How fine the canvas is. 28×28 is what the network reads: your strokes land on those pixels. 140×140 is five times "
    "finer and is reduced afterwards. Switching keeps your drawing."
)
BRUSH_HELP = "How wide the ink is, as a part of the canvas. It applies to the next strokes; those you drew stay."

CLIENT: dict[str, str] = {
    "example": "An example to begin with.",
    "drawn_sample": "A drawn sample, meant as a {label}{over}.",
    "mnist_sample": "MNIST test digit {index}, labelled {label}{over}.",
    "over": ", with your strokes over it",
    "brush": BRUSH,
    "undo": "Take back the last change of the drawing (Ctrl+Z)",
    "undo_nothing": UNDO_TITLE,
    "redo": "Bring back what Undo took away (Ctrl+Shift+Z)",
    "redo_nothing": REDO_TITLE,
}
