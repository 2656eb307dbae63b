"""Reading a document again, correcting its text, and walking the chain of what it rests on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nhipcau.documents import files, queries_bases, reader, services_arrivals, services_reading
from nhipcau.documents.forms import TextForm
from nhipcau.documents.models import Document
from nhipcau.documents.services_reading import Again
from nhipcau.documents.views_confirm import page, writable
from nhipcau.web.problems import Problem


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Reads the document anew; what people decided stays."""
    document = writable(request, pk)
    try:
        again = services_reading.read_again(document, by=request.access)
    except reader.TakesLong as slow:
        arrival = services_arrivals.expect(
            document.unit, data=files.path_of(document.sha256).read_bytes(), file_name=document.file_name,
            pages=slow.pages, by=request.access,
        )  # fmt: skip
        return redirect("document-reading", arrival.pk)
    except Problem as refusal:
        return page(request, document, problem=refusal, status=refusal.status)
    _say(request, again)
    return redirect("document-confirm", document.pk)


def _say(request: HttpRequest, again: Again) -> None:
    if not again.new and not again.gone:
        messages.success(request, _("Read again: nothing new, nothing gone. What was decided stays."))
        return
    new = ngettext("%(n)s thing is new", "%(n)s things are new", again.new) % {"n": again.new}
    gone = ngettext("%(n)s is no longer found", "%(n)s are no longer found", again.gone) % {"n": again.gone}
    said = {"new": new, "gone": gone}
    messages.success(request, _("Read again: %(new)s, %(gone)s; both are marked. What was decided stays.") % said)


def correct_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects the text that was taken from the file, as after a bad scan; saving reads it again."""
    document = writable(request, pk)
    form = TextForm(request.POST or None, initial={"text": document.text, "revision": document.revision})
    problem = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            again = services_reading.correct_text(document, said["text"], revision=said["revision"], by=request.access)
            _say(request, again)
            return redirect("document-confirm", document.pk)
        except Problem as refusal:
            problem = refusal
    status = problem.status if problem else 422 if form.errors else 200
    return render(
        request, "documents/text.html", {"document": document, "form": form, "problem": problem}, status=status
    )


def bases(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain of bases of a document, as a tree: what it rests on, what that rests on; and what rests on it."""
    found = Document.objects.visible_to(request.access).select_related("unit").defer("text", "reading")
    document = get_object_or_404(found, pk=pk)
    context = {
        "document": document,
        "top": queries_bases.chain_of(document, request.access),
        "basis_of": queries_bases.is_basis_of(document, request.access),
        "may_upload": bool(request.acting_unit) and request.access.may("documents.write", request.acting_unit.path),
    }
    return render(request, "documents/bases.html", context)
