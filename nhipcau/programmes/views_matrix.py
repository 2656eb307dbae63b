"""Dividing targets among the units below: the matrix, the long table of one target, dividing by a key."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from nhipcau.lib.vietnamese import fold
from nhipcau.programmes import dividing, division, queries, rows
from nhipcau.programmes import services_allocation as services
from nhipcau.programmes.forms import DivideForm, Entered, entered
from nhipcau.programmes.models import Programme, Target
from nhipcau.programmes.rows import Cell, Row
from nhipcau.programmes.workbook import matrix_workbook
from nhipcau.units.models import Unit
from nhipcau.units.short_names import short_name
from nhipcau.web.format import number
from nhipcau.web.problems import Problem

ROWS, LONG = 60, 100


def acting(request: HttpRequest, programme: Programme) -> Unit:
    """The unit that divides: `?unit=ID` where given, else as the page of the programme has it. 404, 403."""
    wanted = request.GET.get("unit", "")
    if wanted.isdecimal():
        unit = get_object_or_404(Unit.objects.within(request.access, "programmes.write"), pk=int(wanted))
    else:
        found = dividing.divider(request.access, programme, request.acting_unit or None)
        if found is None:
            raise Http404
        unit = found
    request.access.require("programmes.write", unit.path)
    return unit


def programme_of(request: HttpRequest, pk: int) -> Programme:
    """A programme the person sees."""
    return get_object_or_404(Programme.objects.visible_to(request.access).select_related("issuer"), pk=pk)


def target_of(request: HttpRequest, pk: int) -> Target:
    """A target the person sees."""
    found = Target.objects.visible_to(request.access).select_related("programme__issuer", "indicator")
    return get_object_or_404(found, pk=pk)


def _no_numbers(count: int) -> Problem:
    return Problem(
        ngettext(
            "%(n)s cell holds no number; nothing was saved. Write it as 1,234.5 and save again.",
            "%(n)s cells hold no number; nothing was saved. Write them as 1,234.5 and save again.",
            count,
        )
        % {"n": count}
    )


def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix: rows are targets, columns the units below; POST saves what was typed."""
    programme = programme_of(request, pk)
    unit = acting(request, programme)
    page = Paginator(rows.targets_of(programme, unit), ROWS).get_page(request.GET.get("page"))
    below = rows.children_of(unit, list(page.object_list), request.today).count()
    wide = below > rows.WIDE
    found = rows.rows_for(unit, list(page.object_list), request.today, cells=not wide)
    form, problem = Entered(), None
    if request.method == "POST":
        form = entered(request.POST, found)
        problem = _saved(request, unit, form)
        if problem is None:
            return redirect(request.get_full_path())
    context = _matrix_context(programme, unit, found, form)
    status = problem.status if problem else 200
    return render(
        request,
        "programmes/matrix.html",
        {**context, "page": page, "problem": problem, "wide": wide, "below": below},
        status=status,
    )


@require_GET
def workbook(request: HttpRequest, pk: int) -> FileResponse:
    """The whole matrix as .xlsx."""
    programme = programme_of(request, pk)
    unit = acting(request, programme)
    found = rows.rows_for(unit, rows.targets_of(programme, unit), request.today)
    name = f"{programme.code}-{unit.code}.xlsx".replace("/", "-")
    return FileResponse(BytesIO(matrix_workbook(found)), as_attachment=True, filename=name)


def _saved(request: HttpRequest, unit: Unit, form: Entered) -> Problem | None:
    """Saves what was entered; gives the refusal, with nothing changed, or None."""
    if form.wrong:
        return _no_numbers(len(form.wrong))
    try:
        count = services.save_rows(unit, form.entries, today=request.today, by=request.access)
    except Problem as refusal:
        return refusal
    if count:
        said = ngettext("%(n)s cell saved.", "%(n)s cells saved.", count) % {"n": number(count)}
        messages.success(request, said)
    else:
        messages.info(request, _("Nothing had changed."))
    return None


def _matrix_context(programme: Programme, unit: Unit, found: list[Row], form: Entered) -> dict[str, Any]:
    shown = dividing.shown(found, form.typed, form.wrong)
    children = [cell.unit for cell in found[0].cells] if found else []
    return {
        "programme": programme,
        "unit": unit,
        "groups": queries.grouped(shown, lambda row: row.row.target.part),
        "columns": [(child, short_name(child.name)) for child in children],
        "span": len(children) + 4,
        "counts": dividing.count_standings(found),
        "ready": sum(1 for row in found if row.ready),
        "drafts": any(row.waits for row in found),
        "settled": bool(found) and all(row.holds and not row.ready and not row.waits for row in found),
        "to_type": any(cell.open and not cell.locked for row in found for cell in row.cells),
        "to_divide": any(row.given is not None and not row.holds for row in found),
    }


def long_table(request: HttpRequest, pk: int) -> HttpResponse:
    """One target and the units below it, page by page: for units with hundreds or thousands of children."""
    target = target_of(request, pk)
    unit = acting(request, target.programme)
    row = rows.row_for(unit, target, request.today, cells=False)
    text = request.GET.get("q", "").strip()
    children = rows.children_of(unit, [target], request.today)
    for word in fold(text).split()[:12]:
        children = children.filter(search_key__contains=word)
    page = Paginator(children, LONG).get_page(request.GET.get("page"))
    row = replace(row, cells=_cells(unit, target, list(page.object_list)))
    form, problem = Entered(), None
    if request.method == "POST":
        form = entered(request.POST, [row], with_locks=True)
        problem = _saved(request, unit, form)
        if problem is None:
            return redirect(request.get_full_path())
    context = {
        "target": target,
        "programme": target.programme,
        "unit": unit,
        "row": row,
        "shown": dividing.shown([row], form.typed, form.wrong)[0],
        "page": page,
        "q": text,
        "problem": problem,
    }
    return render(request, "programmes/long_table.html", context, status=problem.status if problem else 200)


def _cells(unit: Unit, target: Target, children: list[Unit]) -> list[Cell]:
    found = queries.shares_of(unit, target, children)
    return [Cell(child, found.get(child.pk)) for child in children]


def divide(request: HttpRequest, pk: int) -> HttpResponse:
    """GET with `key` previews a division of one target; POST applies it. To htmx the panel alone."""
    target = target_of(request, pk)
    unit = acting(request, target.programme)
    asked = request.POST if request.method == "POST" else request.GET if "key" in request.GET else None
    wide = rows.children_of(unit, [target], request.today).count() > rows.WIDE
    row = rows.row_for(unit, target, request.today, cells=asked is not None or not wide)
    form = DivideForm(asked, initial={"key": division.known_keys()[0]})
    excluded = [int(text) for text in (asked.getlist("without") if asked else []) if text.isdecimal()]
    preview, problem = None, None
    if asked is not None and form.is_valid():
        wish = division.wish_of(row, excluded=excluded, **form.cleaned_data)
        try:
            if request.method == "POST":
                stamp = request.POST.get("stamp", "")
                services.apply_division(unit, target, wish, stamp=stamp, today=request.today, by=request.access)
                messages.success(request, _("The target has been divided; look at the cells, then issue."))
                return redirect(_place_of(target, unit, row))
            preview = division.divide(unit, row, wish, request.today)
        except Problem as refusal:
            problem = refusal
    status = problem.status if problem else 422 if form.errors else 200
    context = {
        "target": target,
        "programme": target.programme,
        "unit": unit,
        "row": row,
        "form": form,
        "excluded": excluded,
        "preview": _lines(row, preview) if preview else None,
        "unknown": preview.unknown if preview else [],
        "problem": problem,
        "asked": form.cleaned_data if asked is not None and form.is_valid() else {},
        "back": _place_of(target, unit, row),
        "listed": not wide,
    }
    template = "programmes/_divide.html" if request.htmx else "programmes/divide.html"
    return render(request, template, context, status=status)


def _place_of(target: Target, unit: Unit, row: Row) -> str:
    name, pk = (
        ("programme-allocate", target.programme_id) if row.children <= rows.WIDE else ("target-allocate", target.pk)
    )
    return f"{reverse(name, args=[pk])}?unit={unit.pk}#target-{target.pk}"


def _lines(row: Row, preview: division.Division, most: int = LONG) -> list[dict[str, Any]]:
    """What the division would change, the largest changes first where there are more than `most`."""
    weight = sum(preview.basis.values())
    lines: list[dict[str, Any]] = []
    for cell in row.cells:
        pk = cell.unit.pk
        basis = preview.basis.get(pk)
        value = None if pk in preview.wish.excluded else preview.values[pk]
        change = (value or 0) - (cell.value or 0)
        share = basis / weight * 100 if basis is not None and weight else None
        lines.append({"cell": cell, "basis": basis, "share": share, "value": value, "change": change})
    return lines if len(lines) <= most else sorted(lines, key=lambda line: -abs(line["change"]))[:most]
