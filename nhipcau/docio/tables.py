"""Annex tables: groups, rows, values, totals. What does not add up is said; nothing is moved silently."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from nhipcau.docio.cell_figures import Cell, cell_of, figure_in, is_figure
from nhipcau.docio.clean import Line
from nhipcau.docio.grids import Grid, GridRow, grids_of
from nhipcau.docio.letters import fold, squash
from nhipcau.docio.reading import Row, Table, TableColumn, number_json
from nhipcau.docio.table_checks import parts_of_row, remarks_on
from nhipcau.docio.table_heads import ASIDE, IS_TOTAL, Column, Head, head_of_grid, is_numbering
from nhipcau.docio.table_titles import title_above
from nhipcau.docio.words import Remark

_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-H])(?:[.)\s]|$)")
_BULLET = re.compile(r"[-–+•*]\s*")
_SUB = re.compile(r"(?:[-–+•*]|\d{1,2}\.\d{1,2}\.?|[a-zđ][.)]|\+\s.*)$")
_OF_WHICH = re.compile(r"trong do|bao gom|gom:|rieng ")
_LEAST = re.compile(r"it nhat|toi thieu|tro len")
_RATE = re.compile(r"ty le |% ")
# A total that stands where the head has it holds nearly always at least its largest part.
_FITS = Decimal("0.6")


@dataclass(frozen=True)
class _Draft:
    row: Row
    stray: Decimal | None = None  # a figure that stands alone on the line
    heading: bool = False
    all: tuple[
        Decimal | None, ...
    ] = ()  # its figures with the one that was taken as its total, where that may be wrong


def tables_of(lines: list[Line]) -> Iterator[Table]:
    """The tables of figures in a text."""
    for grid in grids_of(lines):
        head = head_of_grid(grid)
        if head is None:
            continue
        sure = _total_is_certain(grid, head)
        drafts, remarks = _with_strays(_drafts(grid, head, lines, sure=sure))
        rows = tuple(draft.row for draft in drafts if not draft.heading)
        if not any(value is not None for row in rows for value in (*row.values, row.total)):
            continue
        heads = tuple(TableColumn(column.name, column.over, column.kind != ASIDE) for column in head.figures)
        names = _names(head)
        remarks = [*remarks_on(rows, names, heads), *remarks, *_unread(grid, head)]
        span = (lines[grid.first_line].start, lines[grid.last_line].end)
        title = title_above(lines, grid.first_line)
        label = next((column.name for column in head.columns if column.place == head.label), "")
        yield Table(title, names, rows, tuple(remarks), span, heads, label, head.has_total)


def _names(head: Head) -> tuple[str, ...]:
    """Names of the columns of figures; where two are called the same, what stands over them tells them apart."""
    plain = [column.name for column in head.named]
    return tuple(
        f"{column.over} – {column.name}" if plain.count(column.name) > 1 and column.over else column.name
        for column in head.named
    )


def _total_is_certain(grid: Grid, head: Head) -> bool:
    """Whether the rows bear out that the column the head calls total is one."""
    if head.total is None:
        return not head.has_total
    tried = fitting = 0
    for row in grid.rows[head.rows :]:
        whole = figure_in(_at(row, head.total))
        parts = [value for column in head.figures if (value := figure_in(_at(row, column.place))) is not None]
        if whole is not None and parts and not is_numbering(row.cells):
            tried += 1
            fitting += whole >= max(parts)
    return not tried or Decimal(fitting) >= _FITS * tried


def _at(row: GridRow, place: int | None) -> str:
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _drafts(grid: Grid, head: Head, lines: list[Line], *, sure: bool) -> list[_Draft]:
    drafts: list[_Draft] = []
    group: str | None = None
    for printed in grid.rows[head.rows :]:
        lead = [cell for cell in printed.cells[: head.label + 1] if cell]
        found = _figures(printed, head, sure=sure)
        given = [cell.value for _, cell in found if cell is not None]
        words = squash(" ".join(lead))
        span = _place(lines[printed.first], lines[printed.last])
        if is_numbering(printed.cells) or printed.blank:
            continue
        if len(given) <= 1 and (_GROUP.match(words) or not words):
            group = words or group
            drafts.append(
                _Draft(Row(words, group, (), None, None, span=span), given[0] if given else None, heading=True)
            )
            continue
        whole = False
        if lead and _GROUP.fullmatch(lead[0].rstrip(".)") + " ") and not is_figure(lead[0]) and head.label:
            group, whole = words, True
        row = _plain_row(printed, head, group, words, [cell for _, cell in found if cell])
        row = replace(row, whole=whole, group=None if row.sums else row.group)
        drafts.append(_filled(replace(row, span=span), found, head, sure=sure))
    return drafts


def _place(first: Line, last: Line) -> tuple[int, int]:
    """Where a row stands in the text, without the empty cells at its ends."""
    return (first.start + len(first.raw) - len(first.raw.lstrip()), last.end - len(last.raw) + len(last.raw.rstrip()))


def _figures(row: GridRow, head: Head, *, sure: bool) -> list[tuple[int, Cell | None]]:
    """Places and figures: of the columns of figures where the head is to be trusted, else of all behind the label."""
    if sure and head.figures:
        places = sorted({*(column.place for column in head.figures), *([head.total] if head.total is not None else [])})
    else:
        aside = {head.label, head.order, head.measure, *head.notes}
        places = [place for place in range(head.label + 1, len(row.cells)) if place not in aside]
    return [(place, cell_of(_at(row, place))) for place in places]


def _plain_row(printed: GridRow, head: Head, group: str | None, words: str, given: list[Cell]) -> Row:
    """The row without its figures."""
    number = _at(printed, head.order)
    label = _at(printed, head.label) or words
    measure = (
        _at(printed, head.measure) or next((cell.unit for cell in given if cell.unit), "") or _percent(printed, head)
    )
    part = bool(_SUB.match(number) or _BULLET.match(label) or _OF_WHICH.match(fold(label)))
    label = _BULLET.sub("", label, count=1) if _BULLET.match(label) else label
    said = next((cell.comparator for cell in given if cell.comparator), None)
    return Row(
        label,
        group,
        (),
        None,
        None,
        number=number,
        measure=measure,
        note=squash(" ".join(_at(printed, place) for place in sorted(head.notes))),
        depth=int(part),
        comparator=said or (">=" if _LEAST.search(fold(label)) else None),
        rate="%" in measure or (not measure and bool(_RATE.match(fold(label)))),
        sums=bool(IS_TOTAL.match(fold(label).strip(" .:"))),
    )


def _percent(printed: GridRow, head: Head) -> str:
    return "%" if any(cell.endswith("%") for cell in printed.cells[head.label + 1 :]) else ""


def _filled(row: Row, found: list[tuple[int, Cell | None]], head: Head, *, sure: bool) -> _Draft:
    values = [cell.value if cell else None for _, cell in found]
    every = () if sure else tuple(values)
    given = [value for value in values if value is not None]
    if len(given) == 1 and len(values) > 3 and head.has_total and not sure:
        return _Draft(replace(row, values=(None,) * len(values)), given[0])
    place = next((index for index, (at, _) in enumerate(found) if at == head.total), None)
    if place is None and head.has_total and not sure and len(values) > 1:
        place = len(values) - 1
    if place is None:
        return _Draft(replace(row, values=tuple(values)))
    candidate = values[place]
    parts = [value for index, value in enumerate(values) if index != place and value is not None]
    # A whole is never smaller than one of its parts: where the head is broken such a figure is a value, its total lost.
    if sure or candidate is None or (parts and candidate >= max(parts)):
        values.pop(place)
        row = replace(row, total=candidate)
    return _Draft(settled(replace(row, values=tuple(values)), head.figures if sure else ()), all=every)


def settled(row: Row, columns: tuple[Column, ...] = ()) -> Row:
    """The row with its residual; columns that do not add up to the total (rates, last year's results) are left out."""
    adding = parts_of_row(row, [column.kind != ASIDE for column in columns])
    if row.total is None or not adding or row.rate:
        return replace(row, residual=None)
    return replace(row, residual=row.total - sum(adding, Decimal(0)))


def _with_strays(drafts: list[_Draft]) -> tuple[list[_Draft], list[Remark]]:
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
            whole = drafts[owner].all if drafts[owner].row.total is not None else drafts[owner].row.values
            drafts[owner] = _Draft(settled(replace(drafts[owner].row, values=whole, total=draft.stray)))
            remarks.append(Remark("total-taken", {**facts, "owner": drafts[owner].row.label}))
    return drafts, remarks


def _lacks(draft: _Draft, figure: Decimal, *, exactly: bool) -> bool:
    if draft.heading or (draft.row.total is not None and not draft.row.residual):
        return False
    # A figure taken as total that does not add up gives way to one beside the row that does, with it as a value.
    exactly = exactly or draft.row.total is not None
    taken = draft.all if draft.row.total is not None else draft.row.values
    given = [value for value in taken if value is not None]
    if not given:
        return False
    short = figure - sum(given, Decimal(0))
    return short == 0 if exactly else 0 <= short <= max(given)


def _unread(grid: Grid, head: Head) -> Iterator[Remark]:
    """Digits in places where a figure was looked for and none could be read, and figures where words belong."""
    words = {head.measure, *head.notes}
    for row in grid.rows[head.rows :]:
        if is_numbering(row.cells):
            continue
        label = _at(row, head.label)
        for place, text in enumerate(row.cells):
            if place <= head.label or not re.search(r"\d", text):
                continue
            if (place in words and figure_in(text) is not None) or (place not in words and cell_of(text) is None):
                yield Remark("cell-unread", {"label": label or "…", "text": text})
