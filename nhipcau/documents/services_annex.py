"""Answering what an annex leaves open: which unit a column is, which cells are lost, what a row means and takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents import annex_units, annexes, catalogue
from nhipcau.documents.annex_grid import DIFFERS, NO_TOTAL, Line, line_of, lines_of
from nhipcau.documents.locks import held
from nhipcau.documents.models import Annex, AnnexColumn, AnnexRow, ReadItem
from nhipcau.lib.decimals import OutOfLimits, checked
from nhipcau.web.problems import Conflict, Problem

MOST_COLUMNS = 200


@dataclass(frozen=True)
class RowAnswer:
    """What a form says of a row: accepted or not, the indicator's code ("" for none), what it takes where the figures
    do not add up ("total", "sum" or "")."""

    accepted: bool
    indicator: str
    takes: str


@transaction.atomic
def match_columns(annex: Annex, answers: Mapping[int, int | None], *, revision: int, by: Access) -> int:
    """Says which unit each column is: {column id: unit id, 0 to leave the column out, None where not known}.

    Columns with a unit are settled. Gives how many changed. Problem where a unit is named twice or is none below.
    """
    annex = _open(annex, revision, by)
    columns = {column.pk: column for column in annex.columns.all()}
    allowed = {unit.pk: unit for unit in annex_units.of_annex(annex)}
    wanted = {pk: answer for pk, answer in answers.items() if pk in columns}
    chosen = [wanted.get(pk, column.unit_id) for pk, column in columns.items()]
    for unit_id in filter(None, chosen):
        if unit_id not in allowed:
            raise Problem(_("One of the units chosen is not below this one; choose from the list."))
        if chosen.count(unit_id) > 1:
            raise Problem(_("%(unit)s is chosen for two columns; a unit has one column only.") % {
                "unit": allowed[unit_id].name})  # fmt: skip
    out = {column.pk for column in columns.values() if column.decision == ReadItem.REFUSED}
    changed = [columns[pk] for pk, answer in wanted.items() if _answered(columns[pk], answer)]
    if not changed:
        return 0
    before = {str(column.order + 1): _told(columns[column.pk], allowed) for column in annex.columns.all()}
    # Two columns may exchange their units: first no one has any.
    annex.columns.filter(pk__in=[column.pk for column in changed]).update(unit=None)
    AnnexColumn.objects.bulk_update(changed, ["unit", "decision"])
    if {column.pk for column in columns.values() if column.decision == ReadItem.REFUSED} != out:
        # Other sums than those a person chose by: these rows ask again.
        annex.rows.exclude(takes="").update(takes="", decision=ReadItem.PENDING)
    after = {str(column.order + 1): _told(column, allowed) for column in columns.values()}
    _done(annex, "documents.annex.matched", by, before=_only_changed(before, after), after=_only_changed(after, before))
    return len(changed)


def _answered(column: AnnexColumn, answer: int | None) -> bool:
    """Writes the answer into the column; whether it says anything new."""
    was = (column.unit_id, column.decision)
    column.unit_id = answer or None
    column.decision = ReadItem.REFUSED if answer == 0 else ReadItem.ACCEPTED if answer else ReadItem.PENDING
    return was != (column.unit_id, column.decision)


def _told(column: AnnexColumn, units: Mapping[int, Any]) -> str:
    unit = units.get(column.unit_id) if column.unit_id else None
    return f"{unit.code if unit else column.unit_id or '–'} ({column.decision})"


def _only_changed(ones: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in ones.items() if others.get(name) != value}


@transaction.atomic
def add_column(annex: Annex, *, after: int, revision: int, by: Access) -> AnnexColumn:
    """Puts in a column the paper's head has lost, behind column `after` (0: at the beginning). Rows that now have
    fewer figures than columns ask which of their cells is lost."""
    annex = _open(annex, revision, by)
    columns = list(annex.columns.all())
    place = next((index + 1 for index, column in enumerate(columns) if column.pk == after), 0)
    if len(columns) >= MOST_COLUMNS:
        raise Problem(_("A table has at most %(n)s columns.") % {"n": MOST_COLUMNS})
    made = AnnexColumn(annex=annex, added=True, order=place)
    columns.insert(place, made)
    _number(columns)
    made.save()
    AnnexColumn.objects.bulk_update([column for column in columns if column is not made], ["order"])
    _unsettle(annex)
    _done(annex, "documents.annex.column_added", by, after={"place": place + 1})
    return made


@transaction.atomic
def remove_column(column: AnnexColumn, *, revision: int, by: Access) -> None:
    """Takes out a column a person put in; one of the paper is left out instead."""
    annex = _open(column.annex, revision, by)
    if not column.added:
        raise Problem(_("This column stands on the paper; leave it out instead."))
    _done(annex, "documents.annex.column_removed", by, before={"place": column.order + 1})
    column.delete()
    columns = list(annex.columns.all())
    _number(columns)
    AnnexColumn.objects.bulk_update(columns, ["order"])
    _unsettle(annex)


def _number(columns: Sequence[AnnexColumn]) -> None:
    for order, column in enumerate(columns):
        column.order = order


def _unsettle(annex: Annex) -> None:
    """Rows are looked at again once the columns are others: what was said of lost cells no longer fits."""
    rows = list(annex.rows.all())
    for row in rows:
        row.corrected = {pk: value for pk, value in row.corrected.items() if int(pk) not in row.gaps}
        row.gaps, row.takes, row.decision = [], "", ReadItem.PENDING
    AnnexRow.objects.bulk_update(rows, ["gaps", "corrected", "takes", "decision"])


@transaction.atomic
def place_gaps(annex: Annex, gaps: Mapping[int, Sequence[int]], *, fill: bool, revision: int, by: Access) -> int:
    """Says which cells are lost in rows that have too few: {how many are lost: ids of their columns}, for all such rows
    at once. With `fill` what the total lacks is written into the lost cells, where it divides among them equally. Gives
    how many rows changed."""
    annex = _open(annex, revision, by)
    columns = list(annex.columns.all())
    rows = []
    for line in lines_of(columns, annex.rows.all(), totalled=annex.totalled):
        chosen = [pk for pk in gaps.get(line.lost, ()) if any(column.pk == pk for column in columns)]
        if line.lost > 0 and len(set(chosen)) == line.lost:
            line.row.gaps = [*line.row.gaps, *chosen]
            rows.append(line.row)
    if not rows:
        raise Problem(_("Choose as many different units as cells are missing."))
    if fill:
        for row in rows:
            _fill(line_of(columns, row, totalled=annex.totalled))
    AnnexRow.objects.bulk_update(rows, ["gaps", "corrected"])
    said = {str(row.order + 1): row.corrected or [column.order + 1 for column in columns if column.pk in row.gaps]
            for row in rows}  # fmt: skip
    _done(annex, "documents.annex.gaps_placed", by, after=said)
    return len(rows)


def _fill(line: Line) -> None:
    """Writes the residual into the lost cells of a row, in equal parts no finer than its figures are written."""
    lost = [cell for cell in line.cells if cell.gap and not cell.corrected]
    if not lost or not line.residual or line.residual < 0:
        return
    places = max([_places(line.residual), *(_places(cell.value) for cell in line.cells if cell.value is not None)])
    part = line.residual / len(lost)
    if part == part.quantize(Decimal(1).scaleb(-places)):
        line.row.corrected = {**line.row.corrected, **{str(cell.column.pk): format(part, "f") for cell in lost}}


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@transaction.atomic
def correct_row(
    row: AnnexRow,
    figures: Mapping[int, Decimal | None],
    *,
    total: Decimal | None,
    rate: bool,
    revision: int,
    by: Access,
) -> AnnexRow:
    """Writes figures of a row: {column id: figure or None}. What the paper prints stays beside them; one as printed is
    no correction. `total` None: as printed. The row waits to be accepted again."""
    annex = _open(row.annex, revision, by)
    row = annex.rows.get(pk=row.pk)
    columns = list(annex.columns.all())
    line = line_of(columns, row, totalled=annex.totalled)
    before = {"corrected": row.corrected, "total": row.total, "rate": row.rate}
    for value in (*figures.values(), total):
        _must_fit(value)
    if line.lost:
        raise Problem(_("Say first which cells of this row are lost; then its figures can be corrected."))
    printed = {cell.column.pk: cell.printed for cell in line.cells} or {column.pk: None for column in columns}
    row.corrected = {
        str(pk): None if value is None else format(value, "f")
        for pk, value in figures.items()
        if pk in printed and value != printed[pk]
    }
    row.total = None if total == row.printed_total else total
    row.rate, row.takes, row.decision = rate, "", ReadItem.PENDING
    row.save(update_fields=["corrected", "total", "rate", "takes", "decision"])
    after = {"corrected": row.corrected, "total": row.total, "rate": row.rate}
    _done(annex, "documents.annex.row_corrected", by, before={"row": row.order + 1, **before}, after=after)
    return row


def _must_fit(value: Decimal | None) -> None:
    try:
        fits = value is None or checked(value) >= 0
    except OutOfLimits:
        fits = False
    if not fits:
        raise Problem(_("Write numbers from 0 up, with at most 6 decimals."))


@transaction.atomic
def decide_rows(annex: Annex, answers: Mapping[int, RowAnswer], *, revision: int, by: Access) -> int:
    """Accepts rows or lays them back, with their indicator and what they take; gives how many changed. Problem, with
    nothing changed, where an accepted row still asks something."""
    annex = _open(annex, revision, by)
    columns = list(annex.columns.all())
    known = catalogue.by_codes(answer.indicator for answer in answers.values() if answer.indicator)
    changed, before, after = [], {}, {}
    for row in annex.rows.filter(pk__in=answers):
        was = _state_of(row)
        answer = answers[row.pk]
        if answer.indicator and answer.indicator not in known:
            raise Problem(
                _("There is no indicator %(code)s; choose one from the list.") % {"code": answer.indicator[:40]}
            )
        row.indicator = answer.indicator
        row.takes = answer.takes if answer.takes in (AnnexRow.TOTAL, AnnexRow.SUM) else ""
        row.decision = ReadItem.ACCEPTED if answer.accepted else ReadItem.PENDING
        line = line_of(columns, row, totalled=annex.totalled)
        if line.state not in (DIFFERS, NO_TOTAL):
            row.takes = ""  # nothing to choose
        if answer.accepted:
            _must_be_clear(line)
        if _state_of(row) != was:
            changed.append(row)
            before[str(row.order + 1)], after[str(row.order + 1)] = was, _state_of(row)
    if changed:
        AnnexRow.objects.bulk_update(changed, ["indicator", "takes", "decision"])
        _done(annex, "documents.annex.rows_decided", by, before=before, after=after)
    return len(changed)


def _state_of(row: AnnexRow) -> list[str]:
    return [row.decision, row.indicator, row.takes]


def _must_be_clear(line: Line) -> None:
    name = {"row": line.row.label[:80]}
    if not line.counts:
        raise Problem(_("“%(row)s” holds no figure to give out; leave it.") % name)
    if line.asks in ("gaps", "columns"):
        raise Problem(_("“%(row)s”: say first which column each of its figures belongs to.") % name)
    if line.asks:
        raise Problem(
            _("“%(row)s”: the figures do not add up to the total; choose the total, the sum, or leave the row.") % name
        )
    if line.value is None:
        raise Problem(_("“%(row)s”: the figures differ and no total says the whole; write the total first.") % name)


@transaction.atomic
def turn(annex: Annex, *, revision: int, by: Access) -> Annex:
    """Exchanges rows and columns where the units stand on the other side; everything is asked again."""
    annex = _open(annex, revision, by)
    annex.turned = not annex.turned
    annexes.lay_out(annex)
    _done(annex, "documents.annex.turned", by, after={"turned": annex.turned})
    return annex


@transaction.atomic
def close(annex: Annex, *, revision: int, by: Access) -> Annex:
    """Ends the asking: allocations are being made of the annex in the caller's transaction. Conflict when they were."""
    annex = _open(annex, revision, by)
    annex.allocated_at = timezone.now()
    annex.save(update_fields=["allocated_at"])
    _done(annex, "documents.annex.allocated", by)
    return annex


def _open(annex: Annex, revision: int, by: Access) -> Annex:
    """The annex as it stands, its document held against others; Conflict when someone answered meanwhile, allocations
    were made of it, or the document was read again without it."""
    by.require("documents.write", annex.document.unit.path)
    # The document, as whoever reads it again does, and all its tables with it: they go into one programme.
    held(annex.document)
    now = Annex.objects.select_related("document__unit").filter(pk=annex.pk).first()
    if now is None:
        raise Conflict(_("The document was read again meanwhile and this was no longer found; look at the page anew."))
    if now.allocated_at:
        raise Conflict(_("Allocations were made of this table already; change them in the matrix."))
    if now.revision != revision:
        raise Conflict(_("Someone else answered for this table meanwhile; look at it again, then answer."))
    return now


def _done(
    annex: Annex,
    action: str,
    by: Access,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    annex.revision += 1
    annex.save(update_fields=["revision", "turned"])
    unit = annex.document.unit
    record(by, action, annex, unit_id=unit.pk, unit_path=unit.path, before=before, after=after)
