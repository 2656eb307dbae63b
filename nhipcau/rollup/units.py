"""Over units: from answers to the figures of every unit of a tree, for one shortest period."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from nhipcau.lib.decimals import EXACT
from nhipcau.rollup.figure import EMPTY, Figure, add_parts, largest
from nhipcau.rollup.rules import Answer, AnswerState, OverTime, OverUnits, Rule

Unit = TypeVar("Unit", bound=Hashable)

_NONE_AROSE_IS_ZERO = {OverTime.SUM, OverTime.LAST, OverTime.MAX, OverTime.NONE}


class BrokenTree(ValueError):
    """A tree with a parent that is not in it, or a circle. `unit` is one of those concerned."""

    def __init__(self, unit: object) -> None:
        super().__init__(f"no way up from {unit!r}")
        self.unit = unit


def of_answer(rule: Rule, answer: Answer | None, owes: bool) -> Figure:
    """The figure of one answer. `owes`: whether the unit owed it. None is a missing answer."""
    state = AnswerState.MISSING if answer is None else answer.state
    if answer is None or state is AnswerState.MISSING:
        return Figure(owed=int(owes))
    if state is AnswerState.NOT_CONCERNED:
        return EMPTY
    num, base = _given_parts(rule, answer) if state is AnswerState.GIVEN else _none_arose_parts(rule)
    return Figure(num, base, answered=1, covered=int(owes), owed=int(owes))


def _given_parts(rule: Rule, answer: Answer) -> tuple[Decimal | None, Decimal | None]:
    if answer.value is None:
        raise ValueError("a given answer has a value")
    if rule.over_units is OverUnits.SHARE:
        return answer.value, Decimal(1)
    if rule.needs_base and answer.base is None:
        raise ValueError("an average or a ratio has a base")
    if answer.base is None or not rule.takes_base:
        return answer.value, None
    averaged = OverUnits.WEIGHTED in (rule.over_units, rule.over_time) and rule.over_units is not OverUnits.RATIO
    return EXACT.multiply(answer.value, answer.base) if averaged else answer.value, answer.base


def _none_arose_parts(rule: Rule) -> tuple[Decimal | None, Decimal | None]:
    if rule.over_units is OverUnits.SHARE:
        return Decimal(0), Decimal(1)
    if rule.needs_base or (rule.over_units is OverUnits.NONE and rule.over_time not in _NONE_AROSE_IS_ZERO):
        return None, None
    return Decimal(0), None


def add(rule: Rule, figures: Iterable[Figure]) -> Figure:
    """The figure of several together; in any order and any grouping the same. Of none at all: an empty figure.

    Where units do not add up (`none`), give the unit's own figure as it is and those below it `lifted`.
    """
    return largest(rule, figures) if rule.over_units is OverUnits.MAX else add_parts(figures)


def lifted(rule: Rule, figure: Figure) -> Figure:
    """A figure as it counts at the unit above: where units do not add up, its coverage alone."""
    if rule.over_units is not OverUnits.NONE:
        return figure
    return Figure(None, None, figure.answered, figure.covered, figure.owed)


def roll_up(
    tree: Mapping[Unit, Unit | None],
    answers: Mapping[Unit, Answer],
    owes: Collection[Unit],
    rule: Rule,
    homes: Mapping[Unit, Unit] | None = None,
) -> dict[Unit, Figure]:
    """The figure of every unit of `tree` (unit → parent) that has an answer or owes one, itself or below it.

    `tree`: that of the period's last day. `owes`: the units of the tree that owe an answer (a set). `homes`: for each
    unit that is no more in the tree but answered, the unit of the tree its answer stays with (`places.home_of`).
    Each answer counts once at every unit at or above it. Raises `BrokenTree`, also for an answer without a home.
    """
    figures = {
        unit: of_answer(rule, answers.get(unit), unit in owes) for unit in tree if unit in owes or unit in answers
    }
    stayed = homes or {}
    for unit, answer in answers.items():
        if unit not in tree:
            home = stayed.get(unit)
            if home is None or home not in tree:
                raise BrokenTree(unit)
            own = lifted(rule, of_answer(rule, answer, owes=False))
            figures[home] = add(rule, (figures.get(home, EMPTY), own))
    for unit in from_below(tree):
        parent, figure = tree[unit], figures.get(unit)
        if parent is not None and figure is not None:
            figures[parent] = add(rule, (figures.get(parent, EMPTY), lifted(rule, figure)))
    return figures


def from_below(tree: Mapping[Unit, Unit | None]) -> list[Unit]:
    """Every unit of the tree, each before its parent. Raises `BrokenTree`."""
    children: dict[Unit, list[Unit]] = {}
    order: list[Unit] = []
    for unit, parent in tree.items():
        if parent is None:
            order.append(unit)
        elif parent not in tree:
            raise BrokenTree(unit)
        else:
            children.setdefault(parent, []).append(unit)
    for unit in order:  # grows while it is walked: from the roots down
        order.extend(children.get(unit, ()))
    if len(order) != len(tree):
        raise BrokenTree(next(iter(set(tree) - set(order))))
    return order[::-1]
