"""Periods: named spans of a calendar, and how they nest. Calendars are data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

NamedSpans = Mapping[str, tuple[date, date]]

MONTH, QUARTER, HALF, NINE_MONTHS, YEAR = "month", "quarter", "half", "nine_months", "year"
# Spans no calendar counts through: a term of several years (2021-2025), an emulation phase.
TERM, PHASE = "term", "phase"
# How many months a span of each kind has.
_MONTHS = {MONTH: 1, QUARTER: 3, HALF: 6, NINE_MONTHS: 9, YEAR: 12}
# The kinds that are counted through a year, the shortest first.
KINDS = tuple(_MONTHS)

_CODE = re.compile(
    r"(?:(?P<calendar>[a-z][a-z0-9_]*):)?(?P<year>\d{4})"
    r"(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])|-(?P<nine_months>9)M)?",
    re.ASCII,
)

_TERM = re.compile(r"\d{4}-\d{4}", re.ASCII)


class UnknownPeriod(ValueError):
    """A code that names no period. `code` is what was written; `reason`: form, calendar, year, phase."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class CalendarRule:
    """Where year Y of a calendar begins: on `first_day`/`first_month` of the year Y - `years_back`.

    Every month of it begins on `first_day` (1 to 28).
    """

    code: str
    first_month: int
    first_day: int
    years_back: int

    def __post_init__(self) -> None:
        if not (1 <= self.first_month <= 12 and 1 <= self.first_day <= 28):
            raise ValueError("a calendar's year begins on a day from 1 to 28 of a month from 1 to 12")


CALENDARS: Mapping[str, CalendarRule] = {
    "": CalendarRule("", 1, 1, 0),
    "tk": CalendarRule("tk", 12, 1, 1),
}


@total_ordering
@dataclass(frozen=True)
class Period:
    """A named span, `start` and `last_day` both included. Sorts by start, the shorter first."""

    code: str
    kind: str
    start: date
    last_day: date
    calendar: str = ""

    def __lt__(self, other: "Period") -> bool:
        return (self.start, self.last_day, self.code) < (other.start, other.last_day, other.code)

    def contains(self, other: "Period") -> bool:
        """Whether every day of `other` is a day of this one."""
        return self.start <= other.start and other.last_day <= self.last_day

    def has(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day <= self.last_day


def parse_period(
    code: str, calendars: Mapping[str, CalendarRule] = CALENDARS, named: NamedSpans | None = None
) -> Period:
    """The period a code names: `2024`, `2024H1`, `2024-9M`, `2024Q2`, `2024-05`, `tk:2024H1`, or a key of `named`.

    Also a term of whole plain years, `2021-2025`. Raises `UnknownPeriod`.
    """
    if named and code in named:
        start, last_day = named[code]
        return Period(code, PHASE, start, last_day, code.partition(":")[0] if ":" in code else "")
    found = _CODE.fullmatch(code)
    if found is None and _TERM.fullmatch(code):
        return _term(code, int(code[:4]), int(code[5:]), calendars[""])
    if found is None:
        raise UnknownPeriod(code, "phase" if re.match(r"[a-z][a-z0-9_]*:", code) else "form")
    calendar = found["calendar"] or ""
    if calendar not in calendars:
        raise UnknownPeriod(code, "calendar")
    _check_years(code, int(found["year"]))
    for kind in (MONTH, QUARTER, HALF, NINE_MONTHS):
        if found[kind]:
            number = 1 if kind == NINE_MONTHS else int(found[kind])
            return _span(calendars[calendar], int(found["year"]), kind, number)
    return _span(calendars[calendar], int(found["year"]), YEAR, 1)


def months_of(period: Period, calendars: Mapping[str, CalendarRule] = CALENDARS) -> tuple[Period, ...]:
    """The months of a period, in order; of a phase, the plain calendar's months that lie wholly in it."""
    return sub_periods(period, MONTH, calendars)


def sub_periods(period: Period, kind: str, calendars: Mapping[str, CalendarRule] = CALENDARS) -> tuple[Period, ...]:
    """The periods of `kind` that lie wholly in `period`, in order (itself, when it is of that kind)."""
    return tuple(span for span in _near(period, kind, calendars) if period.contains(span))


def containing(period: Period, kind: str, calendars: Mapping[str, CalendarRule] = CALENDARS) -> Period | None:
    """The period of `kind` of the same calendar in which all of `period` lies; None where there is none."""
    return next((span for span in _near(period, kind, calendars) if span.contains(period)), None)


def _near(period: Period, kind: str, calendars: Mapping[str, CalendarRule]) -> Iterator[Period]:
    """In order, every period of `kind` that touches `period`, and some beside it."""
    rule = calendars.get(period.calendar, calendars[""])
    for year in range(period.start.year - 1, period.last_day.year + rule.years_back + 1):
        yield from (_span(rule, year, kind, number) for number in _numbers(kind))


def previous(
    period: Period, calendars: Mapping[str, CalendarRule] = CALENDARS, named: NamedSpans | None = None
) -> Period:
    """The period of the same kind before this one (nine months: a year earlier; a term: as many years before it).

    Of a phase: the phase of its calendar among `named` that ended last before it; `UnknownPeriod` without one.
    """
    if period.kind == PHASE:
        before = [span for span in _phases(period.calendar, named) if span.last_day < period.start]
        if not before:
            raise UnknownPeriod(period.code, "phase")
        return max(before, key=lambda span: (span.last_day, span.start, span.code))
    if period.kind == TERM:
        years = period.last_day.year - period.start.year + 1
        return _shifted_term(period, years, calendars[""])
    year, number = _year_and_number(period)
    last = _numbers(period.kind)[-1]
    rule = calendars[period.calendar]
    return _span(rule, year, period.kind, number - 1) if number > 1 else _span(rule, year - 1, period.kind, last)


def same_period_last_year(
    period: Period, calendars: Mapping[str, CalendarRule] = CALENDARS, named: NamedSpans | None = None
) -> Period:
    """The period of the same place a year earlier. Of a phase: the code with the year before; else `UnknownPeriod`."""
    if period.kind == PHASE:
        earlier = re.sub(r"\d{4}", lambda year: f"{int(year[0]) - 1:04d}", period.code, count=1)
        if not named or earlier == period.code or earlier not in named:
            raise UnknownPeriod(earlier, "phase")
        return parse_period(earlier, calendars, named)
    if period.kind == TERM:
        return _shifted_term(period, 1, calendars[""])
    year, number = _year_and_number(period)
    return _span(calendars[period.calendar], year - 1, period.kind, number)


def month_at(day: date, calendar: str = "", calendars: Mapping[str, CalendarRule] = CALENDARS) -> Period:
    """The month of a calendar in which a day lies."""
    return period_at(day, MONTH, calendar, calendars)


def period_at(day: date, kind: str, calendar: str = "", calendars: Mapping[str, CalendarRule] = CALENDARS) -> Period:
    """The period of `kind` of a calendar in which a day lies. Nine months: `UnknownPeriod` in the last quarter."""
    rule = calendars[calendar]
    for year in range(day.year - 1, day.year + rule.years_back + 2):
        for number in _numbers(kind):
            span = _span(rule, year, kind, number)
            if span.has(day):
                return span
    raise UnknownPeriod(day.isoformat(), "form")


def _term(code: str, first: int, last: int, rule: CalendarRule) -> Period:
    _check_years(code, first, last)
    if first >= last:
        raise UnknownPeriod(code, "year")
    return Period(code, TERM, _month_start(rule, first, 0), _span(rule, last, YEAR, 1).last_day)


def _shifted_term(period: Period, years: int, rule: CalendarRule) -> Period:
    first, last = period.start.year - years, period.last_day.year - years
    return _term(f"{first:04d}-{last:04d}", first, last, rule)


def _check_years(code: str, *years: int) -> None:
    if not all(1900 <= year <= 2199 for year in years):
        raise UnknownPeriod(code, "year")


def _numbers(kind: str) -> range:
    return range(1, 2) if kind == NINE_MONTHS else range(1, 12 // _MONTHS[kind] + 1)


def _span(rule: CalendarRule, year: int, kind: str, number: int) -> Period:
    """Period `number` (from 1) of `kind` in a calendar's year."""
    months = _MONTHS[kind]
    ending = {
        MONTH: f"-{number:02d}",
        QUARTER: f"Q{number}",
        HALF: f"H{number}",
        NINE_MONTHS: "-9M",
        YEAR: "",
    }[kind]
    prefix = f"{rule.code}:" if rule.code else ""
    start = _month_start(rule, year, (number - 1) * months)
    last_day = _month_start(rule, year, number * months) - timedelta(days=1)
    return Period(f"{prefix}{year:04d}{ending}", kind, start, last_day, rule.code)


def _month_start(rule: CalendarRule, year: int, months_on: int) -> date:
    months = (year - rule.years_back) * 12 + rule.first_month - 1 + months_on
    return date(months // 12, months % 12 + 1, rule.first_day)


def _year_and_number(period: Period) -> tuple[int, int]:
    found = _CODE.fullmatch(period.code)
    if found is None:
        raise UnknownPeriod(period.code, "form")
    number = 1 if period.kind in (YEAR, NINE_MONTHS) else int(found[period.kind])
    return int(found["year"]), number


def _phases(calendar: str, named: NamedSpans | None) -> list[Period]:
    spans = (parse_period(code, named=named) for code in named or {})
    return [span for span in spans if span.calendar == calendar]
