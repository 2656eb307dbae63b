"""The text of a document with what was read marked in it, a part at a time. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

# A part is about this many characters: some twenty pages of paper.
PART = 60_000
_HEADING = re.compile(r"\s*(?:[IVXLC]+|[A-Z]|\d{1,2})\s*[.)/-]\s*\S|\s*(?:PHẦN|PHỤ LỤC|CHƯƠNG)\b")


@dataclass(frozen=True)
class Mark:
    """A stretch of the text that was read as something. `id` names its card."""

    id: int
    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """Some characters, under at most one mark; `first` where the mark begins (the anchor goes there)."""

    text: str
    mark: Mark | None = None
    first: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A line of the text in pieces; `goes_on`: it goes on with the sentence of the line before (a PDF breaks lines)."""

    pieces: list[Piece] = field(default_factory=list)
    heading: bool = False
    start: int = 0
    goes_on: bool = False


def parts_of(text: str) -> list[tuple[int, int]]:
    """Where the parts of a long text begin and end: at line ends, each about `PART` characters."""
    parts, start = [], 0
    while len(text) - start > PART:
        cut = text.rfind("\n", start, start + PART) + 1 or start + PART
        cut = cut if cut > start else start + PART
        parts.append((start, cut))
        start = cut
    return [*parts, (start, len(text))]


def paragraphs(text: str, marks: Sequence[Mark], start: int, end: int) -> list[Paragraph]:
    """The text from `start` to `end` as lines; where marks overlap the shorter one shows. Empty lines are dropped."""
    shown = sorted(
        (m for m in marks if m.start < end and m.end > start and m.start < m.end), key=lambda m: (m.end - m.start, m.id)
    )
    begun: set[int] = set()
    found: list[Paragraph] = []
    line = start
    while line < end:
        stop = text.find("\n", line, end)
        stop = end if stop < 0 else stop
        if text[line:stop].strip():
            goes_on = bool(found) and _goes_on(text[max(start, line - 80) : line].rstrip()[-1:], text[line:stop])
            pieces = _pieces(text, shown, line, stop, begun)
            found.append(Paragraph(pieces, _is_heading(text[line:stop]), line, goes_on))
        line = stop + 1
    return found


def _pieces(text: str, marks: Sequence[Mark], start: int, end: int, begun: set[int]) -> list[Piece]:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(min(max(edge, start), end) for mark in here for edge in (mark.start, mark.end))})
    pieces: list[Piece] = []
    for left, right in pairwise(cuts):
        mark = next((m for m in here if m.start <= left and right <= m.end), None)
        first = mark is not None and mark.id not in begun
        if mark:
            begun.add(mark.id)
        if pieces and pieces[-1].mark is mark:
            pieces[-1] = Piece(pieces[-1].text + text[left:right], mark, pieces[-1].first)
        else:
            pieces.append(Piece(text[left:right], mark, first))
    return pieces


def _goes_on(last: str, line: str) -> bool:
    return last not in ".;:!?" and line.lstrip()[:1].islower()


def _is_heading(line: str) -> bool:
    bare = line.strip()
    if len(bare) >= 140 or not any(letter.isalpha() for letter in bare):
        return False
    return bare == bare.upper() or (_HEADING.match(line) is not None and not bare.endswith((";", ".")))
