"""Over time: from the figures of the shortest periods to the figure of a longer one, at one unit."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nhipcau.rollup.figure import EMPTY, Figure, add_parts, largest
from nhipcau.rollup.rules import OverTime, Rule


def over_time(rule: Rule, months: Sequence[Figure | None]) -> Figure:
    """The figure of a span from those of all its shortest periods, in order; None for one nothing is known of.

    sum adds; last takes the last shortest period and nothing older, with its coverage alone; max the greatest worth;
    weighted and ratio add both parts (a figure that has no base counts with base 1); none has coverage but no value.
    """
    known = [month for month in months if month is not None]
    match rule.over_time:
        case OverTime.LAST:
            return (months[-1] if months else None) or EMPTY
        case OverTime.NONE:
            return replace(add_parts(known), num=None, base=None)
        case OverTime.MAX:
            return largest(rule, known)
        case OverTime.SUM:
            return add_parts(known)
        case OverTime.WEIGHTED | OverTime.RATIO:
            return add_parts(_with_base(month) for month in known)


def _with_base(month: Figure) -> Figure:
    # Without a weight of its own every shortest period weighs the same: a mean over months, not a sum.
    return month if month.num is None or month.base is not None else replace(month, base=Decimal(1))
