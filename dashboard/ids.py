"""Every component id, once."""

# The drawing
CANVAS = "canvas"
CANVAS_SIZE = "canvas-size"
BRUSH = "brush"
UNDO = "undo"
CLEAR = "clear"
SAMPLE = "random-sample"
SAMPLE_NOTE = "sample-note"

# The first convolution and the weights
KERNEL_SIZE = "kernel-size"
STRIDE = "stride"
PADDING = "padding"
FILTERS = "filters"
WEIGHTS = "weights"
SETTINGS_NOTE = "settings-note"

# The prediction
PREDICTION = "prediction"
CONFIDENCE = "confidence"
TOP = "top"
SALIENCY = "saliency"
HINT = "hint"

# The timeline
LAYER = "layer"
PREVIOUS = "previous"
STEP = "step"
PLAY = "play"
STAGE_STRIP = "stage-strip"

# The stage in view
STAGE = "stage"
STAGE_FRAME = "stage-frame"
STAGE_TITLE = "stage-title"
STAGE_SHAPE = "stage-shape"
STAGE_EMPTY = "stage-empty"
LEGEND_LOW = "legend-low"
LEGEND_HIGH = "legend-high"
LEGEND = "legend"
KERNELS = "kernels"
KERNELS_FRAME = "kernels-frame"
KERNELS_BLOCK = "kernels-block"
EXPLANATION = "explanation"
CELL_STORE = "cell-store"  # the cell in view: {"stage": name, "index": [channel, row, column] or [unit]}, or nothing

# The page
THEME = "theme"
NOTICE = "notice"
NOTICE_TEXT = "notice-text"

# Stores: what travels between the page and the server
DRAWING_STORE = "drawing-store"
SAMPLE_STORE = "sample-store"
HISTORY_STORE = "history-store"
READ_STORE = "read-store"
STAGES_STORE = "stages-store"
KERNELS_STORE = "kernels-store"
