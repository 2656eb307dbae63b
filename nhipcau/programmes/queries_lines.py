"""Reads of what a programme asks to be reported and of its phases, as its page shows them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from nhipcau.access import Access
from nhipcau.programmes.horizons import first_day, last_day
from nhipcau.programmes.models import Phase, Programme, ReportDeadline
from nhipcau.web.due import rule_words, when_words
from nhipcau.web.format import day

# By deadline, the forms that answer it: what the room above gives at `DEADLINE_ANSWERS`.
Answers = dict[int, list[tuple[str, str]]]


@dataclass(frozen=True)
class Due:
    """A report deadline as a page shows it: how the paper says it, the next last day on time, the rule it follows, and
    the forms that answer it (name, address)."""

    deadline: ReportDeadline
    when: str
    next_on: date | None
    rule: str
    answers: list[tuple[str, str]]


def deadlines_of(programme: Programme, access: Access, today: date) -> list[Due]:
    """What the programme asks to be reported, in the order of the paper."""
    found = list(programme.deadlines.select_related("programme"))
    answers = answers_of([one.pk for one in found], access)
    return [as_due(one, today, answers.get(one.pk, [])) for one in found]


def as_due(deadline: ReportDeadline, today: date, answers: Sequence[tuple[str, str]] = ()) -> Due:
    """A deadline in words. Its programme should be there already."""
    return Due(deadline, when_words(*deadline.due), deadline.next_due(today), rule_words(*deadline.due), list(answers))


def answers_of(deadlines: Collection[int], access: Access) -> Answers:
    """The forms that answer deadlines, as far as the person sees them."""
    if not deadlines or not settings.DEADLINE_ANSWERS:
        return {}
    found: Answers = import_string(settings.DEADLINE_ANSWERS)(deadlines, access)
    return found


@dataclass(frozen=True)
class Bar:
    """A phase on the time line: `left` and `width` in thousandths of it, its days in words."""

    phase: Phase
    left: int
    width: int
    words: str
    running: bool


@dataclass(frozen=True)
class TimeLine:
    """Phases one under the other along the same days: where today is (None outside), where months (or years) begin."""

    bars: list[Bar]
    start: date
    end: date
    today: int | None
    ticks: list[int]


def time_line(programme: Programme, today: date) -> TimeLine | None:
    """The phases of a programme along its horizon; None where it has none."""
    phases = list(programme.phases.all())
    if not phases:
        return None
    start, end = _ends(programme.period, phases, today)
    days = (end - start).days + 1

    def place(when: date) -> int:
        return 1000 * (when - start).days // days

    bars = []
    for phase in phases:
        first, last = phase.starts_on or start, phase.ends_on or end
        left, right = place(first), place(last + timedelta(days=1))
        bars.append(Bar(phase, left, max(right - left, 6), days_words(phase), first <= today <= last))
    ticks = [place(first) for first in _firsts(start, end)]
    return TimeLine(bars, start, end, place(today) if start <= today <= end else None, ticks)


def _ends(period: str, phases: Iterable[Phase], today: date) -> tuple[date, date]:
    """The whole line: the years of the horizon, and any day of a phase beyond them."""
    named = [when for phase in phases for when in (phase.starts_on, phase.ends_on) if when]
    first = min([*named, *filter(None, [first_day(period)])], default=today)
    last = max([*named, *filter(None, [last_day(period)])], default=today)
    return first, max(first, last)


def _firsts(start: date, end: date) -> list[date]:
    """The first days of quarters on a line of up to two years, of years on a longer one."""
    months = (1, 4, 7, 10) if (end - start).days < 800 else (1,)
    firsts = (date(year, month, 1) for year in range(start.year, end.year + 1) for month in months)
    return [first for first in firsts if start <= first <= end]


def days_words(phase: Phase) -> str:
    """“1/1/2024 – 30/6/2024”; an end the paper leaves open is three dots."""
    if phase.starts_on is None and phase.ends_on is None:
        return ""
    return f"{day(phase.starts_on) if phase.starts_on else '…'} – {day(phase.ends_on) if phase.ends_on else '…'}"
