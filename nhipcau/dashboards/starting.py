"""Where a stock stood when a target's span began: what its pace is counted from."""

from collections.abc import Mapping
from fractions import Fraction

from nhipcau.dashboards.aims import Aim
from nhipcau.dashboards.so_far import Read
from nhipcau.dashboards.words import rule_of
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import MONTH, CalendarRule, Period, UnknownPeriod, previous, sub_periods

Rules = Mapping[str, CalendarRule]


def start_months(aim: Aim, rules: Rules) -> list[Period]:
    """The last month before the span of an aim, then its first month; none for what is no stock."""
    return months_at_start(aim.indicator, aim.span, rules)


def months_at_start(indicator: Indicator, span: Period, rules: Rules) -> list[Period]:
    """The same of an indicator and a span."""
    if indicator.over_time != "last":
        return []
    first = sub_periods(span, MONTH, rules)[:1]
    try:
        return [month for one in first for month in (previous(one, rules), one)]
    except UnknownPeriod:
        return list(first)


def start_among(aim: Aim, unit: int, found: Read, rules: Rules) -> Fraction | None:
    """The same from figures already read, in the measure of the aim; None where neither month has one."""
    for month in start_months(aim, rules):
        start = aim.actual(found.get((unit, month.code, aim.indicator.pk)), rule_of(aim.indicator))
        if start is not None:
            return start
    return None
