"""Names of the elements of Word's XML."""

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}


def qn(name: str) -> str:
    """The full name of "w:p" and its like, as lxml writes it."""
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"
