"""Numbers as Vietnamese papers write them: `6.071`, `0,5`, `01`, "10 triệu", "hai", `1/3`."""

import re
from dataclasses import dataclass
from decimal import Decimal

NUMBER = re.compile(
    r"(?<![\w.,/])(?:\d{1,3}(?:[.\u00a0\u202f\u2009]\d{3}){1,4}(?!\d)(?:,\d{1,3})?|\d{1,12}(?:[.,]\d{1,3})?)(?![\d])"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.\u00a0\u202f\u2009]\d{3})+(?:,\d+)?")
_COMMA_GROUPED = re.compile(r"[1-9]\d{0,2},\d{3}")
_SCALE = re.compile(r"\s?(nghìn|ngàn|vạn|triệu|(?:tỷ|tỉ)(?! lệ| trọng| suất| số))(?!\w)")
_SCALES = {
    "nghìn": Decimal(1000),
    "ngàn": Decimal(1000),
    "vạn": Decimal(10_000),
    "triệu": Decimal(1_000_000),
    "tỷ": Decimal(1_000_000_000),
    "tỉ": Decimal(1_000_000_000),
}
WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười hai": 12, "mười lăm": 15, "hai mươi": 20,
}  # fmt: skip
NUMBER_WORD = re.compile(
    r"(?<!\w)(?:mười (?:hai|lăm)|hai mươi|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)(?!\w)", re.IGNORECASE
)
FRACTION = re.compile(r"(?<![\w.,/])(\d{1,4})/(\d{1,4})(?![\w/]|\.\d)")


@dataclass(frozen=True)
class Figure:
    """A number in a text: its place, value, and whether its writing leaves a doubt."""

    start: int
    end: int
    value: Decimal
    doubtful: bool = False


def value_of(written: str) -> Decimal:
    """The value of a written number: a dot before three digits groups thousands, a comma is decimal."""
    if _GROUPED.fullmatch(written):
        whole, _, rest = written.partition(",")
        digits = re.sub(r"\D", "", whole)
        return Decimal(f"{digits}.{rest}") if rest else Decimal(digits)
    return Decimal(written.replace(",", "."))


def scaled(text: str, end: int, value: Decimal) -> tuple[int, Decimal]:
    """The end and value once a following "nghìn", "triệu", "tỷ" is counted in ("1 tỷ 200 triệu" too)."""
    found = _SCALE.match(text, end, end + 8)
    if not found:
        return end, value
    total, end = value * _SCALES[found.group(1)], found.end()
    more = re.compile(r"\s(\d{1,3})\s(triệu|nghìn|ngàn)(?!\w)").match(text, end, end + 16)
    if more and _SCALES[more.group(2)] < _SCALES[found.group(1)]:
        total, end = total + Decimal(more.group(1)) * _SCALES[more.group(2)], more.end()
    return end, total


def figure(text: str, match: re.Match[str], *, counted: bool) -> Figure:
    """The figure at a match of NUMBER; `counted` says it counts things, so `1,200` is doubtful."""
    written = match.group()
    doubtful = bool(_COMMA_GROUPED.fullmatch(written)) and counted
    value = Decimal(written.replace(",", "")) if doubtful else value_of(written)
    end, value = scaled(text, match.end(), value)
    return Figure(match.start(), end, value, doubtful)


def word_value(word: str) -> Decimal:
    """The value of a number word of WORDS."""
    return Decimal(WORDS[word.lower()])
