"""What stands above the pictures of a stage."""

from dashboard.texts.glossary import GLOSSARY
from dashboard.texts.overview import STAGES
from dashboard.texts.stage import TABS

CHANNEL = GLOSSARY["channel"].term
UNIT = GLOSSARY["unit"].term
DIGIT = "digit"
KERNEL = GLOSSARY["kernel"].term
SLICE = "input channel"  # of one kernel over several channels

DRAWN = "What you drew"
CUT_OUT = "Cut out"
SCALED = "Scaled"
CENTRED = "Centred"
NORMALISED = "What the network gets"
INPUT_MAPS = "Input maps"
OUTPUT_MAPS = TABS["stage"]
BEFORE = "Before"
BEFORE_MAX_POOL = "Before: the winners stand out"
AFTER = "After"
FLATTENED_MAPS = "The maps they come from"
INPUT_UNITS = STAGES["input"]
UNITS = "Units"
LOGITS = "Logits"
EXPONENTIALS = "Exponentials"
PROBABILITIES = "Probabilities"
WEIGHING = "What weighs most for unit {unit}"
PRODUCTS = "Input × weight, for unit {unit}"
REST = "{count} others"
BIAS = GLOSSARY["bias"].term
SUM = "sum"
