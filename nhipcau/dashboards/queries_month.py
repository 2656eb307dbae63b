"""What else stands on the board: an indicator month by month, the reports of the month, what changed lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from nhipcau.access import Access
from nhipcau.audit.models import Entry
from nhipcau.dashboards.queries_board import Asked
from nhipcau.dashboards.queries_places import own_answers
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import MONTH, CalendarRule, Period, UnknownPeriod, same_period_last_year, sub_periods
from nhipcau.reporting.models import Obligation
from nhipcau.reporting.stored import Figure as StoredFigure
from nhipcau.rollup import Figure
from nhipcau.units.models import Unit

CHANGES = 6


@dataclass(frozen=True)
class Trend:
    """An indicator month by month: this year up to the month, and the whole year before."""

    indicator: Indicator
    months: list[Period]
    this: list[Figure | None]
    last: list[Figure | None]


def trend(asked: Asked, indicator: Indicator) -> Trend:
    months = list(sub_periods(asked.year, MONTH, asked.rules))
    before = [_year_before(month, asked.rules) for month in months]
    found = _monthly(asked, indicator, [period for period in (*months, *before) if period])

    def of(period: Period | None) -> Figure | None:
        return None if period is None else found.get(period.code)

    this = [of(month) if month.start <= asked.to.start else None for month in months]
    return Trend(indicator, months, this, [of(period) for period in before])


def _monthly(asked: Asked, indicator: Indicator, months: list[Period]) -> dict[str, Figure]:
    """Code of the month → num and base as stored (coverage is not drawn); of a grassroots unit its own answers."""
    if not asked.unit.ever_parent:
        own = own_answers([asked.unit.pk], months, indicator, asked.stage)
        return {code: figure for (_, code), figure in own.items()}
    codes = [month.code for month in months]
    rows = StoredFigure.objects.filter(
        unit=asked.unit, indicator=indicator, stage=asked.stage, period__code__in=codes
    ).values_list("period__code", "num", "base", "answered")
    return {code: Figure(num, base, answered) for code, num, base, answered in rows}


def _year_before(month: Period, rules: Mapping[str, CalendarRule]) -> Period | None:
    try:
        return same_period_last_year(month, rules)
    except UnknownPeriod:
        return None


@dataclass(frozen=True)
class Reports:
    """How many reports of a month stand how; `late` are those not sent though their day is over."""

    approved: int
    waiting: int
    open: int
    late: int
    exempt: int

    @property
    def owed(self) -> int:
        return self.approved + self.waiting + self.open + self.late


def reports_of(asked: Asked, access: Access, today: date) -> Reports:
    """The reports owed for the month by the unit and all below it in today's tree."""
    owed = Obligation.objects.visible_to(access).filter(period__code=asked.to.code)
    if asked.unit.depth:
        owed = owed.filter(unit__path__startswith=asked.unit.path)
    free = ~Q(exempt_reason="")
    sent = Q(state__in=("approved", "locked", "submitted"))
    found = owed.aggregate(
        approved=Count("pk", filter=Q(state__in=("approved", "locked")) & ~free),
        waiting=Count("pk", filter=Q(state="submitted") & ~free),
        late=Count("pk", filter=~sent & ~free & Q(due_on__lt=today)),
        open=Count("pk", filter=~sent & ~free & Q(due_on__gte=today)),
        exempt=Count("pk", filter=free),
    )
    return Reports(**found)


def changes_in(unit: Unit, access: Access, actions: list[str]) -> list[Entry]:
    """The newest acts of these kinds done for the unit or one below it; none for those who may not read the record."""
    if not access.may("audit.read", unit.path):
        return []
    entries = Entry.objects.visible_to(access).filter(unit_path__startswith=unit.path, action__in=actions)
    return list(entries.order_by("-id")[:CHANGES])
