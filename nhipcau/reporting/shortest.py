"""Which shortest periods a longer one is made of. No database.

A shortest period is one that values are given for. Within a year of a calendar the finest kind that an indicator has
values for (months, as a rule) fills the places for which nothing was given: they count as owed.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from nhipcau.lib.periods import (
    CALENDARS,
    KINDS,
    PHASE,
    YEAR,
    CalendarRule,
    Period,
    containing,
    sub_periods,
)

Calendars = Mapping[str, CalendarRule]


def parts_of(span: Period, given: Iterable[Period], calendars: Calendars = CALENDARS) -> tuple[Period, ...]:
    """The shortest periods that make up `span`, in order; none when the given ones do not fill it exactly.

    `given`: the periods for which an indicator has values in one stage.
    """
    same_year = [p for p in given if p.calendar == span.calendar and _year(p, calendars) == _year(span, calendars)]
    inside = [p for p in same_year if span.contains(p) and not _holds_another(p, same_year)]
    if not inside or span in inside:
        return tuple(inside)
    finest = min((p.kind for p in same_year), key=KINDS.index)
    fillers = [p for p in sub_periods(span, finest, calendars) if not any(_overlap(p, other) for other in inside)]
    parts = sorted([*inside, *fillers])
    return tuple(parts) if _fill(span, parts) else ()


def spans_with(period: Period, calendars: Calendars = CALENDARS) -> tuple[Period, ...]:
    """The period and the longer ones of its calendar that contain it, the shorter first."""
    if period.kind == PHASE:
        return (period,)
    longer = (containing(period, kind, calendars) for kind in KINDS)
    found = {span.code: span for span in longer if span}
    return tuple(sorted(found.values(), key=lambda span: (KINDS.index(span.kind), span.start)))


def siblings(period: Period, calendars: Calendars = CALENDARS) -> tuple[Period, ...]:
    """All periods of the same kind in the same year of the calendar, itself among them."""
    year = _year(period, calendars)
    return sub_periods(year, period.kind, calendars) if year else (period,)


def clashes(period: Period, given: Iterable[Period]) -> list[Period]:
    """Those of the given periods that hold `period` or lie in it without being it: values of both would count twice."""
    return [p for p in given if p.calendar == period.calendar and p.code != period.code and _overlap(p, period)]


def _year(period: Period, calendars: Calendars) -> Period | None:
    return None if period.kind == PHASE else containing(period, YEAR, calendars)


def _holds_another(period: Period, given: Iterable[Period]) -> bool:
    return any(period.contains(other) and other.code != period.code for other in given)


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.last_day and other.start <= one.last_day


def _fill(span: Period, parts: list[Period]) -> bool:
    return (
        bool(parts)
        and (parts[0].start, parts[-1].last_day) == (span.start, span.last_day)
        and all((after.start - before.last_day).days == 1 for before, after in pairwise(parts))
    )
