"""What a channel or unit likes: the test digits that excite it most and least, and its mean by digit."""

from dashboard.texts import derivation

WHAT = "What {name} likes"
CHANNEL = "channel {unit}"
UNIT = derivation.UNIT
DIGIT = "the logit of {unit}"
YOURS = (
    "In your drawing its largest value is **{value}**: more than the mean of **{count}** of the ten digits. The bars "
    "are those means, over the 10,000 test digits of MNIST."
)
MOST = "Excite it most"
LEAST = "Excite it least"
MEANS = "Its mean by digit"
OF_PRETRAINED = "What a channel or unit likes was measured of the pretrained weights alone."
NOT_MEASURED = "Nothing was measured of these weights: python -m training.units does."
UNCHANGED = "All but the value of your drawing was measured of the network without your changes."
NO_PICTURES = "The test digits of MNIST are not on this server, so they are named by their numbers alone."

CLIENT: dict[str, str] = {
    "what": WHAT,
    "channel": CHANNEL,
    "unit": UNIT,
    "digit": DIGIT,
    "most": MOST,
    "least": LEAST,
    "means": MEANS,
}
