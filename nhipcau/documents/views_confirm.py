"""The page that confirms what was read: text left, cards right."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nhipcau.documents import catalogue, queries, queries_confirm, services
from nhipcau.documents.forms import AddForm, HeaderForm, PlainItemForm, TargetItemForm
from nhipcau.documents.models import Document, ReadItem
from nhipcau.web.problems import Problem


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was read, beside the text it was read from. `?show=` pending, accepted or refused alone;
    `?numbers` with the numbers left out; `?edit=` an item opens its form."""
    document = writable(request, pk)
    editing = request.GET.get("edit", "")
    item = document.items.filter(pk=int(editing)).first() if editing.isdecimal() else None
    return page(request, document, item=item, form=form_of(item) if item else None)


def writable(request: HttpRequest, pk: int) -> Document:
    """The document, which the person sees and may write."""
    document = get_object_or_404(Document.objects.visible_to(request.access).select_related("unit"), pk=pk)
    request.access.require("documents.write", document.unit.path)
    return document


def item_of(request: HttpRequest, pk: int) -> ReadItem:
    """The thing read, whose document the person may write."""
    found = ReadItem.objects.visible_to(request.access).select_related("document__unit")
    item = get_object_or_404(found, pk=pk)
    request.access.require("documents.write", item.document.unit.path)
    return item


def revision_of(request: HttpRequest) -> int | None:
    """What the page was made from, when it says so."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() else None


def page(
    request: HttpRequest,
    document: Document,
    *,
    item: ReadItem | None = None,
    form: Form | None = None,
    header: HeaderForm | None = None,
    add: AddForm | None = None,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; with an item's form open, a head or a sentence that was refused, or a problem said above."""
    wanted = request.GET.get("part", "1")
    number = queries.part_number(document, item.span_start) if item else int(wanted) if wanted.isdecimal() else 1
    show, numbers = request.GET.get("show", ""), "numbers" in request.GET
    context = {
        "document": document,
        "part": queries_confirm.part_of(document, number, request.access, show=show, numbers=numbers),
        "sums": queries_confirm.sums_of(document),
        "header": header or HeaderForm(instance=document),
        "header_open": header is not None,
        "add": add or AddForm(),
        "add_open": add is not None,
        "editing": item.pk if item else None,
        "form": form,
        "problem": problem,
        "query": request.GET.get("q", ""),
        "choices": _choices(request) if item else [],
        "show": show if show in queries_confirm.SHOWN else "",
        "numbers": numbers,
        "kept": _kept(request),
        "same_paper": None if document.confirmed_at else queries.same_paper(document),
    }
    return render(request, "documents/confirm.html", context, status=status)


def _kept(request: HttpRequest) -> str:
    """What of the address stays when one turns to another part."""
    return "".join(f"&{urlencode({name: request.GET[name]})}" for name in ("show", "numbers") if name in request.GET)


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


def card(request: HttpRequest, item: ReadItem, *, status: int = 200, **more: Any) -> HttpResponse:
    """The card alone, with the sums of the page, for htmx."""
    document = item.document
    context = {
        "card": queries_confirm.cards([item], document, request.access)[0],
        "document": document,
        "sums": queries_confirm.sums_of(document),
        "alone": True,
        **more,
    }
    return render(request, "documents/_card.html", context, status=status)


def back(item: ReadItem, **query: Any) -> HttpResponse:
    """To the page, at the item."""
    asked = {"part": queries.part_number(item.document, item.span_start), **query}
    return redirect(f"{reverse('document-confirm', args=[item.document_id])}?{urlencode(asked)}#item-{item.pk}")


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """GET gives the form (to htmx the card with it, or with `choices` what the search found); POST saves, accepts."""
    item = item_of(request, pk)
    if request.method != "POST":
        return _opened(request, item)
    form = form_of(item, request.POST)
    problem: Problem | None = None
    if form.is_valid():
        try:
            indicator = form.cleaned_data.get("indicator") if item.kind == ReadItem.TARGET else None
            saved = services.correct(
                item, form.changes(), indicator=indicator, accept=True, revision=revision_of(request),
                by=request.access,
            )  # fmt: skip
            return card(request, saved) if request.htmx else back(saved)
        except Problem as refusal:
            problem = refusal
    return wrong(request, item, form, problem)


def _opened(request: HttpRequest, item: ReadItem) -> HttpResponse:
    query = request.GET.get("q", "")
    if request.htmx and "choices" in request.GET:
        context = {"item": item, "choices": _choices(request), "query": query}
        return render(request, "documents/_choices.html", context)
    if request.htmx:
        more: dict[str, Any] = {} if "close" in request.GET else {"editing": item.pk, "form": form_of(item)}
        return card(request, item, choices=_choices(request), query=query, **more)
    return back(item, edit=item.pk)


def wrong(request: HttpRequest, item: ReadItem, form: Form | None, problem: Problem | None) -> HttpResponse:
    """The card (or the page) as it stands now, with what was refused said at it."""
    status = problem.status if problem else 422
    item = (
        ReadItem.objects.visible_to(request.access).select_related("document__unit").filter(pk=item.pk).first() or item
    )
    if request.htmx:
        editing = item.pk if form else None
        return card(request, item, status=status, editing=editing, form=form, problem=problem)
    return page(request, item.document, item=item if form else None, form=form, problem=problem, status=status)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts, refuses or lays back one item."""
    item = item_of(request, pk)
    decision = request.POST.get("decision", "")
    if decision not in queries_confirm.SHOWN:
        raise Http404
    try:
        item = services.decide(item, decision, revision=revision_of(request), by=request.access)
    except Problem as refusal:
        return wrong(request, item, None, refusal)
    return card(request, item) if request.htmx else back(item)


@require_POST
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Ties a target to another indicator of the catalogue; an empty code ties it to none."""
    item = item_of(request, pk)
    code = request.POST.get("code", "")
    try:
        item = services.correct(item, {}, indicator=code, revision=revision_of(request), by=request.access)
    except Problem as refusal:
        return wrong(request, item, None, refusal)
    return card(request, item) if request.htmx else back(item)


@require_POST
def accept_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts all pending items of a kind; targets from a confidence upwards (in per cent, 95 when not said)."""
    document = writable(request, pk)
    kind = request.POST.get("kind", ReadItem.TARGET)
    least = request.POST.get("least", "95")
    if kind not in queries_confirm.KIND_NAMES or not least.isdecimal() or int(least) > 100:
        raise Http404
    bound = Decimal(least) / 100 if kind == ReadItem.TARGET else None
    try:
        count = services.accept_all(document, kind=kind, least=bound, by=request.access)
    except Problem as refusal:
        return page(request, document, problem=refusal, status=refusal.status)
    said = ngettext("%(n)s item accepted.", "%(n)s items accepted.", count) % {"n": count}
    messages.success(request, said)
    return redirect("document-confirm", document.pk)


@require_POST
def header(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects the head of the document."""
    document = writable(request, pk)
    form = HeaderForm(request.POST, instance=writable(request, pk))
    if not form.is_valid():
        return page(request, document, header=form, status=422)
    changes = {name: value for name, value in form.cleaned_data.items() if name in services.HEADER_FIELDS}
    try:
        services.correct_header(document, changes, revision=form.cleaned_data["revision"], by=request.access)
    except Problem as refusal:
        return page(request, document, header=form, problem=refusal, status=refusal.status)
    messages.success(request, _("The head of the document has been saved."))
    return redirect("document-confirm", document.pk)
