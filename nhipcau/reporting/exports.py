"""`nhipcau export values|figures` (contract of bulk data). Both stream: memory does not grow with the federation."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.lib.periods import Period as PlainPeriod
from nhipcau.lib.periods import UnknownPeriod
from nhipcau.reporting import asis, reading
from nhipcau.reporting.asked import Key, keys
from nhipcau.reporting.models import Period, Submission
from nhipcau.reporting.periods import PLAIN_CALENDAR, parse
from nhipcau.units.models import Unit, UnitQuerySet
from nhipcau.web.problems import Problem

FIGURE_COLUMNS = ("unit", "period", "indicator", "stage", "value", "base", "answered", "owed")
VALUE_COLUMNS = ("unit", "period", "indicator", "value", "base", "answer", "stage")
STAGE_NAMES = {Submission.ESTIMATE: "estimate", Submission.FINAL: "final"}
# Figures asked for at once: units × (span, indicator, stage).
AT_ONCE = 400_000
FIRST_BATCH, SMALLEST_BATCH, LARGEST_BATCH = 20, 50, 5000
UNITS_OF_VALUES = 100


def export_figures(
    *, by: Access, today: date, period: str | None = None, unit: str | None = None, view: str = "as-was"
) -> Iterator[Sequence[str]]:
    """Rows of figures.csv for the units the person may see, sorted by unit, period, indicator and stage.

    `view`: as-was (the tree of each period's last day) or as-is (today's tree, answers of ended units with their
    successors). Raises `Problem` for an unknown period or unit.
    """
    if view not in ("as-was", "as-is"):
        raise Problem(_("There is no view %(view)s; known are as-was and as-is.") % {"view": view})
    spans = [known_period(period)] if period else None
    chosen = _visible_unit(by, unit) if unit else None
    yield FIGURE_COLUMNS
    with transaction.atomic():
        asked = keys(spans)
        if not asked:
            return
        if view == "as-is":
            asis.lay_out(asked, today)
            yield from _figures(by, asked, chosen, reading.SCRATCH, today)
        else:
            yield from _figures(by, asked, chosen, reading.STORED, None)


def known_period(code: str) -> PlainPeriod:
    """The period a code names; raises `Problem` with a sentence."""
    try:
        return parse(code)
    except UnknownPeriod:
        sentence = _("There is no period %(code)s; write 2024, 2024H1, 2024-9M, 2024Q2, 2024-05 or tk:2024H1.")
        raise Problem(sentence % {"code": code}) from None


def _visible_unit(by: Access, code: str) -> Unit:
    found = Unit.objects.within(by, "figures.read").filter(code=code).first()
    if found is None:
        raise Problem(_("There is no unit %(code)s; check its code.") % {"code": code})
    return found


def _figures(
    by: Access, asked: Sequence[Key], chosen: Unit | None, source: str, day: date | None
) -> Iterator[Sequence[str]]:
    names = [(key.span.code, key.indicator.code, STAGE_NAMES[key.stage]) for key in asked]
    size = max(SMALLEST_BATCH, min(LARGEST_BATCH, AT_ONCE // len(asked)))
    below = _below(chosen, {day} if day else {key.span.last_day for key in asked}) if chosen else None
    units = Unit.objects.within(by, "figures.read")
    if below is not None:
        units = units.filter(code__in={code for code, _day in below})
    for batch in _batches(units, size):
        for code, place, *numbers in reading.read_texts(asked, batch, source):
            if below is None or (code, day or asked[place].span.last_day) in below:
                yield (code, *names[place], *numbers)


# An ended unit counts where it last stood.
_SUBTREE = """
WITH RECURSIVE place AS MATERIALIZED (
    SELECT DISTINCT ON (unit_id) unit_id, parent_id FROM units_placement
    WHERE valid_from <= %(day)s ORDER BY unit_id, valid_from DESC
), below AS (
    SELECT %(unit)s::bigint AS unit_id
    UNION
    SELECT p.unit_id FROM below b JOIN place p ON p.parent_id = b.unit_id
)
SELECT u.code FROM below b JOIN units_unit u ON u.id = b.unit_id
"""


def _below(unit: Unit, days: set[date]) -> set[tuple[str, date]]:
    """Codes of the unit and of what stood below it, on each of the days."""
    found = set()
    with connection.cursor() as cursor:
        for day in days:
            cursor.execute(_SUBTREE, {"unit": unit.pk, "day": day})
            found |= {(code, day) for (code,) in cursor.fetchall()}
    return found


def _batches(units: UnitQuerySet, most: int) -> Iterator[list[int]]:
    """Ids of the units by code, few at first so that the first rows come at once, then up to `most` at a time."""
    last, size = "", FIRST_BATCH
    ordered = units.order_by("code")
    while batch := list(ordered.filter(code__gt=last).values_list("pk", "code")[:size]):
        yield [pk for pk, _code in batch]
        last, size = batch[-1][1], min(size * 2, most)


def export_values(
    *, by: Access, today: date, period: str | None = None, unit: str | None = None, **options: Any
) -> Iterator[Sequence[str]]:
    """Rows of values.csv: what stands approved, by unit, period, indicator and stage; it imports again unchanged.

    `period`: the values of it and of the periods inside it. Raises `Problem` for an unknown period or unit.
    """
    if options:
        raise Problem(_("The export of values has no views: what was reported never moves."))
    span = known_period(period) if period else None
    units = Unit.objects.within(by, "figures.read")
    if unit:
        units = units.below(_visible_unit(by, unit))
    periods = Period.objects.all()
    if span:
        periods = periods.filter(
            calendar=span.calendar or PLAIN_CALENDAR, starts_on__gte=span.start, last_day__lte=span.last_day
        )
    period_ids = list(periods.values_list("pk", flat=True))
    yield VALUE_COLUMNS
    with connection.cursor() as cursor:
        for batch in _batches(units, UNITS_OF_VALUES):
            cursor.execute(_VALUES, [batch, period_ids])
            yield from cursor.fetchall()


_VALUES = """
SELECT u.code, p.code, i.code, coalesce(trim_scale(a.num)::text, ''), coalesce(trim_scale(a.base)::text, ''),
    CASE a.answer WHEN 2 THEN 'none' WHEN 3 THEN 'na' ELSE '' END,
    CASE s.stage WHEN 0 THEN 'estimate' ELSE 'final' END
FROM reporting_standing s JOIN units_unit u ON u.id = s.unit_id JOIN reporting_period p ON p.id = s.period_id
CROSS JOIN LATERAL unnest(s.indicator_ids, s.answers, s.nums, s.bases) a (indicator_id, answer, num, base)
JOIN indicators_indicator i ON i.id = a.indicator_id
WHERE s.unit_id = ANY(%s) AND s.period_id = ANY(%s) ORDER BY u.code, p.code, i.code, s.stage
"""
