"""What a person may write as the time something is for; settings name the room above that keeps calendars."""

from datetime import date
from importlib import import_module
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.lib import periods
from nhipcau.lib.horizons import in_english, in_vietnamese, is_in_words


def is_horizon(text: str) -> bool:
    """Whether it names a period of a calendar of this installation, or is a horizon in the words of documents."""
    if is_in_words(text):
        return True
    module, _dot, function = settings.PERIODS.rpartition(".")
    known: bool = getattr(import_module(module), function)(text)
    return known


def horizon_name(text: str) -> str:
    """A horizon in the reader's words: “yearly”, “by 2025”, “first half of 2024”; a year and a span of years as they
    are, and so what is no horizon."""
    if is_in_words(text):
        return in_english(text) if get_language() == "en" else text
    try:
        period = periods.parse_period(text)
    except periods.UnknownPeriod:
        return text
    return text if period.kind == periods.YEAR and period.code == text[:4] else code_name(period.kind, text) or text


def code_name(kind: str, whole: str) -> str:
    """“tháng 11/2024”, “6 tháng đầu năm 2024”, “năm 2024” for the code of a period; of another calendar, which one.
    Empty for a kind that has no name of its own."""
    calendar, _colon, code = whole.rpartition(":")
    plain = _plain_name(kind, code[:4], code[4:])
    if calendar == "tk" and plain:
        return gettext("%(period)s (statistical year)") % {"period": plain}
    return f"{plain} ({calendar})" if calendar and plain else plain


def _plain_name(kind: str, year: str, rest: str) -> str:
    if kind == periods.MONTH:
        month = int(rest[1:])
        if get_language() == "en":
            return f"{date_format(date(int(year), month, 1), 'F')} {year}"
        return gettext("month %(month)s/%(year)s") % {"month": month, "year": year}
    if kind == periods.QUARTER:
        return gettext("quarter %(quarter)s of %(year)s") % {"quarter": rest[1:], "year": year}
    if kind == periods.HALF:
        return (gettext("first half of %(year)s") if rest == "H1" else gettext("second half of %(year)s")) % {
            "year": year
        }
    if kind == periods.NINE_MONTHS:
        return gettext("nine months of %(year)s") % {"year": year}
    return gettext("year %(year)s") % {"year": year} if kind == periods.YEAR else ""


NO_SUCH_PERIOD = _("There is no such period; write 2024, 2024H1, 2024Q2, 2024-05, 2021-2025 or “đến 2025”.")


class HorizonField(forms.CharField):
    """A horizon as people write it; cleans to the text itself, what is said in English to the words of documents."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("help_text", _("A year such as 2024, or a span such as 2021-2025."))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return in_english(value) if isinstance(value, str) and get_language() == "en" else value

    def clean(self, value: Any) -> Any:
        text = in_vietnamese(super().clean(value))
        if text and not is_horizon(text):
            raise forms.ValidationError(
                gettext("There is no such period; write 2024, 2024H1, 2024Q2, 2024-05, 2021-2025 or “by 2025”.")
            )
        return text
