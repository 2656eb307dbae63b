"""The grid of an annex as it stands: what the paper prints, what a person wrote beside it, what adds up. No queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from nhipcau.documents.models import AnnexColumn, AnnexRow, ReadItem

# How a line stands: words only; a line of sums; cells lost; more figures than columns; total and sum differ; the paper
# has totals but not here; all is well.
HEADING, SUMS, SHORT, LONG, DIFFERS, NO_TOTAL, FITS = "heading", "sums", "short", "long", "differs", "no_total", "fits"
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Cell:
    """A figure in its column. `printed` is what the paper has there (None where the cell is lost: `gap`)."""

    column: AnnexColumn
    value: Decimal | None
    printed: Decimal | None
    gap: bool = False
    corrected: bool = False


@dataclass(frozen=True)
class Line:
    """A row with its figures in their columns. `cells` is empty where it is not known which column each belongs to;
    `figures` are then the figures in order."""

    row: AnnexRow
    cells: tuple[Cell, ...]
    figures: tuple[Decimal | None, ...]
    lost: int
    sum: Decimal | None
    total: Decimal | None
    state: str

    @property
    def residual(self) -> Decimal | None:
        """Total less sum; None where either is missing or the row is a rate."""
        if self.total is None or self.sum is None or self.row.rate:
            return None
        return self.total - self.sum

    @property
    def asks(self) -> str:
        """What a person has to say before the row counts: `gaps`, `columns`, `takes`, or nothing."""
        if self.state == SHORT:
            return "gaps"
        if self.state == LONG:
            return "columns"
        return "takes" if self.state in (DIFFERS, NO_TOTAL) and not self.row.takes else ""

    @property
    def counts(self) -> bool:
        """Whether a target can come of it."""
        return self.state not in (HEADING, SUMS)

    @property
    def value(self) -> Decimal | None:
        """What the target will be, as far as it has been said."""
        if not self.counts or self.asks:
            return None
        if self.row.rate:
            given = {cell.value for cell in self.given}
            return self.total if self.total is not None else given.pop() if len(given) == 1 else None
        if self.row.takes == AnnexRow.SUM or self.total is None:
            return self.sum
        return self.total

    @property
    def given(self) -> list[Cell]:
        """The cells of units that get something."""
        return [cell for cell in self.cells if _goes_out(cell.column) and cell.value is not None]


def _goes_out(column: AnnexColumn) -> bool:
    return column.adds and column.decision != ReadItem.REFUSED


def lines_of(columns: Sequence[AnnexColumn], rows: Iterable[AnnexRow], *, totalled: bool) -> list[Line]:
    """The rows as lines of the grid."""
    return [line_of(columns, row, totalled=totalled) for row in rows]


def line_of(columns: Sequence[AnnexColumn], row: AnnexRow, *, totalled: bool) -> Line:
    """One row as a line of the grid."""
    figures = tuple(figure(text) for text in row.printed)
    total = row.total if row.total is not None else row.printed_total
    gaps = {pk for pk in row.gaps if any(column.pk == pk for column in columns)}
    if not any(value is not None for value in figures):
        # Nothing is printed: no figure can be in the wrong column.
        figures, gaps = (None,) * len(columns), set()
    lost = len(columns) - len(figures) - len(gaps)
    if not any(value is not None for value in figures) and total is None and not row.corrected:
        return Line(row, (), figures, 0, None, None, HEADING)
    if lost:
        given = [value for value in figures if value is not None]
        return Line(row, (), figures, lost, sum(given, _ZERO), total, SHORT if lost > 0 else LONG)
    cells = tuple(_cells(columns, row, figures, gaps))
    parts = [cell.value for cell in cells if _goes_out(cell.column) and cell.value is not None]
    found = sum(parts, _ZERO) if parts else None
    return Line(row, cells, figures, 0, found, total, _state(row, found, total, totalled=totalled))


def _cells(
    columns: Sequence[AnnexColumn], row: AnnexRow, figures: Sequence[Decimal | None], gaps: set[int]
) -> Iterable[Cell]:
    left = list(figures)
    for column in columns:
        gap = column.pk in gaps
        printed = None if gap else left.pop(0)
        key = str(column.pk)
        corrected = key in row.corrected
        yield Cell(column, figure(row.corrected[key]) if corrected else printed, printed, gap, corrected)


def _state(row: AnnexRow, found: Decimal | None, total: Decimal | None, *, totalled: bool) -> str:
    if row.sums:
        return SUMS
    if row.rate or (found is not None and found == total):
        return FITS
    if total is None:
        return NO_TOTAL if totalled else FITS
    return DIFFERS


def figure(text: Any) -> Decimal | None:
    """A figure kept as text."""
    return None if text is None else Decimal(text)
