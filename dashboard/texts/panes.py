"""What stands above the pictures of a stage."""

CHANNEL = "channel"
UNIT = "unit"
DIGIT = "digit"
KERNEL = "kernel"
SLICE = "input channel"  # of one kernel over several channels

STEP_TITLES = {
    "ink": "What you drew",
    "crop": "Cut out",
    "scale": "Scaled",
    "centre": "Centred",
}
NORMALISED = "What the network gets"
INPUT_MAPS = "Input maps"
KERNELS = "Kernels"
OUTPUT_MAPS = "Output maps"
BEFORE = {
    "relu": "Before",
    "max_pool": "Before: the winners stand out",
    "avg_pool": "Before",
    "flatten": "The maps they come from",
}
AFTER = {"relu": "After", "max_pool": "After", "avg_pool": "After"}
INPUT_UNITS = "Input"
UNITS = "Units"
LOGITS = "Logits"
EXPONENTIALS = "Exponentials"
PROBABILITIES = "Probabilities"
WEIGHING = "What weighs most for unit {unit}"
REST = "{count} others"
BIAS = "bias"
SUM = "sum"
