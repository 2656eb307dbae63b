"""What the demo programme asks to be reported: two of its deadlines have a form, one still waits for its own."""

from datetime import date
from typing import Any

from django.db import transaction

from nhipcau.access import system_access
from nhipcau.indicators.models import Indicator
from nhipcau.programmes.models import Programme
from nhipcau.reporting.answering import start_of
from nhipcau.reporting.models import Calendar, Form
from nhipcau.reporting.services import answer_with, make_form, open_period
from nhipcau.reporting.services_duties import AskedRow
from nhipcau.units.models import Kind, Unit


@transaction.atomic
def answer_deadlines(programme: Programme, monthly: str, today: date) -> None:
    """Ties the monthly form to the monthly deadline; makes the half-year's form, owed by the offices right below, and
    opens it. The yearly deadline stays without a form, so that the duties show it."""
    by = system_access(today=today, name="Văn phòng LĐLĐ tỉnh Ninh Bình")
    for deadline in programme.deadlines.select_related("programme__issuer"):
        if deadline.recurrence == "monthly":
            answer_with(by=by, form=Form.objects.get(code=monthly), deadline=deadline)
        if deadline.recurrence != "half-year":
            continue
        start = start_of(deadline, today)
        asked: dict[str, Any] = dict(start.initial)
        asked["calendar"] = Calendar.objects.get(code=asked["calendar"])
        rows = Indicator.objects.filter(pk__in=start.rows).order_by("order")
        form = make_form(
            by=by, issuer=programme.issuer, kinds=_offices(programme.issuer), deadline=deadline,
            rows=[AskedRow(indicator) for indicator in rows], **asked,
        )  # fmt: skip
        period = next(fit.period for fit in start.fits if fit.calendar == form.calendar_id)
        open_period(by=by, form=form, code=period.code)


def _offices(province: Unit) -> list[str]:
    """The kinds of unit right below that have unions of their own below them."""
    below = Unit.objects.filter(parent=province, alive=True)
    return list(Kind.objects.filter(pk__in=below.values("kind"), reports=False).values_list("code", flat=True))
