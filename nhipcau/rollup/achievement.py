"""Is a target met? Judged by its operator, and before the end by its pace."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Number = Decimal | Fraction | int


class Verdict(StrEnum):
    EXCEEDED = "exceeded"
    MET = "met"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    MISSED = "missed"
    NO_DATA = "no_data"
    NOT_ASKED = "not_asked"


class Pace(StrEnum):
    """How a value is expected to grow: evenly, as last year, or all at the end."""

    LINEAR = "linear"
    SEASON = "season"
    AT_END = "at_end"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`expected`: what the pace asks for by now. `difference`: actual - target, in the target's own measure (for
    percentages: points). `reached`: actual / target (1 = all of it); None for percentages and a target of 0.
    """

    verdict: Verdict
    expected: Fraction | None = None
    difference: Fraction | None = None
    reached: Fraction | None = None


def elapsed(start: date, last_day: date, today: date) -> Fraction:
    """The part of a span that is over at the end of `today`: 0 before it, 1 on its last day and after."""
    days = (last_day - start).days + 1
    return Fraction(min(max((today - start).days + 1, 0), days), days)


def judge(
    operator: str,
    target: Number | None,
    actual: Number | None,
    *,
    over: Fraction,
    target_max: Number | None = None,
    pace: Pace = Pace.LINEAR,
    season: Fraction | None = None,
    accumulates: bool = True,
    baseline: Number = 0,
    percent: bool = False,
) -> Judgement:
    """The verdict on a value.

    `operator`: >= > = <= < range (from `target` to `target_max`), none (there must be none: = 0), ~ (about, judged as
    >=). `over`: the part of the horizon that is over, 1 when it has ended (`elapsed`). `season`: the part of last
    year's total that had come by now (without it the season pace is even). `accumulates`: a flow that only grows, so
    that a limit once passed stays passed; False for a stock or a rate, which may still come back. `baseline`: where
    the pace starts (a stock's value at the start). Raises `ValueError` for an operator or a range that is none.
    """
    low, high = _bounds(operator, target, target_max)
    if actual is None:
        return Judgement(Verdict.NO_DATA)
    value, aim = Fraction(actual), high if low is None else low
    assert aim is not None
    begun = _paced(pace, over, season)
    expected = Fraction(baseline) + (aim - Fraction(baseline)) * begun
    if low is None and pace is Pace.AT_END:
        expected = max(aim, Fraction(baseline))
    verdict = _verdict(operator, value, low, high, expected, over >= 1, accumulates)
    reached = value / aim if aim and not percent else None
    return Judgement(verdict, expected, _distance(value, low, high, aim), reached)


def _bounds(operator: str, target: Number | None, target_max: Number | None) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most a value may be; None where there is no such bound."""
    if operator == "none":
        return Fraction(0), Fraction(0)
    if target is None:
        raise ValueError("a target has a value")
    value = Fraction(target)
    match operator:
        case ">=" | ">" | "~":
            return value, None
        case "<=" | "<":
            return None, value
        case "=":
            return value, value
        case "range":
            if target_max is None or Fraction(target_max) < value:
                raise ValueError("a range goes from a value to one that is not smaller")
            return value, Fraction(target_max)
    raise ValueError(f"no operator {operator!r}")


def _paced(pace: Pace, over: Fraction, season: Fraction | None) -> Fraction:
    if over >= 1:
        return Fraction(1)
    if pace is Pace.AT_END:
        return Fraction(0)
    return season if pace is Pace.SEASON and season is not None else over


def _verdict(
    operator: str,
    value: Fraction,
    low: Fraction | None,
    high: Fraction | None,
    expected: Fraction,
    ended: bool,
    accumulates: bool,
) -> Verdict:
    reaches = low is None or value > low or (value == low and operator != ">")
    keeps = high is None or value < high or (value == high and operator != "<")
    in_time = value <= expected
    if not keeps:  # a stock or a rate may still come down to its limit, in time or not
        if ended or accumulates:
            return Verdict.MISSED
        return Verdict.ON_PACE if in_time else Verdict.BEHIND
    if high is None and reaches:  # a minimum once reached is reached
        return Verdict.EXCEEDED if operator != ">" and low is not None and value > low else Verdict.MET
    if ended:
        return _at_the_end(operator, value, high, reaches)
    if low is None or high == 0:  # a limit, or nothing at all allowed: kept only when the time is over
        return Verdict.ON_PACE if in_time or not accumulates else Verdict.BEHIND
    if reaches:
        return Verdict.MET
    return Verdict.ON_PACE if value >= expected else Verdict.BEHIND


def _at_the_end(operator: str, value: Fraction, high: Fraction | None, reaches: bool) -> Verdict:
    if not reaches:
        return Verdict.MISSED
    return Verdict.EXCEEDED if operator == "<=" and high is not None and value < high else Verdict.MET


def _distance(value: Fraction, low: Fraction | None, high: Fraction | None, aim: Fraction) -> Fraction:
    """How far from the target; within a range 0, above it from its upper end."""
    if low is not None and high is not None and value >= low:
        return max(value - high, Fraction(0))
    return value - aim
