"""What stands around the pictures of the stage in view, and what is said of a picture."""

from dashboard.texts.overview import STAGES

REGION = "Layers"
EMPTY_STAGE = "Draw a digit, or take a random sample, and every layer of the network shows here what it makes of it."

COLOURS = "Colours"
SCALES: dict[object, str] = {"stage": "per stage", "map": "per map"}
COLOURS_TITLE = "Per stage: one colour scale for all maps, so they can be compared. Per map: each map fills the scale."
PICTURE = "Picture"
BEFORE_NAME = "What went in"
KERNELS_NAME = "What the stage works with"
STAGE_NAME = "What came out"
TABLE = "Table"
TABLE_TITLE = "Show the numbers of this stage as a table"
FILMSTRIP = "All maps of this stage"
TABS_NAME = "What is shown of the stage"
TABS = {"before": STAGES["input"], "kernels": "Operation", "stage": "Output"}

KERNELS = "Kernels"
KERNELS_OF = "The kernels of {title}"
CLIENT: dict[str, str] = {
    "kernels": KERNELS,
    "kernel_slices": "Kernel {map}, a slice for each input map",
    "slice": "kernel {map}, input channel {channel}",
    "one_of": "{title}: {name}",
    "each_its_own": "each its own",
    "label": "{name} of {title}, {shape}. {how}",
    "how": "Arrow keys walk from cell to cell.",
}
