"""How it is said by when and how often a report is due; the rule stands beside the date."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.lib.due import MONTHLY, QUARTERLY, last_day_of
from nhipcau.web.format import day

RHYTHMS = {
    "monthly": gettext_lazy("every month"),
    "quarterly": gettext_lazy("every quarter"),
    "half-year": gettext_lazy("every half-year"),
    "yearly": gettext_lazy("every year"),
}


def when_words(named: date | None, inclusive: bool, recurrence: str) -> str:
    """“every half-year, before 31/5”: how the paper says it; empty where it names neither day nor rhythm."""
    rhythm = str(RHYTHMS.get(recurrence, ""))
    if named is None:
        return rhythm
    written = _named(named, recurrence)
    said = (_("by %(day)s at the latest") if inclusive else _("before %(day)s")) % {"day": written}
    return f"{rhythm}, {said}" if rhythm else said


def _named(named: date, recurrence: str) -> str:
    if recurrence == MONTHLY:
        return _("day %(day)s") % {"day": named.day}
    if recurrence == QUARTERLY or not recurrence:
        return day(named)
    return f"{named.day}/{named.month}"


def rule_words(named: date | None, inclusive: bool, recurrence: str) -> str:
    """By what rule the last day on time follows: “before 31/5: the end of 30/5/2024”."""
    if named is not None:
        last = day(last_day_of(named, inclusive))
        if inclusive:
            return _("that day counts: due by the end of %(day)s") % {"day": last}
        return _("that day no longer counts: due by the end of %(day)s") % {"day": last}
    if recurrence:
        return _("no day is named: due by the end of the last day of each period")
    return _("neither day nor rhythm is named: nobody is reminded of it")
