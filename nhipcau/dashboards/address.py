"""What an address of these pages says: unit, year, month, stage. Anything it cannot mean is not found."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from nhipcau.lib.periods import MONTH, YEAR, CalendarRule, Period, UnknownPeriod, containing, parse_period, sub_periods
from nhipcau.reporting.models import Submission
from nhipcau.units.models import Unit

STAGES = {"estimate": Submission.ESTIMATE, "final": Submission.FINAL}
FIGURES = "figures.read"


def unit_asked(request: HttpRequest, code: str | None) -> Unit:
    """The unit of a code, else the one the person acts for; 404 out of sight, 403 without the right to figures."""
    visible: QuerySet[Unit] = Unit.objects.visible_to(request.access)
    if code and (request.acting_unit is None or request.acting_unit.code != code):
        unit = get_object_or_404(visible, code=code)
    else:
        unit = request.acting_unit
        if unit is None:
            raise Http404
    request.access.require(FIGURES, unit.path)
    return unit


def above(request: HttpRequest, unit: Unit) -> list[Unit]:
    """The units above whose figures the person may see, the root first; asks nothing where there can be none."""
    scopes = request.access.scopes(FIGURES)
    if not request.access.everything and not any(len(scope) < len(unit.path) for scope in scopes):
        return []
    visible = Unit.objects.within(request.access, FIGURES)
    return list(visible.filter(pk__in=unit.ancestor_ids).order_by("depth"))


def stage_asked(request: HttpRequest) -> int:
    try:
        return STAGES[request.GET.get("stage", "final")]
    except KeyError as unknown:
        raise Http404 from unknown


def period_asked(code: str, rules: dict[str, CalendarRule], kind: str | None = None) -> Period:
    """The period of a code, of a kind where one is given; 404 for any other word."""
    try:
        period = parse_period(code, rules)
    except UnknownPeriod as unknown:
        raise Http404 from unknown
    if kind and period.kind != kind:
        raise Http404
    return period


def board_time(request: HttpRequest, rules: dict[str, CalendarRule]) -> tuple[Period, Period]:
    """`(year, month up to which)`. Without words: the year of today and its last month that is over."""
    asked = request.GET.get("to")
    if asked:
        to = period_asked(asked, rules, MONTH)
        year = containing(to, YEAR, rules)
        if year is None or request.GET.get("year", year.code) == year.code:
            return year or to, to
    year = period_asked(request.GET.get("year") or f"{request.today.year}", rules, YEAR)
    return year, last_month_over(year, request.today, rules)


def last_month_over(year: Period, today: date, rules: dict[str, CalendarRule]) -> Period:
    """The newest month of the year that ended before today; in its first month, that one."""
    months = sub_periods(year, MONTH, rules)
    over = [month for month in months if month.last_day < today]
    return over[-1] if over else months[0]
