"""All figures of a unit for a year: indicators by group, months across, each cell a door."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.dashboards import words, words_board
from nhipcau.dashboards.address import above, board_time, stage_asked, unit_asked
from nhipcau.dashboards.queries_unit import Overview, Row, overview
from nhipcau.indicators.models import Indicator
from nhipcau.indicators.names import GROUP_NAMES
from nhipcau.reporting.periods import calendars
from nhipcau.rollup import Figure
from nhipcau.units.models import Unit


@login_required
@require_GET
def unit_figures(request: HttpRequest, code: str) -> HttpResponse:
    """`?year=2024&stage=final`: what the unit and all below it brought, month by month, beside its targets."""
    unit = unit_asked(request, code)
    rules = calendars()
    year, to = board_time(request, rules)
    stage = stage_asked(request)
    indicators = list(Indicator.objects.visible_to(request.access))
    found = overview(unit, year, to, stage, rules, indicators)
    first = int(year.code)
    context = {
        "unit": unit,
        "year": year,
        "to": to,
        "months": [(int(month.code[-2:]), month) for month in found.months],
        "waits": any(month.start > request.today for month in found.months),
        "groups": _groups(unit, found, stage, request.today),
        "above": above(request, unit),
        "stage": request.GET.get("stage", "final"),
        "stage_text": words_board.stage_text(stage),
        "other_stage": f"?year={year.code}" + ("&stage=estimate" if stage else ""),
        "years": [y for y in (first - 1, first + 1) if y <= request.today.year],
    }
    return render(request, "dashboards/unit_figures.html", context)


def _groups(unit: Unit, found: Overview, stage: int, today: date) -> list[dict[str, Any]]:
    """Rows under their group's name, in the order of the catalogue."""
    groups: list[dict[str, Any]] = []
    # Looked up once a column, not once a cell: the address of a door without the indicator at its end.
    before = {
        period.code: reverse("figure", args=[unit.code, period.code, "-"]).removesuffix("-/")
        for period in (found.year, *found.months)
    }
    for row in found.rows:
        name = GROUP_NAMES.get(row.indicator.group, row.indicator.group) or _("Others")
        if not groups or groups[-1]["name"] != name:
            groups.append({"name": name, "rows": []})
        groups[-1]["rows"].append(_row(before, found, row, stage, today))
    return groups


def _row(before: dict[str, str], found: Overview, row: Row, stage: int, today: date) -> dict[str, Any]:
    query = "" if stage else "?stage=estimate"
    to = query if found.whole else f"{query}{'&' if query else '?'}to={found.to.code}"
    own = quote(row.indicator.code)
    return {
        "indicator": row.indicator,
        "measure": words.measure_text(row.indicator) or "%",
        "rule": words.rule_text(row.indicator),
        "sub": row.indicator.of_which_id is not None,
        "cells": [
            _cell(row.indicator, row.total, f"{before[found.year.code]}{own}/{to}"),
            *(
                _cell(row.indicator, figure, f"{before[month.code]}{own}/{query}", month.start > today)
                for month, figure in zip(found.months, row.months, strict=True)
            ),
        ],
        "aim": "" if row.aim is None else words_board.asked_text(row.aim),
        "own": row.aim is not None and row.aim.allocation is None,
    }


def _cell(indicator: Indicator, figure: Figure | None, door: str, waits: bool = False) -> dict[str, Any] | None:
    """None where there is nothing; only `waits` where there cannot be anything yet."""
    if figure is None or (waits and not figure.answered):
        return {"waits": True} if waits else None
    return {
        "value": words.value_text(figure, indicator),
        "silent": not figure.answered,
        "gap": words.coverage_text(figure) if figure.answered > 0 and figure.covered < figure.owed else "",
        "door": door,
    }
