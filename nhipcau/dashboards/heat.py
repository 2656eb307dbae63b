"""The heat map of a board as its page shows it: children down, aims across, the per cent of the pace in each cell."""

from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from nhipcau.dashboards import words_board
from nhipcau.dashboards.aims import Aim, Standing
from nhipcau.dashboards.doors import changed, door
from nhipcau.dashboards.queries_board import Asked, Board, HeatRow
from nhipcau.lib.decimals import rounded
from nhipcau.units.models import Unit


def heat_shown(request: HttpRequest, asked: Asked, found: Board) -> dict[str, Any]:
    """Rows by name; with `?order=CODE` the worst of that column first, where all children stand on one page."""
    one_page = found.page.paginator.num_pages == 1
    codes = [column.indicator.code for column in found.columns]
    wanted = request.GET.get("order", "")
    place = codes.index(wanted) if one_page and wanted in codes else None
    rows = found.rows if place is None else sorted(found.rows, key=lambda row: _share(row, place))
    return {
        "heat_columns": [_column(request, column, at == place, one_page) for at, column in enumerate(found.columns)],
        "heat_rows": [_row(asked, row) for row in rows],
        "page": found.page,
    }


def _share(row: HeatRow, place: int) -> tuple[bool, Fraction]:
    """Sorts the least of the pace first, what has none last."""
    cell = row.cells[place]
    percent = None if cell is None else cell.percent_of_pace
    return percent is None, percent or Fraction(0)


def _column(request: HttpRequest, column: Aim, chosen: bool, sortable: bool) -> dict[str, Any]:
    order = None if chosen else column.indicator.code
    return {
        "label": column.indicator.label,
        "indicator": column.indicator,
        "chosen": chosen,
        "address": changed(request, order=order) + "#heat" if sortable else "",
    }


def _row(asked: Asked, row: HeatRow) -> dict[str, Any]:
    return {
        "name": row.child.name,
        "address": _child_address(asked, row.child.unit),
        "cells": [None if cell is None else _cell(asked, row.child.unit, cell) for cell in row.cells],
    }


def _cell(asked: Asked, unit: Unit, cell: Standing) -> dict[str, Any]:
    percent, actual = cell.percent_of_pace, words_board.amount(cell.actual, cell.aim)
    return {
        "percent": None if percent is None else rounded(percent, 0),
        "standing": cell,
        "door": door(asked, unit, cell),
        "actual": actual,
        "words": _words(cell, actual),
    }


def _words(cell: Standing, actual: str) -> str:
    if cell.aim.asks_nothing:
        return f"{actual}: {words_board.verdict_text(cell.verdict)}"
    return f"{actual}/{words_board.aim_text(cell.aim)}"


def _child_address(asked: Asked, unit: Unit) -> str:
    """The board of a unit that has others below it; of a grassroots one its figures of the year."""
    if unit.ever_parent:
        return f"{reverse('board')}?{urlencode({'unit': unit.code, 'to': asked.to.code})}"
    return f"{reverse('unit-figures', args=[unit.code])}?{urlencode({'year': asked.year.code})}"
