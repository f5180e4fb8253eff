"""The test digits that the network sees most like the drawing."""

NO_MNIST = "The test digits of MNIST are not on this server, so none can be compared with your drawing."

CLIENT: dict[str, str] = {
    "title": "Test digits it takes for alike",
    "lead": (
        "The nine of MNIST's 10,000 test digits whose last units before the answer are nearest to yours: what the "
        "network takes for alike, the nearest first."
    ),
    "digits": "The nearest test digits",
    "searching": "Looking through the test digits: {share} %",
    "away": "{name}, {distance} away",
}
