"""A longer period follows its rule over its shortest periods, and nothing older."""

from decimal import Decimal

from hypothesis import given as drawn
from hypothesis import strategies as st

from nhipcau.rollup import EMPTY, Figure, OverTime, OverUnits, Rule, add, of_answer, over_time, roll_up
from nhipcau.rollup.figure import add_parts
from nhipcau.rollup.rules import given
from nhipcau.rollup.tests.strategies import answers, periods_of_answers, rules, trees

ADDING_UNITS = [OverUnits.SUM, OverUnits.WEIGHTED, OverUnits.RATIO, OverUnits.SHARE]


@st.composite
def months(draw, rule, most=12):
    figure = answers(rule).map(lambda answer: of_answer(rule, answer, True))
    return draw(st.lists(st.none() | figure, max_size=most))


@drawn(st.data(), rules)
def test_the_last_month_alone_counts_for_a_stock(data, rule):
    rule = Rule(rule.over_units, OverTime.LAST)
    span = data.draw(months(rule))
    expected = (span[-1] if span else None) or EMPTY
    assert over_time(rule, span) == expected


@drawn(st.data(), rules)
def test_coverage_adds_up_whatever_becomes_of_the_value(data, rule):
    if rule.over_time is OverTime.LAST:
        return
    span = data.draw(months(rule))
    total, parts = over_time(rule, span), add_parts(month for month in span if month)
    assert (total.answered, total.covered, total.owed) == (parts.answered, parts.covered, parts.owed)
    assert (total.num is None) == (parts.num is None or rule.over_time is OverTime.NONE)


@drawn(st.data(), rules)
def test_no_month_is_of_greater_worth_than_the_greatest(data, rule):
    rule = Rule(rule.over_units, OverTime.MAX)
    span = data.draw(months(rule))
    best = over_time(rule, span).worth(rule)
    worths = [month.worth(rule) for month in span if month is not None and month.worth(rule) is not None]
    assert best == (max(worths) if worths else None)


@drawn(st.data(), st.sampled_from(ADDING_UNITS), st.sampled_from([OverTime.SUM, OverTime.LAST]), trees(6))
def test_a_years_figure_is_the_sum_of_its_childrens_years(data, over_units, time_rule, tree):
    rule = Rule(over_units, time_rule)
    year = []
    for _ in range(3):
        said, owing = data.draw(periods_of_answers(rule, tree))
        year.append(roll_up(tree, said, owing, rule))
    own_year = {unit: over_time(rule, [month.get(unit) for month in year]) for unit in tree}
    for unit in tree:
        if list(tree.values()).count(unit) and all(
            unit not in month or _no_own(month, tree, unit, rule) for month in year
        ):
            children = [own_year[child] for child, parent in tree.items() if parent == unit]
            assert own_year[unit] == add(rule, children)


def _no_own(month, tree, unit, rule):
    children = [month[child] for child, parent in tree.items() if parent == unit and child in month]
    return month[unit] == add(rule, children)


@drawn(st.data(), rules)
def test_the_order_of_arrival_inside_a_month_does_not_reach_the_year(data, rule):
    said = data.draw(st.lists(answers(rule), min_size=2, max_size=4))
    if rule.over_units is OverUnits.NONE:
        return
    figures = [of_answer(rule, answer, True) for answer in said]
    assert over_time(rule, [add(rule, figures)]) == over_time(rule, [add(rule, figures[::-1])])


def test_an_average_over_months_without_weights_gives_each_month_the_same():
    rule = Rule(OverUnits.SUM, OverTime.WEIGHTED)
    span = [of_answer(rule, given(number), True) for number in (100, 110, 150)] + [None]
    year = over_time(rule, span)
    assert year == Figure(Decimal(360), Decimal(3), 3, 3, 3)
    assert year.shown(rule) == (Decimal(120), Decimal(3))


def test_of_equal_rates_the_larger_base_is_shown_whichever_came_first():
    rule = Rule(OverUnits.RATIO, OverTime.MAX)
    half, same = of_answer(rule, given(1, 2), True), of_answer(rule, given(5, 10), True)
    for span in ([half, same], [same, half]):
        assert over_time(rule, span).shown(rule) == (Decimal(5), Decimal(10))
