"""The link that opens a drawing again."""

COPY_LINK = "Share"
COPY_LINK_TITLE = "Copy a link that opens this drawing, with these settings and this stage"

BROKEN_EDITS = (
    "What this link changes of the network could not be read, so the drawing is read by the network as it is. Ask for "
    "the link again to see it as it was meant."
)

CLIENT: dict[str, str] = {
    "broken": "This link is broken or not complete, so here is an empty canvas.",
    "undo": "Undo brings back your own drawing.",
    "broken_edits": BROKEN_EDITS,
    "too_large": "This drawing is too large for a link; this browser keeps the last one that was not.",
    "picture": "It carries the digit of your picture as the network is shown it, 28×28, and not the picture.",
    "copied": "Copied: whoever opens the link sees this drawing, with these settings and this stage.",
    "not_copied": "Copying is not allowed here. The link stands in the address bar: copy it from there.",
    "copy_name": COPY_LINK,
    "copied_name": "Link copied",
}
