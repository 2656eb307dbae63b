"""Addresses of a board: the door of each of its figures, and the board itself with something changed."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from nhipcau.dashboards.aims import Standing
from nhipcau.dashboards.queries_board import Asked
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import Period
from nhipcau.units.models import Unit


def door(asked: Asked, unit: Unit, standing: Standing) -> str:
    """The address of the figure of a line or a cell: its span, counted up to the month."""
    return figure_address(asked, unit, standing.aim.span, standing.aim.indicator)


def figure_address(asked: Asked, unit: Unit, span: Period, indicator: Indicator) -> str:
    """The door of a unit's figure for a span, as far as the board counts it."""
    given = {} if asked.stage else {"stage": "estimate"}
    if not asked.reach(span).whole:
        given["to"] = asked.to.code
    return reverse("figure", args=[unit.code, span.code, indicator.code]) + (f"?{urlencode(given)}" if given else "")


def changed(request: HttpRequest, **words: str | None) -> str:
    """This page with some words of its address changed; None takes one away. A change begins at the first page."""
    kept = request.GET.copy()
    for name, value in words.items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
    return f"?{kept.urlencode()}"
