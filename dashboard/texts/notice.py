"""The notice that says what went wrong."""

from dashboard.texts import shortcuts

REFUSAL = "The server does not know what it was asked for: {why}. Your drawing is still here."
APOLOGY = "Something went wrong on the server. Your drawing is still here; please try again. (Request {request})"
CLOSE = shortcuts.CLOSE

CLIENT: dict[str, str] = {
    "slow": "The server takes longer than usual. Your drawing is still here; its answer is waited for.",
    "unreachable": "The server does not answer. Your drawing is still here, and the page tries again by itself.",
    "busy": "The server is busy. Your drawing is still here, and the page is trying again by itself.",
    "failed": "The server reports a fault ({status}). Your drawing is still here, and the page tries again by itself.",
    "rejected": "The server refuses what the page has sent ({status}). Your drawing is still here.",
    "outdated": "The server does not know what this page asks ({status}): it may have been renewed. Reload the page; "
    "your drawing comes along.",
}
