"""Pages of forms: which there are, what one asks, its periods; making one, changing its rows, opening and locking."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nhipcau.access import Forbidden
from nhipcau.programmes.models import ReportDeadline
from nhipcau.programmes.queries_lines import as_due
from nhipcau.reporting import services
from nhipcau.reporting.answering import Start, asked_by, may_answer, start_of, too_late
from nhipcau.reporting.making import FREQUENCY_NAMES, ChangedRowsForm, NewFormForm, first_day_of
from nhipcau.reporting.models import Form, Obligation, Period
from nhipcau.reporting.naming import due_rule, period_name
from nhipcau.reporting.owned import decides_whole
from nhipcau.reporting.queries_forms import ALL, SHOWN, forms_seen, may_be_opened, opened_for, rows_now, standings_of
from nhipcau.reporting.services_answering import DueLater
from nhipcau.reporting.views_answering import ISSUE, deadline_of
from nhipcau.reporting.workflow import APPROVE
from nhipcau.units.models import Kind, Unit
from nhipcau.web.format import number
from nhipcau.web.problems import Problem


@require_GET
def forms(request: HttpRequest) -> HttpResponse:
    """Every form the person sees: who issued it, who owes it, how often."""
    request.access.require_somewhere(APPROVE)
    kinds = {kind.code: str(kind) for kind in Kind.objects.all()}
    context = {
        "forms": [(form, FREQUENCY_NAMES[form.frequency], _kinds(form, kinds)) for form in forms_seen(request.access)],
        "may_make": _may_make(request),
    }
    return render(request, "reporting/forms.html", context)


def _kinds(form: Form, names: dict[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in form.kinds)


def _may_make(request: HttpRequest) -> bool:
    return request.acting_unit is not None and request.access.may(ISSUE, request.acting_unit.path)


def new(request: HttpRequest) -> HttpResponse:
    """A form of the person's own unit, owed by units of the chosen kinds at and below it. `?deadline=`: one that
    answers what a programme asks to be reported, filled in beforehand."""
    deadline = deadline_of(request, request.GET["deadline"]) if "deadline" in request.GET else None
    issuer = deadline.programme.issuer if deadline else request.acting_unit
    if issuer is None:
        raise Http404
    request.access.require(ISSUE, issuer.path)
    first = {"first_period_from": first_day_of(request.today), "kinds": _reporting_kinds()}
    start = start_of(deadline, request.today) if deadline else None
    asked = NewFormForm(
        request.POST or None, initial={**first, **(start.initial if start else {})}, likely=start.rows if start else ()
    )
    problem = None
    if request.method == "POST" and not asked.arranging and asked.is_valid():
        try:
            told = {"today": request.today, "even_late": "even_late" in request.POST}
            made = services.make_form(by=request.access, issuer=issuer, deadline=deadline, **told, **asked.making())
            messages.success(request, _("The form is made. Open it for a period: then the units owe it."))
            return redirect("form", made.pk)
        except Problem as refusal:
            problem = refusal
    return _asking(request, asked, problem, _("New form"), None, **_answering(request, deadline, start))


def _answering(request: HttpRequest, deadline: ReportDeadline | None, start: Start | None) -> dict[str, Any]:
    """What the page says of the deadline that the form answers."""
    if deadline is None or start is None:
        return {}
    others = may_answer(deadline, request.access)
    asked = request.GET.get("late", "")
    late = others.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) <= 18 else None
    return {
        "deadline": deadline,
        "due": as_due(deadline, request.today),
        "start": start,
        "fits": [(fit, period_name(Period(code=fit.period.code, kind=fit.period.kind))) for fit in start.fits],
        "others": others,
        "late": late,
        "late_words": too_late(late, deadline, request.today) if late else "",
    }


def _reporting_kinds() -> list[str]:
    return list(Kind.objects.filter(reports=True).values_list("code", flat=True))


def _asking(
    request: HttpRequest,
    asked: NewFormForm | ChangedRowsForm,
    problem: Problem | None,
    heading: str,
    form: Form | None,
    **more: Any,
) -> HttpResponse:
    status = problem.status if problem else 422 if asked.errors else 200
    context = {
        "asked": asked,
        "plain": [bound for bound in asked if bound.name not in ("rows", "blank")],
        "problem": problem.sentence if problem else "",
        "due_later": isinstance(problem, DueLater),
        "heading": heading,
        "shown": form,
        **more,
    }
    return render(request, "reporting/form_edit.html", context, status=status)


@require_GET
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """One form: what it asks, and its periods."""
    return _page(request, _visible(request, pk))


def _visible(request: HttpRequest, pk: int) -> Form:
    request.access.require_somewhere(APPROVE)
    return get_object_or_404(Form.objects.visible_to(request.access).select_related("issuer", "calendar"), pk=pk)


def _page(request: HttpRequest, shown: Form, problem: Problem | None = None) -> HttpResponse:
    opened = opened_for(request.access, shown)
    standings = standings_of(request.access, shown, opened[: ALL if "all" in request.GET else SHOWN])
    names = {kind.code: str(kind) for kind in Kind.objects.all()}
    may_issue = _may_issue(request, shown)
    context = {
        "shown": shown,
        "frequency": FREQUENCY_NAMES[shown.frequency],
        "due_rule": due_rule(shown.due_days),
        "kinds": _kinds(shown, names),
        "rows": rows_now(shown, request.today),
        "answers": [
            (one, request.access.may(ISSUE, one.deadline.programme.issuer.path))
            for one in asked_by(shown, request.access)
        ],
        "periods": [(standing, period_name(standing.period)) for standing in standings],
        "more": len(opened) > len(standings),
        "openable": _offers(shown, request.today, opened) if may_issue else [],
        "may_issue": may_issue,
        "may_lock": _locks_at(request, shown) is not None,
        "problem": problem.sentence if problem else "",
    }
    return render(request, "reporting/form.html", context, status=problem.status if problem else 200)


def _offers(shown: Form, today: date, opened: list[Period]) -> list[tuple[str, str, bool]]:
    """(code, name, whether it is the likely one: the next after those opened) of the periods that may be opened."""
    spans = may_be_opened(shown, today, [period.code for period in opened])
    newest = opened[0].last_day if opened else today
    likely = min((span for span in spans if span.last_day > newest), default=None)
    return [(span.code, period_name(Period(code=span.code, kind=span.kind)), span == likely) for span in spans]


def _may_issue(request: HttpRequest, shown: Form) -> bool:
    return shown.issuer is not None and request.access.may(ISSUE, shown.issuer.path)


def _locks_at(request: HttpRequest, shown: Form) -> Unit | None:
    """The unit below which the person may lock; None for a department that shares the form with others."""
    unit: Unit | None = request.acting_unit
    may = unit is not None and request.access.may(APPROVE, unit.path) and decides_whole(request.access, shown)
    return unit if may else None


def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Other rows from a day on."""
    shown = _issued_here(request, pk)
    chosen = tuple(rows_now(shown, request.today))
    asked = ChangedRowsForm(request.POST or None, chosen=chosen, initial={"valid_from": first_day_of(request.today)})
    problem = None
    if request.method == "POST" and not asked.arranging and asked.is_valid():
        try:
            services.revise_form(
                by=request.access, form=shown, valid_from=asked.cleaned_data["valid_from"], rows=asked.asked()
            )
            messages.success(request, _("Saved."))
            return redirect("form", shown.pk)
        except Problem as refusal:
            problem = refusal
    return _asking(request, asked, problem, _("Change what is asked"), shown)


def _issued_here(request: HttpRequest, pk: int) -> Form:
    """A form the person may open and change; one of a unit above is seen but not theirs."""
    shown = _visible(request, pk)
    if not _may_issue(request, shown):
        raise Forbidden(ISSUE)
    return shown


@require_POST
def open_period(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the form for the posted period."""
    shown = _issued_here(request, pk)

    def act() -> str:
        code = request.POST.get("period", "")
        opened = services.open_period(by=request.access, form=shown, code=code)
        return ngettext("%(n)s unit owes it now.", "%(n)s units owe it now.", opened) % {"n": number(opened)}

    return _done(request, shown, act)


@require_POST
def lock(request: HttpRequest, pk: int, period_code: str) -> HttpResponse:
    """Locks what was approved of a period; with `act=unlock` opens it again, with a reason."""
    shown = _visible(request, pk)
    unit = _locks_at(request, shown)
    if unit is None:
        raise Forbidden(APPROVE)
    seen = Obligation.objects.visible_to(request.access).filter(form=shown)
    owed = seen.filter(period__code=period_code).select_related("period").first()
    if owed is None:
        raise Http404
    asked = {"by": request.access, "form": shown, "period": owed.period, "unit": unit}

    def act() -> str:
        if request.POST.get("act") == "unlock":
            turned = services.unlock_period(reason=request.POST.get("reason", ""), **asked)
            return ngettext("%(n)s report opened again.", "%(n)s reports opened again.", turned) % {"n": number(turned)}
        turned = services.lock_period(**asked)
        return ngettext("%(n)s report locked.", "%(n)s reports locked.", turned) % {"n": number(turned)}

    return _done(request, shown, act)


def _done(request: HttpRequest, shown: Form, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except Problem as refusal:
        return _page(request, shown, refusal)
    return redirect("form", shown.pk)
