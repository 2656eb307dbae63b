"""Making allocations of a table read from a document: what it would do, then doing it."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.documents.models import Annex
from nhipcau.programmes import services_annex as services
from nhipcau.programmes.annex_plan import Plan, Planned, plan_of
from nhipcau.units.short_names import short_name
from nhipcau.web.format import number
from nhipcau.web.problems import Problem


def allocate(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the targets and shares an annex would make; POST makes them and goes to the matrix."""
    found = get_object_or_404(Annex.objects.visible_to(request.access).select_related("document__unit"), pk=pk)
    unit = found.document.unit
    request.access.require("programmes.write", unit.path)
    problem, plan = None, None
    try:
        if request.method == "POST":
            text = request.POST.get("revision", "")
            revision = int(text) if text.isdecimal() else 0
            programme = services.allocate(found, revision=revision, today=request.today, by=request.access)
            messages.success(request, _("The targets are made and divided as the table says; read them through."))
            return redirect(f"{reverse('programme-allocate', args=[programme.pk])}?unit={unit.pk}")
        plan = plan_of(found, request.today)
    except Problem as refusal:
        problem = refusal
    shown = _shown(plan) if plan else []
    context = {
        "annex": found,
        "document": found.document,
        "unit": unit,
        "plan": plan,
        "rows": shown,
        "columns": [(child, short_name(child.name)) for child in plan.units] if plan else [],
        "short": sum(1 for row, _shares, _chip in shown if row.left > 0),
        "over": sum(1 for row, _shares, _chip in shown if row.left < 0),
        "problem": problem,
    }
    status = problem.status if problem and request.method == "POST" else 200
    return render(request, "programmes/annex.html", context, status=status)


def _shown(plan: Plan) -> list[tuple[Planned, list[Decimal | None], tuple[str, str]]]:
    """Each target to be, with the share of every unit and how it stands as a chip."""
    return [(row, [row.shares.get(child.pk) for child in plan.units], _chip(row)) for row in plan.planned]


def _chip(row: Planned) -> tuple[str, str]:
    if row.cascade == "copy":
        return ("none", _("for each"))
    if not row.left:
        return ("met", "0")
    return ("behind", number(-row.left)) if row.left > 0 else ("late", f"+{number(-row.left)}")
