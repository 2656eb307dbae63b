"""What a unit's answers are held against: its last period, its other forms, and the units like it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from nhipcau.lib import periods as spans
from nhipcau.reporting.answers import Answer, Answers, unpack
from nhipcau.reporting.checks import ENOUGH_TO_COMPARE, Around, Row, magnitude
from nhipcau.reporting.models import FormRow, Period, Standing, Submission
from nhipcau.units.models import Member, Unit

# So many of the units like it are looked at, the oldest first: a median of them is steady and its cost bounded.
SAMPLE = 300
# Below this many answers no median is shown: it would give away a neighbour's figure.
ENOUGH_TO_SHOW = 3
_SENT = (Submission.SUBMITTED, Submission.APPROVED, Submission.LOCKED)


def rows_of(rows: Iterable[FormRow]) -> list[Row]:
    """The rows of a form as the checks see them, in the form's order. Their indicators should be at hand."""
    return [
        Row(
            indicator_id=row.indicator_id,
            required=row.required,
            over_units=row.indicator.over_units,
            over_time=row.indicator.over_time,
            is_percent=row.indicator.unit == "%",
            decimals=row.indicator.decimals,
            whole_id=row.indicator.of_which_id,
            divides=row.indicator.part_rule == "divides",
            negative=row.negative_allowed,
        )
        for row in rows
    ]


def last_period(period: Period) -> Period | None:
    """The period of the same kind just before (of phases and nine months: the last one); None where none is known."""
    earlier = Period.objects.filter(calendar=period.calendar_id, kind=period.kind, last_day__lt=period.starts_on)
    found = earlier.order_by("-last_day").first()
    apart = period.kind in (spans.PHASE, spans.NINE_MONTHS)
    touches = found is not None and found.last_day == period.starts_on - timedelta(days=1)
    return found if apart or touches else None


def sent_answers(unit_ids: Collection[int], period: Period | None, stage: int) -> dict[int, dict[int, Answer]]:
    """Unit id → what it sent (waiting or approved) for a period, over all its forms; a later version wins."""
    found: dict[int, dict[int, Answer]] = {}
    if period is None:
        return found
    sent = Submission.objects.filter(unit__in=unit_ids, period=period, stage=stage, state__in=_SENT).order_by("id")
    for submission in sent.only("unit_id", "indicator_ids", "answers", "nums", "bases"):
        found.setdefault(submission.unit_id, {}).update(unpack(submission))
    return found


def like_it(unit: Unit, day: date) -> list[int]:
    """Ids of at most `SAMPLE` units to compare a unit with: its cluster's, else its parent's others of its kind."""
    if group := Member.objects.filter(unit=unit, valid_from__lte=day).exclude(valid_to__lte=day).order_by("id").first():
        members = Member.objects.filter(group=group.group_id, valid_from__lte=day).exclude(valid_to__lte=day)
        others = members.exclude(unit=unit).order_by("unit_id").values_list("unit_id", flat=True)[:SAMPLE]
        if len(others) >= ENOUGH_TO_SHOW:
            return list(others)
    if unit.parent_id is None:
        return []
    siblings = Unit.objects.filter(parent=unit.parent_id, kind=unit.kind_id, alive=True).exclude(pk=unit.pk)
    return list(siblings.order_by("id").values_list("id", flat=True)[:SAMPLE])


def medians(
    unit_ids: Collection[int], period: Period | None, stage: int, rows: Sequence[Row], at_least: int
) -> dict[int, tuple[Decimal, int]]:
    """Indicator id → the exact median of what stands approved at these units, and how many answered (≥ `at_least`)."""
    by_indicator: dict[int, list[Decimal]] = {}
    if period is None or not unit_ids:
        return {}
    wanted = {row.indicator_id: row for row in rows if row.over_units != "share"}
    for standing in Standing.objects.filter(unit__in=unit_ids, period=period, stage=stage):
        for indicator_id, answer in unpack(standing).items():
            if (row := wanted.get(indicator_id)) and (size := magnitude(row, answer)) is not None:
                by_indicator.setdefault(indicator_id, []).append(size)
    return {i: (median(values), len(values)) for i, values in by_indicator.items() if len(values) >= at_least}


def around(unit: Unit, period: Period, stage: int, rows: Sequence[Row]) -> Around:
    """All that a report of a unit for a period is checked against.

    Medians are of last period where enough stand approved, so that the order in which reports come in does not
    matter; else of this one.
    """
    before = last_period(period)
    asked = {row.indicator_id for row in rows}
    last = _kept(sent_answers([unit.pk], before, stage).get(unit.pk, {}), asked)
    wholes = {row.whole_id for row in rows if row.whole_id is not None} - asked
    elsewhere = _kept(sent_answers([unit.pk], period, stage).get(unit.pk, {}), wholes) if wholes else {}
    others = like_it(unit, period.last_day)
    found = medians(others, before, stage, rows, ENOUGH_TO_COMPARE)
    return Around(last, elsewhere, found or medians(others, period, stage, rows, ENOUGH_TO_COMPARE))


def _kept(answers: Answers, indicators: Collection[int]) -> dict[int, Answer]:
    return {i: answer for i, answer in answers.items() if i in indicators}
