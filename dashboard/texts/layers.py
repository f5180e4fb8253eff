"""The map of the network, the timeline, and what stands around the pictures of a stage."""

NETWORK = "Network"
NETWORK_HELP = "Every stage in order, from the drawing to the answer. Pick one to see it below."
# The parts of the network, and the stages in each.
PARTS: dict[str, tuple[str, ...]] = {
    "Preparation": ("ink", "crop", "scale", "centre", "input"),
    "First convolution": ("conv1", "relu1", "pool1"),
    "Second convolution": ("conv2", "relu2", "pool2", "pool3"),
    "Dense layers": ("flatten", "fc1", "relu3", "fc2", "relu4", "fc3"),
    "Answer": ("softmax",),
}

REGION = "Layers"
LAYER = "Layer"
LAYER_HELP = (
    "Which stage is shown below: from your drawing, through its preparation and every layer of the network, to the ten "
    "probabilities. Drag it, use the arrow keys, or pick a picture from the map of the network."
)
PREVIOUS = "Previous"
PREVIOUS_TITLE = "Go back one stage (←)"
STEP = "Single step"
STEP_TITLE = "Go on to the next stage (→)"
PLAY = "Play all"
PLAY_TITLE = "Walk through all stages; once more to pause (Space)"
SPEED = "Speed"
SPEEDS = {2200: "Slow", 1100: "Normal", 500: "Fast"}  # milliseconds a stage
EMPTY_STAGE = "Draw a digit, or take a random sample, and every layer of the network shows here what it makes of it."

COLOURS = "Colours"
SCALES: dict[object, str] = {"stage": "per stage", "map": "per map"}
COLOURS_TITLE = "Per stage: one colour scale for all maps, so they can be compared. Per map: each map fills the scale."
PICTURE = "Picture"
BEFORE_NAME = "What went in"
KERNELS_NAME = "What the stage works with"
STAGE_NAME = "What came out"

SLIDE = "Slide the kernel"
SLIDE_TITLE = "Let the kernel slide over its input and write the map, cell by cell (K)"
SLIDE_POSITION = "Kernel position"
SLIDE_SPEEDS = {600: "Slow", 160: "Normal", 30: "Fast"}  # milliseconds a cell
SLIDE_SPEED = "Sliding speed"
TABLE = "Show the numbers as a table"
TABLE_MAP = "Map"

EXPLAIN = "Explain"
EMPTY_EXPLANATION = (
    "Draw a digit. Then walk through the stages: each one is explained here, with your own numbers.",
    "What you see is all there is: every cell of every picture is a number that the network computed, and says its "
    "value when you point at it or tap it.",
)
GLOSSARY = "Glossary"
