"""Reads of programmes, targets and what was assigned."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.expressions import RawSQL

from nhipcau.documents.models import Document
from nhipcau.programmes import workflow
from nhipcau.programmes.horizons import covers
from nhipcau.programmes.models import Allocation, Programme, ProgrammeQuerySet, Target
from nhipcau.units.models import Unit


def programmes(found: ProgrammeQuerySet) -> ProgrammeQuerySet:
    """Programmes newest horizon first, with the number of their targets and tasks."""
    return (
        found.select_related("issuer", "document")
        .defer("document__text", "document__reading")
        .annotate(target_count=Count("targets", distinct=True), task_count=Count("tasks", distinct=True))
        .order_by("-period", "issuer__depth", "-created_at")
    )


def allocations_for(unit: Unit, year: int) -> list[Allocation]:
    """What holds for the unit in the year: its issued or acknowledged allocations, the version that counts now."""
    held = (
        Allocation.objects.current()
        .filter(unit=unit, state__in=workflow.HOLDS)
        .select_related("target__indicator", "target__programme", "by_unit")
        .order_by("target__programme_id", "target__order", "target_id")
    )
    return [allocation for allocation in held if _covers(allocation.target, year)]


def own_targets(unit: Unit, year: int) -> list[Target]:
    """Targets for the year in programmes that the unit itself issued."""
    targets = (
        Target.objects.filter(programme__issuer=unit, programme__state=Programme.ISSUED)
        .select_related("indicator", "programme")
        .order_by("programme_id", "order", "pk")
    )
    return [target for target in targets if _covers(target, year)]


def _covers(target: Target, year: int) -> bool:
    """Whether its own horizon and its programme's cover the year."""
    return covers(target.period, year) and covers(target.programme.period, year)


def assigned_from_above(unit: Unit, indicator_ids: Iterable[int], period: str) -> dict[int, Allocation]:
    """What holds for the unit, by indicator, where its horizon is `period` or covers the years of it."""
    years = [int(found) for found in re.findall(r"(?:19|20|21)\d\d", period)]
    held = (
        Allocation.objects.current()
        .filter(unit=unit, state__in=workflow.HOLDS, target__indicator__in=list(indicator_ids))
        .select_related("target")
        .order_by("pk")
    )
    wider = [share for share in held if years and all(covers(share.target.period, year) for year in years)]
    same = [share for share in held if share.target.period == period]
    # The very same horizon says more than one that merely covers it.
    return {share.target.indicator_id: share for share in (*wider, *same) if share.target.indicator_id}


def assigned_of(unit: Unit, target_ids: Iterable[int]) -> dict[int, Allocation]:
    """What holds for the unit of these targets, by target."""
    held = Allocation.objects.current().filter(unit=unit, state__in=workflow.HOLDS, target__in=list(target_ids))
    return {share.target_id: share for share in held}


@dataclass(frozen=True)
class Step:
    """One step of the thread upwards. `kind`: allocation, target, sentence. `thing`: Allocation, Target or Document;
    of a sentence `span` says which characters of the document's text."""

    kind: str
    thing: Allocation | Target | Document
    value: Decimal | None = None
    text: str = ""
    span: tuple[int, int] | None = None


def thread_up(allocation_id: int, known: Mapping[int, Allocation] | None = None) -> list[Step]:
    """From an allocation to what it is for: the allocation above it, the target, the sentence in the document, and
    where the target itself answers an allocation, on from that one. Ends at the top; never loops.

    `known`: allocations read `with_thread` already, perhaps all of the way up.
    """
    steps: list[Step] = []
    thread = dict(known or {})
    seen: set[int] = set()
    at: int | None = allocation_id
    while at is not None and at not in seen:
        if at not in thread:
            thread |= _thread(at)
        if at not in thread:
            break
        seen.add(at)
        here = thread[at]
        steps.append(Step("allocation", here, here.value, str(here.unit)))
        if not here.above_id:
            steps += thread_of_target(here.target)
        at = here.above_id or here.target.parent_allocation_id
    return steps


_THREAD = """
WITH RECURSIVE thread (id) AS (
    SELECT %s::bigint
    UNION
    SELECT coalesce(a.above_id, t.parent_allocation_id) FROM thread
    JOIN programmes_allocation a ON a.id = thread.id JOIN programmes_target t ON t.id = a.target_id
)
SELECT id FROM thread
"""


def _thread(allocation_id: int) -> dict[int, Allocation]:
    """Every allocation on the way up, in one query however long the way."""
    return {one.pk: one for one in with_thread(Allocation.objects.filter(pk__in=RawSQL(_THREAD, [allocation_id])))}


def with_thread(allocations: QuerySet[Allocation]) -> QuerySet[Allocation]:
    """Allocations with all that a step of the thread says, without the texts of documents."""
    return allocations.select_related(
        "unit", "by_unit", "target__indicator", "target__programme__issuer", "target__programme__document"
    ).defer("target__programme__document__text", "target__programme__document__reading")


def thread_of_target(target: Target) -> list[Step]:
    """The target, and the sentence it was read from where there is one."""
    steps = [Step("target", target, target.value, target.text)]
    document = target.programme.document
    if document is not None and target.span_start is not None and target.span_end is not None:
        steps.append(Step("sentence", document, None, target.text, (target.span_start, target.span_end)))
    return steps


def versions(allocation: Allocation) -> list[Allocation]:
    """Every version of this allocation, the newest first."""
    found = Allocation.objects.filter(target_id=allocation.target_id, unit_id=allocation.unit_id)
    return list(found.order_by("-version"))


def grouped(things: list[Any], name: Callable[[Any], str]) -> list[tuple[str, list[Any]]]:
    """Neighbours of the same name gathered, order kept."""
    groups: list[tuple[str, list[Any]]] = []
    for thing in things:
        if not groups or groups[-1][0] != name(thing):
            groups.append((name(thing), []))
        groups[-1][1].append(thing)
    return groups


def shares_of(unit: Unit, target: Target, children: list[Unit]) -> dict[int, Allocation]:
    """The current shares of some children, by unit."""
    found = Allocation.objects.current().filter(by_unit=unit, target=target, unit__in=children)
    return {share.unit_id: share for share in found}


def shares_page(allocations: QuerySet[Allocation]) -> QuerySet[Allocation]:
    """Allocations with all that a page says of them, without the texts of documents."""
    return allocations.select_related(
        "unit", "by_unit", "target__indicator", "target__programme__issuer", "decision_document", "replaced_by"
    ).defer("decision_document__text", "decision_document__reading")


def of_document(document: Document) -> Programme | None:
    """The programme the unit that received a document made of it, if it did."""
    return Programme.objects.filter(document=document, issuer=document.unit).first()


def thread_from(target: Target) -> list[Step]:
    """From a target up: its sentence, what it answers or follows above, and on from there."""
    steps = thread_of_target(target)
    if target.parent_allocation_id:
        steps += thread_up(target.parent_allocation_id)
    return onward(steps)


def onward(steps: list[Step]) -> list[Step]:
    """A thread, gone on from its last target to the one above which that follows where it answers no share, and so on
    to the top; never loops."""
    steps, seen = list(steps), set[int]()
    while True:
        targets = [step.thing for step in steps if isinstance(step.thing, Target)]
        seen.update(target.pk for target in targets)
        top = targets[-1] if targets else None
        if top is None or top.parent_allocation_id or not top.above_id or top.above_id in seen:
            return steps
        found = Target.objects.select_related("indicator", "programme__issuer", "programme__document")
        above = found.defer("programme__document__text", "programme__document__reading").get(pk=top.above_id)
        steps += thread_of_target(above)
        if above.parent_allocation_id:
            steps += thread_up(above.parent_allocation_id)
