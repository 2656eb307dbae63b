"""From a report deadline of a programme to the form that answers it: a new one, filled in beforehand, or one there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhipcau.programmes.models import ReportDeadline
from nhipcau.reporting import services
from nhipcau.reporting.models import Form
from nhipcau.web.problems import Problem

ISSUE = "programmes.issue"


def deadline_of(request: HttpRequest, pk: str) -> ReportDeadline:
    """The deadline of an address, whose programme's unit the person may issue for; else 404 or 403."""
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404
    seen = ReportDeadline.objects.visible_to(request.access).select_related("programme__issuer")
    deadline: ReportDeadline = get_object_or_404(seen, pk=int(pk))
    request.access.require(ISSUE, deadline.programme.issuer.path)
    return deadline


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ties the posted form to a deadline; with `act=untie` unties it."""
    deadline = deadline_of(request, str(pk))
    chosen = request.POST.get("form", "")
    if not chosen.isdecimal() or len(chosen) > 18:
        messages.error(request, _("Choose the form that answers this deadline."))
        return redirect(f"{reverse('form-new')}?deadline={deadline.pk}")
    form = get_object_or_404(Form.objects.visible_to(request.access), pk=int(chosen))
    try:
        if request.POST.get("act") == "untie":
            services.answer_no_more(by=request.access, form=form, deadline=deadline)
            messages.success(request, _("Untied; the deadline stands on the duties of the units below again."))
            return redirect("form", form.pk)
        services.answer_with(by=request.access, form=form, deadline=deadline)
        messages.success(request, _("This form answers the deadline now."))
    except Problem as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{reverse('programme', args=[deadline.programme_id])}#reportdeadline-{deadline.pk}")
