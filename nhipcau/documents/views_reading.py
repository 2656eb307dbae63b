"""A file that is being read in the background: how far it is, and trying again when it was interrupted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from nhipcau.documents import arrivals, services_arrivals
from nhipcau.documents.models import Arrival
from nhipcau.web.problems import Problem


@require_safe
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is; leads to the page that confirms once it is done. htmx fetches the part that changes."""
    arrival = get_object_or_404(Arrival.objects.visible_to(request.access).select_related("unit"), pk=pk)
    if arrival.document_id:
        there = reverse("document-confirm", args=[arrival.document_id])
        return HttpResponseClientRedirect(there) if request.htmx else redirect(there)
    may_write = request.access.may("documents.write", arrival.unit.path)
    context = {
        "arrival": arrival,
        "silent": arrivals.is_forsaken(arrival),
        "before": arrivals.before(arrival) if arrival.state == Arrival.WAITING else 0,
        "may_write": may_write,
    }
    return render(request, f"documents/{'_reading' if request.htmx else 'reading'}.html", context)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Reads the file anew."""
    arrival = get_object_or_404(Arrival.objects.visible_to(request.access).select_related("unit"), pk=pk)
    try:
        services_arrivals.try_again(arrival, by=request.access)
    except Problem as refusal:
        messages.warning(request, refusal.sentence)
    return redirect("document-reading", pk)
