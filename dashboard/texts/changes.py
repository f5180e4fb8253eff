"""What if the network were another: kernels, weights, channels and units that the visitor changes."""

from dashboard.texts import controls, derivation, overview

OPEN = "Edit"
TITLE = "Change the network"
OPEN_TITLE = "Change a kernel, a weight, a channel or a unit, and see what becomes of the answer"
LEAD = (
    "Choose a weight, then type or drag: everything follows. A change belongs to these settings and weights, and Undo "
    "takes it back."
)
PART = "Part"
PARTS = {
    "conv1": controls.REGION,
    "conv2": "Second convolution",
    "fc1": overview.STAGES["fc1"],
    "fc2": overview.STAGES["fc2"],
}
KERNEL = "Kernel"
UNIT = "Unit"
INPUT = "For channel"
GRID = "The weights of this kernel"
WEIGHT = "row {row}, column {column}: {value}"
VALUE = "Weight"
PRESETS = {
    "identity": "Identity",
    "blur": "Blur",
    "edges": "Edges",
    "sobel_x": "Sobel →",
    "sobel_y": "Sobel ↓",
    "sharpen": "Sharpen",
    "zeros": "Zeros",
}
PRESETS_NAME = "Put another kernel in its place"
SILENCE = "Silence"
SILENCE_TITLE = "Set what it gives to zero, whatever is drawn"
FREEZE = "Freeze"
FREEZE_TITLE = "Keep what it gives now, the mean of a map, whatever is drawn next"
RESTORE = "Bring back"
RESTORE_ALL = "Bring all back"
YOURS = "Your changes here: {count}"
NO_WEIGHTS = "The weights show here as soon as a digit is read."
NONE_YET = "You have not changed anything here."
ELSEWHERE = "{count} more with other settings, where they wait for you."
TOO_MANY = "There is no room for more changes in a link, so this one was not made: bring some back first."
CHANGED = "{name}, changed"
CHIP = "{count} changed"
CHIP_TITLE = "What you have changed of the network"
CLOSE = "Close the changes"

NUDGED = "Every pixel changed by up to {share} % of ink, against the answer"
WHOLE_KERNEL = "{part}, kernel {kernel}, channel {input}"
ONE_WEIGHT = "{part}, kernel {kernel}, channel {input}, row {row}, column {column}: {value}"
SET_HERE = "you have set it"
SET_CHANNELS = "**Set by you**, whatever is drawn: channel {units}."
SET_UNITS = "**Set by you**, whatever is drawn: unit {units}."
NUDGED_HERE = "changed by up to {share} % of ink, against the answer"
NUDGED_STAGE = "**Not as it was drawn**: every pixel is {said}."
SILENT_CHANNEL = "{part}, channel {unit}: silent"
FROZEN_CHANNEL = "{part}, channel {unit}: kept at {value}"
SILENT_UNIT = f"{{part}}, {derivation.UNIT}: silent"
FROZEN_UNIT = f"{{part}}, {derivation.UNIT}: kept at {{value}}"

READS = "It reads **{after}** of {count} test digits, and **{before}** without your changes."
READS_NOW = "It reads **{after}** of {count} test digits."
COUNTING = "Reading 1,000 test digits …"
NO_MNIST = "The test digits of MNIST are not on this server, so how well it reads now was not counted."
NOTE = "With {count} changes of yours. {cost}"
NOTE_ONE = "With one change of yours. {cost}"

CLIENT: dict[str, str] = {
    "title": TITLE,
    "lead": LEAD,
    "part": PART,
    "first_convolution": PARTS["conv1"],
    "second_convolution": PARTS["conv2"],
    "first_dense": PARTS["fc1"],
    "second_dense": PARTS["fc2"],
    "kernel": KERNEL,
    "unit": UNIT,
    "input": INPUT,
    "grid": GRID,
    "weight": WEIGHT,
    "value": VALUE,
    "presets": PRESETS_NAME,
    **PRESETS,
    "silence": SILENCE,
    "silence_title": SILENCE_TITLE,
    "freeze": FREEZE,
    "freeze_title": FREEZE_TITLE,
    "restore": RESTORE,
    "restore_all": RESTORE_ALL,
    "yours": YOURS,
    "none_yet": NONE_YET,
    "no_weights": NO_WEIGHTS,
    "elsewhere": ELSEWHERE,
    "too_many": TOO_MANY,
    "changed": CHANGED,
    "chip": CHIP,
    "close": CLOSE,
    "nudged": NUDGED,
    "whole_kernel": WHOLE_KERNEL,
    "one_weight": ONE_WEIGHT,
    "silent_channel": SILENT_CHANNEL,
    "frozen_channel": FROZEN_CHANNEL,
    "silent_unit": SILENT_UNIT,
    "frozen_unit": FROZEN_UNIT,
    "reads": READS,
    "reads_now": READS_NOW,
    "counting": COUNTING,
}
