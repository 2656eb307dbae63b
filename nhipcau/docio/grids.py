"""Tables found in text: lines whose cells are parted by tabs or upright bars."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from nhipcau.docio.clean import Line
from nhipcau.docio.letters import fold, squash
from nhipcau.docio.numbers import value_of

_MARKUP = re.compile(r"</?\w{1,8}\s?/?>|\*\*|__")
_RULE = re.compile(r"[\s|:\-–—=+]*$")
_FIGURE = re.compile(r"\(?([+-]?\d[\d.,\u00a0 ]*)\)?\s?%?$")
_NOTHING = frozenset(["", "-", "–", "—", "x", "0.0", "...", "…", "/"])
MAX_COLUMNS = 200


@dataclass(frozen=True)
class Grid:
    """The cells of one table and the lines it stands on."""

    cells: tuple[tuple[str, ...], ...]
    first_line: int
    last_line: int


def grids_of(lines: list[Line]) -> Iterator[Grid]:
    """The tables of a text, top to bottom. A single blank line does not end one."""
    rows: list[tuple[str, ...]] = []
    first = last = 0
    for number, line in enumerate(lines):
        cells = cells_of_row(line.raw, inside=bool(rows) and number == last + 1)
        if cells is not None:
            if not rows:
                first = number
            rows.append(cells)
            last = number
        elif rows and _RULE.match(line.raw) and number - last < 2:
            continue
        elif rows:
            if len(rows) >= 2:
                yield Grid(tuple(rows), first, last)
            rows = []
    if len(rows) >= 2:
        yield Grid(tuple(rows), first, last)


def cells_of_row(raw: str, *, inside: bool = False) -> tuple[str, ...] | None:
    """The cells of a table line, or None where it is none; `inside` a table one tab is enough."""
    if raw.count("\t") >= (1 if inside else 2):
        parts = raw.split("\t")
    elif raw.strip().startswith("|") and raw.count("|") >= 3:
        if _RULE.match(raw):
            return None
        parts = raw.strip().strip("|").split("|")
    else:
        return None
    return tuple(squash(_MARKUP.sub(" ", part)) for part in parts[:MAX_COLUMNS])


def figure_in(cell: str) -> Decimal | None:
    """The number of a cell, or None where it holds none. "3.750" is 3750; "-" is nothing."""
    if fold(cell) in _NOTHING:
        return None
    found = _FIGURE.fullmatch(cell)
    if not found:
        return None
    try:
        return value_of(re.sub(r"[\s\u00a0]", "", found.group(1)).strip(".,"))
    except InvalidOperation:
        return None


def is_figure(cell: str) -> bool:
    """Whether the cell holds a number or the sign for none."""
    return fold(cell) in _NOTHING - {""} or figure_in(cell) is not None
