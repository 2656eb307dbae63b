"""Writing programmes, their targets and tasks; drawing one up from a confirmed document; issuing it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents import services as documents
from nhipcau.documents.models import Document, ReadItem
from nhipcau.indicators.models import Indicator
from nhipcau.programmes.confirmed import deadline_of, phase_of, target_of, task_of
from nhipcau.programmes.horizons import horizon_of
from nhipcau.programmes.locks import held, must_be_draft
from nhipcau.programmes.models import Programme, Target
from nhipcau.programmes.queries import assigned_from_above, assigned_of, of_document
from nhipcau.units.models import Unit
from nhipcau.web.problems import Conflict, Problem

PROGRAMME_FIELDS = ("title", "theme", "period")
TARGET_FIELDS = (
    "indicator", "text", "operator", "value", "value_max", "measure", "per", "condition", "period", "cascade", "duty",
    "responsibility", "owner", "section", "span_start", "span_end",
)  # fmt: skip


@transaction.atomic
def create(issuer: Unit, *, fields: Mapping[str, Any], by: Access, document: Document | None = None) -> Programme:
    """A new draft programme of a unit. `fields`: title, theme, period (its horizon)."""
    by.require("programmes.write", issuer.path)
    known = {name: fields[name] for name in PROGRAMME_FIELDS if name in fields}
    programme = Programme(issuer=issuer, document=document, **known)
    programme.code = _free_code(issuer, programme.period)
    programme.save()
    record(by, "programmes.programme.created", programme, unit_id=issuer.pk, unit_path=issuer.path,
           after={**known, "code": programme.code})  # fmt: skip
    return programme


def _free_code(issuer: Unit, period: str) -> str:
    """A code nobody has: the unit's, the horizon, a running number. The unit is held, so that of two at once the second
    takes the next number."""
    Unit.objects.select_for_update(no_key=True).get(pk=issuer.pk)
    start = f"{issuer.code}-{period}"[:50] if period else issuer.code[:50]
    taken = set(Programme.objects.filter(code__startswith=start).values_list("code", flat=True))
    return next(code for code in (f"{start}-{n}" for n in range(1, len(taken) + 2)) if code not in taken)


@transaction.atomic
def from_document(document: Document, *, by: Access) -> Programme:
    """Draws up a programme from what was confirmed in a document: its targets, tasks, report deadlines and phases,
    each with its place in the text. Problem when nothing was confirmed, Conflict when it was drawn up already."""
    by.require("programmes.write", document.unit.path)
    document = documents.close(document, by=by)
    confirmed = list(document.items.filter(decision=ReadItem.ACCEPTED))
    targets = [item for item in confirmed if item.kind == ReadItem.TARGET]
    if not targets:
        raise Problem(_("No target is confirmed yet; accept those that are right, then draw up the programme."))
    horizon = horizon_of(document.title, [item.fields.get("period") or "" for item in targets], document.issued_on)
    fields = {
        "title": document.title or document.number or document.file_name,
        "theme": document.theme,
        "period": horizon,
    }
    programme = of_document(document) or create(document.unit, fields=fields, document=document, by=by)
    must_be_draft(programme)
    codes = {item.indicator for item in targets if item.indicator}
    indicators = {indicator.code: indicator for indicator in Indicator.objects.filter(code__in=codes)}
    # A table of the document may have been divided already: its targets stay, what they say is not written twice.
    there = {_figure_of(target) for target in programme.targets.all() if target.indicator_id}
    last = programme.targets.aggregate(last=Max("order"))["last"] or 0
    made = [target_of(item, order, programme, indicators) for order, item in enumerate(targets, last + 1)]
    made = [target for target in made if not target.indicator_id or _figure_of(target) not in there]
    _answer_above(programme.issuer, made)
    Target.objects.bulk_create(made)
    others = {name: _enter(programme, confirmed, kind, make)
              for name, kind, make in (("tasks", ReadItem.TASK, task_of), ("phases", ReadItem.PHASE, phase_of),
                                       ("deadlines", ReadItem.DEADLINE, deadline_of))}  # fmt: skip
    record(by, "programmes.programme.drawn_up", programme, unit_id=document.unit_id, unit_path=document.unit.path,
           after={"document": document.pk, "targets": len(made), **others})  # fmt: skip
    return programme


def _figure_of(target: Target) -> tuple[Any, ...]:
    return (target.indicator_id, target.period, target.value, target.cascade)


def _answer_above(issuer: Unit, targets: Sequence[Target]) -> None:
    """Ties targets to what the unit above assigned for the same indicator and horizon: own and assigned value stand
    side by side, and the thread goes on upwards. Where a person said which target above one follows, it is that one's
    share and no other's."""
    said = [target for target in targets if target.above_id]
    if said:
        _follow_above(issuer, said)
    for period in {target.period for target in targets}:
        of_period = [t for t in targets if t.period == period and t.indicator_id and not t.above_id]
        found = assigned_from_above(issuer, [target.indicator_id or 0 for target in of_period], period)
        for target in of_period:
            target.parent_allocation = found.get(target.indicator_id or 0)


def _follow_above(issuer: Unit, targets: Sequence[Target]) -> None:
    """Keeps the links to targets of issued programmes above; the unit's share of such a target is what one answers."""
    wanted = [target.above_id or 0 for target in targets]
    issued = Target.objects.filter(programme__issuer__in=issuer.ancestor_ids, programme__state=Programme.ISSUED)
    there = set(issued.filter(pk__in=wanted).values_list("pk", flat=True))
    shares = assigned_of(issuer, there)
    for target in targets:
        target.above_id = target.above_id if target.above_id in there else None
        target.parent_allocation = shares.get(target.above_id or 0)


def _enter(programme: Programme, confirmed: Sequence[ReadItem], kind: str, make: Callable[..., Any]) -> int:
    """Makes the lines of one kind, in the order of the paper, after those that are there; says how many."""
    items = [item for item in confirmed if item.kind == kind]
    if not items:
        return 0
    model = type(make(items[0], 0, programme))
    last = model.objects.filter(programme=programme).aggregate(last=Max("order"))["last"] or 0
    model.objects.bulk_create([make(item, order, programme) for order, item in enumerate(items, last + 1)])
    return len(items)


@transaction.atomic
def correct(programme: Programme, fields: Mapping[str, Any], *, revision: int, by: Access) -> Programme:
    """Writes the head of a draft. Raises Conflict when someone changed it since `revision`, Problem once issued."""
    by.require("programmes.write", programme.issuer.path)
    programme = held(programme)
    must_be_draft(programme)
    if programme.revision != revision:
        raise Conflict(_("Someone else changed this programme meanwhile; look at it again, then correct it."))
    before = {name: getattr(programme, name) for name in PROGRAMME_FIELDS if name in fields}
    for name in before:
        setattr(programme, name, fields[name])
    programme.revision += 1
    programme.save()
    record(by, "programmes.programme.corrected", programme, unit_id=programme.issuer_id,
           unit_path=programme.issuer.path, before=before, after={name: fields[name] for name in before})  # fmt: skip
    return programme


@transaction.atomic
def save_target(programme: Programme, fields: Mapping[str, Any], *, by: Access, target: Target | None = None) -> Target:
    """Writes a target of a draft programme by hand: a new one, or `target` changed."""
    by.require("programmes.write", programme.issuer.path)
    programme = held(programme)
    must_be_draft(programme)
    known = {name: fields[name] for name in TARGET_FIELDS if name in fields}
    before = None
    if target is None:
        last = programme.targets.aggregate(last=Max("order"))["last"] or 0
        target = Target(programme=programme, order=last + 1, code=_target_code(programme, last + 1))
    else:
        target = programme.targets.select_for_update().get(pk=target.pk)
        before = {name: _plain(getattr(target, name)) for name in known}
        if target.allocations.exists() and _divides_otherwise(target, known):
            raise Problem(_("Parts of this target are assigned already; take them back before you change its value."))
    for name, value in known.items():
        setattr(target, name, value)
    target.parent_allocation = None
    _answer_above(programme.issuer, [target])
    target.save()
    record(by, "programmes.target.saved", target, unit_id=programme.issuer_id, unit_path=programme.issuer.path,
           before=before, after={name: _plain(value) for name, value in known.items()})  # fmt: skip
    return target


def _divides_otherwise(target: Target, known: Mapping[str, Any]) -> bool:
    return any(known.get(name, getattr(target, name)) != getattr(target, name) for name in ("value", "cascade"))


def _target_code(programme: Programme, order: int) -> str:
    taken = set(programme.targets.values_list("code", flat=True))
    return next(code for code in (f"{programme.code}/{n:02d}" for n in range(order, order + len(taken) + 1))
                if code not in taken)  # fmt: skip


def _plain(value: Any) -> Any:
    return value.code if isinstance(value, Indicator) else format(value, "f") if isinstance(value, Decimal) else value


@transaction.atomic
def remove_target(target: Target, *, by: Access) -> None:
    """Takes a target out of a draft programme; refused once parts of it are assigned."""
    programme = target.programme
    by.require("programmes.write", programme.issuer.path)
    must_be_draft(held(programme))
    record(by, "programmes.target.removed", target, unit_id=programme.issuer_id, unit_path=programme.issuer.path,
           before={"code": target.code, "text": target.text, "value": _plain(target.value)})  # fmt: skip
    try:
        target.delete()
    except ProtectedError as used:
        raise Problem(_("Parts of this target are assigned already; take them back first.")) from used


@transaction.atomic
def issue(programme: Programme, *, today: date, by: Access, number: str = "") -> Programme:
    """Issues a programme: from now on the units below see it and it does not change.

    `number`: the number the paper bears already; empty takes the next of the unit's register and enters the programme
    there as a document.
    """
    by.require("programmes.issue", programme.issuer.path)
    programme = held(programme)
    if programme.state != Programme.DRAFT:
        raise Conflict(_("This programme was issued already."))
    if not programme.targets.exists():
        raise Problem(_("A programme needs at least one target; add it, then issue."))
    programme.number, programme.issued_on, programme.state = number.strip(), today, Programme.ISSUED
    if not programme.number:
        paper = documents.issue(
            programme.issuer, doc_type="CTr", title=programme.title, theme=programme.theme,
            text=_wording(programme), today=today, by=by,
        )  # fmt: skip
        programme.number = paper.number
        programme.document = programme.document or paper
    if programme.document:
        documents.publish(programme.document, by=by)
    programme.revision += 1
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError as twin:
        raise Conflict(_("This programme was issued already.")) from twin
    record(by, "programmes.programme.issued", programme, unit_id=programme.issuer_id,
           unit_path=programme.issuer.path, after={"number": programme.number, "issued_on": today})  # fmt: skip
    return programme


def _wording(programme: Programme) -> str:
    """The programme as plain text for the register: theme, targets, tasks, report deadlines."""
    lines = [programme.title, programme.theme, ""]
    lines += [f"{n}. {target.text}" for n, target in enumerate(programme.targets.all(), 1)]
    lines += ["", *(f"- {task.text}" for task in programme.tasks.all())]
    lines += ["", *(f"- {deadline.text}" for deadline in programme.deadlines.all())]
    return "\n".join(lines).strip() + "\n"
