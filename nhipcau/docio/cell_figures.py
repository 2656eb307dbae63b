"""What stands in the cell of a table: a figure, the sign for none, words."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from nhipcau.docio.letters import fold
from nhipcau.docio.numbers import value_of

_SIGN = r"(?:>=|<=|≥|≤|>|<|~|(?:tren|tu|it nhat|toi thieu|toi da|duoi|khong qua|khoang|dat)\s)?"
_FIGURE = re.compile(
    rf"(?P<sign>{_SIGN})\s*\(?(?P<digits>[+-]?\d[\d.,\u00a0\u202f ]*)\)?\s?"
    rf"(?P<unit>%|[^\W\d_]+(?:[ /][^\W\d_]+){{0,3}}?)?"
    r"(?P<more>\s?tro len)?\.?$"
)
_PLAIN = re.compile(r"\(?([+-]?\d[\d.,\u00a0\u202f ]*)\)?\s?%?$")
_NOTHING = frozenset(["", "-", "–", "—", "x", "...", "…", "/", "0.0"])
_YEAR = re.compile(r"(?:nam )?(?:19|20)\d{2}$")
_AT_LEAST, _AT_MOST = (">=", "≥", "tu", "it nhat", "toi thieu"), ("<=", "≤", "toi da", "khong qua")


@dataclass(frozen=True)
class Cell:
    """A figure with the words about it in its cell: the comparator where one is said, the unit of measure."""

    value: Decimal
    comparator: str | None = None
    unit: str | None = None


def figure_in(cell: str) -> Decimal | None:
    """The number of a cell that holds one and nothing else (but "%"), or None. "3.750" is 3750; "-" is nothing."""
    found = None if fold(cell) in _NOTHING else _PLAIN.fullmatch(cell)
    return _value(found.group(1)) if found else None


def cell_of(text: str) -> Cell | None:
    """The figure of a cell that may say more: "≥ 95%", "từ 02 cuộc trở lên"; None where it holds none."""
    folded = fold(text)
    found = None if folded in _NOTHING else _FIGURE.fullmatch(folded)
    value = _value(found["digits"]) if found else None
    if found is None or value is None:
        return None
    unit = text[found.start("unit") : found.end("unit")] or None
    return Cell(value, _comparator(found["sign"].strip(), bool(found["more"])), unit)


def _comparator(sign: str, upwards: bool) -> str | None:
    if upwards or sign in _AT_LEAST:
        return ">="
    if sign in _AT_MOST:
        return "<="
    return {">": ">", "tren": ">", "<": "<", "duoi": "<", "~": "~", "khoang": "~"}.get(sign)


def _value(written: str) -> Decimal | None:
    try:
        return value_of(re.sub(r"[\s\u00a0\u202f]", "", written).strip(".,"))
    except InvalidOperation:
        return None


def is_figure(cell: str) -> bool:
    """Whether the cell holds a number or the sign for none."""
    return fold(cell) in _NOTHING - {""} or figure_in(cell) is not None


def says_figure(cell: str) -> bool:
    """Whether the cell holds a number, bare or with its sign and unit ("từ 95% trở lên"), or the sign for none."""
    return is_figure(cell) or cell_of(cell) is not None


def is_year(cell: str) -> bool:
    """Whether the cell names a year, as the head of a column does."""
    return bool(_YEAR.fullmatch(fold(cell)))
