"""Who stood below a unit on a day, whose values stayed with it, and what units answered themselves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Sum

from nhipcau.dashboards.words import rule_of
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import Period
from nhipcau.reporting.models import Period as PeriodRow
from nhipcau.reporting.stored import Expected, Standing
from nhipcau.reporting.stored import Figure as Stored
from nhipcau.rollup import Answer, AnswerState, Figure, of_answer
from nhipcau.rollup.places import Placement as Place
from nhipcau.rollup.places import by_unit, home_of
from nhipcau.units.models import Placement, Unit


@dataclass(frozen=True)
class Placed:
    """A unit under the name it had then. `path`: its place today, which decides who may open it."""

    unit_id: int
    code: str
    name: str
    path: str
    ever_parent: bool
    ended_on: date | None = None


_COLUMNS = ("unit_id", "unit__code", "name", "unit__path", "unit__ever_parent")


def children_placed(unit: Unit, day: date) -> dict[int, tuple]:
    """Unit id → what `Placed` is made of, for the units directly below on a day, in Vietnamese order."""
    rows = Placement.objects.on(day).filter(parent=unit).order_by("unit__sort_key", "unit__code")
    return {row[0]: row for row in rows.values_list(*_COLUMNS)}


def children_reported(unit: Unit, day: date, periods: Sequence[Period], indicator: Indicator, stage: int) -> set[int]:
    """Which of the units directly below on a day have any answer to an indicator in the periods, at or below them.

    The database looks at each until it finds one answer, and reads none: of thousands of units in a fraction of the
    time it takes to read their figures.
    """
    codes = PeriodRow.objects.filter(code__in=[period.code for period in periods])
    here = {"unit": OuterRef("unit"), "period__in": list(codes.values_list("pk", flat=True)), "stage": stage}
    answered = Exists(Standing.objects.filter(**here, indicator_ids__contains=[indicator.pk]))
    below = Exists(Stored.objects.filter(**here, indicator=indicator, answered__gt=0))
    found = Placement.objects.on(day).filter(answered | below, parent=unit)
    return set(found.values_list("unit_id", flat=True))


def children_changed(unit: Unit, start: date, last_day: date) -> bool:
    """Whether a unit left from directly below within the span, or came there from elsewhere: then its children of
    the last day do not hold all of the span's figure, or hold more."""
    here = Placement.objects.filter(parent=unit)
    staying = Placement.objects.on(last_day).filter(parent=unit)
    left = here.filter(valid_to__gt=start, valid_to__lte=last_day).exclude(unit__in=staying.values("unit"))
    came = here.filter(valid_from__gt=start, valid_from__lte=last_day).values("unit")
    elsewhere = Placement.objects.filter(unit__in=came, valid_to__gt=start).exclude(parent=unit)
    return left.exists() or elsewhere.exists()


# Unit id, period code, and the four arrays of what stands.
Stood = tuple[int, str, list[int], list[int], list[Decimal | None], list[Decimal | None]]
_STOOD = ("unit", "period__code", "indicator_ids", "answers", "nums", "bases")


def stood_of_ended(unit: Unit, period: Period, stage: int) -> list[Stood]:
    """What stands, in a period, of the unit itself and of all units that had ended by its last day."""
    # The few that ended are looked for first: of all that stand nearly all are alive.
    alive = Placement.objects.on(period.last_day).filter(unit=OuterRef("unit"))
    ended = Placement.objects.filter(~Exists(alive), valid_to__lte=period.last_day).order_by().values("unit")
    itself = Unit.objects.filter(pk=unit.pk).order_by().values("pk")
    rows = Standing.objects.filter(period__code=period.code, stage=stage, unit__in=ended.union(itself))
    return list(rows.values_list(*_STOOD))


def stayed_with(unit: Unit, period: Period, stood: Collection[Stood]) -> list[Placed]:
    """Those of `stood_of_ended` whose values count with `unit`, which itself is alive."""
    ids = {row[0] for row in stood} - {unit.pk}
    if not ids:
        return []
    places = _places_above(ids)
    here = {one for one in ids if home_of(places, one, period) == unit.pk}
    last = Placement.objects.filter(unit__in=here).order_by("unit", "-valid_from").distinct("unit")
    return [Placed(*row) for row in last.values_list(*_COLUMNS, "valid_to")]


def _places_above(ids: Collection[int]):
    """Places of these units, of those above them, and so on up."""
    rows: list[Place[int]] = []
    asked: set[int] = set()
    todo = set(ids)
    while todo:
        asked |= todo
        found = Placement.objects.filter(unit__in=todo).values_list("unit", "parent", "valid_from", "valid_to")
        new = [Place(*row) for row in found]
        rows += new
        todo = {place.parent for place in new if place.parent is not None} - asked
    return by_unit(rows)


# Unit id, kind, first day and the day before which it ended.
Stay = tuple[int, str, date, date | None]


def own_answers(
    units: Sequence[int],
    periods: Sequence[Period],
    indicator: Indicator,
    stage: int,
    stays: Collection[Stay] | None = None,
    stood: Collection[Stood] | None = None,
) -> dict[tuple[int, str], Figure]:
    """(unit id, period code) → the figure of the unit's own answer; of one that owes and is silent, what it owes.

    `stays`: where they stood as a kind that reports, if that was read already; none for units that had ended. `stood`:
    what stands of these and others, if that was.
    """
    if stood is None:
        found = Standing.objects.filter(unit__in=units, period__code__in=[p.code for p in periods], stage=stage)
        stood = list(found.values_list(*_STOOD))
    wanted, given = set(units), {}
    for unit, code, *arrays in stood:
        for one, state, num, base in zip(*arrays, strict=True):
            if one == indicator.pk and unit in wanted:
                given[unit, code] = Answer(AnswerState(state), num, base)
    owing = _owing(_stays(units) if stays is None else stays, periods, indicator)
    keys = given.keys() | owing
    return {key: of_answer(rule_of(indicator), given.get(key), key in owing) for key in keys}


def _stays(units: Sequence[int]) -> list[Stay]:
    places = Placement.objects.filter(unit__in=units, kind__reports=True)
    return list(places.values_list("unit", "kind", "valid_from", "valid_to"))


def _owing(stays: Collection[Stay], periods: Sequence[Period], indicator: Indicator) -> set[tuple[int, str]]:
    """Which of them stood as a kind that owes the indicator on the last day of which period."""
    return {
        (unit, period.code)
        for unit, kind, start, end in stays
        if not indicator.applies_to or kind in indicator.applies_to
        for period in periods
        if start <= period.last_day and (end is None or period.last_day < end)
    }


def owed_in(unit: Unit, periods: Sequence[Period], indicator: Indicator) -> dict[str, Figure]:
    """Code → a figure of coverage alone, for periods in which nobody answered but answers are owed."""
    if not periods:
        return {}
    if not unit.ever_parent:
        return {code: Figure(owed=1) for _, code in _owing(_stays([unit.pk]), periods, indicator)}
    rows = Expected.objects.filter(unit=unit, period__code__in=[p.code for p in periods], kind__reports=True)
    if indicator.applies_to:
        rows = rows.filter(kind__in=indicator.applies_to)
    many = rows.values_list("period__code").annotate(many=Sum("count")).order_by()
    return {code: Figure(owed=owed) for code, owed in many if owed}


@dataclass(frozen=True)
class Answered:
    """A unit's own word on one indicator in one period, and the id of the report it stands in."""

    answer: Answer
    submission_id: int


def answer_standing(unit: Unit, period: Period, indicator: Indicator, stage: int) -> Answered | None:
    """What stands approved; None where nothing does."""
    row = Standing.objects.filter(unit=unit, period__code=period.code, stage=stage).first()
    if row is None or indicator.pk not in row.indicator_ids:
        return None
    place = row.indicator_ids.index(indicator.pk)
    answer = Answer(AnswerState(row.answers[place]), row.nums[place], row.bases[place])
    return Answered(answer, row.sources[place])
