"""Where a figure comes from: its parts in the order in which they matter, and proof that they make it."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from nhipcau.rollup.figure import EMPTY, Figure
from nhipcau.rollup.rules import Answer, OverTime, OverUnits, Rule
from nhipcau.rollup.time import over_time
from nhipcau.rollup.units import add, lifted, of_answer

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Contribution(Generic[Key]):
    """What one part (a child, a leaf, a month) brings into a figure.

    `share`: its part of the figure's num, 0 to 1 where nothing is negative; None where parts do not add up.
    `counts`: whether its value went into the figure: of a largest value those that reach it, of `last` the last month.
    """

    key: Key
    figure: Figure
    share: Fraction | None
    counts: bool


def over_parts(rule: Rule, parts: Mapping[Key, Figure]) -> list[Contribution[Key]]:
    """The contributions of units to the figure `add` makes of them, the greatest first, those without value last."""
    total = add(rule, parts.values())
    if rule.over_units is OverUnits.MAX:
        made = [_reaching(key, figure, total) for key, figure in parts.items()]
    else:
        made = [_adding(key, figure, total) for key, figure in parts.items()]
    return sorted(made, key=_order)


def over_months(rule: Rule, months: Sequence[tuple[Key, Figure | None]]) -> list[Contribution[Key]]:
    """The contributions of the shortest periods of a span to its figure, in the order of time."""
    total = over_time(rule, [figure for _, figure in months])
    made = []
    for place, (key, known) in enumerate(months):
        figure = known or EMPTY
        if rule.over_time is OverTime.LAST:
            counts = place == len(months) - 1 and figure.num is not None
            made.append(Contribution(key, figure, None, counts))
        elif rule.over_time is OverTime.NONE:
            made.append(Contribution(key, figure, None, False))
        elif rule.over_time is OverTime.MAX:
            made.append(_reaching(key, figure, total))
        else:
            made.append(_adding(key, figure, total))
    return made


def make_up(rule: Rule, figure: Figure, contributions: Collection[Contribution[Key]]) -> bool:
    """Whether the contributions of units make up the figure exactly, coverage included."""
    return add(rule, (each.figure for each in contributions)) == figure


def leaves(
    unit: Key,
    tree: Mapping[Key, Key | None],
    answers: Mapping[Key, Answer],
    owes: Collection[Key],
    rule: Rule,
    homes: Mapping[Key, Key] | None = None,
) -> dict[Key, Figure]:
    """The figure of each single answer, given or owed, that `roll_up` counts at a unit: its leaves add up to it."""
    stayed, found = homes or {}, {}
    for each in {*answers, *owes}:
        place = each if each in tree else stayed.get(each)
        if place is not None and _is_at_or_below(tree, place, unit):
            own = of_answer(rule, answers.get(each), each in owes and each in tree)
            found[each] = own if each == unit else lifted(rule, own)
    return found


def _is_at_or_below(tree: Mapping[Key, Key | None], place: Key, unit: Key) -> bool:
    at: Key | None = place
    while at is not None and at != unit:
        at = tree[at]
    return at is not None


def _adding(key: Key, figure: Figure, total: Figure) -> Contribution[Key]:
    share = None
    if figure.num is not None and total.num:
        share = Fraction(figure.num) / Fraction(total.num)
    return Contribution(key, figure, share, figure.num is not None)


def _reaching(key: Key, figure: Figure, total: Figure) -> Contribution[Key]:
    return Contribution(
        key, figure, None, figure.num is not None and (figure.num, figure.base) == (total.num, total.base)
    )


def _order(part: Contribution[Key]) -> tuple[bool, Fraction, str]:
    num = part.figure.num
    return num is None, Fraction(0) if num is None else -abs(Fraction(num)), str(part.key)
