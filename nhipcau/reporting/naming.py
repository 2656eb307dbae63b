"""What periods, states, due days and answers are called on the page."""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.indicators.models import Indicator
from nhipcau.lib import periods as spans
from nhipcau.reporting.answers import NONE_AROSE, NOT_CONCERNED, Answer
from nhipcau.reporting.models import Obligation, Period
from nhipcau.web.format import MISSING, day, number
from nhipcau.web.horizons import code_name


def period_name(period: Period) -> str:
    """“tháng 11/2024”, “6 tháng đầu năm 2024”, “năm 2024”; the name of a phase; of another calendar, which one."""
    if period.kind == spans.PHASE:
        return period.name or period.code
    return code_name(period.kind, period.code)


def title(obligation: Obligation) -> str:
    """The form's name with its period."""
    return f"{obligation.form} · {period_name(obligation.period)}"


def state_chip(obligation: Obligation, today: date) -> tuple[str, str]:
    """The chip of an obligation: its shape and its words."""
    if obligation.exempt_reason:
        return "none", _("exempt")
    if obligation.state in ("approved", "locked"):
        return "met", _("approved") if obligation.state == "approved" else _("locked")
    if obligation.state == "submitted":
        return "on", _("waiting for approval")
    if obligation.state == "returned":
        return "late", _("returned")
    if obligation.due_on < today and obligation.submitted_at is None:
        return "late", _("overdue")
    if obligation.state == "not_started":
        return "wait", _("not started")
    return "wait", _("being filled in")


def due_chip(obligation: Obligation, today: date) -> tuple[str, str]:
    """How near the due day of an unsent report is."""
    left = (obligation.due_on - today).days
    if left < 0:
        return "late", ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left}
    if left == 0:
        return "wait", _("due today")
    return ("wait" if left <= 7 else "none"), ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


def punctuality(obligation: Obligation, today: date) -> tuple[str, str]:
    """On time, late, exempt or still open: a fact of the obligation."""
    if obligation.exempt_reason:
        return "none", _("exempt")
    if obligation.submitted_at is not None:
        sent = timezone.localdate(obligation.submitted_at)
        late = (sent - obligation.due_on).days
        if late <= 0:
            return "met", _("on time")
        return "late", ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}
    return due_chip(obligation, today)


def due_words(obligation: Obligation) -> str:
    """“Hạn: hết ngày 25/11/2024”."""
    return _("Due by the end of %(day)s") % {"day": day(obligation.due_on)}


def due_rule(days: int) -> str:
    """By when a form is due, counted from the last day of its period: “16 days before the end of the period”."""
    if days < 0:
        said = ngettext("%(n)s day before the end of the period", "%(n)s days before the end of the period", -days)
        return said % {"n": -days}
    if days == 0:
        return _("on the last day of the period")
    return ngettext("%(n)s day after the period", "%(n)s days after the period", days) % {"n": days}


def answer_text(answer: Answer | None, indicator: Indicator) -> str:
    """An answer in words and digits; `–` for a missing one."""
    if answer is None:
        return MISSING
    if answer.kind == NONE_AROSE:
        return _("none arose")
    if answer.kind == NOT_CONCERNED:
        return _("not concerned")
    if indicator.over_units == "share":
        return _("yes") if answer.num else _("no")
    if indicator.over_units == "ratio":
        rate = f" ({number(100 * answer.num / answer.base, 1)} %)" if answer.num is not None and answer.base else ""
        return f"{number(answer.num)}/{number(answer.base)}{rate}"
    if indicator.over_units == "weighted":
        return _("%(value)s (of %(weight)s)") % {"value": number(answer.num), "weight": number(answer.base)}
    return number(answer.num)


def size_text(value: Decimal | None, indicator: Indicator) -> str:
    """A figure to compare by, such as a median: a rate as per cent."""
    if value is None:
        return MISSING
    if indicator.over_units == "ratio":
        return f"{number(100 * value, 1)} %"
    return number(value, None if value == value.to_integral_value() else 1)
