"""The prediction: what the network reads, how sure it is, and why there is no answer where there is none."""

REGION = "Prediction"
NO_DIGIT = "–"
SURE = "{percent} sure"
TOP = "The ten digits and how likely each is"
RANKS = ("likeliest", "second likeliest", "third likeliest")
SALIENCY = "Saliency"
SALIENCY_NAME = "Saliency of the predicted digit, over the drawing"
SALIENCY_HELP = "Where a little more ink would raise the score of this digit (orange) or lower it (blue)."
SALIENCY_RAISES = "more ink,"
SALIENCY_LOWERS = "less ink helps"

BLANK = "Draw a digit, or take a random sample: the network reads along while you draw."
NO_INK = "There is no ink on the canvas. {blank}"
TOO_FULL = "This cannot be read: there is ink on nearly all of the canvas. Undo or Clear helps."
TOO_LARGE = {
    "strokes": "This cannot be read: it has {count} strokes; allowed: {most} at most. Undo or Clear helps.",
    "points": "This cannot be read: it has {count} points; allowed: {most} at most. Undo or Clear helps.",
}
UNREADABLE = "This drawing cannot be read: {why}."
SAMPLE_GONE = "The sample behind your strokes is not on this server any more. Clear brings you a fresh canvas."
UNLIKE_A_DIGIT = "This does not look like a digit"
FORCED = f"{UNLIKE_A_DIGIT}. The bars are a forced choice: softmax always shares out 100\u00a0% among the ten."

CLIENT: dict[str, str] = {
    "none": NO_DIGIT,
    "blank": BLANK,
    "waiting": "The network has not read this drawing yet.",
    "first": RANKS[0],
    "second": RANKS[1],
    "third": RANKS[2],
    "saliency": SALIENCY,
    "saliency_name": SALIENCY_NAME,
    "saliency_help": SALIENCY_HELP,
    "raises": SALIENCY_RAISES,
    "lowers": SALIENCY_LOWERS,
}
