"""Which pixels carry an answer, by several methods, and what speaks for each of these maps and against it."""

from dashboard.texts import prediction

NO_ANSWER = "There is no answer to point at: this does not look like a digit."
OPEN = "Maps"
OPEN_TITLE = "Which pixels carry the answer: by seven methods, each put to the test"
TITLE = "Which pixels say {digit}?"
DIGIT = "Which digit"
THE_ANSWER = "{digit}, the answer"
METHODS_LABEL = "The methods, each with its map"
METHODS = {
    "saliency": prediction.SALIENCY,
    "input_x_gradient": "Input × gradient",
    "integrated_gradients": "Integrated gradients",
    "smooth_grad": "SmoothGrad",
    "occlusion": "Occlusion",
    "grad_cam": "Grad-CAM",
    "deep_lift": "DeepLIFT",
}
SHORT = {
    "saliency": prediction.SALIENCY,
    "input_x_gradient": "× input",
    "integrated_gradients": "Integr.",
    "smooth_grad": "Smooth",
    "occlusion": "Occlude",
    "grad_cam": "CAM",
    "deep_lift": "LIFT",
}
WHAT = {
    "saliency": "The slope of logit {digit} at each pixel: what a little more ink would change.",
    "input_x_gradient": "That slope times the pixel itself: its share of logit {digit}, if nothing bends.",
    "integrated_gradients": "The mean slope on the way from plain grey to your drawing, times how far each pixel went.",
    "smooth_grad": "The mean slope of fifty noisy copies: what is left is no accident of one pixel.",
    "occlusion": "How far logit {digit} falls when a patch of 4 × 4 pixels is covered with paper.",
    "grad_cam": "The maps of convolution 2, each as much as it speaks for {digit}. Coarse: they are small.",
    "deep_lift": "What differs from plain grey, followed through every stage, shares and all.",
}
NAMED_MAP = "{name}: for {digit} (orange), against it (blue). Darkest: ± {bound}."

SUMS = "This map sums to **{sum}** of **{whole}**: it adds up."
MISSES = "This map sums to **{sum}** of **{whole}**: not all of the answer is in it."
NO_SUM = "This map does not mean to add up to the answer."
SAME_WHEN_RANDOM = (
    "With random weights it looks **nearly the same** ({correlation} of 1): do not trust it. It shows the drawing "
    "rather than what was learned."
)
ALIKE_WHEN_RANDOM = "With random weights it looks **partly the same** ({correlation} of 1): trust it with care."
RANDOM_ITSELF = "These weights are random themselves: no map of them shows what was learned."
OTHER_WHEN_RANDOM = "With random weights it looks **different** ({correlation} of 1): it shows what was learned."
QUICK = "Erased in its order, {digit} goes **sooner than by chance**: area {area}, in random order {random}."
SLOW = "Erased in its order, {digit} goes **no sooner than by chance**: area {area}, in random order {random}."

ERASE = "Erase it and see"
ERASED = "The {count} pixels that speak most for {digit} are erased: **{answer}**, {percent} sure."
NOTHING_ERASED = "Nothing is erased yet: **{answer}**, {percent} sure."
ERASED_PICTURE = "What is left of the drawing"

CLIENT: dict[str, str] = {
    "digit": DIGIT,
    "methods": METHODS_LABEL,
    "erase": ERASE,
    "left": ERASED_PICTURE,
    "close": "Close the maps",
    "raises": "for {digit},",
    "lowers": "against it",
}
