"""The notice that says what went wrong."""

REFUSAL = "That setting is not known: {why}. Your drawing is still here."
APOLOGY = "Something went wrong on the server. Your drawing is still here; please try again. (Request {request})"
