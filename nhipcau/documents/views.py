"""The register of documents: list, upload, one document, its file."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from nhipcau.documents import files, queries, queries_bases, reader, services, services_arrivals
from nhipcau.documents.forms import UploadForm
from nhipcau.documents.marked import Mark
from nhipcau.documents.models import Arrival, Document
from nhipcau.web.format import moment
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
        return _read_later(request, data, name, long.pages)
    except Problem as refusal:
        problem = refusal
    if problem:
        return render(request, "documents/upload.html", {"form": form, "problem": problem}, status=problem.status)
    if not new:
        messages.warning(request, _known(made))
        waits = queries.to_confirm(Document.objects.visible_to(request.access).filter(pk=made.pk)).exists()
        return redirect("document-confirm" if waits else "document", made.pk)
    messages.success(request, _("The document has been read; confirm what is right."))
    return redirect("document-confirm", made.pk)


def _read_later(request: HttpRequest, data: bytes, name: str, pages: int | None) -> HttpResponse:
    began = timezone.now()
    arrival = services_arrivals.expect(request.acting_unit, data=data, file_name=name, pages=pages, by=request.access)
    if arrival.created_at < began:
        said = _("This very file was sent at %(at)s already and is on its way; nothing was added.")
        messages.warning(request, said % {"at": moment(arrival.created_at)})
    return redirect("document-reading", arrival.pk)


def _known(document: Document) -> str:
    """What is said when the very bytes of a document come a second time."""
    if document.confirmed_at:
        said = _("The register holds this very file since {at}: {document}, whose programme is drawn up.")
    else:
        said = _("The register holds this very file since {at}: {document}; “Read again” reads it anew.")
    link = format_html('<a href="{}">{}</a>', reverse("document", args=[document.pk]), str(document))
    return format_html(said, at=moment(document.created_at), document=link)


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
