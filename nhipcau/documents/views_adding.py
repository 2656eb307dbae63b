"""What a person adds on the page that confirms: a thing by hand, a number left out, a link to a target above."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from nhipcau.documents import services_adding
from nhipcau.documents.forms import AddForm
from nhipcau.documents.views_confirm import back, card, item_of, page, revision_of, writable, wrong
from nhipcau.web.problems import Problem


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a target, task or deadline of a sentence of the document, and opens it for correction."""
    document = writable(request, pk)
    form = AddForm(request.POST)
    if not form.is_valid():
        return page(request, document, add=form, status=422)
    said = form.cleaned_data
    try:
        made = services_adding.add(
            document, kind=said["kind"], sentence=said["sentence"], near=said["near"] or 0, by=request.access
        )
    except Problem as refusal:
        return page(request, document, add=form, problem=refusal, status=refusal.status)
    return back(made, edit=made.pk)


@require_POST
def take_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a target of a number the reader left out, and opens it for correction."""
    document = writable(request, pk)
    start, end = request.POST.get("start", ""), request.POST.get("end", "")
    if not (start.isdecimal() and end.isdecimal()):
        raise Http404
    try:
        made = services_adding.take_number(document, (int(start), int(end)), by=request.access)
    except Problem as refusal:
        return page(request, document, problem=refusal, status=refusal.status)
    return back(made, edit=made.pk, numbers=1)


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Ties a target read to the target above it follows (`above`: its key); empty unties it."""
    item = item_of(request, pk)
    above = request.POST.get("above", "")
    if above and not above.isdecimal():
        raise Http404
    try:
        item = services_adding.follow(
            item, int(above) if above else None, revision=revision_of(request), by=request.access
        )
    except Problem as refusal:
        return wrong(request, item, None, refusal)
    return card(request, item) if request.htmx else back(item)
