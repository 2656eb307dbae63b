"""The figure: what is stored and added, and what of it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nhipcau.lib.decimals import EXACT, rounded, trimmed
from nhipcau.rollup.rules import OverTime, OverUnits, Rule


@dataclass(frozen=True, slots=True)
class Figure:
    """A unit's figure for an indicator and a period, in the form in which figures add up.

    `num`, `base`: sum → the sum, none; weighted → Σ value × weight, Σ weight; ratio → Σ numerator, Σ denominator;
    share → yes, concerned; max → the largest, none. None where no answer gave a value.
    `answered`: answers given or none arose. `covered`: those of them by units that owed one. `owed`: answers owed,
    less those of units not concerned. covered ≤ owed always.
    """

    num: Decimal | None = None
    base: Decimal | None = None
    answered: int = 0
    covered: int = 0
    owed: int = 0

    def worth(self, rule: Rule) -> Fraction | None:
        """What is compared with a target or another figure, exactly: the number, the mean, the rate (1 = 100 %)."""
        if self.num is None:
            return None
        if self.base is None:
            return None if rule.has_rate else Fraction(self.num)
        return Fraction(self.num) / Fraction(self.base) if self.base else None

    def shown(self, rule: Rule) -> tuple[Decimal | None, Decimal | None]:
        """`(value, base)` as an export gives them. Only a mean is rounded: half-even, to 6 places.

        A mean of weight 0 has no value, but its base is 0.
        """
        if self.num is None:
            return None, None
        if self.base is None or not _is_mean(rule):
            return trimmed(self.num), None if self.base is None else trimmed(self.base)
        mean = self.worth(rule)
        return None if mean is None else trimmed(rounded(mean)), trimmed(self.base)


EMPTY = Figure()


def _is_mean(rule: Rule) -> bool:
    """Whether a figure with a base is shown as mean and weight rather than as the two parts of a rate."""
    if rule.has_rate:
        return rule.over_units is OverUnits.WEIGHTED
    return rule.over_time is not OverTime.RATIO


def add_parts(figures: Iterable[Figure]) -> Figure:
    """Both parts and the coverage added up; a part is None only where every one is."""
    num = base = None
    answered = covered = owed = 0
    for figure in figures:
        if figure.num is not None:
            num = figure.num if num is None else EXACT.add(num, figure.num)
        if figure.base is not None:
            base = figure.base if base is None else EXACT.add(base, figure.base)
        answered += figure.answered
        covered += figure.covered
        owed += figure.owed
    return Figure(num, base, answered, covered, owed)


def largest(rule: Rule, figures: Iterable[Figure]) -> Figure:
    """The figure of the greatest worth, with the coverage of all.

    Of equal rates the one with the greater base; a rate of base 0 only where there is no other.
    """
    all_of_them = list(figures)
    coverage = add_parts(all_of_them)
    valued = [figure for figure in all_of_them if figure.num is not None]
    if not valued:
        return Figure(None, None, coverage.answered, coverage.covered, coverage.owed)
    best = max(valued, key=lambda figure: _rank(rule, figure))
    return Figure(best.num, best.base, coverage.answered, coverage.covered, coverage.owed)


def _rank(rule: Rule, figure: Figure) -> tuple[bool, Fraction, Decimal]:
    worth = figure.worth(rule)
    return worth is not None, Fraction(0) if worth is None else worth, figure.base or Decimal(0)
