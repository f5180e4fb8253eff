"""The reason: what stands there before anything is drawn, and around what `stages` says of a stage."""

REGION = "Explain"
EMPTY_EXPLANATION = (
    "Draw a digit. Then walk through the stages: each one is explained here, with your own numbers.",
    "What you see is all there is: every cell of every picture is a number that the network computed, and says its "
    "value when you point at it or tap it.",
)
GLOSSARY = "Glossary"
CLIENT: dict[str, str] = {"attempt": "Try", "detail": "More detail"}
