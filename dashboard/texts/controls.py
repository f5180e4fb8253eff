"""The settings of the first convolution and the weights."""

REGION = "First convolution"
KERNEL_SIZE = "Kernel size"
STRIDE = "Stride"
PADDING = "Padding"
FILTERS = "Filters"
WEIGHTS = "Weights"
PRETRAINED = "Pretrained"
RANDOM = "Random"
KERNEL_SIZE_HELP = (
    "The side of the small window that slides over the image. 3×3 sees less at a time and has fewer weights."
)
STRIDE_HELP = (
    "How many pixels the window moves at each step. With stride 2 the maps have half the side, and Pool 1 need not "
    "make them smaller."
)
PADDING_HELP = "How many rings of zeros are laid around the image, so that the window can reach over its edge."
FILTERS_HELP = "How many kernels the first convolution has: each makes a map of its own. More can tell more apart."
WEIGHTS_HELP = (
    "Pretrained: what the network learned from MNIST and from generated handwriting, for every setting above. Random: "
    "the same network before it learned anything, to compare."
)
SHORT = "{kernel_size} · stride {stride} · padding {padding} · {filters} filters · {weights}"
TOGGLE = "Settings"
TOGGLE_TITLE = "Show or hide the settings of the first convolution and the weights"

COST = "{weights} weights, {multiply_adds} multiply-adds."
LEARNED_NOTHING = "Random weights: it has learned nothing and can only guess. {cost}"
READS = "Reads {accuracy} of the MNIST test digits. {cost}"

# The name and the help of each setting, and the choices that are words.
SETTINGS: dict[str, tuple[str, str]] = {
    "kernel_size": (KERNEL_SIZE, KERNEL_SIZE_HELP),
    "stride": (STRIDE, STRIDE_HELP),
    "padding": (PADDING, PADDING_HELP),
    "filters": (FILTERS, FILTERS_HELP),
    "weights": (WEIGHTS, WEIGHTS_HELP),
}
CHOICES: dict[object, str] = {"pretrained": PRETRAINED, "random": RANDOM}

CLIENT: dict[str, str] = {
    "short": SHORT,
    "kernel_size": KERNEL_SIZE,
    "stride": STRIDE,
    "padding": PADDING,
    "filters": FILTERS,
    "weights": WEIGHTS,
    "square": "{side}×{side}",
    "pretrained": PRETRAINED,
    "random": RANDOM,
    "changed": "{name} {before} → {after}: ",
    "now": "was {old} ({old_sure}), now {new} ({new_sure}).",
    "still": "still {new}: {old_sure} before, {new_sure} now.",
    "now_only": "was {old}, now {new}.",
    "nothing": "no digit",
}
