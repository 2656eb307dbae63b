"""Days and stretches of time as such papers write them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_SLASHED = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?((?:19|20)\d{2})(?![\d/])")
_WORDED = re.compile(r"ngay\s(\d{1,2})\s?thang\s(\d{1,2})\s?(?:nam\s|/)\s?((?:19|20)\d{2})(?!\d)")
_SHORT = re.compile(r"(?<![\d/.,\-\w])(\d{1,2})\s?/\s?(\d{1,2})(?![\d/\w%])")
_SHORT_WORDED = re.compile(r"ngay\s(\d{1,2})\s?thang\s(\d{1,2})(?!\d)")
_MONTH = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?/\s?((?:19|20)\d{2})(?![\d/])")


@dataclass(frozen=True)
class Dated:
    """A day found in a text; `whole` is False where the year had to be supplied."""

    start: int
    end: int
    day: date
    whole: bool


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    if not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def days_in(folded: str, start: int, end: int, year: int | None) -> list[Dated]:
    """The days written in folded text between two places, in order; `year` completes "31/5"."""
    found: list[Dated] = []
    for pattern, whole in ((_SLASHED, True), (_WORDED, True), (_SHORT_WORDED, False), (_SHORT, False)):
        for match in pattern.finditer(folded, start, end):
            own_year = int(match.group(3)) if whole else year
            if own_year is None or any(other.start < match.end() and match.start() < other.end for other in found):
                continue
            day = day_of(own_year, int(match.group(2)), int(match.group(1)))
            if day:
                found.append(Dated(match.start(), match.end(), day, whole))
    return sorted(found, key=lambda dated: dated.start)


def first_day(folded: str, start: int, end: int) -> date | None:
    """The first day with a year of its own in the stretch, or None."""
    for dated in days_in(folded, start, end, None):
        return dated.day
    return None


def month_in(folded: str, start: int, end: int, year: int | None) -> tuple[int, int] | None:
    """Year and month of the first "tháng m/yyyy" or "tháng m" in the stretch."""
    match = _MONTH.search(folded, start, end)
    if match and 1 <= int(match.group(1)) <= 12:
        return int(match.group(2)), int(match.group(1))
    named = re.compile(r"thang\s(\d{1,2})(?!\d)(?:\snam\s((?:19|20)\d{2}))?").search(folded, start, end)
    if named and 1 <= int(named.group(1)) <= 12:
        own = int(named.group(2)) if named.group(2) else year
        return (own, int(named.group(1))) if own else None
    return None
