"""What the page of an annex shows: its grid, the questions it asks, what may be chosen."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.documents import annex_units, catalogue
from nhipcau.documents.annex_grid import DIFFERS, FITS, LONG, NO_TOTAL, SHORT, Line, lines_of
from nhipcau.documents.catalogue import Choice
from nhipcau.documents.models import Annex, AnnexColumn, ReadItem
from nhipcau.lib.vietnamese import fold
from nhipcau.units.models import Unit
from nhipcau.units.short_names import short_name
from nhipcau.web.format import number

# More units than this are not listed in every select: they are searched for.
LISTED = 80


@dataclass(frozen=True)
class Option:
    """A unit one may choose for a column; `percent` how alike its name is, None for the others."""

    pk: int
    name: str
    percent: int | None = None


@dataclass(frozen=True)
class ColumnShown:
    """A column with its unit, what may be chosen instead, and how sure the match is."""

    column: AnnexColumn
    unit: Unit | None
    likest: list[Option]
    chosen: str

    @property
    def printed(self) -> str:
        return short_name(self.column.name)

    @property
    def short(self) -> str:
        return short_name(self.unit.name) if self.unit else ""

    @property
    def settled(self) -> bool:
        return self.column.decision != ReadItem.PENDING

    @property
    def percent(self) -> int:
        return round(self.column.score * 100)

    @property
    def left_out(self) -> bool:
        return self.column.decision == ReadItem.REFUSED


@dataclass(frozen=True)
class RowShown:
    """A line with the sentence that says what is odd about it, and the indicators it may mean."""

    line: Line
    said: str
    chip: tuple[str, str]
    options: list[Choice]
    places: tuple[Any, ...]  # what stands under each column: cells, or figures whose columns are not known

    @property
    def accepted(self) -> bool:
        return bool(self.line.row.decision == ReadItem.ACCEPTED)


@dataclass(frozen=True)
class Shown:
    """An annex as a page shows it."""

    annex: Annex
    columns: list[ColumnShown]
    rows: list[RowShown]
    units: list[Unit]

    @property
    def parted(self) -> bool:
        """Whether different things stand over the columns in the head."""
        return len({column.column.over for column in self.columns if column.column.name}) > 1

    @property
    def matched(self) -> int:
        return sum(1 for column in self.columns if column.unit)

    @property
    def open_columns(self) -> int:
        """Columns with figures that are neither a unit's nor left out."""
        return sum(1 for column in self.columns if not column.unit and not column.left_out)

    @property
    def without_column(self) -> list[Unit]:
        """Units below that no column is matched to."""
        taken = {column.unit.pk for column in self.columns if column.unit}
        return [unit for unit in self.units if unit.pk not in taken]

    @property
    def lost(self) -> list[tuple[int, int, range]]:
        """(how many cells are lost, in how many rows, a place for each), fewest first."""
        counts = Counter(row.line.lost for row in self.rows if row.line.state == SHORT)
        return [(many, rows, range(many)) for many, rows in sorted(counts.items())]

    @property
    def differing(self) -> int:
        return sum(1 for row in self.rows if row.line.state == DIFFERS)

    @property
    def without_total(self) -> int:
        return sum(1 for row in self.rows if row.line.state == NO_TOTAL)

    @property
    def accepted(self) -> int:
        return sum(1 for row in self.rows if row.accepted)

    @property
    def countable(self) -> int:
        return sum(1 for row in self.rows if row.line.counts)

    @property
    def groups(self) -> list[tuple[str, list[RowShown]]]:
        """The rows under their groups, in order."""
        found: list[tuple[str, list[RowShown]]] = []
        for row in self.rows:
            if not found or found[-1][0] != row.line.row.group:
                found.append((row.line.row.group, []))
            found[-1][1].append(row)
        return found

    @property
    def span(self) -> int:
        """Cells a line over the whole grid covers."""
        return len(self.columns) + 4


def shown_of(
    annex: Annex, *, find_unit: str = "", find_indicator: str = "", chosen: Mapping[int, str] | None = None
) -> Shown:
    """The annex with everything that may be chosen; `find_unit` and `find_indicator` add what a search finds, accents
    forgiven; `chosen` is what a form that came back had chosen for its columns."""
    units = annex_units.of_annex(annex)
    columns = list(annex.columns.all())
    lines = lines_of(columns, annex.rows.all(), totalled=annex.totalled)
    found = _found(units, find_unit)
    by_pk = {unit.pk: unit for unit in units}
    shown = [_column(column, by_pk, found, chosen or {}) for column in columns]
    return Shown(annex, shown, _rows(annex, columns, lines, find_indicator), units)


def _found(units: Sequence[Unit], text: str) -> list[Unit]:
    words = fold(text).split()
    return [unit for unit in units if words and all(word in fold(f"{unit.name} {unit.code}") for word in words)][:20]


def _column(
    column: AnnexColumn, units: Mapping[int, Unit], found: Iterable[Unit], chosen: Mapping[int, str]
) -> ColumnShown:
    likest = [Option(pk, units[pk].name, round(score * 100)) for pk, score in column.suggestions if pk in units]
    unit = units.get(column.unit_id) if column.unit_id else None
    extra = [*found, *([unit] if unit else [])]
    if len(units) <= LISTED:
        extra = [other for other in units.values() if not any(other.pk == option.pk for option in likest)]
    listed = {option.pk for option in likest}
    likest += [Option(other.pk, other.name) for other in dict.fromkeys(extra) if other.pk not in listed]
    own = "0" if column.decision == ReadItem.REFUSED else str(column.unit_id or "")
    return ColumnShown(column, unit, likest, chosen.get(column.pk, own))


def _rows(annex: Annex, columns: Sequence[AnnexColumn], lines: Sequence[Line], find: str) -> list[RowShown]:
    codes = {code for line in lines for code, _score in line.row.suggestions} | {line.row.indicator for line in lines}
    known = catalogue.by_codes(code for code in codes if code)
    found = catalogue.search(find, 12) if find.strip() else []
    return [_row(line, columns, known, found) for line in lines]


def _row(line: Line, columns: Sequence[AnnexColumn], known: Mapping[str, Choice], found: Sequence[Choice]) -> RowShown:
    offered = [line.row.indicator, *(code for code, _score in line.row.suggestions), *(choice.code for choice in found)]
    every = {**known, **{choice.code: choice for choice in found}}
    options = [every[code] for code in dict.fromkeys(offered) if code in every]
    places: tuple[Any, ...] = line.cells
    if not line.cells:
        # In order from the left: which column each belongs to is not known.
        places = tuple(line.figures[: len(columns)]) + (None,) * (len(columns) - len(line.figures))
    return RowShown(line, sentence(line), chip(line), options, places)


def sentence(line: Line) -> str:
    """What is odd about a line, and what to do; empty where nothing is."""
    count = sum(1 for value in line.figures if value is not None)
    facts = {"sum": number(line.sum), "total": number(line.total), "residual": number(line.residual), "n": line.lost}
    if line.state == SHORT:
        return ngettext(
            "%(count)s figures; the cell of %(n)s column is lost. Say below which it is.",
            "%(count)s figures; the cells of %(n)s columns are lost. Say below which they are.",
            line.lost,
        ) % {**facts, "count": count}
    if line.state == LONG:
        return _("%(n)s figures more than there are columns; add the columns whose names are lost.") % {"n": -line.lost}
    if line.state == DIFFERS and line.sum is None:
        return _("Only the total %(total)s is given, for no unit.") % facts
    if line.state == DIFFERS:
        return _("The figures add up to %(sum)s, the total says %(total)s: %(residual)s apart.") % facts
    if line.state == NO_TOTAL:
        return _("The total is lost; the figures add up to %(sum)s.") % facts
    return ""


def chip(line: Line) -> tuple[str, str]:
    """How a line stands, as a chip: state and words; empty words where there is nothing to say."""
    if line.state == FITS:
        return ("none", _("rate")) if line.row.rate else ("met", "0") if line.total is not None else ("none", "")
    if line.state == DIFFERS:
        residual = line.residual if line.residual is not None else Decimal(0)
        return ("behind" if residual >= 0 else "late", f"{'+' if residual > 0 else ''}{number(residual)}")
    if line.state in (SHORT, LONG):
        return ("late", _("cells?"))
    return ("wait", _("no total")) if line.state == NO_TOTAL else ("none", "")


@dataclass(frozen=True)
class Edited:
    """The row whose figures are being written: an input for each column and one for the total."""

    row: RowShown
    inputs: list[tuple[ColumnShown, str, Decimal | None]]
    total: str


def edited(shown: Shown, pk: int | None, typed: Mapping[str, str]) -> Edited | None:
    """The inputs of row `pk`; None where there is no such row or its figures have no columns yet."""
    row = next((row for row in shown.rows if row.line.row.pk == pk), None)
    if row is None or row.line.lost:
        return None
    cells = {cell.column.pk: cell for cell in row.line.cells}
    inputs = []
    for column in shown.columns:
        cell = cells.get(column.column.pk)
        text = "" if cell is None or cell.value is None else number(cell.value)
        inputs.append((column, typed.get(str(column.column.pk), text), cell.printed if cell else None))
    total = "" if row.line.total is None else number(row.line.total)
    return Edited(row, inputs, typed.get("total", total))
