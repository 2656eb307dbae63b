"""Programmes: the list, one programme, its targets, issuing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhipcau.documents.models import Document
from nhipcau.indicators.models import Indicator
from nhipcau.lib.vietnamese import fold
from nhipcau.programmes import dividing, queries, queries_lines, services
from nhipcau.programmes.forms import NumberOnPaperForm, ProgrammeForm, TargetForm
from nhipcau.programmes.models import Programme, Target
from nhipcau.web.problems import Problem

PAGE = 25


def programmes(request: HttpRequest) -> HttpResponse:
    """Programmes of the person's units and issued ones of the units above."""
    text = request.GET.get("q", "").strip()
    found = Programme.objects.visible_to(request.access)
    for word in fold(text).split()[:12]:
        found = found.filter(search_key__contains=word)
    page = Paginator(queries.programmes(found), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": text, "may_write": _may_write_here(request)}
    return render(request, "programmes/programmes.html", context)


def _may_write_here(request: HttpRequest) -> bool:
    return bool(request.acting_unit) and request.access.may("programmes.write", request.acting_unit.path)


def _visible(request: HttpRequest) -> QuerySet[Programme]:
    found = Programme.objects.visible_to(request.access).select_related("issuer", "document__unit")
    return found.defer("document__text", "document__reading")


def own_programme(request: HttpRequest, pk: int) -> Programme:
    """A programme the person may write; 404 outside their scope, 403 without the right."""
    found = get_object_or_404(_visible(request), pk=pk)
    request.access.require("programmes.write", found.issuer.path)
    return found


def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """One programme: theme, targets by section with what they come to here, tasks, report deadlines, phases."""
    found = get_object_or_404(_visible(request), pk=pk)
    unit = dividing.divider(request.access, found, request.acting_unit)
    lines = dividing.lines(found, unit, request.today)
    context = {
        "programme": found,
        "groups": queries.grouped(lines, lambda line: line.target.part),
        "tasks": list(found.tasks.all()),
        "deadlines": queries_lines.deadlines_of(found, request.access, request.today),
        "time_line": queries_lines.time_line(found, request.today),
        "unit": unit,
        "may_write": request.access.may("programmes.write", found.issuer.path),
        "may_issue": request.access.may("programmes.issue", found.issuer.path),
        "may_divide": unit is not None and request.access.may("programmes.write", unit.path),
        "sees_document": found.document_id is not None
        and Document.objects.visible_to(request.access).filter(pk=found.document_id).exists(),
    }
    return render(request, "programmes/programme.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """A programme written by hand."""
    if not request.acting_unit:
        raise Http404
    request.access.require("programmes.write", request.acting_unit.path)
    form = ProgrammeForm(request.POST or None, initial={"period": str(request.today.year)})
    if request.method == "POST" and form.is_valid():
        made = services.create(request.acting_unit, fields=form.cleaned_data, by=request.access)
        return redirect("programme", made.pk)
    status = 422 if form.errors else 200
    return render(request, "programmes/form.html", {"form": form, "heading": _("New programme")}, status=status)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects the head of a draft."""
    found = own_programme(request, pk)
    initial = {"revision": found.revision}
    form = ProgrammeForm(request.POST or None, instance=own_programme(request, pk), initial=initial)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"] or 0
            services.correct(found, form.cleaned_data, revision=revision, by=request.access)
            messages.success(request, _("Saved."))
            return redirect("programme", found.pk)
        except Problem as refusal:
            problem = refusal
    status = problem.status if problem else 422 if form.errors else 200
    context = {"form": form, "programme": found, "problem": problem, "heading": _("Correct the programme")}
    return render(request, "programmes/form.html", context, status=status)


@require_POST
def from_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Draws up a programme from what was confirmed in a document."""
    document = get_object_or_404(Document.objects.visible_to(request.access).select_related("unit"), pk=pk)
    request.access.require("programmes.write", document.unit.path)
    try:
        made = services.from_document(document, by=request.access)
    except Problem as refusal:
        context = {"problem": refusal, "document": document}
        return render(request, "programmes/not_drawn_up.html", context, status=refusal.status)
    messages.success(request, _("The programme has been drawn up; read it through, then issue it."))
    return redirect("programme", made.pk)


def of_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes to the programme that was drawn up from a document."""
    return redirect("programme", get_object_or_404(_visible(request), document_id=pk).pk)


def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what issuing means; POST issues."""
    found = get_object_or_404(_visible(request), pk=pk)
    request.access.require("programmes.issue", found.issuer.path)
    initial = {"number": found.document.number if found.document else ""}
    form = NumberOnPaperForm(request.POST or None, initial=initial)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            services.issue(found, number=form.cleaned_data["number"], today=request.today, by=request.access)
            messages.success(request, _("The programme has been issued; the units below see it now."))
            return redirect("programme", found.pk)
        except Problem as refusal:
            problem = refusal
    status = problem.status if problem else 422 if form.errors else 200
    context = {"form": form, "programme": found, "problem": problem}
    return render(request, "programmes/issue.html", context, status=status)


def target_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A target written by hand."""
    found = own_programme(request, pk)
    return _target_form(request, found, TargetForm(request.POST or None, initial={"period": found.period}), None)


def _target(request: HttpRequest, pk: int) -> Target:
    found = Target.objects.visible_to(request.access).select_related("programme__issuer", "indicator")
    target = get_object_or_404(found, pk=pk)
    request.access.require("programmes.write", target.programme.issuer.path)
    return target


def target_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a target of a draft."""
    target = _target(request, pk)
    return _target_form(request, target.programme, TargetForm(request.POST or None, instance=target), target)


def _target_form(request: HttpRequest, found: Programme, form: TargetForm, target: Target | None) -> HttpResponse:
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_target(found, form.cleaned_data, target=target, by=request.access)
            messages.success(request, _("Saved."))
            return redirect(f"{_address(found)}#target-{saved.pk}")
        except Problem as refusal:
            problem = refusal
    status = problem.status if problem else 422 if form.errors else 200
    context = {
        "form": form,
        "programme": found,
        "target": target,
        "problem": problem,
        "heading": _("Change the target") if target else _("New target"),
        "indicators": Indicator.objects.visible_to(request.access).current(),
    }
    return render(request, "programmes/target_form.html", context, status=status)


def _address(found: Programme) -> str:
    return redirect("programme", found.pk).url


@require_POST
def target_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a target out of a draft."""
    target = _target(request, pk)
    try:
        services.remove_target(target, by=request.access)
        messages.success(request, _("The target has been taken out."))
        return redirect("programme", target.programme_id)
    except Problem as refusal:
        form = TargetForm(instance=_target(request, pk))
        context = {"form": form, "programme": target.programme, "target": target, "problem": refusal,
                   "heading": _("Change the target")}  # fmt: skip
        return render(request, "programmes/target_form.html", context, status=refusal.status)
