"""Report deadlines and phases of a draft programme, written by hand: new, changed, taken out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhipcau.programmes import services_lines
from nhipcau.programmes.forms import DeadlineForm, PhaseForm
from nhipcau.programmes.models import Phase, Programme, ReportDeadline
from nhipcau.programmes.services_lines import Line
from nhipcau.programmes.views import own_programme
from nhipcau.web.problems import Problem

FORMS: dict[type, type[DeadlineForm] | type[PhaseForm]] = {ReportDeadline: DeadlineForm, Phase: PhaseForm}


def deadline_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A report deadline written by hand."""
    return _writing(request, own_programme(request, pk), ReportDeadline())


def deadline_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a report deadline of a draft."""
    line = _own(request, ReportDeadline, pk)
    return _writing(request, line.programme, line)


@require_POST
def deadline_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a report deadline out of a draft."""
    return _taking_out(request, _own(request, ReportDeadline, pk))


def phase_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A phase written by hand."""
    return _writing(request, own_programme(request, pk), Phase())


def phase_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a phase of a draft."""
    line = _own(request, Phase, pk)
    return _writing(request, line.programme, line)


@require_POST
def phase_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a phase out of a draft."""
    return _taking_out(request, _own(request, Phase, pk))


def _own(request: HttpRequest, kind: type[Line], pk: int) -> Line:
    found = kind.objects.visible_to(request.access).select_related("programme__issuer")
    line: Line = get_object_or_404(found, pk=pk)
    request.access.require("programmes.write", line.programme.issuer.path)
    return line


def _writing(request: HttpRequest, found: Programme, line: Line) -> HttpResponse:
    form = FORMS[type(line)](request.POST or None, instance=line)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = services_lines.save_line(found, line, form.cleaned_data, by=request.access)
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('programme', args=[found.pk])}#{saved._meta.model_name}-{saved.pk}")
        except Problem as refusal:
            problem = refusal
    return _page(request, found, line, form, problem)


def _page(
    request: HttpRequest, found: Programme, line: Line, form: DeadlineForm | PhaseForm, problem: Problem | None
) -> HttpResponse:
    words = {
        ReportDeadline: (_("New report deadline"), _("Change the report deadline"), "deadline-remove"),
        Phase: (_("New phase"), _("Change the phase"), "phase-remove"),
    }
    new, change, remove = words[type(line)]
    context = {
        "form": form,
        "programme": found,
        "problem": problem,
        "heading": change if line.pk else new,
        "line": line if line.pk else None,
        "remove": remove,
    }
    status = problem.status if problem else 422 if form.errors else 200
    return render(request, "programmes/line_form.html", context, status=status)


def _taking_out(request: HttpRequest, line: Line) -> HttpResponse:
    try:
        services_lines.remove_line(line, by=request.access)
    except Problem as refusal:
        return _page(request, line.programme, line, FORMS[type(line)](instance=line), refusal)
    messages.success(request, _("Taken out."))
    return redirect("programme", line.programme_id)
