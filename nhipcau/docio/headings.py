"""The words of a heading of which only the mark is known: "II" is "II. CÁC CHỈ TIÊU CHỦ YẾU" in the text."""

import re

# A mark that names a part of a whole paper: Roman, or a capital letter. "1" begins too many things.
_PART = re.compile(r"[IVX]{1,5}|[A-H]")
_MARKED = r"^[ \t>*#_|-]*{mark}[ \t*_]*(?:[.)/:|\t]|[-–—][ \t])[ \t*_|]*(?P<words>[^\n]+)(?:\n(?P<next>[^\n]*))?"
_LONGEST = 140


def heading_words(text: str, mark: str, before: int) -> str:
    """What stands beside a mark, such as "II", at the head of the part that the place `before` lies in; empty where
    the text has no such heading above it. A heading in capitals may go on in the next line."""
    if not _PART.fullmatch(mark):
        return ""
    pattern = re.compile(_MARKED.format(mark=mark), re.MULTILINE)
    last = None
    for found in pattern.finditer(text, 0, max(before, 0)):
        last = found
    if last is None:
        return ""
    words = _first_cell(last["words"])
    following = _first_cell(last["next"] or "")
    if words.isupper() and following.isupper() and len(words) + len(following) < _LONGEST and not words.endswith("."):
        marked = re.match(r"\W*(?:[IVX]{1,5}|[A-H]|\d+)\W", following)
        words = words if marked else f"{words} {following}"
    return words if any(sign.isalpha() for sign in words) else ""


def _first_cell(line: str) -> str:
    """The first cell of a row that says anything, without marks of bold and the colon at its end."""
    cells = (cell.strip(" *_#|:") for cell in re.split(r"[\t|]", line))
    return " ".join(next((cell for cell in cells if cell), "").split())
