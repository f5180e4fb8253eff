"""What the small parts say that several panels use."""

ABOUT = "About: {name}"
