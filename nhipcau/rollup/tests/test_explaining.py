"""Every figure opens to its parts, and the parts make it."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given as drawn
from hypothesis import strategies as st

from nhipcau.rollup import Figure, OverTime, OverUnits, Rule, add, lifted, of_answer, over_time, roll_up
from nhipcau.rollup.explain import leaves, make_up, over_months, over_parts
from nhipcau.rollup.rules import MISSING, given
from nhipcau.rollup.tests.strategies import answers, periods_of_answers, rules, trees


@drawn(st.data(), rules, trees())
def test_the_leaves_of_every_figure_add_up_to_it(data, rule, tree):
    said, owing = data.draw(periods_of_answers(rule, tree))
    homes = {"gone": data.draw(st.sampled_from(sorted(tree)))}
    said["gone"] = data.draw(answers(rule))
    figures = roll_up(tree, said, owing, rule, homes)
    for unit in tree:
        parts = leaves(unit, tree, said, owing, rule, homes)
        figure = figures.get(unit, Figure())
        assert add(rule, parts.values()) == figure
        assert make_up(rule, figure, over_parts(rule, parts))


@drawn(st.data(), rules)
def test_shares_of_parts_that_add_up_add_up_to_the_whole(data, rule):
    said = data.draw(st.dictionaries(st.text(max_size=3), answers(rule), max_size=6))
    parts = {key: lifted(rule, of_answer(rule, answer, True)) for key, answer in said.items()}
    total = add(rule, parts.values())
    shares = [part.share for part in over_parts(rule, parts) if part.share is not None]
    assert rule.over_units is not OverUnits.MAX or not shares
    assert not shares or sum(shares) == 1
    assert bool(shares) == (bool(total.num) and rule.over_units is not OverUnits.MAX)


def test_the_greatest_part_comes_first_and_those_who_said_nothing_last():
    rule = Rule(OverUnits.SUM, OverTime.SUM)
    said = {"A": MISSING, "B": given(1), "C": given(-6), "D": given(5)}
    parts = over_parts(rule, {key: of_answer(rule, answer, True) for key, answer in said.items()})
    assert [part.key for part in parts] == ["C", "D", "B", "A"]
    assert not parts[-1].counts


def test_of_a_largest_value_those_that_reach_it_count():
    rule = Rule(OverUnits.MAX, OverTime.MAX)
    parts = over_parts(
        rule, {key: of_answer(rule, given(value), True) for key, value in zip("ABC", (5, 9, 9), strict=True)}
    )
    assert [(part.key, part.counts) for part in parts] == [("B", True), ("C", True), ("A", False)]


def test_the_months_of_a_span_say_which_of_them_count():
    months = [
        ("2024-01", Figure(Decimal(3), None, 1, 1, 1)),
        ("2024-02", None),
        ("2024-03", Figure(Decimal(9), None, 1, 1, 1)),
    ]
    told = {}
    for time_rule in OverTime:
        parts = over_months(Rule(OverUnits.SUM, time_rule), months)
        told[time_rule.value] = [(part.counts, part.share) for part in parts]
    adding = [(True, Fraction(1, 4)), (False, None), (True, Fraction(3, 4))]
    last = [(False, None), (False, None), (True, None)]
    assert told == {
        "sum": adding,
        "weighted": adding,
        "ratio": adding,
        "last": last,
        "max": last,
        "none": [(False, None)] * 3,
    }
    assert over_time(Rule(OverUnits.SUM, OverTime.SUM), [figure for _, figure in months]).num == 12
