"""Assigning by decision: issuing what was divided, and adjusting it later by a new version."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents import services as documents
from nhipcau.documents.models import Document
from nhipcau.programmes import rows, workflow
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.rows import Row
from nhipcau.programmes.versions import write_versions
from nhipcau.programmes.workflow import COUNTERED
from nhipcau.units.models import Unit
from nhipcau.web.format import number
from nhipcau.web.problems import Conflict, Problem

# A decision names every unit up to this many lines; beyond it, each target with its total.
LINES = 4000


@transaction.atomic
def issue(
    unit: Unit,
    programme: Programme,
    *,
    stamps: Mapping[int, str],
    today: date,
    by: Access,
    over: str = "",
) -> Document:
    """Assigns the targets named by `stamps` ({target id: the stamp its row was shown with}) by one decision.

    Split targets must add up to exactly what was given; one that is given out above it needs a reason in `over`, one
    that falls short is refused. Copied targets go to every child that has none. Gives the decision, which carries the
    next number of the register. Raises Conflict when a row is not as it was shown; nothing is changed then.
    """
    by.require("programmes.issue", unit.path)
    found = rows.held_rows(unit, list(stamps), today)
    if not found:
        raise Problem(_("Choose at least one target to assign."))
    if any(row.target.programme.state != Programme.ISSUED for row in found):
        raise Problem(_("Issue the programme first, then assign its targets."))
    for row in found:
        if row.target.programme_id != programme.pk or row.stamp != stamps[row.target.pk]:
            raise rows.stale()
        _must_be_ready(row, over.strip())
    decision = _decision(unit, programme, found, today, by)
    for row in found:
        _issue_row(unit, row, decision, over.strip(), today)
    counts = {row.target.code: len(row.cells) for row in found}
    record(by, "programmes.allocations.issued", programme, unit_id=unit.pk, unit_path=unit.path,
           after={"decision": decision.number, "targets": counts}, reason=over.strip())  # fmt: skip
    return decision


def _must_be_ready(row: Row, over: str) -> None:
    name = row.target.text or row.target.code
    if row.standing in (rows.NOT_DIVIDED, rows.UNTOUCHED):
        raise Problem(_("“%(target)s” has nothing to assign; divide it first.") % {"target": name[:80]})
    if row.countered:
        who = next(c.unit.name for c in (*row.cells, *row.former) if c.allocation and c.allocation.state == COUNTERED)
        raise Problem(
            _("“%(target)s”: %(unit)s has named another value; settle that first.") % {"target": name[:80], "unit": who}
        )
    if row.standing == rows.SHORT:
        raise Problem(
            _("“%(target)s” is not divided up: %(left)s is left. Divide it, then issue.")
            % {"target": name[:80], "left": number(-(row.difference or Decimal(0)))}
        )
    if row.standing == rows.OVER and not over:
        raise Problem(
            _("“%(target)s” is given out %(more)s above what was given; write the reason or divide it again.")
            % {"target": name[:80], "more": number(row.difference)}
        )
    if row.standing != rows.COPIED and not row.waits:
        raise Conflict(_("“%(target)s” was issued already.") % {"target": name[:80]})


def _issue_row(unit: Unit, row: Row, decision: Document, over: str, today: date) -> None:
    given = {
        "decision": decision.number,
        "decision_document": decision,
        "valid_from": today,
        "reason": over if row.standing == rows.OVER else "",
    }
    if row.standing == rows.COPIED:
        missing = [cell.unit for cell in row.cells if cell.allocation is None]
        Allocation.objects.bulk_create(
            [
                Allocation(target=row.target, by_unit=unit, unit=child, above=row.above, value=row.given or Decimal(0),
                           key="copy", state=workflow.ISSUED, **given)
                for child in missing
            ],
            batch_size=2000,
        )  # fmt: skip
    shares = [cell.allocation for cell in (*row.cells, *row.former) if cell.allocation]
    waiting = [share for share in shares if share.state in workflow.states_for("issue")]
    held = Allocation.objects.current().filter(
        pk__in=[share.pk for share in waiting], state__in=workflow.states_for("issue")
    )
    if held.update(state=workflow.ISSUED, above=row.above, **given) != len(waiting):
        raise rows.stale()


def _decision(unit: Unit, programme: Programme, found: Sequence[Row], today: date, by: Access) -> Document:
    title = _("Assigning the targets of %(period)s: %(programme)s") % {
        "period": programme.period,
        "programme": programme.title,
    }
    return documents.issue(unit, doc_type="QĐ", title=title, text=_wording(title, found), today=today, by=by)


def _wording(title: str, found: Sequence[Row]) -> str:
    each = sum(len(row.cells) for row in found) <= LINES
    lines = [title, ""]
    for place, row in enumerate(found, 1):
        measure = row.target.measure
        lines.append(f"{place}. {row.target.text or row.target.code}: {number(row.given)} {measure}".rstrip())
        if each:
            copied = row.standing == rows.COPIED
            lines += [
                f"   {cell.unit.name}: {number(row.given if copied else cell.value)}"
                for cell in row.cells
                if copied or cell.allocation
            ]
    return "\n".join(lines) + "\n"


@transaction.atomic
def adjust(
    unit: Unit,
    target: Target,
    *,
    values: Mapping[int, Decimal],
    reason: str,
    stamp: str,
    today: date,
    by: Access,
) -> Document:
    """Changes issued values by a later decision: each changed share gets a new version, the old one is kept.

    `values`: what units (today's children, and former ones that still hold a share) shall have; units left out keep
    theirs. The sum must again be exactly what was given. Gives the decision.
    """
    by.require("programmes.issue", unit.path)
    if not reason.strip():
        raise Problem(_("Write the reason of the adjustment; it stands in the decision."))
    row = rows.held_rows(unit, [target.pk], today)[0]
    if row.stamp != stamp:
        raise rows.stale()
    if not row.holds:
        raise Problem(_("This target was not issued yet; write the values in the matrix."))
    changes = _changes(row, values)
    decision = documents.issue(
        unit, doc_type="QĐ", today=today, by=by,
        title=_("Adjusting a target of %(period)s") % {"period": target.period},
        text=_adjusting(row, changes, reason.strip()),
    )  # fmt: skip
    before = {cell.unit.code: cell.value for cell in (*row.cells, *row.former) if cell.unit.pk in changes}
    _new_versions(unit, row, changes, decision, reason.strip(), today)
    names = {cell.unit.pk: cell.unit.code for cell in (*row.cells, *row.former)}
    record(by, "programmes.target.adjusted", target, unit_id=unit.pk, unit_path=unit.path, before=before,
           after={names[pk]: value for pk, value in changes.items()}, reason=reason.strip())  # fmt: skip
    return decision


def _changes(row: Row, values: Mapping[int, Decimal]) -> dict[int, Decimal]:
    now = {cell.unit.pk: cell.value for cell in (*row.cells, *row.former)}
    if not set(values) <= set(now):
        raise rows.stale()
    changes = {pk: value for pk, value in values.items() if value != now[pk]}
    if not changes:
        raise Problem(_("Nothing differs from what was issued; write the new values first."))
    if any(value < 0 for value in changes.values()):
        raise Problem(_("Write a number from 0 up."))
    after = {**{pk: value for pk, value in now.items() if value is not None}, **changes}
    if row.target.cascade == "split" and row.given is not None:
        left = row.given - sum(after.values(), Decimal(0))
        if left:
            raise Problem(
                _("The shares would differ from what was given by %(left)s; they must add up to %(given)s.")
                % {"left": number(-left), "given": number(row.given)}
            )
    return changes


def _new_versions(
    unit: Unit, row: Row, changes: Mapping[int, Decimal], decision: Document, reason: str, today: date
) -> None:
    cells = {cell.unit.pk: cell for cell in (*row.cells, *row.former)}
    former = {pk: cells[pk].allocation for pk in changes}
    made = [
        Allocation(
            target=row.target, by_unit=unit, unit_id=pk, above=row.above, value=value, key="adjusted",
            self_set=old.self_set if old else None, state=workflow.ISSUED, decision=decision.number,
            decision_document=decision, valid_from=today, reason=reason,
        )
        for pk, value in changes.items()
        for old in (former[pk],)
    ]  # fmt: skip
    write_versions([(share, former[share.unit_id]) for share in made])


def _adjusting(row: Row, changes: Mapping[int, Decimal], reason: str) -> str:
    lines = [row.target.text or row.target.code, reason, ""]
    for cell in (*row.cells, *row.former):
        if cell.unit.pk in changes:
            lines.append(f"{cell.unit.name}: {number(cell.value)} → {number(changes[cell.unit.pk])}")
    return "\n".join(lines) + "\n"
