"""One allocation: what it is, where it came from, what the two units say of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from nhipcau.documents.models import Document
from nhipcau.programmes import dividing, queries, workflow
from nhipcau.programmes import services_allocation as services
from nhipcau.programmes.forms import CounterForm
from nhipcau.programmes.models import Allocation
from nhipcau.web.back import way_back
from nhipcau.web.problems import Conflict, Problem


def _allocation(request: HttpRequest, pk: int) -> Allocation:
    return get_object_or_404(queries.shares_page(Allocation.objects.visible_to(request.access)), pk=pk)


def allocation(request: HttpRequest, pk: int) -> HttpResponse:
    """The allocation with its thread upwards, its versions and what may be done with it."""
    return _page(request, _allocation(request, pk))


def _page(
    request: HttpRequest, found: Allocation, *, form: CounterForm | None = None, problem: Problem | None = None
) -> HttpResponse:
    steps = queries.onward(queries.thread_up(found.pk))
    papers = {step.thing.pk for step in steps if step.kind == "sentence"}
    context = {
        "allocation": found,
        "state": dividing.STATE_NAMES[found.state],
        "chip": dividing.STATE_CHIPS[found.state],
        "steps": steps,
        "papers": set(Document.objects.visible_to(request.access).filter(pk__in=papers).values_list("pk", flat=True)),
        "versions": queries.versions(found),
        "moves": _moves(request, found),
        "form": form or CounterForm(),
        "problem": problem,
    }
    status = problem.status if problem else 422 if form and form.errors else 200
    return render(request, "programmes/allocation.html", context, status=status)


def _moves(request: HttpRequest, found: Allocation) -> set[str]:
    """The actions this person may take now."""
    if found.replaced_by_id:
        return set()
    places = {workflow.GIVER: found.by_unit.path, workflow.RECEIVER: found.unit.path}
    possible = workflow.moves_from(found.state).items()
    return {action for action, move in possible if request.access.may(move.permission, places[move.at])}


def _act(request: HttpRequest, pk: int, act: Callable[[Allocation], None], said: str) -> HttpResponse:
    """Does what a button says, if the page it stood on still holds, and goes back to where the person was."""
    found = _allocation(request, pk)
    try:
        if request.POST.get("version", str(found.version)) != str(found.version):
            raise Conflict(_("This allocation has moved on meanwhile; look at it again."))
        act(found)
    except Problem as refusal:
        return _page(request, _allocation(request, pk), problem=refusal)
    messages.success(request, _(said))
    return HttpResponseRedirect(way_back(request, reverse("allocation", args=[pk])))


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """The receiving unit has received it."""
    said = gettext_noop("Thank you; the unit above sees that you have received it.")
    return _act(request, pk, lambda found: services.acknowledge(found, by=request.access), said)


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The receiving unit agrees with the proposal."""
    return _act(request, pk, lambda found: services.agree(found, by=request.access), gettext_noop("Agreed."))


@require_POST
def counter(request: HttpRequest, pk: int) -> HttpResponse:
    """The receiving unit names another value, with a reason."""
    form = CounterForm(request.POST)
    if not form.is_valid():
        return _page(request, _allocation(request, pk), form=form)
    entry = form.cleaned_data
    return _act(
        request,
        pk,
        lambda found: services.counter(found, value=entry["value"], reason=entry["reason"], by=request.access),
        gettext_noop("Your value has been sent to the unit above."),
    )


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The giving unit takes over the value that was named."""
    return _act(request, pk, lambda found: services.take(found, by=request.access), gettext_noop("Taken over."))


@require_POST
def propose_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The giving unit stays with its value."""
    said = gettext_noop("Sent for opinion again.")
    return _act(request, pk, lambda found: services.propose_again(found, by=request.access), said)
