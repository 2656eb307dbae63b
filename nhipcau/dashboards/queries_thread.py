"""What a figure is for: from the unit's allocation up to the sentence in the document that ordered it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from nhipcau.access import Access
from nhipcau.documents.models import Document
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import Period
from nhipcau.programmes import workflow
from nhipcau.programmes.horizons import covers
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.queries import Step, onward, thread_of_target, thread_up, with_thread
from nhipcau.units.models import Unit


@dataclass(frozen=True)
class Link:
    """One step of the thread upwards as a page shows it. `address` is empty where the person may not open it.

    `kind`: allocation, target or sentence; `thing`: the Allocation, Target or Document.
    """

    kind: str
    thing: Any
    text: str
    address: str


@dataclass(frozen=True)
class Purpose:
    """The aim nearest to a unit: its own, or that of the unit above which holds for it too."""

    unit: Unit
    allocation: Allocation | None
    target: Target
    links: list[Link]


def purpose_of(unit: Unit, indicator: Indicator, span: Period, access: Access) -> Purpose | None:
    """What the unit reports this indicator for; None where no target of it or of a unit above asks for it."""
    year = int(span.last_day.year)
    above = [*unit.ancestor_ids, unit.pk]
    held = Allocation.objects.visible_to(access).current().filter(unit__in=above, state__in=workflow.HOLDS)
    allocations = list(with_thread(held.filter(target__indicator=indicator)))
    targets = (
        Target.objects.visible_to(access)
        .filter(programme__issuer__in=above, programme__state=Programme.ISSUED, indicator=indicator)
        .select_related("programme__issuer", "programme__document", "indicator")
        .defer("programme__document__text", "programme__document__reading")
    )
    nearest = _nearest([a for a in allocations if covers(a.target.period, year)], above, lambda a: a.unit_id)
    own = _nearest([t for t in targets if covers(t.period, year)], above, lambda t: t.programme.issuer_id)
    if nearest is not None and (own is None or above.index(nearest.unit_id) >= above.index(own.programme.issuer_id)):
        # What the unit set itself for it, in its own programme, comes before what it answers.
        answering = own is not None and own.programme.issuer_id == nearest.unit_id
        steps = [
            *(thread_of_target(own) if own is not None and answering else []),
            *thread_up(nearest.pk, {one.pk: one for one in allocations}),
        ]
        return Purpose(nearest.unit, nearest, nearest.target, _links(steps, access))
    if own is None:
        return None
    steps = thread_of_target(own)
    if own.parent_allocation_id:
        steps += thread_up(own.parent_allocation_id)
    return Purpose(own.programme.issuer, None, own, _links(steps, access))


def _nearest(found: list, above: list[int], unit_of):
    """The one of the lowest unit, of several the first as ordered in its programme."""
    found.sort(key=lambda one: (-above.index(unit_of(one)), one.pk))
    return found[0] if found else None


def _links(steps: Iterable[Step], access: Access) -> list[Link]:
    steps = onward(list(steps))
    documents = {step.thing.pk for step in steps if step.kind == "sentence"}
    visible = Document.objects.visible_to(access).filter(pk__in=documents)
    may_open = set(visible.values_list("pk", flat=True)) if documents else set()
    return [Link(step.kind, step.thing, step.text, _address(step, may_open)) for step in steps]


def _address(step: Step, may_open: set[int]) -> str:
    if isinstance(step.thing, Allocation):
        return reverse("allocation", args=[step.thing.pk])
    if isinstance(step.thing, Target):
        return reverse("programme", args=[step.thing.programme_id])
    if step.thing.pk not in may_open or step.span is None:
        return ""
    start, end = step.span
    return f"{reverse('document', args=[step.thing.pk])}?at={start}-{end}#at"
