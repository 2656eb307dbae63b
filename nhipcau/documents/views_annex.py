"""The page of a table read from a document: its grid, the questions it asks, the answers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhipcau.documents import queries_annex as queries
from nhipcau.documents import services_annex as services
from nhipcau.documents.models import Annex, AnnexColumn, AnnexRow
from nhipcau.documents.services_annex import RowAnswer
from nhipcau.lib.vietnamese import NotANumber, parse_number
from nhipcau.web.problems import Problem


def annex(request: HttpRequest, pk: int) -> HttpResponse:
    """The table, what is odd about it, and the forms that answer."""
    return _page(request, _annex(request, pk))


def _annex(request: HttpRequest, pk: int) -> Annex:
    found = get_object_or_404(Annex.objects.visible_to(request.access).select_related("document__unit"), pk=pk)
    request.access.require("documents.write", found.document.unit.path)
    return found


def _page(request: HttpRequest, found: Annex, *, problem: Problem | None = None, **more: Any) -> HttpResponse:
    wanted = request.GET.get("row", "")
    editing = more.pop("editing", int(wanted) if wanted.isdecimal() else None)
    shown = queries.shown_of(
        found,
        find_unit=request.GET.get("unit", ""),
        find_indicator=request.GET.get("indicator", ""),
        chosen=more.pop("chosen", None),
    )
    context = {
        "shown": shown,
        "edited": queries.edited(shown, editing, more.pop("typed", {})),
        "annex": found,
        "document": found.document,
        "open": found.allocated_at is None,
        "editing": editing,
        "find_unit": request.GET.get("unit", ""),
        "find_indicator": request.GET.get("indicator", ""),
        "problem": problem,
        **more,
    }
    return render(request, "documents/annex.html", context, status=problem.status if problem else 200)


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() else 0


def _sent(request: HttpRequest, prefix: str) -> dict[int, str]:
    """What a form says under `PREFIX<id>`, by id."""
    names = (name for name in request.POST if name.startswith(prefix) and name[len(prefix) :].isdecimal())
    return {int(name[len(prefix) :]): str(request.POST[name]) for name in names}


def _answered(
    request: HttpRequest, found: Annex, act: Callable[[], Any], said: Callable[[Any], str], place: str, **more: Any
) -> HttpResponse:
    """Does it and comes back to its place on the page; a refusal comes back with the page, nothing changed."""
    try:
        done = act()
    except Problem as refusal:
        return _page(request, found, problem=refusal, **more)
    if words := said(done):
        messages.success(request, words)
    return redirect(f"{reverse('annex', args=[found.pk])}#{place}")


@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Says which unit each column is."""
    found = _annex(request, pk)
    sent = _sent(request, "column-")
    answers = {pk: int(value) if value.isdecimal() else None for pk, value in sent.items()}
    return _answered(
        request,
        found,
        lambda: services.match_columns(found, answers, revision=_revision(request), by=request.access),
        lambda count: _count_said(count),
        "lines",
        chosen=sent,
    )


def _count_said(count: int) -> str:
    if not count:
        return _("Nothing had changed.")
    return ngettext("%(n)s answer saved.", "%(n)s answers saved.", count) % {"n": count}


@require_POST
def column_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts in a column whose name the paper has lost."""
    found = _annex(request, pk)
    after = request.POST.get("after", "")
    return _answered(
        request,
        found,
        lambda: services.add_column(
            found, after=int(after) if after.isdecimal() else 0, revision=_revision(request), by=request.access
        ),
        lambda made: _("A column has been added; say which unit it is."),
        "columns",
    )


@require_POST
def column_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes out a column a person put in."""
    column = get_object_or_404(AnnexColumn.objects.visible_to(request.access), pk=pk)
    found = _annex(request, column.annex_id)
    column.annex = found
    return _answered(
        request,
        found,
        lambda: services.remove_column(column, revision=_revision(request), by=request.access),
        lambda done: _("The column has been taken out."),
        "columns",
    )


@require_POST
def gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """Says which cells are lost in rows that have too few figures."""
    found = _annex(request, pk)
    chosen = {
        int(name[4:]): [int(value) for value in request.POST.getlist(name) if value.isdecimal()]
        for name in request.POST
        if name[:4] == "gap-" and name[4:].isdecimal()
    }
    return _answered(
        request,
        found,
        lambda: services.place_gaps(
            found, chosen, fill="fill" in request.POST, revision=_revision(request), by=request.access
        ),
        lambda count: (
            ngettext("%(n)s row put in its columns.", "%(n)s rows put in their columns.", count) % {"n": count}
        ),
        "lines",
    )


@require_POST
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts rows with their indicators; `all` accepts every row that asks nothing."""
    found = _annex(request, pk)
    every = request.POST.get("act") == "all"
    clear = {
        row.line.row.pk
        for row in (queries.shown_of(found).rows if every else [])
        if row.line.counts and not row.line.asks and row.line.value is not None
    }
    answers = {
        pk: RowAnswer(
            accepted=pk in clear or f"accept-{pk}" in request.POST,
            indicator=request.POST.get(f"indicator-{pk}", ""),
            takes=request.POST.get(f"takes-{pk}", ""),
        )
        for pk in (int(value) for value in request.POST.getlist("row") if value.isdecimal())
    }
    return _answered(
        request,
        found,
        lambda: services.decide_rows(found, answers, revision=_revision(request), by=request.access),
        _count_said,
        "rows",
    )


@require_POST
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects the figures of one row."""
    found = get_object_or_404(AnnexRow.objects.visible_to(request.access), pk=pk)
    annex = _annex(request, found.annex_id)
    found.annex = annex
    typed = {str(name): value for name, value in _sent(request, "cell-").items()}
    more = {"editing": found.pk, "typed": {**typed, "total": request.POST.get("total", "")}}
    try:
        figures = {int(name): _number(value) for name, value in typed.items()}
        total = _number(request.POST.get("total", ""))
    except NotANumber:
        refusal = Problem(_("A cell holds no number; write it as 1,234.5 and save again."))
        return _page(request, annex, problem=refusal, **more)
    return _answered(
        request,
        annex,
        lambda: services.correct_row(
            found, figures, total=total, rate="rate" in request.POST, revision=_revision(request), by=request.access
        ),
        lambda done: _("Saved."),
        f"line-{found.pk}",
        **more,
    )


def _number(text: str) -> Any:
    return parse_number(text, language=get_language() or "vi") if text.strip() else None


@require_POST
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """Exchanges rows and columns."""
    found = _annex(request, pk)
    return _answered(
        request,
        found,
        lambda: services.turn(found, revision=_revision(request), by=request.access),
        lambda done: _("Rows and columns have been exchanged."),
        "columns",
    )
