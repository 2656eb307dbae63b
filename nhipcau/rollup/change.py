"""Live update: one answer changes, and the figures at and above its unit follow without adding everything again."""

from dataclasses import dataclass, replace
from decimal import Decimal

from nhipcau.lib.decimals import EXACT
from nhipcau.rollup.figure import Figure
from nhipcau.rollup.rules import Answer, OverUnits, Rule
from nhipcau.rollup.units import lifted, of_answer


@dataclass(frozen=True, slots=True)
class Delta:
    """What one answer's figure was and what it is now."""

    before: Figure
    after: Figure

    def lifted(self, rule: Rule) -> "Delta":
        """The change as it counts at units above the one that answered."""
        return Delta(lifted(rule, self.before), lifted(rule, self.after))


def difference(rule: Rule, old: Answer | None, new: Answer | None, owes: bool) -> Delta:
    """The change from one answer to another (None: missing) of a unit that owes it or does not."""
    return Delta(of_answer(rule, old, owes), of_answer(rule, new, owes))


def apply(rule: Rule, figure: Figure, delta: Delta) -> Figure | None:
    """The figure after the change: the same as adding everything again; None when only adding again can tell.

    At the unit that answered give the delta itself, at those above it `delta.lifted(rule)`. None comes back when the
    largest value shrank or went, and when the last value of a ratio or an average with a base may have gone.
    """
    before, after = delta.before, delta.after
    moved = replace(
        figure,
        answered=figure.answered - before.answered + after.answered,
        covered=figure.covered - before.covered + after.covered,
        owed=figure.owed - before.owed + after.owed,
    )
    if (before.num, before.base) == (after.num, after.base):
        return moved
    match rule.over_units:
        case OverUnits.NONE:
            return replace(moved, num=after.num, base=after.base)
        case OverUnits.MAX:
            return _largest_moved(moved, delta)
        case _:
            return _parts_moved(rule, moved, delta)


def _largest_moved(figure: Figure, delta: Delta) -> Figure | None:
    before, after = delta.before.num, delta.after.num
    if after is not None and (figure.num is None or after >= figure.num):
        return replace(figure, num=after)
    if before is not None and figure.num is not None and before >= figure.num:
        return None
    return figure


def _parts_moved(rule: Rule, figure: Figure, delta: Delta) -> Figure | None:
    num = _moved(figure.num, delta.before.num, delta.after.num)
    base = _moved(figure.base, delta.before.base, delta.after.base)
    if rule.needs_base:
        # Answers "none arose" give no value here, so the count of answers cannot say whether a value is left.
        return None if delta.after.num is None and not base else replace(figure, num=num, base=base)
    if not figure.answered:
        return replace(figure, num=None, base=None)
    return replace(figure, num=num, base=base)


def _moved(total: Decimal | None, before: Decimal | None, after: Decimal | None) -> Decimal | None:
    if total is None and before is None and after is None:
        return None
    zero = Decimal(0)
    return EXACT.add(EXACT.subtract(total or zero, before or zero), after or zero)
