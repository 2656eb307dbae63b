"""All figures of one unit for a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nhipcau.dashboards.aims import Aim, aims
from nhipcau.dashboards.so_far import SoFar, read, so_far
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import MONTH, CalendarRule, Period, sub_periods
from nhipcau.programmes.queries import allocations_for, own_targets
from nhipcau.rollup import Figure
from nhipcau.units.models import Unit


@dataclass(frozen=True)
class Row:
    """An indicator with its figure of each month, of the year so far, and the unit's target."""

    indicator: Indicator
    months: list[Figure | None]
    total: Figure | None
    aim: Aim | None


@dataclass(frozen=True)
class Overview:
    year: Period
    to: Period
    whole: bool
    months: tuple[Period, ...]
    rows: list[Row]


def overview(
    unit: Unit,
    year: Period,
    to: Period,
    stage: int,
    rules: Mapping[str, CalendarRule],
    indicators: Sequence[Indicator],
) -> Overview:
    """Rows of the indicators that have a figure in the year or a target for it, in the order of the catalogue."""
    reach = SoFar(year, rules, to)
    months = sub_periods(year, MONTH, rules)
    found = read([unit.pk], (*months, *reach.pieces), indicators, stage, rules)
    wanted = _aims_by_indicator(unit, year, rules)
    rows = [
        Row(
            indicator,
            [found.get((unit.pk, month.code, indicator.pk)) for month in months],
            so_far(found, unit.pk, reach, indicator),
            wanted.get(indicator.pk),
        )
        for indicator in indicators
    ]
    shown = [row for row in rows if row.aim is not None or row.total is not None or any(row.months)]
    return Overview(year, to, reach.whole, months, shown)


def _aims_by_indicator(unit: Unit, year: Period, rules: Mapping[str, CalendarRule]) -> dict[int, Aim]:
    """The aim of each indicator that is for the year itself; else the first there is."""
    number = int(year.code)
    found = aims(allocations_for(unit, number), own_targets(unit, number), year, rules, alone=not unit.ever_parent)
    by_indicator: dict[int, Aim] = {}
    for aim in sorted(found.measured, key=lambda aim: aim.span != year):
        by_indicator.setdefault(aim.indicator.pk, aim)
    return by_indicator
