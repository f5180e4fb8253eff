"""Every component id, once."""

# The drawing
CANVAS = "canvas"
CANVAS_SIZE = "canvas-size"
BRUSH = "brush"
UNDO = "undo"
REDO = "redo"
CLEAR = "clear"
SAMPLE = "random-sample"
SAMPLE_NOTE = "sample-note"
OPEN_PICTURE = "open-picture"
TAKE_PICTURE = "take-picture"
PICTURE_NOTE = "picture-note"
COPY_LINK = "copy-link"
LINK_NOTE = "link-note"
PEN_HELP = "pen-help"
PEN_STATUS = "pen-status"

# The first convolution and the weights
KERNEL_SIZE = "kernel-size"
STRIDE = "stride"
PADDING = "padding"
FILTERS = "filters"
WEIGHTS = "weights"
SETTINGS_NOTE = "settings-note"
SETTINGS_CHANGE = "settings-change"
SETTINGS_TOGGLE = "settings-toggle"

# The prediction
PREDICTION = "prediction"
CONFIDENCE = "confidence"
TOP = "top"
SALIENCY = "saliency"
SALIENCY_SWITCH = "saliency-switch"
HINT = "hint"

# The map of the network and the timeline
STAGE_STRIP = "stage-strip"
LAYER = "layer"
PREVIOUS = "previous"
STEP = "step"
PLAY = "play"
SPEED = "speed"

# The stage in view: a graph in each of three slots, and what belongs to them
STAGE = "stage"
BEFORE = "before"
KERNELS = "kernels"
PANES = "panes"
OPERATION = "operation"
FILMSTRIP = "filmstrip"
STAGE_TABS = "stage-tabs"
STAGE_TITLE = "stage-title"
STAGE_SHAPE = "stage-shape"
STAGE_EMPTY = "stage-empty"
SCALE = "scale"
CELL_READOUT = "cell-readout"
DERIVATION = "derivation"
TABLE = "stage-table"

# The kernel that slides
SLIDE_BLOCK = "slide-block"
SLIDE = "slide"
SLIDE_SPEED = "slide-speed"
SLIDE_POSITION = "slide-position"
SLIDE_SUM = "slide-sum"
SLIDE_PLACE = "slide-place"

# Explain mode
EXPLAIN_MODE = "explain-mode"
EXPLANATION = "explanation"
DEFINITION = "definition"
GLOSSARY = "glossary"

# Take it home
TAKE_HOME = "take-home"
TAKE_HOME_NOTE = "take-home-note"
PNG = "take-png"
CSV = "take-csv"
NPZ = "take-npz"
REPORT = "take-report"
PYTHON = "copy-python"
PYTHON_CODE = "python-code"
PYTHON_STATUS = "python-status"

# The page
MORE = "more"
SHEET_TOGGLE = "sheet-toggle"
REOPEN_CANVAS = "reopen-canvas"
PRESENT = "present"
THEME = "theme"
SHORTCUTS = "shortcuts"
SHORTCUTS_DIALOG = "shortcuts-dialog"
NOTICE = "notice"
NOTICE_TEXT = "notice-text"

# The pages, and the Model page
NAV = "nav"
MODEL_PAGE = "model-page"
MODEL_CONTENT = "model-content"
MODEL_COST = "model-cost"
MODEL_FOUND = "model-found"
MODEL_GALLERY = "model-gallery"
