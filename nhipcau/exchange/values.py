"""Cells of a table as values: dates and exact decimals. What a cell cannot be is a `RowProblem` in the list given."""

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from nhipcau.exchange.results import RowProblem
from nhipcau.lib.decimals import OutOfLimits, checked

YEARS = range(1900, 3000)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def day_of(text: str) -> date | None:
    """The date written as YYYY-MM-DD, or None where the text is no such date of a plausible year."""
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def read_day(row: int, column: str, text: str, problems: list[RowProblem]) -> date | None:
    """The date of a cell; None for an empty one, and for a wrong one, which is noted."""
    day = day_of(text) if text else None
    if text and day is None:
        advice = _("Write dates as YYYY-MM-DD, such as 2024-05-31.")
        problems.append(RowProblem(row, column, text[:80], _("This is no date."), advice))
    return day


def read_decimal(row: int, column: str, text: str, problems: list[RowProblem]) -> Decimal | None:
    """The number of a cell; None for an empty one, and for a wrong one, which is noted."""
    if not text:
        return None
    try:
        return checked(Decimal(text)) if _NUMBER.fullmatch(text) else _no_number()
    except OutOfLimits:
        advice = _("Write a number with a point, at most 20 digits and 6 decimal places, such as 1234.5.")
        problems.append(RowProblem(row, column, text[:80], _("This is no number."), advice))
        return None


def _no_number() -> Decimal:
    raise OutOfLimits("form")
