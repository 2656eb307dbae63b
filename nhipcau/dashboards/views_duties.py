"""The home page, and what a unit gets back at once for sending its report."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import get_language

from nhipcau.dashboards.asked_above import asked_above
from nhipcau.dashboards.duties import DOCUMENTS_NAMED, late_below, mine, owed_to, to_acknowledge, to_confirm
from nhipcau.dashboards.duties_targets import how_it_stands
from nhipcau.reporting.models import Submission
from nhipcau.reporting.naming import due_chip, period_name
from nhipcau.reporting.queries import lines_of
from nhipcau.web.format import day


@login_required
def my_duties(request: HttpRequest) -> HttpResponse:
    """What I owe, what came back, how my unit stands, what waits for me and who owes me."""
    access, today = request.access, request.today
    own = mine(access, today)
    waiting = to_confirm(access, request.acting_unit)
    context = {
        "asked_above": asked_above(access, today),
        "documents": waiting[:DOCUMENTS_NAMED],
        "more_documents": len(waiting) > DOCUMENTS_NAMED,
        "owed": own.owed,
        "back": own.back,
        "stands": bool(access.own_units("reports.fill")) or access.may_somewhere("figures.read"),
        "sees_board": access.may_somewhere("figures.read"),
        "below": owed_to(access, today),
        "late": [(one, due_chip(one, today), period_name(one.period)) for one in late_below(access, today)],
        "acknowledge": to_acknowledge(access),
        "near": sum(1 for one in own.owed if one.chip[0] in ("wait", "late")),
        "date": f"{date_format(today, 'l')}, {day(today)}" if get_language() else day(today),
    }
    return render(request, "dashboards/my_duties.html", context)


@login_required
def targets(request: HttpRequest) -> HttpResponse:
    """How the own unit stands this year: a part of the home page that htmx fetches, or a page of its own."""
    context = {"targets": how_it_stands(request.access, request.today)}
    return render(request, "dashboards/_targets.html" if request.htmx else "dashboards/targets.html", context)


@login_required
def result(request: HttpRequest, submission_id: int) -> HttpResponse:
    """What was sent, beside last period and the median of the units like it."""
    seen = Submission.objects.visible_to(request.access)
    seen = seen.select_related("unit__parent", "period", "obligation__form", "form_version__form")
    report = get_object_or_404(seen, pk=submission_id)
    own = report.unit_id in request.access.own_units("reports.fill")
    context = {
        "targets": how_it_stands(request.access, request.today) if own else None,
        "report": report,
        "period": period_name(report.period),
        "lines": [line for line in lines_of(report, with_medians=True) if line.answered],
    }
    return render(request, "dashboards/result.html", context)
