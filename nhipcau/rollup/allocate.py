"""A target goes down: a total divided among units by weights, in whole steps, adding up to it exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from nhipcau.lib.decimals import EXACT


class CannotDivide(ValueError):
    """A division that cannot be. `reason` (and the unit's `code` where there is one):

    step_not_positive, negative (a total, weight, floor, ceiling or lock below 0), same_code_twice, nobody,
    locked_over (the locked cells exceed the total), rest_not_in_steps (what is to be divided is no whole number of
    steps), floor_over_ceiling, floors_over (the floors exceed it), ceilings_under (the ceilings fall short of it),
    no_weight (nobody who could take more has a weight).
    """

    def __init__(self, reason: str, code: str | None = None) -> None:
        super().__init__(reason if code is None else f"{reason}: {code}")
        self.reason = reason
        self.code = code


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's claim: its weight, the least and the most it may get, or the value it is locked at."""

    code: str
    weight: Decimal | Fraction | int
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    locked: Decimal | None = None
    excluded: bool = False


@dataclass(slots=True)
class _Cell:
    """A share in whole steps and whole weights."""

    code: str
    weight: int
    low: int
    high: int | None


def allocate(total: Decimal, step: Decimal, shares: Sequence[Share], at_least_one: bool = False) -> dict[str, Decimal]:
    """Each unit's value; they add up to `total` exactly. Units that are excluded get none.

    In proportion to the weights within floors and ceilings, in multiples of `step`; what rounding leaves goes to the
    largest remainders, of equal ones to the lowest unit code. `at_least_one`: nobody gets less than 1, whatever the
    weight. Floors are rounded up to whole steps and ceilings down. Raises `CannotDivide`.
    """
    if step <= 0:
        raise CannotDivide("step_not_positive")
    taking = [share for share in shares if not share.excluded]
    _check(total, taking)
    locked = {share.code: share.locked for share in taking if share.locked is not None}
    rest = total
    for value in locked.values():
        rest = EXACT.subtract(rest, value)
    if rest < 0:
        raise CannotDivide("locked_over")
    steps = Fraction(rest) / Fraction(step)
    if steps.denominator != 1:
        raise CannotDivide("rest_not_in_steps")
    cells = _cells([share for share in taking if share.locked is None], step, at_least_one)
    divided = _divide(int(steps), cells)
    return {
        share.code: locked[share.code] if share.code in locked else EXACT.multiply(step, Decimal(divided[share.code]))
        for share in taking
    }


def mixed(keys: Sequence[tuple[Mapping[str, Decimal], Decimal | int]]) -> dict[str, Fraction]:
    """Weights that mix several keys: each key counts with its own weight, whatever the size of its numbers.

    `[(members, 70), (grassroots_unions, 30)]`: 70 % by members and 30 % by number of unions. A unit a key does not
    know has 0 in it; a key that is 0 everywhere counts for nothing.
    """
    weights: dict[str, Fraction] = {}
    for values, weight in keys:
        total = sum((Fraction(value) for value in values.values()), Fraction(0))
        for code, value in values.items():
            part = Fraction(value) * Fraction(weight) / total if total else Fraction(0)
            weights[code] = weights.get(code, Fraction(0)) + part
    return weights


def _check(total: Decimal, shares: Sequence[Share]) -> None:
    if total < 0:
        raise CannotDivide("negative")
    codes: set[str] = set()
    for share in shares:
        if share.code in codes:
            raise CannotDivide("same_code_twice", share.code)
        codes.add(share.code)
        if min(share.weight, share.floor or 0, share.ceiling or 0, share.locked or 0) < 0:
            raise CannotDivide("negative", share.code)
    if total and not shares:
        raise CannotDivide("nobody")


def _cells(shares: Sequence[Share], step: Decimal, at_least_one: bool) -> list[_Cell]:
    ratios = [share.weight.as_integer_ratio() for share in shares]
    common = lcm(*{denominator for _, denominator in ratios})
    cells = []
    for share, (numerator, denominator) in zip(shares, ratios, strict=True):
        least = max(share.floor or Decimal(0), Decimal(int(at_least_one)))
        low = -int(-Fraction(least) // Fraction(step)) if least else 0
        high = None if share.ceiling is None else int(Fraction(share.ceiling) // Fraction(step))
        if high is not None and low > high:
            raise CannotDivide("floor_over_ceiling", share.code)
        cells.append(_Cell(share.code, numerator * (common // denominator), low, high))
    return cells


def _divide(steps: int, cells: list[_Cell]) -> dict[str, int]:
    """Whole steps to every cell: bounds first, then proportion, then the largest remainders."""
    if sum(cell.low for cell in cells) > steps:
        raise CannotDivide("floors_over")
    if all(cell.high is not None for cell in cells) and sum(cell.high or 0 for cell in cells) < steps:
        raise CannotDivide("ceilings_under")
    given, free, left = _bounded(steps, cells)
    weight = sum(cell.weight for cell in free)
    if not weight and left:
        raise CannotDivide("no_weight")
    remainders = []
    for cell in free:
        whole, remainder = divmod(left * cell.weight, weight) if weight else (0, 0)
        given[cell.code] = whole
        remainders.append((-remainder, cell.code))
    over = left - sum(given[cell.code] for cell in free)
    for _, code in sorted(remainders)[:over] if over else ():
        given[code] += 1
    return given


def _bounded(steps: int, cells: list[_Cell]) -> tuple[dict[str, int], list[_Cell], int]:
    """Cells held at a bound; the cells whose proportional part lies within theirs; the steps left for those.

    Each round holds the side that weighs more: were the lows short by more than the highs are over, the highs may
    come back within their bounds once the lows are paid, and the other way round.
    """
    held: dict[str, int] = {}
    free, left = list(cells), steps
    while True:
        weight = sum(cell.weight for cell in free)
        if not weight:
            return _weightless(held, free, left)
        below = [cell for cell in free if left * cell.weight < cell.low * weight]
        above = [cell for cell in free if cell.high is not None and left * cell.weight > cell.high * weight]
        if not below and not above:
            return held, free, left
        short = sum(cell.low * weight - left * cell.weight for cell in below)
        over = sum(left * cell.weight - (cell.high or 0) * weight for cell in above)
        fixed = {cell.code: cell.low for cell in below} if short >= over else {}
        if over >= short:
            fixed |= {cell.code: cell.high or 0 for cell in above}
        held |= fixed
        left -= sum(fixed.values())
        free = [cell for cell in free if cell.code not in fixed]


def _weightless(held: dict[str, int], free: list[_Cell], left: int) -> tuple[dict[str, int], list[_Cell], int]:
    """Cells without weight get their least and nothing beyond it."""
    lows = {cell.code: cell.low for cell in free}
    if left != sum(lows.values()):
        raise CannotDivide("no_weight")
    return held | lows, [], 0
