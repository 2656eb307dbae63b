"""An answer a rule cannot take is named by a code; one it can take is taken."""

from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from nhipcau.rollup import Answer, AnswerState, OverTime, OverUnits, Rule
from nhipcau.rollup.rules import MISSING, NONE_AROSE, NOT_CONCERNED, given, problems
from nhipcau.rollup.tests.strategies import RULES, answers, rules

GIVEN = AnswerState.GIVEN


@pytest.mark.parametrize(
    ("over_units", "said", "found"),
    [
        ("sum", Answer(GIVEN), ["value_missing"]),
        ("sum", given(1, 2), ["base_not_expected"]),
        ("sum", given(-3), []),
        ("sum", given("100000000000000000000"), ["value_too_many_digits"]),
        ("sum", given("0.0000001"), ["value_too_many_places"]),
        ("sum", given("NaN"), ["value_not_finite"]),
        ("weighted", given(8), ["base_missing"]),
        ("weighted", Answer(GIVEN), ["value_missing", "base_missing"]),
        ("weighted", given(8, -1), ["base_negative"]),
        ("weighted", given(8, "Infinity"), ["base_not_finite"]),
        ("ratio", given(1, 0), ["base_zero"]),
        ("ratio", given(0, 0), []),
        ("ratio", given(5, 4), []),
        ("share", given(2), ["share_not_0_or_1"]),
        ("share", given("0.5"), ["share_not_0_or_1"]),
        ("share", given("1.000000"), []),
        ("max", given(1), []),
        ("sum", Answer(AnswerState.NONE_AROSE, Decimal(0)), ["value_not_expected"]),
        ("ratio", Answer(AnswerState.NOT_CONCERNED, None, Decimal(2)), ["base_not_expected"]),
    ],
)
def test_a_slip_is_named(over_units, said, found):
    assert problems(Rule(OverUnits(over_units), OverTime.SUM), said) == found


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("said", [MISSING, NONE_AROSE, NOT_CONCERNED], ids=lambda said: said.state.name)
def test_what_is_no_number_fits_every_rule(rule, said):
    assert problems(rule, said) == []


def test_a_unit_that_stands_alone_may_give_weights_where_months_are_averaged():
    assert problems(Rule(OverUnits.NONE, OverTime.WEIGHTED), given(3, 2)) == []
    assert problems(Rule(OverUnits.NONE, OverTime.LAST), given(3, 2)) == ["base_not_expected"]


@drawn(st.data(), rules)
def test_the_property_tests_draw_only_answers_that_can_be_taken(data, rule):
    assert problems(rule, data.draw(answers(rule))) == []
