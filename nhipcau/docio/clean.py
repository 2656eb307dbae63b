"""Lines as a reader sees them: marks of Markdown gone, spaces single, every character still placed.

A cleaned text comes with `at`: the place in the extracted text of each of its characters.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nhipcau.docio.run_on import parts

_DROP = re.compile(
    r"(?P<spaces>[^\S\n]+)|\*+|_{3,}|\\(?=[.\-*#_()])|</?(?:b|i|u|br|p|strong|em|sup|sub|span|center|div)\s?/?>"
)
_HASHES = re.compile(r"[ \t]*#{1,6}[ \t]+")
_STAR_BULLET = re.compile(r"[ \t]*\*[ \t]+(?=[^\s*])[^*\n]*$")
_GROUPED = re.compile(r"\d[\u00a0\u202f\u2009]\d{3}(?!\d)")
_DIGIT_LIKE = re.compile(
    r"(?<!\w)[Oo]\d(?=\s[^\W\d_A-Z])|(?<!\w)(?=[lIOo\d]{0,3}\d)[lIOo\d]{2,4}(?=\s?%)"
    r"|(?:(?<=ngày )|(?<=tháng )|(?<=năm ))(?=[lIOo\d]{0,3}\d)[lIOo\d]{2,4}(?=\s|$)"
)
_AS_DIGIT = str.maketrans("lIOo", "1100")


@dataclass(frozen=True)
class Line:
    """One line of the extracted text; `start` and `end` are its place there, without the line end."""

    start: int
    end: int
    raw: str
    text: str
    at: Sequence[int]
    bold: bool

    @property
    def blank(self) -> bool:
        return not self.text


def lines_of(text: str) -> Iterator[Line]:
    """Every line of the text, cleaned."""
    start = 0
    for raw in text.split("\n"):
        for place, part in parts(raw):
            cleaned, at = clean(part, start + place)
            yield Line(start + place, start + place + len(part), part, cleaned, at, _is_bold(part))
        start += len(raw) + 1


def _is_bold(raw: str) -> bool:
    trimmed = raw.strip().lower()
    return trimmed.startswith(("**", "#", "<b>", "<strong>"))


def clean(raw: str, start: int) -> tuple[str, Sequence[int]]:
    """The line without marks and doubled spaces, and the place of each character left."""
    pieces: list[str] = []
    at: array[int] = array("L")
    head = _HASHES.match(raw)
    position = head.end() if head else 0
    keep_star = raw.index("*") if not head and _STAR_BULLET.match(raw) else -1
    for match in _DROP.finditer(raw, position):
        if match.start() == keep_star or _groups_thousands(raw, match):
            continue
        if match.start() > position:
            pieces.append(raw[position : match.start()])
            at.extend(range(start + position, start + match.start()))
        if match.group("spaces") and pieces and not pieces[-1].endswith(" "):
            pieces.append(" ")
            at.append(start + match.start())
        position = match.end()
    pieces.append(raw[position:])
    at.extend(range(start + position, start + len(raw)))
    text = _DIGIT_LIKE.sub(lambda found: found.group().translate(_AS_DIGIT), "".join(pieces))
    stripped = text.rstrip()
    return stripped, at[: len(stripped)]


def _groups_thousands(raw: str, match: re.Match[str]) -> bool:
    return bool(match.start() and match.end() - match.start() == 1 and _GROUPED.match(raw, match.start() - 1))
