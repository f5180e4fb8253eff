"""The numbers of a stage as a table."""

CLIENT: dict[str, str] = {
    "map": "Map",
    "caption": "{title}: {name}",
    "row": "row",
    "column": "column",
    "value": "value",
}
