"""The map of the network: its region, and the parts that it is divided into."""

from dashboard.texts import controls

REGION = "Network"
PARTS = {
    "preparation": "Preparation",
    "first_convolution": controls.REGION,
    "second_convolution": "Second convolution",
    "dense_layers": "Dense layers",
    "answer": "Answer",
}
