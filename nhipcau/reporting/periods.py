"""Rows of periods, and the plain periods they stand for."""

import re
from collections.abc import Iterable, Mapping

from nhipcau.lib.periods import CalendarRule, Period, UnknownPeriod, parse_period
from nhipcau.reporting.models import Calendar
from nhipcau.reporting.models import Period as PeriodRow

# The calendar whose codes have no prefix has a code of its own as a row.
PLAIN_CALENDAR = "duong"
# How phases are called: a year, then which one (`td:2023-D1`).
_PHASE = re.compile(r"(?:19|20|21)\d\d(?:-[A-Za-z0-9]{1,20})?", re.ASCII)


def calendars() -> dict[str, CalendarRule]:
    """The calendars of this installation as `lib.periods` wants them (those of phases alone are left out)."""
    rows = Calendar.objects.filter(phases_only=False)
    return {prefix(c.code): CalendarRule(prefix(c.code), c.first_month, c.first_day, c.years_back) for c in rows}


def plain(row: PeriodRow) -> Period:
    """The period of a row."""
    return Period(row.code, row.kind, row.starts_on, row.last_day, prefix(row.calendar_id))


def parse(code: str) -> Period:
    """The period a code names, phases included; raises `lib.periods.UnknownPeriod`."""
    phases = PeriodRow.objects.filter(code=code, kind="phase").values_list("code", "starts_on", "last_day")
    return parse_period(code, calendars(), {name: (start, last) for name, start, last in phases})


def is_known(code: str) -> bool:
    """Whether a code names a period. A phase may be named before its days are entered: plans come before campaigns."""
    try:
        parse(code)
    except UnknownPeriod:
        calendar, _colon, phase = code.partition(":")
        named = _PHASE.fullmatch(phase) is not None
        return named and Calendar.objects.filter(code=calendar, phases_only=True).exists()
    return True


def ensure_period(code: str) -> PeriodRow:
    """The row of a period, made when a known calendar has it; raises `lib.periods.UnknownPeriod`."""
    row = PeriodRow.objects.filter(code=code).first()
    return row or ensure_rows([parse(code)])[code]


def ensure_rows(periods: Iterable[Period]) -> Mapping[str, PeriodRow]:
    """Code → row of periods that calendars have; rows not there yet are made. Phases must be there already."""
    wanted = {period.code: period for period in periods}
    found = {row.code: row for row in PeriodRow.objects.filter(code__in=wanted)}
    missing = [_row(period) for code, period in sorted(wanted.items()) if code not in found]
    if missing:
        PeriodRow.objects.bulk_create(missing, ignore_conflicts=True)
        found = {row.code: row for row in PeriodRow.objects.filter(code__in=wanted)}
    return found


def _row(period: Period) -> PeriodRow:
    return PeriodRow(
        code=period.code,
        calendar_id=period.calendar or PLAIN_CALENDAR,
        kind=period.kind,
        starts_on=period.start,
        last_day=period.last_day,
    )


def prefix(calendar_code: str) -> str:
    """What the codes of a calendar's periods begin with; the plain calendar's with nothing."""
    return "" if calendar_code == PLAIN_CALENDAR else calendar_code


__all__ = ["UnknownPeriod", "calendars", "ensure_period", "ensure_rows", "is_known", "parse", "plain", "prefix"]
