"""The register of documents: list, upload, one document, its file."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from nhipcau.documents import files, queries, queries_bases, reader, services, services_arrivals
from nhipcau.documents.forms import UploadForm
from nhipcau.documents.marked import Mark
from nhipcau.documents.models import Arrival, Document
from nhipcau.web.problems import Problem

PAGE = 25
# Of the register, what its `direction` may be beside received and issued.
TO_CONFIRM = "confirm"


def register(request: HttpRequest) -> HttpResponse:
    """The register of documents received and issued."""
    direction, text = request.GET.get("direction", ""), request.GET.get("q", "").strip()
    seen = Document.objects.visible_to(request.access)
    may_upload = bool(request.acting_unit) and request.access.may("documents.write", request.acting_unit.path)
    own = queries.to_confirm(seen.filter(unit=request.acting_unit)) if may_upload else seen.none()
    found = queries.register(own if direction == TO_CONFIRM else seen, direction, text)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    arriving = queries.arriving(Arrival.objects.visible_to(request.access), request.access.person_id)
    context = {
        "page": page,
        "direction": direction,
        "q": text,
        "may_upload": may_upload,
        "arriving": arriving,
        "to_confirm": own.count() if may_upload else 0,
    }
    return render(request, "documents/register.html", context)


def upload(request: HttpRequest) -> HttpResponse:
    """Takes a file or pasted text, reads it, and goes to the page that confirms what was read."""
    if not request.acting_unit:
        raise Http404
    request.access.require("documents.write", request.acting_unit.path)
    if request.method != "POST":
        return render(request, "documents/upload.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    problem = None
    try:
        data, name = _sent(request, form)
        made, new = services.receive(request.acting_unit, data=data, file_name=name, by=request.access)
    except reader.TakesLong as long:
        arrival = services_arrivals.expect(
            request.acting_unit, data=data, file_name=name, pages=long.pages, by=request.access
        )
        return redirect("document-reading", arrival.pk)
    except Problem as refusal:
        problem = refusal
    if problem:
        return render(request, "documents/upload.html", {"form": form, "problem": problem}, status=problem.status)
    if not new:
        messages.warning(request, _("This file was received before; this is the document it made then."))
        waits = queries.to_confirm(Document.objects.visible_to(request.access).filter(pk=made.pk)).exists()
        return redirect("document-confirm" if waits else "document", made.pk)
    messages.success(request, _("The document has been read; confirm what is right."))
    return redirect("document-confirm", made.pk)


def _sent(request: HttpRequest, form: UploadForm) -> tuple[bytes, str]:
    """The bytes sent and a name for them; raises Problem when the form holds neither file nor text."""
    if getattr(request, "too_large_file", False):
        raise reader.too_large()
    # A file of no bytes is our own refusal to word, not the form field's.
    sent = form.files.get("file")
    if sent is not None:
        return sent.read(), sent.name or ""
    text = form.data.get("text", "")
    if not text.strip():
        raise Problem(_("Choose a file or paste the text of the document."))
    return text.encode(), _("pasted") + ".txt"


def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: its head, its text with what was confirmed; `?at=START-END#at` shows one sentence of it."""
    found = get_object_or_404(Document.objects.visible_to(request.access).select_related("unit"), pk=pk)
    at = re.fullmatch(r"(\d{1,8})-(\d{1,8})", request.GET.get("at", ""))
    sentence = Mark(0, "at", int(at[1]), int(at[2])) if at else None
    wanted = request.GET.get("part", "")
    number = int(wanted) if wanted.isdecimal() else queries.part_number(found, sentence.start if sentence else 0)
    part = queries.text_of(found, number, sentence)
    may_write = request.access.may("documents.write", found.unit.path)
    context = {
        "document": found,
        "part": part,
        "may_write": may_write,
        "rests_on": queries_bases.rests_on(found, request.access),
        "basis_of": queries_bases.is_basis_of(found, request.access),
    }
    return render(request, "documents/document.html", context)


def file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came, always as an attachment: a browser never opens what strangers sent."""
    found = get_object_or_404(Document.objects.visible_to(request.access), pk=pk)
    kept = files.path_of(found.sha256)
    if not found.sha256 or not kept.exists():
        raise Http404
    response = FileResponse(
        kept.open("rb"), as_attachment=True, filename=found.file_name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
