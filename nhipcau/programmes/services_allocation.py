"""Giving targets to the units below: values, proposals and answers to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.access import Access, NotVisible
from nhipcau.audit.services import record
from nhipcau.lib.decimals import OutOfLimits, checked
from nhipcau.programmes import division, rows, workflow
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.rows import Cell, Row
from nhipcau.units.models import Unit
from nhipcau.web.problems import Conflict, Problem


@dataclass(frozen=True)
class RowEntry:
    """What a form says of one target: the stamp it was shown with, values by unit (None: none), locks by unit."""

    target_id: int
    stamp: str
    values: Mapping[int, Decimal | None]
    locked: Mapping[int, bool] | None = None
    key: str = division.MANUAL


@transaction.atomic
def save_rows(unit: Unit, entries: Sequence[RowEntry], *, today: date, by: Access) -> int:
    """Writes draft values into the matrix; says how many cells changed. All or nothing.

    A value that changes goes back to draft. Raises Conflict when a changed row is not as the form showed it, Problem
    for what was issued, is below zero or is no share of the target.
    """
    by.require("programmes.write", unit.path)
    found = {row.target.pk: row for row in rows.held_rows(unit, [entry.target_id for entry in entries], today)}
    changed = 0
    for entry in entries:
        row = found.get(entry.target_id)
        if row is None:
            raise NotVisible("programmes.write")
        changed += _save_row(unit, row, entry, by)
    return changed


def _save_row(unit: Unit, row: Row, entry: RowEntry, by: Access) -> int:
    cells = {cell.unit.pk: cell for cell in row.cells}
    if not set(entry.values) <= set(cells):
        raise rows.stale()
    locks = entry.locked or {}
    changes = {pk: value for pk, value in entry.values.items() if value != cells[pk].value}
    relocked = {pk: lock for pk, lock in locks.items() if pk in cells and lock != cells[pk].locked}
    if not changes and not relocked:
        return 0
    if entry.stamp != row.stamp:
        raise rows.stale()
    _check_row(unit, row)
    for pk, value in changes.items():
        _check_cell(cells[pk], value)
    before = {cells[pk].unit.code: cells[pk].value for pk in changes}
    _write(unit, row, cells, changes, relocked, entry.key)
    after = {cells[pk].unit.code: value for pk, value in changes.items()}
    record(by, "programmes.target.divided", row.target, unit_id=unit.pk, unit_path=unit.path,
           before=before, after={**after, "key": entry.key} if after else {"locks": len(relocked)})  # fmt: skip
    return len(changes) or len(relocked)


def _check_row(unit: Unit, row: Row) -> None:
    own = row.target.programme.issuer_id == unit.pk
    if not own and row.above is None:
        raise NotVisible("programmes.write")
    if row.target.cascade != "split" or row.given is None:
        raise Problem(_("This target is not divided among the units below."))
    if row.target.programme.state == Programme.REPLACED:
        raise Problem(_("This programme was replaced by another; divide the targets of that one."))


def _check_cell(cell: Cell, value: Decimal | None) -> None:
    if not cell.open:
        raise Problem(
            _("%(unit)s: this value was issued by a decision; change it by an adjustment with a reason.")
            % {"unit": cell.unit.name}
        )
    if value is None:
        return
    try:
        fits = checked(value) >= 0
    except OutOfLimits:
        fits = False
    if not fits:
        raise Problem(_("%(unit)s: write a number from 0 up, with at most 6 decimals.") % {"unit": cell.unit.name})


def _write(
    unit: Unit,
    row: Row,
    cells: Mapping[int, Cell],
    changes: Mapping[int, Decimal | None],
    locks: Mapping[int, bool],
    key: str,
) -> None:
    new, kept, gone = [], {}, []
    for pk, value in changes.items():
        share = cells[pk].allocation
        if share is None and value is not None:
            new.append(Allocation(target=row.target, by_unit=unit, unit_id=pk, above=row.above, value=value, key=key,
                                  locked=locks.get(pk, False)))  # fmt: skip
        elif share is not None and value is None:
            gone.append(share.pk)
        elif share is not None and value is not None:
            share.value, share.key, share.state, share.above = value, key, workflow.DRAFT, row.above
            kept[pk] = share
    for pk, lock in locks.items():
        share = cells[pk].allocation
        if share is not None and share.pk not in gone:
            share.locked = lock
            kept[pk] = share
    Allocation.objects.bulk_create(new, batch_size=2000)
    Allocation.objects.bulk_update(kept.values(), ["value", "key", "state", "above", "locked"], batch_size=500)
    try:
        Allocation.objects.filter(pk__in=gone).delete()
    except ProtectedError as used:
        raise Problem(_("A unit has divided its share further already; that must be taken back first.")) from used


@transaction.atomic
def apply_division(
    unit: Unit, target: Target, wish: division.Wish, *, stamp: str, today: date, by: Access
) -> division.Division:
    """Divides a target by a key and writes what each child gets. Raises Problem, or Conflict when `stamp` is old."""
    by.require("programmes.write", unit.path)
    row = rows.held_rows(unit, [target.pk], today)[0]
    if row.stamp != stamp:
        raise rows.stale()
    found = division.divide(unit, row, wish, today)
    values: dict[int, Decimal | None] = {pk: None if pk in wish.excluded else v for pk, v in found.values.items()}
    _save_row(unit, row, RowEntry(target.pk, stamp, values, key=wish.key), by)
    return found


@transaction.atomic
def propose(unit: Unit, programme: Programme, *, by: Access) -> int:
    """Sends the unit's drafts of a programme to the units below for their word; says how many."""
    by.require("programmes.write", unit.path)
    if programme.state != Programme.ISSUED:
        raise Problem(_("Issue the programme first; the units below do not see a draft."))
    drafts = Allocation.objects.current().filter(
        by_unit=unit, target__programme=programme, state__in=workflow.states_for("propose")
    )
    count = drafts.update(state=workflow.MOVES[(workflow.DRAFT, "propose")].to)
    if not count:
        raise Problem(_("There is no draft to send; divide a target first."))
    record(by, "programmes.allocations.proposed", programme, unit_id=unit.pk, unit_path=unit.path,
           after={"count": count})  # fmt: skip
    return count


def counter(allocation: Allocation, *, value: Decimal, reason: str, by: Access) -> None:
    """The receiving unit answers a proposal with what it sets itself, and why."""
    by.require("allocations.acknowledge", allocation.unit.path)
    if value < 0:
        raise Problem(_("Write a number from 0 up."))
    _move(allocation, "counter", note=reason, by=by, self_set=value, reason=reason.strip())


def agree(allocation: Allocation, *, by: Access) -> None:
    """The receiving unit agrees with what is proposed."""
    _move(allocation, "agree", by=by)


def take(allocation: Allocation, *, by: Access) -> None:
    """The giving unit takes over what the receiving unit set itself."""
    by.require("programmes.write", allocation.by_unit.path)
    if allocation.self_set is None:
        raise Problem(_("The unit named no value of its own."))
    _move(allocation, "take", by=by, value=allocation.self_set)


def propose_again(allocation: Allocation, *, by: Access) -> None:
    """The giving unit stays with its value after a counter-proposal."""
    _move(allocation, "propose", by=by)


def acknowledge(allocation: Allocation, *, by: Access) -> None:
    """The receiving unit confirms that it has received what was issued to it."""
    _move(allocation, "acknowledge", by=by, acknowledged_at=timezone.now())


@transaction.atomic
def _move(allocation: Allocation, action: str, *, by: Access, note: str = "", **changes: object) -> None:
    """Claims a move by a conditional update: of two people at once one wins, the other gets a Conflict."""
    move = workflow.MOVES.get((allocation.state, action))
    if move is None:
        raise Conflict(_("This allocation has moved on meanwhile; look at it again."))
    at = allocation.by_unit if move.at == workflow.GIVER else allocation.unit
    by.require(move.permission, at.path)
    if move.note_required and not note.strip():
        raise Problem(_("Write the reason; the other side reads it."))
    held = Allocation.objects.current().filter(pk=allocation.pk, state=allocation.state, value=allocation.value)
    if held.update(state=move.to, **changes) != 1:
        raise Conflict(_("This allocation has moved on meanwhile; look at it again."))
    record(by, f"programmes.allocation.{_PAST[action]}", allocation, unit_id=at.pk, unit_path=at.path,
           before={"state": allocation.state, "value": allocation.value},
           after={"state": move.to, **{k: v for k, v in changes.items() if k != "acknowledged_at"}},
           reason=note.strip())  # fmt: skip
    allocation.refresh_from_db()


_PAST = {
    "propose": "proposed",
    "counter": "countered",
    "agree": "agreed",
    "take": "taken",
    "acknowledge": "acknowledged",
}
