"""Reading figures, and opening one to the parts that add up to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import Period
from nhipcau.reporting import asis
from nhipcau.reporting.asked import Key, keys
from nhipcau.reporting.live import owes, reporting_kinds, rule_of, ways_up
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import parse
from nhipcau.reporting.reading import SCRATCH, STORED, read_numbers
from nhipcau.reporting.stored import Standing
from nhipcau.rollup.explain import Contribution, over_months, over_parts
from nhipcau.rollup.figure import EMPTY, Figure
from nhipcau.rollup.rules import Answer, AnswerState
from nhipcau.rollup.units import lifted, of_answer
from nhipcau.units.models import Placement, Unit


def figures(
    unit_ids: Collection[int],
    period_codes: Collection[str],
    indicator_ids: Collection[int],
    stage: int = Submission.FINAL,
) -> dict[tuple[int, str, int], Figure]:
    """(unit, period code, indicator) → the figure as it was; where there is no key, there is nothing at all.

    A longer period's figure follows from its shortest ones. Raises `lib.periods.UnknownPeriod`.
    """
    spans = [parse(code) for code in dict.fromkeys(period_codes)]
    asked = keys(spans, Indicator.objects.in_bulk(set(indicator_ids)), [stage])
    if not asked or not unit_ids:
        return {}
    return _read(asked, unit_ids)


def figures_as_is(
    unit_ids: Collection[int],
    period_codes: Collection[str],
    indicator_ids: Collection[int],
    stage: int = Submission.FINAL,
    *,
    today: date,
) -> dict[tuple[int, str, int], Figure]:
    """The same in today's tree: answers of ended units count with their successors. Computed anew, so not for lists.

    Only units alive today have figures. Raises `lib.periods.UnknownPeriod`.
    """
    spans = [parse(code) for code in dict.fromkeys(period_codes)]
    asked = keys(spans, Indicator.objects.in_bulk(set(indicator_ids)), [stage])
    if not asked or not unit_ids:
        return {}
    with transaction.atomic():
        asis.lay_out(asked, today, sorted(set(unit_ids)))
        return _read(asked, unit_ids, SCRATCH)


def _read(asked: Sequence[Key], unit_ids: Collection[int], source: str = STORED) -> dict[tuple[int, str, int], Figure]:
    found = {}
    for unit_id, place, num, base, answered, covered, owed in read_numbers(asked, sorted(set(unit_ids)), source):
        key = asked[place]
        found[unit_id, key.span.code, key.indicator.pk] = Figure(num, base, int(answered), int(covered), int(owed))
    return found


@dataclass(frozen=True)
class Part:
    """One thing a figure is made of.

    `what`: own (the unit's own answer), child (a unit below it on the period's last day), ended (the answer of a unit
    that ended within the period and stays here), month (a shortest period of a longer one). `submission`: of an
    answer, the version it was approved in. `share`: its part of the number, None where parts do not add up; `counts`:
    whether its value went into the figure.
    """

    what: str
    figure: Figure
    share: float | None
    counts: bool
    unit_id: int
    code: str
    name: str
    period: str
    submission: Submission | None = None


@dataclass(frozen=True)
class Explanation:
    """A figure with the parts that add up to it, the greatest first (months in the order of time)."""

    unit: Unit
    period: Period
    indicator: Indicator
    stage: int
    figure: Figure
    parts: tuple[Part, ...]


def explain(unit: Unit, period_code: str, indicator: Indicator, stage: int = Submission.FINAL) -> Explanation:
    """What a figure is made of; without parts where there is none. Raises `lib.periods.UnknownPeriod`."""
    period = parse(period_code)
    asked = keys([period], {indicator.pk: indicator}, [stage])
    found = figures([unit.pk], [period_code], [indicator.pk], stage).get((unit.pk, period_code, indicator.pk), EMPTY)
    parts: tuple[Part, ...] = ()
    if asked and asked[0].longer:
        parts = _months(unit, asked[0])
    elif asked:
        parts = _units(unit, period, asked[0].parts[0][1], indicator, stage)
    return Explanation(unit, period, indicator, stage, found, parts)


def _months(unit: Unit, key: Key) -> tuple[Part, ...]:
    """Every shortest period it counts, also one for which nobody reported anything: it is owed."""
    each_alone = [Key(part, key.indicator, key.stage, ((part, pk),)) for part, pk in key.parts]
    known = _read(each_alone, [unit.pk])
    months = [(part.code, known.get((unit.pk, part.code, key.indicator.pk))) for part, _pk in key.parts]
    return tuple(
        Part("month", each.figure, _share(each), each.counts, unit.pk, unit.code, unit.name, each.key)
        for each in over_months(rule_of(key.indicator), months)
    )


def _units(unit: Unit, period: Period, period_id: int, indicator: Indicator, stage: int) -> tuple[Part, ...]:
    rule, reporting = rule_of(indicator), reporting_kinds()
    places = {place.unit_id: place for place in Placement.objects.on(period.last_day).filter(parent=unit)}
    below = figures(places, [period.code], [indicator.pk], stage)
    made: dict[int, Figure] = {child: lifted(rule, figure) for (child, _period, _indicator), figure in below.items()}
    what = dict.fromkeys(made, "child")
    own = Placement.objects.on(period.last_day).filter(unit=unit).first()
    ended = _ended(unit.pk, period.start, period.last_day) if own else set()
    answers = _answers([*ended, *([unit.pk] if own else [])], period_id, indicator.pk, stage)
    if own and (unit.pk in answers or owes(indicator, own.kind_id, reporting)):
        answer = answers[unit.pk][0] if unit.pk in answers else None
        made[unit.pk] = of_answer(rule, answer, owes(indicator, own.kind_id, reporting))
        what[unit.pk] = "own"
    for gone in ended & answers.keys():
        made[gone] = lifted(rule, of_answer(rule, answers[gone][0], False))
        what[gone] = "ended"
    submissions = Submission.objects.in_bulk({source for _answer, source in answers.values()})
    leaves = _sources([child for child in made if what[child] == "child"], period_id, indicator.pk, stage)
    names = _names(made, period.last_day)
    return tuple(
        Part(
            what[each.key],
            each.figure,
            _share(each),
            each.counts,
            each.key,
            *names[each.key],
            period.code,
            submissions.get(answers[each.key][1]) if each.key in answers else leaves.get(each.key),
        )
        for each in over_parts(rule, made)
    )


def _share(part: Contribution) -> float | None:
    return None if part.share is None else float(part.share)


def _answers(units: Collection[int], period_id: int, indicator_id: int, stage: int) -> dict[int, tuple[Answer, int]]:
    """Unit → its standing answer and the submission it was approved in."""
    found = {}
    for row in Standing.objects.filter(unit__in=units, period=period_id, stage=stage):
        if indicator_id in row.indicator_ids:
            at = row.indicator_ids.index(indicator_id)
            found[row.unit_id] = Answer(AnswerState(row.answers[at]), row.nums[at], row.bases[at]), row.sources[at]
    return found


def _sources(units: Collection[int], period_id: int, indicator_id: int, stage: int) -> dict[int, Submission]:
    """The submissions of those of the units whose figure is one answer: units that never had children."""
    leaves = Unit.objects.filter(pk__in=units, ever_parent=False)
    answers = _answers(list(leaves.values_list("pk", flat=True)), period_id, indicator_id, stage)
    submissions = Submission.objects.in_bulk({source for _answer, source in answers.values()})
    return {unit: submissions[source] for unit, (_answer, source) in answers.items() if source in submissions}


def _names(units: Iterable[int], day: date) -> dict[int, tuple[str, str]]:
    """Code and name of that day (or the last before it)."""
    codes = dict(Unit.objects.filter(pk__in=list(units)).values_list("pk", "code"))
    places = Placement.objects.filter(unit__in=codes, valid_from__lte=day).order_by("unit", "-valid_from")
    names = dict(places.distinct("unit").values_list("unit", "name"))
    return {unit: (code, names.get(unit, "")) for unit, code in codes.items()}


_ENDED = """
SELECT DISTINCT p.unit_id FROM units_placement p
WHERE p.valid_to > %s AND p.valid_to <= %s AND NOT EXISTS (
    SELECT 1 FROM units_placement q WHERE q.unit_id = p.unit_id AND q.valid_from <= %s
    AND (q.valid_to IS NULL OR q.valid_to > %s))
"""


def _ended(unit_id: int, start: date, day: date) -> set[int]:
    """Units that ended within the period and whose answers stay with this unit."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDED, [start, day, day, day])
        gone = [unit for (unit,) in cursor.fetchall()]
    return {unit for unit, way in ways_up(gone, day).items() if way.above[:1] == (unit_id,)}
