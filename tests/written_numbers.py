"""Numbers as the page writes them."""

RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(text: str) -> float:
    """What a number says: +2.5, −0.25, −1.2·10⁻⁷."""
    return float(text.replace("−", "-").replace("·10", "e").translate(RAISED))
