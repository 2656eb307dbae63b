"""The steering board: where a unit stands against its targets, who leads, who lags."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.dashboards import words, words_board
from nhipcau.dashboards.address import above, board_time, stage_asked, unit_asked
from nhipcau.dashboards.aims import Standing, counts, group_of
from nhipcau.dashboards.doors import changed, door, figure_address
from nhipcau.dashboards.drawn import drawing
from nhipcau.dashboards.heat import heat_shown
from nhipcau.dashboards.queries_board import Asked, Board, board
from nhipcau.dashboards.queries_month import Reports, Trend, changes_in, reports_of, trend
from nhipcau.dashboards.starting import Rules
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import MONTH, Period, parse_period, sub_periods
from nhipcau.reporting.periods import calendars
from nhipcau.rollup import Figure
from nhipcau.web import charts


@login_required
@require_GET
def steering_board(request: HttpRequest) -> HttpResponse:
    """`?unit=CODE&to=2024-10&year=2024&stage=final&state=behind&indicator=CODE&page=2`; all of it may be left out."""
    unit = unit_asked(request, request.GET.get("unit"))
    rules = calendars()
    year, to = board_time(request, rules)
    asked = Asked(unit, year, to, stage_asked(request), rules)
    found = board(asked, request.GET.get("page"))
    reports = reports_of(asked, request.access, request.today)
    context = {
        "unit": unit,
        "asked": asked,
        "stage_name": "final" if asked.stage else "estimate",
        "stage_text": words_board.stage_text(asked.stage),
        "times": _times(year, request.today, rules),
        "upto": words.period_text(to),
        "above": above(request, unit),
        "reports": reports,
        "report_rows": _report_rows(asked, reports),
        "coverage": words_board.coverage_of(reports),
        "other_stage": changed(request, stage="estimate" if asked.stage else None),
        "changes": [words_board.change_of(e) for e in changes_in(unit, request.access, list(words_board.CHANGES))],
        "may_read_record": request.access.may("audit.read", unit.path),
        **_groups(request, asked, found),
        **_lines(request, asked, found),
        **heat_shown(request, asked, found),
        **_trend(request, asked, found),
    }
    return render(request, "dashboards/board.html", context)


def _times(year: Period, today: date, rules: Rules) -> list[tuple[str, list[tuple[Period, str]]]]:
    """Months to choose from, the newest first: of this year, the one shown and the one before it."""
    shown = int(year.code)
    years = sorted({today.year, shown, shown - 1}, reverse=True)
    found = []
    for number in years:
        months = sub_periods(parse_period(f"{number}", rules), MONTH, rules)
        found.append((f"{number}", [month for month in reversed(months) if month.start <= today]))
    return [(label, [(month, words.period_text(month)) for month in months]) for label, months in found if months]


def _groups(request: HttpRequest, asked: Asked, found: Board) -> dict[str, Any]:
    chosen = request.GET.get("state", "")
    texts = words_board.group_texts()
    if chosen and chosen not in texts:
        raise Http404
    many = counts(found.lines)
    groups = [
        {
            "code": code,
            "shape": shape,
            "text": text,
            "many": many[code],
            "chosen": code == chosen,
            "address": changed(request, state=None if code == chosen else code),
        }
        for code, (shape, text) in texts.items()
    ]
    return {"groups": groups, "state": chosen, "all_address": changed(request, state=None)}


def _lines(request: HttpRequest, asked: Asked, found: Board) -> dict[str, Any]:
    chosen = request.GET.get("state", "")
    lines = [line for line in found.lines if not chosen or group_of(line.verdict) == chosen]
    return {
        "lines": [_line(request, asked, line) for line in lines],
        "any_lines": bool(found.lines),
        "beside": found.aims.beside,
    }


def _line(request: HttpRequest, asked: Asked, line: Standing) -> dict[str, Any]:
    figure = line.figure
    return {
        "standing": line,
        "drawing": drawing(line),
        "aim": line.aim,
        "name": line.aim.indicator.label,
        "actual": words_board.amount(line.actual, line.aim),
        "value": words_board.aim_text(line.aim),
        "own": words_board.amount(line.aim.own, line.aim) if line.aim.own not in (None, line.aim.value) else "",
        "measure": "" if line.aim.percent else line.aim.measure,
        "verdict": words_board.verdict_text(line.verdict),
        "forecast": words_board.forecast_text(line),
        "coverage": _coverage(request, asked, figure),
        "door": door(asked, asked.unit, line),
        "trend": changed(request, indicator=line.aim.indicator.code) + "#trend",
        "horizon": "" if line.aim.span == asked.year else line.aim.span.code,
    }


def _coverage(request: HttpRequest, asked: Asked, figure: Figure | None) -> str:
    """Said where answers are missing; of a month that has not begun nothing is missing yet."""
    if figure is None or figure.covered >= figure.owed:
        return ""
    return _("not due yet") if asked.to.start > request.today else words.coverage_text(figure)


def _report_rows(asked: Asked, reports: Reports) -> list[tuple[str, str, int, str]]:
    """(shape, words, how many, address of the list) of the reports of the month."""

    def listed(tab: str) -> str:
        return f"{reverse('submissions')}?{urlencode({'period': asked.to.code, 'tab': tab, 'below': 'all'})}"

    return [
        ("met", _("approved"), reports.approved, listed("done")),
        ("on", _("waiting for approval"), reports.waiting, listed("waiting")),
        ("wait", _("not sent yet"), reports.open, listed("owing")),
        ("late", _("overdue"), reports.late, listed("late")),
        ("none", _("exempt"), reports.exempt, listed("exempt")),
    ]


def _trend(request: HttpRequest, asked: Asked, found: Board) -> dict[str, Any]:
    choices = {line.aim.indicator.code: line.aim.indicator for line in found.lines}
    wanted = request.GET.get("indicator", "")
    chosen: Indicator | None = choices.get(wanted)
    if wanted and chosen is None:
        chosen = Indicator.objects.visible_to(request.access).filter(code=wanted).first()
        if chosen is None:
            raise Http404
    chosen = chosen or next(iter(choices.values()), None)
    if chosen is None:
        return {"trend": None, "trend_choices": []}
    drawn = trend(asked, chosen)
    return {
        "trend": drawn,
        "trend_chart": _chart(drawn),
        "trend_has_last": sum(figure is not None and figure.num is not None for figure in drawn.last) > 1,
        "trend_choices": sorted(choices.values(), key=lambda i: (i.order, i.code)),
        "trend_table": [
            {
                "month": int(month.code[-2:]),
                "this": words.value_text(this, chosen),
                "last": words.value_text(last, chosen),
                "door": figure_address(asked, asked.unit, month, chosen),
                "reached": this is not None,
            }
            for month, this, last in zip(drawn.months, drawn.this, drawn.last, strict=True)
        ],
    }


def _chart(drawn: Trend) -> SafeString | None:
    if not any(figure is not None and figure.num is not None for figure in (*drawn.this, *drawn.last)):
        return None
    names = tuple(_("M%(month)s") % {"month": int(month.code[-2:])} for month in drawn.months)
    this = tuple(words.plotted(figure, drawn.indicator) for figure in drawn.this)
    last = tuple(words.plotted(figure, drawn.indicator) for figure in drawn.last)
    return _chart_of(drawn.indicator.label, names, this, last, get_language())


@lru_cache(maxsize=256)
def _chart_of(
    title: str, names: tuple[str, ...], this: tuple[charts.Value, ...], last: tuple[charts.Value, ...], language: str
) -> SafeString:
    """The drawing, kept: the same figures in the same language always give the same one, and it takes 100 ms."""
    return charts.trend(title, names, this, last, size=(400, 170)).__str__()
