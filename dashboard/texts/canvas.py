"""The canvas and what stands around it."""

REGION = "Draw"
CANVAS = "Canvas"
CANVAS_NAME = "Canvas: draw a digit with the mouse, a pen, a finger or the arrow keys"
PEN_HELP = (
    "Arrow keys move the pen, with Shift four cells at a time. Space or Enter puts it down and lifts it. "
    "Delete takes back a stroke."
)
INVITATION = "Draw a digit here"
UNDO = "Undo"
UNDO_TITLE = "There is nothing to take back"
REDO = "Redo"
REDO_TITLE = "There is nothing to bring back"
CLEAR = "Clear"
CLEAR_TITLE = "Empty the canvas; Undo brings the drawing back"
SAMPLE = "Random sample"
SAMPLE_TITLE = "Put a digit on the canvas that the network never saw"
COPY_LINK = "Copy link"
COPY_LINK_TITLE = "Copy a link that opens this drawing, with these settings and this stage"
BRUSH = "Brush size"
SIZE_HELP = (
    "How fine the canvas is. 28×28 is what the network reads: your strokes land on those pixels. 140×140 is five times "
    "finer and is reduced afterwards. Switching keeps your drawing."
)
BRUSH_HELP = "How wide the ink is, as a part of the canvas. It applies to the next strokes; those you drew stay."
