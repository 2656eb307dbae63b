"""By when a report is due: a day a paper names, with or without that day itself, once or again and again.

"Trước ngày 31/5" (before 31/5) is due at the end of 30/5; "chậm nhất 31/5" (31/5 at the latest) at the end of 31/5. A
rhythm without a day is due on the last day of each month, quarter, half-year or year.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from nhipcau.lib.periods import HALF, MONTH, QUARTER, YEAR, period_at

MONTHLY, QUARTERLY, HALF_YEAR, YEARLY = "monthly", "quarterly", "half-year", "yearly"
RECURRENCES = (MONTHLY, QUARTERLY, HALF_YEAR, YEARLY)
# The span a report of each rhythm is for, and how many months lie between two of them.
SPANS = {MONTHLY: MONTH, QUARTERLY: QUARTER, HALF_YEAR: HALF, YEARLY: YEAR}
_MONTHS = {MONTHLY: 1, QUARTERLY: 3, HALF_YEAR: 6, YEARLY: 12}


def last_day_of(named: date, inclusive: bool) -> date:
    """The last day on which a report due before `named` (or on it, where `inclusive`) is on time."""
    return named if inclusive else named - timedelta(days=1)


def next_due(
    named: date | None, inclusive: bool, recurrence: str, today: date, until: date | None = None
) -> date | None:
    """The first last day on time that is not over today; None where none is left.

    The day named is the first; a later one is due only up to `until`. Where the day named is the last of its month, so
    is every later one.
    """
    if recurrence not in _MONTHS:
        only = None if named is None else last_day_of(named, inclusive)
        return only if only is not None and only >= today else None
    if named is None:
        end = period_at(today, SPANS[recurrence]).last_day
        return end if until is None or end <= until else None
    for day in _days(named, _MONTHS[recurrence], today):
        due = last_day_of(day, inclusive)
        if due >= today:
            return due if day == named or until is None or due <= until else None
    return None


def due_days(
    named: date | None, inclusive: bool, recurrence: str, today: date, until: date | None = None
) -> list[date]:
    """What is due within the twelve months that follow today."""
    found: list[date] = []
    due = next_due(named, inclusive, recurrence, today, until)
    while due is not None and due < _later(today, 12):
        found.append(due)
        due = next_due(named, inclusive, recurrence, due + timedelta(days=1), until)
    return found


def _days(named: date, months: int, today: date) -> Iterator[date]:
    """The day named and those that follow it by so many months; of those long over only the last."""
    over = (today.year - named.year) * 12 + today.month - named.month
    number = max(0, over // months - 1)
    while named.year + (named.month - 1 + number * months) // 12 <= date.max.year:
        yield _later(named, number * months)
        number += 1


def _later(day: date, months: int) -> date:
    """The same day so many months later; the last of a month stays the last."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))
