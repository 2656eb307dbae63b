"""Passages: what the author wrote as one paragraph, bullet or heading, however the lines fell.

Wrapped lines are joined, page numbers and page breaks inside a sentence are bridged, and each
passage knows the numbered headings above it.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from nhipcau.docio.clean import Line, lines_of
from nhipcau.docio.letters import fold, lower

_ROMAN = r"[IVX]{1,5}"
_MARKER = re.compile(
    rf"(?P<part>(?:PHỤ LỤC|Phụ lục)(?:\s(?:số\s|SỐ\s)?(?:{_ROMAN}|\d{{1,2}}))?(?=\s?[.:\-–]|\s?$)|(?:PHẦN|Phần|"
    rf"CHƯƠNG|Chương)\s(?:{_ROMAN}|\d{{1,2}}|(?:thứ\s|THỨ\s)?(?i:nhất|một|hai|ba|bốn|tư|năm|sáu|bảy))(?=\s?[.:\-–]|\s|$))"
    rf"|(?P<roman>{_ROMAN})\s?[.)/\-–:](?!\w)"
    r"|(?P<alpha>[A-H])\s?[.)/\-–:](?!\w)"
    r"|(?P<article>Điều\s\d{1,3})\s?[.:]"
    r"|(?P<deep>\d{1,2}(?:\.\d{1,2}){1,3})(?:\s?[.)/\-–:]+(?!\d)|\s(?=[^\W\d_]|[“\"(]))"
    r"|(?P<arabic>\d{1,2})\s?[.)/:](?!\d|[A-ZĐƯ]{1,8}\s?[-–/])(?=\s?[^\W\d_]|\s?[“\"(]|\s\d|$)"
    r"|(?P<arabic_dash>\d{1,2})\s?[\-–](?=\s[^\W\d_])"
    r"|(?P<letter>[a-zđ])\s?[.)/](?=\s|[^\W\d_])"
    r"|(?P<bullet>[-–—•●▪■*♦◆·]|\u2022|\uf0b7)\s?(?!\d+\s?[-–]\s?$)"
    r"|(?P<plus>[+o○◦➢➤→✓])\s"
)
_LEVELS = {
    "part": 0, "alpha": 1, "roman": 2, "article": 3, "arabic": 4, "arabic_dash": 4, "deep": 5, "letter": 8,
    "bullet": 9, "plus": 10,
}  # fmt: skip
LETTER, BULLET, PLAIN = 8, 9, 99  # levels of "a)", of "-", and of text without a marker
_PAGE_NUMBER = re.compile(r"(?:[-–]\s?)?(?:trang\s)?\d{1,3}(?:\s?/\s?\d{1,3})?(?:\s?[-–])?$", re.IGNORECASE)
_STARTER = re.compile(
    r"(?:noi nhan|noi gui|kinh gui|tm\.|kt\.|tl\.|tuq\.|t/m|so\s?:|can cu|cong hoa xa hoi|doc lap|dang cong san"
    r"|chuong trinh$|ke hoach$|thong bao$|nghi quyet$|bao cao$|huong dan$|quyet dinh$|chuong trinh hanh dong$"
    r"|dot \d|giai doan \d|v/v|ve viec|luu\s?:|chu tich$|pho chu tich|nguoi ky)"
)
_ENDS = re.compile(r"(?:[.;:!?…]|\./\.?|/\.)[\"”’»)\]]*$")
_SHARE = re.compile(r"\d[\d.,]*\s?%")
_OPEN_END = re.compile(
    r"(?:[,(“\-–≤≥<>]|(?:^|\s)(?:và|hoặc|của|cho|với|về|các|những|theo|ngày|số|từ|đến|tại|trong|là|có|trên|dưới|nhất"
    r"|thiểu|đạt|hơn|quá|được|để|do|bằng|gồm|mỗi|còn|khoảng|tăng|giảm|thêm|mới|lên|xuống|Trên|Dưới|Có))$"
)


@dataclass(frozen=True)
class Passage:
    """One paragraph. `at[i]` is the place of `text[i]` in the extracted text."""

    text: str
    at: Sequence[int]
    marker: str | None
    level: int
    section: str | None
    above: tuple[str, ...]
    lead: str | None
    tabbed: bool = False
    line: int = 0

    @cached_property
    def low(self) -> str:
        return lower(self.text)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def outside(self) -> tuple[str, str]:
        """The text in lower case and folded, what stands in brackets blanked out; every letter keeps its place."""
        blank = [(found.start(), found.end()) for found in _BRACKETED.finditer(self.text)]
        return _blanked(self.low, blank), _blanked(self.folded, blank)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the extracted text of `text[start:end]`."""
        return (self.at[start], self.at[end - 1] + 1)


_BRACKETED = re.compile(r"\([^()]{1,240}\)")


def _blanked(text: str, stretches: list[tuple[int, int]]) -> str:
    pieces, place = [], 0
    for start, end in stretches:
        pieces += [text[place:start], " " * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])


@dataclass
class _Draft:
    text: str
    at: "array[int]"
    line: int
    marker: str | None = None
    kind: str | None = None
    bold: bool = False
    tabbed: bool = False
    last: Line | None = None
    blanks: int = 0


@dataclass
class _Heading:
    level: int
    label: str
    text: str


@dataclass
class _Outline:
    stack: list[_Heading] = field(default_factory=list)
    lead: str | None = None
    listing: str | None = None  # the sentence ending in ":" that opens a numbered list
    seen: list[str] = field(default_factory=list)  # kinds of heading in the order they came first

    def section(self) -> str | None:
        return ".".join(heading.label for heading in self.stack if heading.label) or None


def passages_of(text: str) -> list[Passage]:
    """The passages of an extracted text in order."""
    lines = list(lines_of(text))
    drafts = _join(lines, _wrap_width(lines))
    outline = _Outline()
    return [_place(draft, outline) for draft in drafts]


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the lines were wrapped, or 0 where each paragraph is one line."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 12)
    if len(lengths) < 6:
        return 0
    width = lengths[-1] if lengths[-1] <= 130 else lengths[int(len(lengths) * 0.9)]
    return width if width <= 130 else 0


def _join(lines: list[Line], width: int) -> list[_Draft]:
    drafts: list[_Draft] = []
    blanks = 0
    for number, line in enumerate(lines):
        if line.blank or _is_page_number(lines, number):
            blanks += 1
            continue
        before = drafts[-1] if drafts else None
        marker = _marker(line.text, before, blanks)
        tabbed = line.raw.count("\t") >= 2 or line.raw.lstrip().startswith("|")
        if before and not marker and not tabbed and _continues(before, line, blanks, width):
            if before.text:
                before.text += " "
                before.at.append(before.last.end if before.last else line.start)
            before.text += line.text
            before.at.extend(line.at)
            before.last = line
        else:
            drafts.append(_draft(line, number, marker, tabbed))
        blanks = 0
    return drafts


def _draft(line: Line, number: int, marker: re.Match[str] | None, tabbed: bool) -> _Draft:
    draft = _Draft(line.text, array("L", line.at), number, bold=line.bold, tabbed=tabbed, last=line)
    if marker and not tabbed:
        draft.kind = marker.lastgroup
        draft.marker = marker.group(marker.lastgroup or 0)
        cut = len(line.text) - len(line.text[marker.end() :].lstrip(" .:-–" if draft.kind == "part" else " "))
        draft.text, draft.at = line.text[cut:], array("L", line.at[cut:])
    return draft


def _is_page_number(lines: list[Line], number: int) -> bool:
    line = lines[number]
    if not _PAGE_NUMBER.match(line.text) or "\t" in line.raw:
        return False
    beside = [lines[index].text for index in (number - 1, number + 1) if 0 <= index < len(lines)]
    return len(line.text) > 3 or any(not text for text in beside) or len(beside) < 2


def _marker(text: str, before: _Draft | None, blanks: int) -> re.Match[str] | None:
    found = _MARKER.match(text)
    if not found:
        return None
    kind = found.lastgroup
    if before is None or blanks or _ENDS.search(before.text):
        return found
    if kind in ("roman", "article", "part", "bullet", "plus"):
        wrapped_dash = kind == "bullet" and text[0] in "-–—" and _OPEN_END.search(before.text)
        return None if wrapped_dash else found
    if kind == "deep" and text[found.end("deep") :][:1] == " ":
        return None if _OPEN_END.search(before.text) else found
    return None if before.text.endswith((",", " và")) else found


def _continues(before: _Draft, line: Line, blanks: int, width: int) -> bool:
    if before.tabbed or (not line.text[0].islower() and _STARTER.match(fold(line.text))):
        return False
    if not before.text and before.kind:
        return True  # "Phần thứ hai" alone: its title stands on the next line
    ended = bool(_ENDS.search(before.text))
    small = line.text[0].islower() or line.text[0] in ",;.)”%"
    open_end = bool(_OPEN_END.search(before.text))
    if blanks:
        return not ended and len(before.text) > 25 and (small or open_end)
    length = len(before.last.text) if before.last else 0
    full = bool(width) and length + 1 + len(line.text.split(" ", 1)[0]) > width - 6
    if ended:
        figure = full and before.text.endswith((":", ";")) and line.text[0].isdigit()
        return figure or (small and before.text.endswith((";", ":")))
    if small or open_end or _SHARE.match(line.text):
        return True
    if before.bold != line.bold or line.text.isupper() != before.text.isupper():
        return False
    return full or length >= 60


def _place(draft: _Draft, outline: _Outline) -> Passage:
    level = _level(draft, outline)
    depth = min(level, BULLET)  # plain text closes bullets, not headings
    while (
        outline.stack
        and outline.stack[-1].level >= depth
        and not (level == BULLET + 1 and outline.stack[-1].level == BULLET)
    ):
        outline.stack.pop()
    above = tuple(heading.text for heading in outline.stack)
    lead = outline.lead if level >= LETTER else outline.listing if level == 4 and len(draft.text) > 40 else None
    if level <= BULLET:
        label = _label(draft.marker or "", outline) if level < BULLET else ""
        outline.stack.append(_Heading(level, label, fold(draft.text[:160])))
    if level < LETTER or level == PLAIN:
        outline.lead = fold(draft.text[-200:]) if draft.text.endswith(":") else None
        if level == PLAIN or level < 4:
            outline.listing = outline.lead if level == PLAIN and outline.stack else None
    return Passage(
        draft.text, draft.at, draft.marker, level, outline.section(), above, lead, tabbed=draft.tabbed, line=draft.line
    )


_BELOW = {"alpha": "roman", "roman": "article"}  # the first stands below the second where that came first


def _level(draft: _Draft, outline: _Outline) -> int:
    """The depth of a heading: by its kind of number, and by which kind the paper used first."""
    kind = draft.kind or ""
    if kind == "deep":
        return 4 + (draft.marker or "").count(".")
    if kind in ("alpha", "roman", "article") and kind not in outline.seen:
        outline.seen.append(kind)
    above = _BELOW.get(kind)
    if above and above in outline.seen and outline.seen.index(above) < outline.seen.index(kind):
        return 3
    return _LEVELS.get(kind, PLAIN)


def _label(marker: str, outline: _Outline) -> str:
    """The last step of the path: "1.2" under "1" is "2", so the path reads III.1.2."""
    if outline.stack and "." in marker:
        parent, _, last = marker.rpartition(".")
        if outline.stack[-1].label.split(".")[-1] == parent.split(".")[-1]:
            return last
    return marker
