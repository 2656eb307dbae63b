"""The page that confirms what was read: text left, cards right."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nhipcau.documents import catalogue, queries, services
from nhipcau.documents.forms import HeaderForm, PlainItemForm, TargetItemForm
from nhipcau.documents.models import Document, ReadItem
from nhipcau.web.problems import Problem


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was read, beside the text it was read from."""
    document = _writable(request, pk)
    editing = request.GET.get("edit", "")
    item = document.items.filter(pk=int(editing)).first() if editing.isdecimal() else None
    return _page(request, document, item=item, form=form_of(item) if item else None)


def _writable(request: HttpRequest, pk: int) -> Document:
    document = get_object_or_404(Document.objects.visible_to(request.access).select_related("unit"), pk=pk)
    request.access.require("documents.write", document.unit.path)
    return document


def _item(request: HttpRequest, pk: int) -> ReadItem:
    found = ReadItem.objects.visible_to(request.access).select_related("document__unit")
    item = get_object_or_404(found, pk=pk)
    request.access.require("documents.write", item.document.unit.path)
    return item


def _page(
    request: HttpRequest,
    document: Document,
    *,
    item: ReadItem | None = None,
    form: Form | None = None,
    header: HeaderForm | None = None,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    wanted = request.GET.get("part", "1")
    number = queries.part_number(document, item.span_start) if item else int(wanted) if wanted.isdecimal() else 1
    context = {
        "document": document,
        "part": queries.part_of(document, number),
        "counts": queries.counts(document),
        "header": header or HeaderForm(instance=document),
        "header_open": header is not None,
        "editing": item.pk if item else None,
        "form": form,
        "problem": problem,
        "query": request.GET.get("q", ""),
        "choices": _choices(request) if item else [],
    }
    return render(request, "documents/confirm.html", context, status=status)


def _choices(request: HttpRequest) -> list[catalogue.Choice]:
    text = request.GET.get("q", "").strip()
    return catalogue.search(text) if text else []


def form_of(item: ReadItem, data: Any = None) -> TargetItemForm | PlainItemForm:
    """The form that corrects an item."""
    if item.kind == ReadItem.TARGET:
        figures = {name: queries.figure(item.fields.get(name)) for name in ("value", "value_max")}
        return TargetItemForm(data, initial={**item.fields, **figures, "indicator": item.indicator})
    days = {name: queries.day_of(item.fields.get(name)) for name in PlainItemForm.DAYS}
    return PlainItemForm(list(item.fields), data, initial={**item.fields, **days})


def _card(request: HttpRequest, item: ReadItem, *, status: int = 200, **more: Any) -> HttpResponse:
    """The card alone, with the counts of the page, for htmx."""
    document = item.document
    context = {
        "card": queries.cards([item])[0],
        "document": document,
        "counts": queries.counts(document),
        "alone": True,
        **more,
    }
    return render(request, "documents/_card.html", context, status=status)


def _back(item: ReadItem, **query: str) -> HttpResponse:
    part = queries.part_number(item.document, item.span_start)
    address = reverse("document-confirm", args=[item.document_id])
    return redirect(f"{address}?part={part}#item-{item.pk}")


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """GET gives the form (to htmx the card with it); POST saves and accepts."""
    item = _item(request, pk)
    if request.method != "POST":
        if request.htmx:
            more: dict[str, Any] = {} if "close" in request.GET else {"editing": item.pk, "form": form_of(item)}
            return _card(request, item, choices=_choices(request), query=request.GET.get("q", ""), **more)
        address = reverse("document-confirm", args=[item.document_id])
        return redirect(f"{address}?edit={item.pk}#item-{item.pk}")
    form = form_of(item, request.POST)
    problem: Problem | None = None
    if form.is_valid():
        try:
            indicator = form.cleaned_data.get("indicator") if item.kind == ReadItem.TARGET else None
            saved = services.correct(item, form.changes(), indicator=indicator, accept=True, by=request.access)
            return _card(request, saved) if request.htmx else _back(saved)
        except Problem as refusal:
            problem = refusal
    return _wrong(request, item, form, problem)


def _wrong(request: HttpRequest, item: ReadItem, form: Form | None, problem: Problem | None) -> HttpResponse:
    status = problem.status if problem else 422
    if request.htmx:
        editing = item.pk if form else None
        return _card(request, item, status=status, editing=editing, form=form, problem=problem)
    return _page(request, item.document, item=item if form else None, form=form, problem=problem, status=status)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts, refuses or lays back one item."""
    item = _item(request, pk)
    decision = request.POST.get("decision", "")
    if decision not in (ReadItem.ACCEPTED, ReadItem.REFUSED, ReadItem.PENDING):
        raise Http404
    try:
        item = services.decide(item, decision, by=request.access)
    except Problem as refusal:
        return _wrong(request, item, None, refusal)
    return _card(request, item) if request.htmx else _back(item)


@require_POST
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Ties a target to another indicator of the catalogue; an empty code ties it to none."""
    item = _item(request, pk)
    try:
        item = services.correct(item, {}, indicator=request.POST.get("code", ""), by=request.access)
    except Problem as refusal:
        return _wrong(request, item, None, refusal)
    return _card(request, item) if request.htmx else _back(item)


@require_POST
def accept_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts all pending items of a kind; targets from a confidence upwards (in per cent, 95 when not said)."""
    document = _writable(request, pk)
    kind = request.POST.get("kind", ReadItem.TARGET)
    least = request.POST.get("least", "95")
    if kind not in queries.KIND_NAMES or not least.isdecimal() or int(least) > 100:
        raise Http404
    bound = Decimal(least) / 100 if kind == ReadItem.TARGET else None
    try:
        count = services.accept_all(document, kind=kind, least=bound, by=request.access)
    except Problem as refusal:
        return _page(request, document, problem=refusal, status=refusal.status)
    said = ngettext("%(n)s item accepted.", "%(n)s items accepted.", count) % {"n": count}
    messages.success(request, said)
    return redirect("document-confirm", document.pk)


@require_POST
def header(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects the head of the document."""
    document = _writable(request, pk)
    form = HeaderForm(request.POST, instance=_writable(request, pk))
    if not form.is_valid():
        return _page(request, document, header=form, status=422)
    changes = {name: value for name, value in form.cleaned_data.items() if name in services.HEADER_FIELDS}
    try:
        services.correct_header(document, changes, revision=form.cleaned_data["revision"], by=request.access)
    except Problem as refusal:
        return _page(request, document, header=form, problem=refusal, status=refusal.status)
    messages.success(request, _("The head of the document has been saved."))
    return redirect("document-confirm", document.pk)
