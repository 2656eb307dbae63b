"""Numbers and days the way the reader's language writes them."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from nhipcau.lib.measures import in_english
from nhipcau.lib.vietnamese import format_date, format_number

MISSING = "–"


def number(value: Decimal | int | None, places: int | None = None, language: str | None = None) -> str:
    """`1.234,5` in Vietnamese, `1,234.5` in English; `–` for None.

    `places`: how many decimals to show, rounded half-even; None shows all there are, without zeros at the end.
    `language`: "vi" or "en"; None takes the language of the page.
    """
    if value is None:
        return MISSING
    text = format_number(value, places, language or get_language() or "vi")
    return text.replace("-", "−", 1)


def day(value: date | None) -> str:
    """`31/5/2024` in Vietnamese, `31 May 2024` in English; `–` for None."""
    if value is None:
        return MISSING
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    if get_language() == "en":
        return date_format(value, "j M Y")
    return format_date(value)


def measure(text: str) -> str:
    """A unit of measure a document wrote, in the language of the page."""
    return in_english(text) if get_language() == "en" else text


def moment(value: datetime | None) -> str:
    """`14:05 31/5/2024` in the time of Việt Nam; `–` for None."""
    if value is None:
        return MISSING
    local = timezone.localtime(value)
    return f"{local:%H:%M} {day(local.date())}"
