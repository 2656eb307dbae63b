"""The door of a figure: where it came from, what it was for; and all figures of a unit for a year."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.dashboards import words
from nhipcau.dashboards.address import above, period_asked, stage_asked, unit_asked
from nhipcau.dashboards.leaf import leaf_of
from nhipcau.dashboards.purpose import purpose_shown, span_shown
from nhipcau.dashboards.queries_figure import (
    Door,
    UnitPart,
    UnitParts,
    figure_and_not_due,
    parts_by_time,
    parts_by_unit,
)
from nhipcau.dashboards.so_far import SoFar
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import MONTH, Period
from nhipcau.reporting.periods import calendars
from nhipcau.rollup import Figure
from nhipcau.units.models import Unit

SORTS = ("name", "value", "missing")


@login_required
@require_GET
def figure(request: HttpRequest, unit_code: str, period_code: str, indicator_code: str) -> HttpResponse:
    """One figure, opened. `?stage=estimate`, `?to=2024-10` (a longer span as far as that month), `?by=units`,
    `?sort=name|value|missing`, `?page=`."""
    unit = unit_asked(request, unit_code)
    indicator = get_object_or_404(Indicator.objects.visible_to(request.access), code=indicator_code)
    door = Door(unit, indicator, _reach(request, period_code), stage_asked(request), request.today)
    context = {
        "unit": unit,
        "indicator": indicator,
        "door": door,
        "name_then": door.name_then,
        "stage": request.GET.get("stage", "final"),
        "other_stage": _changed(request, stage="estimate" if door.stage else None),
        "span_name": span_name(door.reach),
        "rule": words.rule_text(indicator),
        "above": _above(request, unit),
        **_parts(request, door),
        **purpose_shown(door, request.access),
    }
    context |= span_shown(door, context["figure"], context["purpose"], request.today)
    return render(request, "dashboards/figure.html", context)


def _reach(request: HttpRequest, code: str) -> SoFar:
    rules = calendars()
    span = period_asked(code, rules)
    asked = request.GET.get("to")
    to = period_asked(asked, rules, MONTH) if asked else None
    if to is not None and (to.calendar != span.calendar or not span.contains(to)):
        raise Http404
    return SoFar(span, rules, to)


def span_name(reach: SoFar) -> str:
    """“tháng 10/2024”; of a span counted to a month: “năm 2024, lũy kế đến tháng 10/2024”."""
    name = words.period_text(reach.span)
    if reach.whole:
        return name
    return words.up_to(name, words.period_text(reach.end))


def _above(request: HttpRequest, unit: Unit) -> list[dict[str, str]]:
    """The units above that the person may open, the root first, each with the door of the same figure."""
    match = request.resolver_match.kwargs if request.resolver_match else {}
    query = _query(request, "stage", "to")
    return [
        {
            "name": one.name,
            "address": reverse("figure", args=[one.code, match["period_code"], match["indicator_code"]]) + query,
        }
        for one in above(request, unit)
    ]


def _parts(request: HttpRequest, door: Door) -> dict[str, Any]:
    """The figure with its parts by time, by unit, or the answer it is."""
    by_units = door.by_units and (not door.longer or request.GET.get("by") == "units")
    context: dict[str, Any] = {"by": "units" if by_units else "months", "choice": door.longer and door.by_units}
    if by_units:
        sort = request.GET.get("sort", "name")
        if sort not in SORTS:
            raise Http404
        parts = parts_by_unit(door, sort, request.GET.get("page"))
        not_due = parts.not_due
        context |= {"figure": parts.total, **_by_unit(request, door, parts)}
        if not parts.children and not door.longer:
            context |= {"by": "answer", **leaf_of(door, request.access)}
    else:
        context["figure"], not_due = figure_and_not_due(door)
        context |= {"months": _by_month(door)} if door.longer else leaf_of(door, request.access)
        context["by"] = "months" if door.longer else "answer"
    shown = context["figure"]
    return context | {
        "value": words.value_text(shown, door.indicator),
        "made_of": words.base_text(shown, door.indicator),
        "measure": words.measure_text(door.indicator),
        "coverage": _("not due yet") if _all_to_come(door, shown) else words.coverage_text(shown, not_due),
        "coverage_short": words.coverage_short(shown, not_due),
        "missing": words.missing_text(shown, not_due),
        "by_months_address": _changed(request, by=None),
        "by_units_address": _changed(request, by="units"),
    }


def _all_to_come(door: Door, figure: Figure | None) -> bool:
    """Whether nothing of it has begun, and nobody was early."""
    early = figure is not None and (figure.answered or figure.owed)
    return bool(door.waiting) and door.begun is None and not early


def _by_month(door: Door) -> list[dict[str, Any]]:
    return [
        {
            "name": words.period_text(part.period),
            "value": words.value_text(part.figure, door.indicator),
            "made_of": words.base_text(part.figure, door.indicator),
            "coverage": words.MISSING if part.waits else words.coverage_short(part.figure),
            "silent": part.figure is None or not part.figure.answered,
            "waits": part.waits,
            "counts": part.counts,
            "door": _door_address(door, door.unit.code, part.period, None),
        }
        for part in parts_by_time(door)
    ]


def _door_address(door: Door, unit_code: str, span: Period, to: Period | None) -> str:
    given = {} if door.stage else {"stage": "estimate"}
    if to is not None:
        given["to"] = to.code
    address = reverse("figure", args=[unit_code, span.code, door.indicator.code])
    return address + (f"?{urlencode(given)}" if given else "")


def _by_unit(request: HttpRequest, door: Door, parts: UnitParts) -> dict[str, Any]:
    return {
        "page": parts.page,
        "rows": [_unit_row(request, door, part) for part in parts.page],
        "stayed": [_unit_row(request, door, part) for part in parts.stayed],
        "own": None if parts.own is None else _amounts(door, parts.own, parts.own_not_due),
        "own_door": reverse("unit-figures", args=[door.unit.code]),
        "rest": None if parts.rest is None else _amounts(door, parts.rest),
        "moved": parts.moved,
        "sort": "name" if parts.one_order else request.GET.get("sort", "name"),
        "sorts": {}
        if parts.one_order
        else {name: _changed(request, sort=None if name == "name" else name) for name in SORTS},
    }


def _unit_row(request: HttpRequest, door: Door, part: UnitPart) -> dict[str, Any]:
    to = None if door.reach.whole else door.reach.to
    opens = request.access.may("figures.read", part.placed.path)
    return {
        "name": part.placed.name,
        "door": _door_address(door, part.placed.code, door.reach.span, to) if opens else "",
        "ended_on": part.placed.ended_on,
        **_amounts(door, part.figure, part.not_due),
    }


def _amounts(door: Door, figure: Figure, not_due: int = 0) -> dict[str, Any]:
    return {
        "value": words.value_text(figure, door.indicator),
        "made_of": words.base_text(figure, door.indicator),
        "coverage": words.coverage_short(figure, not_due),
        "silent": figure.owed > 0 and not figure.answered,
        "waits": not figure.answered and 0 < figure.owed == not_due,
        "partly": 0 < figure.covered < figure.owed - not_due,
    }


def _changed(request: HttpRequest, **changed: str | None) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    for name, value in changed.items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
    return f"?{kept.urlencode()}"


def _query(request: HttpRequest, *names: str) -> str:
    kept = {name: request.GET[name] for name in names if name in request.GET}
    return f"?{urlencode(kept)}" if kept else ""
