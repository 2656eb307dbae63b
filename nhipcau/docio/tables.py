"""Annex tables: groups, rows, values, totals. What does not add up is said; nothing is moved silently."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from nhipcau.docio.clean import Line
from nhipcau.docio.grids import Grid, figure_in, grids_of, is_figure
from nhipcau.docio.letters import fold, squash
from nhipcau.docio.reading import Row, Table, number_json
from nhipcau.docio.words import Remark

_ORDER = re.compile(r"(?:s ?t ?t|tt|so tt|so thu tu|stt)$")
_TOTAL = re.compile(r"(?:tong|tong so|tong cong|cong|toan (?:tinh|huyen|nganh|thanh pho|quoc)|cong chung)$")
_UNIT = re.compile(r"(?:don vi tinh|dvt|don vi|dv tinh)$")
_NOTE = re.compile(r"ghi chu")
_UMBRELLA = re.compile(r"(?:cac )?(?:don vi|chi tieu giao|ke hoach giao)(?: \w+){0,2}$|chi tieu$|trong do:?$")
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-H])(?:[.)\s]|$)")
_PART = re.compile(r"trong do|\+ |- ")


@dataclass(frozen=True)
class _Layout:
    """Where things stand in a table: columns of label and values, names of the values, a total or not."""

    label: int
    first: int
    skipped: frozenset[int]
    names: tuple[str, ...]
    total: int | None
    has_total: bool
    header_rows: int


@dataclass(frozen=True)
class _Draft:
    row: Row
    stray: Decimal | None = None  # a figure that stands alone on the line
    heading: bool = False


def tables_of(lines: list[Line]) -> Iterator[Table]:
    """The tables of figures in a text."""
    for grid in grids_of(lines):
        layout = _layout(grid)
        if layout is None:
            continue
        drafts, remarks = _with_strays(_drafts(grid, layout), layout)
        rows = tuple(draft.row for draft in drafts if not draft.heading)
        if not any(value is not None for row in rows for value in row.values):
            continue
        remarks = [*_columns_differ(rows, layout), *remarks, *_parts_above(rows), *_residuals(rows)]
        span = (lines[grid.first_line].start, lines[grid.last_line].end)
        yield Table(_title(lines, grid.first_line), layout.names, rows, tuple(remarks), span)


def _layout(grid: Grid) -> _Layout | None:
    body = next((index for index, row in enumerate(grid.cells) if _is_data(row)), None)
    if body is None:
        return None
    while body and _is_group(grid.cells[body - 1]):
        body -= 1
    header, rows = grid.cells[:body], [row for row in grid.cells[body:] if _is_data(row)]
    width = max(len(row) for row in rows)
    named = [_column_names(header, column) for column in range(max(width, *(len(row) for row in header), 1))]
    label = _label_column(rows, named)
    skipped = frozenset(
        column
        for column, names in enumerate(named)
        if column > label and any(_UNIT.match(fold(name)) or _NOTE.search(fold(name)) for name in names[-1:])
    )
    first = label + 1
    totals = [column for column in range(first, len(named)) if any(_TOTAL.match(fold(name)) for name in named[column])]
    total = next((column for column in totals if named[column] and _TOTAL.match(fold(named[column][-1]))), None)
    names = tuple(
        named[column][-1]
        for column in range(first, len(named))
        if named[column] and column not in skipped and column != total and not _UMBRELLA.match(fold(named[column][-1]))
    )
    return _Layout(label, first, skipped, names, total, bool(totals), body)


def _is_data(row: tuple[str, ...]) -> bool:
    figures = sum(1 for cell in row[1:] if is_figure(cell))
    texts = sum(1 for cell in row if cell and not is_figure(cell))
    return figures >= 1 and texts <= 4 and (figures >= 2 or len([cell for cell in row if cell]) <= 5) and texts >= 1


def _is_group(row: tuple[str, ...]) -> bool:
    return bool(_GROUP.match(squash(" ".join(row)))) and not any(figure_in(cell) is not None for cell in row)


def _column_names(header: tuple[tuple[str, ...], ...], column: int) -> list[str]:
    return [row[column] for row in header if column < len(row) and row[column]]


def _label_column(rows: list[tuple[str, ...]], named: list[list[str]]) -> int:
    """The column of words: the longest text on average among the first three."""
    best, length = 0, -1.0
    for column in range(min(3, max(len(row) for row in rows))):
        if named[column] and _ORDER.match(fold(named[column][0])):
            continue
        cells = [row[column] for row in rows if column < len(row)]
        average = sum(0 if is_figure(cell) else len(cell) for cell in cells) / max(1, len(cells))
        if average > length:
            best, length = column, average
    return best


def _drafts(grid: Grid, layout: _Layout) -> list[_Draft]:
    drafts: list[_Draft] = []
    group: str | None = None
    for cells in grid.cells[layout.header_rows :]:
        lead = [cell for cell in cells[: layout.label + 1] if cell]
        figures = [
            (column, figure_in(cell))
            for column, cell in enumerate(cells)
            if column >= layout.first and column not in layout.skipped
        ]
        given = [figure for _, figure in figures if figure is not None]
        label = cells[layout.label] if layout.label < len(cells) else ""
        words = squash(" ".join(lead))
        if len(given) <= 1 and (_GROUP.match(words) or not words):
            group = words or group
            drafts.append(_Draft(Row(words, group, (), None, None), given[0] if given else None, heading=True))
        elif _repeats_numbers(figures, lead):
            continue
        else:
            drafts.append(_row(label or words, group, figures, layout))
    return drafts


def _repeats_numbers(figures: list[tuple[int, Decimal | None]], lead: list[str]) -> bool:
    """The line "(1) (2) (3) …" that only numbers the columns."""
    values = [value for _, value in figures]
    counting = len(values) > 2 and all(
        value is not None and before is not None and value == before + 1 for before, value in itertools.pairwise(values)
    )
    return counting and all(is_figure(cell) for cell in lead)


def _row(label: str, group: str | None, figures: list[tuple[int, Decimal | None]], layout: _Layout) -> _Draft:
    values = [figure for _, figure in figures]
    given = [value for value in values if value is not None]
    if len(given) == 1 and len(values) > 3 and layout.has_total:
        return _Draft(Row(label, group, (None,) * len(values), None, None), given[0])
    total: Decimal | None = None
    place = next((index for index, (column, _) in enumerate(figures) if column == layout.total), None)
    if place is None and layout.has_total and len(values) > 1:
        place = len(values) - 1
    if place is not None and values[place] is not None:
        parts = [value for index, value in enumerate(values) if index != place and value is not None]
        candidate = values[place]
        # A whole is never smaller than one of its parts: such a figure is a value, its total is lost.
        if candidate is not None and parts and candidate >= max(parts):
            total = candidate
            values.pop(place)
    elif place is not None:
        values.pop(place)
    return _Draft(_settled(Row(label, group, tuple(values), total, None)))


def _settled(row: Row) -> Row:
    given = [value for value in row.values if value is not None]
    residual = row.total - sum(given, Decimal(0)) if row.total is not None and given else None
    return replace(row, residual=residual)


def _with_strays(drafts: list[_Draft], layout: _Layout) -> tuple[list[_Draft], list[Remark]]:
    """Totals that slid to a neighbouring line: taken where they fit, and said."""
    remarks: list[Remark] = []
    for index, draft in enumerate(drafts):
        if draft.stray is None:
            continue
        after = index + 1 if index + 1 < len(drafts) else None
        owner = None
        if after is not None and _lacks(drafts[after], draft.stray, exactly=True):
            owner = after
        elif index and _lacks(drafts[index - 1], draft.stray, exactly=False):
            owner = index - 1
        facts: dict[str, object] = {"value": number_json(draft.stray), "label": draft.row.label or "…"}
        if owner is None:
            remarks.append(Remark("total-elsewhere", facts))
        else:
            drafts[owner] = _Draft(_settled(replace(drafts[owner].row, total=draft.stray)))
            remarks.append(Remark("total-taken", {**facts, "owner": drafts[owner].row.label}))
    return drafts, remarks


def _lacks(draft: _Draft, figure: Decimal, *, exactly: bool) -> bool:
    given = [value for value in draft.row.values if value is not None]
    if draft.heading or draft.row.total is not None or not given:
        return False
    short = figure - sum(given, Decimal(0))
    return short == 0 if exactly else 0 <= short <= max(given)


def _columns_differ(rows: tuple[Row, ...], layout: _Layout) -> list[Remark]:
    most = max((len(row.values) for row in rows), default=0)
    if not layout.names or most == len(layout.names):
        return []
    return [Remark("columns-differ", {"header": len(layout.names), "rows": most})]


def _residuals(rows: tuple[Row, ...]) -> list[Remark]:
    remarks = []
    for row in rows:
        given = [value for value in row.values if value is not None]
        if row.residual:
            facts = {"sum": sum(given, Decimal(0)), "total": row.total, "residual": row.residual}
            told: dict[str, object] = {name: number_json(value) for name, value in facts.items()}
            remarks.append(Remark("row-residual", {"label": row.label, **told}))
    return remarks


def _parts_above(rows: tuple[Row, ...]) -> list[Remark]:
    """ "Trong đó" rows that exceed, in some column, the row they are part of."""
    remarks = []
    for whole, part in itertools.pairwise(rows):
        if not _PART.match(fold(part.label)) or len(whole.values) != len(part.values):
            continue
        for column, (large, small) in enumerate(zip(whole.values, part.values, strict=True)):
            if large is not None and small is not None and small > large:
                facts: dict[str, object] = {"part": number_json(small), "whole": number_json(large)}
                remarks.append(Remark("part-above-whole", {"label": part.label, "column": column + 1, **facts}))
    return remarks


def _title(lines: list[Line], first: int) -> str | None:
    """The longest line in capitals just above the table, with the capitals that continue it."""
    above = [line.text for line in lines[max(0, first - 10) : first] if line.text and "\t" not in line.raw]
    capitals = [text for text in above if text.isupper() and len(text) > 12]
    return max(capitals, key=len) if capitals else (above[-1] if above and len(above[-1]) < 160 else None)
