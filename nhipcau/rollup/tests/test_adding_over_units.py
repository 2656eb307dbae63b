"""Parent = children, for every rule, exactly; missing is not 0; no rate above 100 %."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from nhipcau.rollup import Figure, OverTime, OverUnits, Rule, add, lifted, of_answer, roll_up
from nhipcau.rollup.rules import MISSING, NONE_AROSE, NOT_CONCERNED, given
from nhipcau.rollup.tests.strategies import RULES, answers, periods_of_answers, rules, trees
from nhipcau.rollup.units import BrokenTree

SUM = Rule(OverUnits.SUM, OverTime.SUM)


@drawn(st.data(), rules, trees())
def test_every_figure_is_its_own_answer_and_its_childrens_figures(data, rule, tree):
    said, owing = data.draw(periods_of_answers(rule, tree))
    figures = roll_up(tree, said, owing, rule)
    for unit, figure in figures.items():
        children = [figures[child] for child, parent in tree.items() if parent == unit and child in figures]
        own = of_answer(rule, said.get(unit), unit in owing)
        assert figure == add(rule, [own, *(lifted(rule, child) for child in children)])


@drawn(st.data(), rules, trees())
def test_each_answer_counts_once_at_every_unit_at_or_above_it(data, rule, tree):
    said, owing = data.draw(periods_of_answers(rule, tree))
    figures = roll_up(tree, said, owing, rule)
    for unit in tree:
        below = [each for each in {*said, *owing} if unit in _way_up(tree, each)]
        leaves = [of_answer(rule, said.get(each), each in owing) for each in below]
        leaves = [leaf if each == unit else lifted(rule, leaf) for each, leaf in zip(below, leaves, strict=True)]
        assert figures.get(unit, Figure()) == add(rule, leaves)


def _way_up(tree, unit):
    way = []
    while unit is not None:
        way.append(unit)
        unit = tree[unit]
    return way


@drawn(st.data(), rules)
def test_order_and_grouping_do_not_matter(data, rule):
    figures = [of_answer(rule, answer, True) for answer in data.draw(st.lists(answers(rule), max_size=8))]
    if rule.over_units is OverUnits.NONE:
        figures = [lifted(rule, figure) for figure in figures]
    shuffled = data.draw(st.permutations(figures))
    cut = data.draw(st.integers(0, len(figures)))
    together = add(rule, figures)
    assert add(rule, shuffled) == together
    assert add(rule, [add(rule, shuffled[:cut]), add(rule, shuffled[cut:])]) == together


@drawn(st.data(), rules, trees())
def test_no_rate_of_coverage_passes_100_percent(data, rule, tree):
    said, owing = data.draw(periods_of_answers(rule, tree))
    for figure in roll_up(tree, said, owing, rule).values():
        assert 0 <= figure.covered <= figure.owed
        assert figure.covered <= figure.answered


@drawn(st.data(), rules)
def test_a_missing_answer_changes_no_value(data, rule):
    figures = [of_answer(rule, answer, True) for answer in data.draw(st.lists(answers(rule), max_size=5))]
    before, after = add(rule, figures), add(rule, [*figures, of_answer(rule, MISSING, True)])
    assert (after.num, after.base, after.answered) == (before.num, before.base, before.answered)
    assert after.owed == before.owed + 1


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_where_nothing_was_answered_there_is_coverage_but_no_value(rule):
    figure = add(
        rule, [of_answer(rule, MISSING, True), of_answer(rule, None, True), of_answer(rule, NOT_CONCERNED, True)]
    )
    assert figure == Figure(None, None, 0, 0, 2)
    assert figure.shown(rule) == (None, None)


def test_an_answer_of_a_unit_that_did_not_owe_it_is_answered_but_covers_nothing():
    figure = roll_up({"P": None, "C": "P"}, {"P": given(5), "C": given(7)}, {"C"}, SUM)["P"]
    assert figure == Figure(Decimal(12), None, answered=2, covered=1, owed=1)


def test_a_unit_not_concerned_leaves_both_sides_of_coverage():
    tree = {"P": None, "A": "P", "B": "P"}
    figure = roll_up(tree, {"A": NOT_CONCERNED, "B": NONE_AROSE}, {"A", "B"}, SUM)["P"]
    assert figure == Figure(Decimal(0), None, answered=1, covered=1, owed=1)


def test_digits_beyond_the_default_precision_are_kept():
    large, small = Decimal("99999999999999999999"), Decimal("0.000001")
    weighted = Rule(OverUnits.WEIGHTED, OverTime.WEIGHTED)
    figure = add(
        weighted, [of_answer(weighted, given(large, large), True), of_answer(weighted, given(small, small), True)]
    )
    assert figure.num == Decimal("9999999999999999999800000000000000000001.000000000001")
    assert figure.worth(weighted) == Fraction(figure.num) / Fraction(figure.base)


def test_the_value_of_a_unit_that_ended_stays_with_its_home():
    tree = {"P": None, "D": "P", "B": "D"}
    figures = roll_up(tree, {"A": given(3), "B": given(4)}, {"B"}, SUM, homes={"A": "D"})
    assert figures["D"] == Figure(Decimal(7), None, answered=2, covered=1, owed=1)
    assert figures["P"] == figures["D"]
    assert "A" not in figures


def test_where_units_do_not_add_up_only_a_units_own_word_is_its_value():
    rule = Rule(OverUnits.NONE, OverTime.NONE)
    figures = roll_up({"P": None, "A": "P"}, {"P": given(1), "A": given(2)}, {"P", "A"}, rule, homes={})
    assert figures["P"] == Figure(Decimal(1), None, answered=2, covered=2, owed=2)
    figures = roll_up({"P": None}, {"A": given(2)}, set(), rule, homes={"A": "P"})
    assert figures["P"] == Figure(None, None, answered=1)


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"A": "B", "B": "A"}, {}),
        ({"A": "nowhere"}, {}),
        ({"A": None}, {"gone": given(1)}),
    ],
)
def test_a_tree_that_leads_nowhere_is_refused(tree, said):
    with pytest.raises(BrokenTree):
        roll_up(tree, said, set(), SUM)


@settings(max_examples=30)
@drawn(st.integers(1, 10**20), st.integers(1, 10**20))
def test_a_mean_is_rounded_half_even_only_when_shown(value, weight):
    rule = Rule(OverUnits.WEIGHTED, OverTime.WEIGHTED)
    figure = add(rule, [of_answer(rule, given(value, weight), True), of_answer(rule, given(0, 3), True)])
    exact = Fraction(value * weight, weight + 3)
    assert figure.worth(rule) == exact
    assert figure.shown(rule) == (Decimal(round(exact * 10**6)).scaleb(-6), weight + 3)
