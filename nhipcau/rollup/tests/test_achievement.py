"""A target is judged by its operator, and before its end by its pace."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhipcau.rollup.achievement import Pace, Verdict, elapsed, judge

HALF, END = Fraction(1, 2), Fraction(1)


@pytest.mark.parametrize(
    ("operator", "target", "actual", "verdict"),
    [
        (">=", 100, 101, "exceeded"),
        (">=", 100, 100, "met"),
        (">=", 100, 99, "missed"),
        (">", 85, 86, "met"),
        (">", 85, 85, "missed"),
        ("=", 100, 100, "met"),
        ("=", 100, 99, "missed"),
        ("=", 100, 101, "missed"),
        ("<=", 5, 4, "exceeded"),
        ("<=", 5, 5, "met"),
        ("<=", 5, 6, "missed"),
        ("<", 5, 4, "met"),
        ("<", 5, 5, "missed"),
        ("none", None, 0, "met"),
        ("none", None, 1, "missed"),
        ("~", 20, 21, "exceeded"),
        (">=", 100, None, "no_data"),
        (">=", 0, 0, "met"),
    ],
)
def test_at_the_end_the_operator_alone_decides(operator, target, actual, verdict):
    assert judge(operator, target, actual, over=END).verdict == verdict


@pytest.mark.parametrize(("actual", "verdict"), [(1, "missed"), (2, "met"), (3, "met"), (4, "missed")])
def test_a_range_is_met_from_end_to_end(actual, verdict):
    assert judge("range", 2, actual, target_max=3, over=END).verdict == verdict


@pytest.mark.parametrize(
    ("operator", "target", "actual", "verdict"),
    [
        (">=", 100, 50, "on_pace"),
        (">=", 100, 49, "behind"),
        (">=", 100, 100, "met"),
        (">=", 100, 120, "exceeded"),
        ("=", 10, 5, "on_pace"),
        ("=", 10, 4, "behind"),
        ("=", 10, 10, "met"),
        ("=", 10, 11, "missed"),
        ("<=", 10, 5, "on_pace"),
        ("<=", 10, 6, "behind"),
        ("<=", 10, 11, "missed"),
        ("none", None, 0, "on_pace"),
        ("none", None, 1, "missed"),
    ],
)
def test_half_way_a_flow_is_held_against_half_the_target(operator, target, actual, verdict):
    assert judge(operator, target, actual, over=HALF).verdict == verdict


def test_a_rate_may_still_come_back_to_its_limit():
    assert judge("<=", 5, 6, over=HALF, accumulates=False).verdict == Verdict.BEHIND
    assert judge("<=", 5, 4, over=HALF, accumulates=False).verdict == Verdict.ON_PACE
    assert judge("<=", 5, 7, over=HALF, accumulates=False, baseline=10).verdict == Verdict.ON_PACE
    assert judge("<=", 5, 8, over=HALF, accumulates=False, baseline=10).verdict == Verdict.BEHIND
    assert judge("<=", 5, 6, over=END, accumulates=False).verdict == Verdict.MISSED


def test_a_stock_grows_from_where_it_began():
    assert judge(">=", 80_000, 75_000, over=HALF, accumulates=False, baseline=70_000).verdict == Verdict.ON_PACE
    assert judge(">=", 80_000, 74_999, over=HALF, accumulates=False, baseline=70_000).verdict == Verdict.BEHIND


def test_last_years_season_and_a_result_due_at_the_end_ask_for_less():
    fifth = Fraction(1, 5)
    assert judge(">=", 100, 20, over=HALF, pace=Pace.SEASON, season=fifth).verdict == Verdict.ON_PACE
    assert judge(">=", 100, 19, over=HALF, pace=Pace.SEASON, season=fifth).verdict == Verdict.BEHIND
    assert judge(">=", 100, 49, over=HALF, pace=Pace.SEASON).verdict == Verdict.BEHIND
    assert judge(">=", 100, 0, over=HALF, pace=Pace.AT_END).verdict == Verdict.ON_PACE
    assert judge("<=", 10, 9, over=HALF, pace=Pace.AT_END).verdict == Verdict.ON_PACE
    assert judge(">=", 100, 0, over=END, pace=Pace.AT_END).verdict == Verdict.MISSED


def test_percentages_differ_in_points_and_have_no_percentage_of_their_own():
    judged = judge(">=", 95, Decimal("92.5"), over=END, percent=True)
    assert (judged.difference, judged.reached) == (Fraction(-5, 2), None)
    judged = judge(">=", 80, 90, over=END)
    assert (judged.difference, judged.reached) == (10, Fraction(9, 8))
    assert judge("range", 2, 5, target_max=3, over=END).difference == 2


def test_the_part_of_a_span_that_is_over_counts_today():
    start, last_day = date(2024, 1, 1), date(2024, 12, 31)
    assert elapsed(start, last_day, date(2023, 12, 31)) == 0
    assert elapsed(start, last_day, date(2024, 1, 1)) == Fraction(1, 366)
    assert elapsed(start, last_day, date(2024, 12, 31)) == 1
    assert elapsed(start, last_day, date(2025, 6, 1)) == 1


def test_what_is_no_target_is_refused():
    for operator, target, most in (("!", 1, None), (">=", None, None), ("range", 3, 2), ("range", 3, None)):
        with pytest.raises(ValueError):
            judge(operator, target, 1, target_max=most, over=END)
