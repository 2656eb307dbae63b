"""A live update equals a full recomputation, bit for bit."""

from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from nhipcau.rollup import OverTime, OverUnits, Rule, roll_up
from nhipcau.rollup.change import apply, difference
from nhipcau.rollup.rules import MISSING, NONE_AROSE, given
from nhipcau.rollup.tests.strategies import answers, periods_of_answers, rules, trees


@drawn(st.data(), rules, trees(8))
def test_after_any_changes_in_any_order_the_figures_are_those_of_a_recomputation(data, rule, tree):
    said, owing = data.draw(periods_of_answers(rule, tree))
    figures = roll_up(tree, said, owing, rule)
    for _ in range(data.draw(st.integers(1, 5))):
        unit = data.draw(st.sampled_from(sorted(tree)))
        new = data.draw(answers(rule))
        _update(rule, tree, owing, figures, said, unit, new)
        assert _told(figures) == _told(roll_up(tree, said, owing, rule))


def _update(rule, tree, owing, figures, said, unit, new):
    delta = difference(rule, said.get(unit), new, unit in owing)
    said[unit] = new
    recomputed = roll_up(tree, said, owing, rule)
    at = unit
    while at is not None:
        moved = apply(rule, figures.get(at, EMPTY_FIGURE), delta if at == unit else delta.lifted(rule))
        figures[at] = recomputed[at] if moved is None else moved
        at = tree[at]


EMPTY_FIGURE = roll_up({0: None}, {0: MISSING}, set(), Rule(OverUnits.SUM, OverTime.SUM))[0]


def _told(figures):
    return {unit: figure for unit, figure in figures.items() if figure != EMPTY_FIGURE}


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        (given(5), given(9), True),  # a new largest
        (given(5), given(4), False),  # 5 was the largest; only adding again tells which is now
        (given(3), given(4), True),  # neither was nor is the largest
        (given(5), None, False),
        (None, given(1), True),
    ],
)
def test_a_largest_value_that_shrinks_asks_for_recomputation(old, new, known):
    rule = Rule(OverUnits.MAX, OverTime.MAX)
    tree = {"P": None, "A": "P", "B": "P", "C": "P"}
    said = {"A": given(5), "B": given(2)} | ({"C": old} if old else {})
    figure = roll_up(tree, said, set(), rule)["P"]
    moved = apply(rule, figure, difference(rule, old, new, owes=False))
    assert (moved is not None) == known
    if known:
        assert moved == roll_up(tree, said | {"C": new or MISSING}, set(), rule)["P"]


def test_only_the_last_ratio_with_a_base_asks_for_recomputation():
    rule = Rule(OverUnits.RATIO, OverTime.RATIO)
    tree = {"P": None, "A": "P", "B": "P"}
    figure = roll_up(tree, {"A": given(1, 2), "B": NONE_AROSE}, set(), rule)["P"]
    assert apply(rule, figure, difference(rule, given(1, 2), NONE_AROSE, owes=False)) is None
    assert apply(rule, figure, difference(rule, given(1, 2), given(2, 2), owes=False)).num == Decimal(2)
