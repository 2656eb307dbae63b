"""Sending for opinion, assigning by decision, adjusting by a later decision."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nhipcau.lib.vietnamese import NotANumber, fold
from nhipcau.programmes import dividing, rows, services_allocation, services_issuing
from nhipcau.programmes.forms import read_number
from nhipcau.programmes.models import Target
from nhipcau.programmes.rows import Cell, Row
from nhipcau.programmes.views_matrix import acting, programme_of, target_of
from nhipcau.units.models import Unit
from nhipcau.web.format import number
from nhipcau.web.problems import Problem

# So many units are shown to adjust at once, of those that were searched for.
MOST = 100


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the drafts to the units below for their opinion."""
    programme = programme_of(request, pk)
    unit = acting(request, programme)
    try:
        count = services_allocation.propose(unit, programme, by=request.access)
        said = ngettext("%(n)s value sent for opinion.", "%(n)s values sent for opinion.", count) % {"n": number(count)}
        messages.success(request, said)
    except Problem as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{reverse('programme-allocate', args=[programme.pk])}?unit={unit.pk}")


def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what would be assigned by one decision; POST issues the chosen targets."""
    programme = programme_of(request, pk)
    unit = acting(request, programme)
    request.access.require("programmes.issue", unit.path)
    found = rows.rows_for(unit, rows.targets_of(programme, unit), request.today, cells=False)
    candidates = [row for row in found if row.ready or (row.standing in (rows.OVER, rows.SHORT) and row.waits)]
    problem = None
    if request.method == "POST":
        chosen = {int(pk) for pk in request.POST.getlist("target") if pk.isdecimal()}
        stamps = {pk: request.POST.get(f"s-{pk}", "") for pk in chosen}
        try:
            decision = services_issuing.issue(
                unit,
                programme,
                stamps=stamps,
                over=request.POST.get("over", ""),
                today=request.today,
                by=request.access,
            )
            messages.success(
                request, _("Assigned by decision %(number)s; the units below see it now.") % {"number": decision.number}
            )
            return redirect(f"{reverse('programme-allocate', args=[programme.pk])}?unit={unit.pk}")
        except Problem as refusal:
            problem = refusal
    context = {
        "programme": programme,
        "unit": unit,
        "rows": dividing.shown(candidates, {}, {}),
        "over": rows.OVER,
        "some_over": any(row.standing == rows.OVER for row in candidates),
        "chosen": request.POST.getlist("target"),
        "reason": request.POST.get("over", ""),
        "problem": problem,
        "posted": request.method == "POST",
    }
    return render(request, "programmes/assign.html", context, status=problem.status if problem else 200)


def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes issued values by a later decision with a reason."""
    target = target_of(request, pk)
    unit = acting(request, target.programme)
    request.access.require("programmes.issue", unit.path)
    text = request.GET.get("q", "").strip()
    row = _row_to_adjust(request, unit, target, text)
    typed: dict[str, str] = {}
    problem = None
    if request.method == "POST":
        typed = {name: str(value) for name, value in request.POST.items() if name.startswith("v-")}
        try:
            values = _values(row, typed)
            decision = services_issuing.adjust(
                unit, target, values=values, reason=request.POST.get("reason", ""), stamp=request.POST.get("stamp", ""),
                today=request.today, by=request.access,
            )  # fmt: skip
            messages.success(request, _("Adjusted by decision %(number)s.") % {"number": decision.number})
            return redirect("programme", target.programme_id)
        except Problem as refusal:
            problem = refusal
    context = {
        "programme": target.programme, "target": target, "unit": unit, "row": row, "problem": problem, "q": text,
        "cells": _shown(row, text, typed), "wide": row.children > rows.WIDE, "reason": request.POST.get("reason", ""),
    }  # fmt: skip
    return render(request, "programmes/adjust.html", context, status=problem.status if problem else 200)


def _row_to_adjust(request: HttpRequest, unit: Unit, target: Target, text: str) -> Row:
    """The row with every cell of a few, and of one that was typed into; of many to look at, those searched for."""
    if request.method == "GET" and rows.children_of(unit, [target], request.today).count() > rows.WIDE:
        return rows.row_of_some(unit, target, request.today, _wanted(text), MOST)
    return rows.row_for(unit, target, request.today)


def _wanted(text: str) -> list[list[str]]:
    """The words of each name searched for; a semicolon stands between names."""
    return [words for words in (fold(name).split() for name in text.split(";")) if words]


def _shown(row: Row, text: str, typed: dict[str, str]) -> list[tuple[Cell, str]]:
    """The cells to adjust with what stands in them: all of a few; of many those typed into or searched for."""
    cells = [*row.former, *row.cells]
    if row.children > rows.WIDE:
        wanted = _wanted(text)
        cells = [
            cell
            for cell in cells
            if f"v-{cell.unit.pk}" in typed
            or any(all(word in cell.unit.search_key for word in words) for words in wanted)
        ][:MOST]
    now = {cell.unit.pk: "" if cell.value is None else number(cell.value) for cell in cells}
    return [(cell, typed.get(f"v-{cell.unit.pk}", now[cell.unit.pk])) for cell in cells]


def _values(row: Row, typed: dict[str, str]) -> dict[int, Decimal]:
    """The values typed, of cells that hold one; raises Problem for what is no number."""
    values = {}
    for cell in (*row.cells, *row.former):
        if f"v-{cell.unit.pk}" not in typed:
            continue
        try:
            value = read_number(typed[f"v-{cell.unit.pk}"])
        except NotANumber as wrong:
            raise Problem(_("%(unit)s: write a number, such as 1,234.5.") % {"unit": cell.unit.name}) from wrong
        if value is not None:
            values[cell.unit.pk] = value
        elif cell.value is not None:
            raise Problem(_("%(unit)s: write 0 to take its share away.") % {"unit": cell.unit.name})
    return values
