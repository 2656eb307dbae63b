"""What is asked about: jumps, blanks, outliers the own past does not vouch for, parts; without a database."""

from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from nhipcau.reporting.answers import GIVEN, NONE_AROSE, NOT_CONCERNED, Answer, differences, pack, unpack
from nhipcau.reporting.checks import (
    CLEAN,
    EXPLAINED,
    SUSPICIOUS,
    Around,
    Odd,
    Row,
    odd_cells,
    sort_by_exception,
    wrong_cells,
)

FLOW, STOCK = Row(1), Row(1, over_time="last")
WAGE = Row(1, over_units="weighted", over_time="weighted")
RATE = Row(1, over_units="ratio", over_time="ratio", is_percent=True)


def number(value, base=None):
    return Answer(GIVEN, Decimal(value), None if base is None else Decimal(base))


def codes(row, answer, last=None, median=None, count=9):
    around = Around(
        last={} if last is None else {1: last},
        medians={} if median is None else {1: (Decimal(median), count)},
    )
    return [odd.code for odd in odd_cells([row], {1: answer}, around)]


@pytest.mark.parametrize(
    ("row", "now", "last", "found"),
    [
        (FLOW, number(20), number(2), ["jump"]),
        (FLOW, number(19), number(2), []),
        (FLOW, number(2), number(20), []),
        (STOCK, number(2), number(20), ["jump"]),
        (STOCK, Answer(NONE_AROSE), number(20), ["jump"]),
        (FLOW, number(5), Answer(NONE_AROSE), []),
        (FLOW, Answer(NOT_CONCERNED), number(20), []),
        (WAGE, number(8_500, 100), number(8_500_000, 100), ["jump"]),
        (RATE, number(1, 100), number(9, 10), []),
        (RATE, number(9, 10), number(1, 100), ["jump"]),
    ],
)
def test_a_jump_is_ten_times_the_last_figure_for_a_stock_also_downwards(row, now, last, found):
    assert codes(row, now, last) == found


@pytest.mark.parametrize(
    ("row", "now", "last", "median", "found"),
    [
        (FLOW, number(100), None, 10, ["outlier"]),
        (FLOW, number(99), None, 10, []),
        (FLOW, number(100), number(60), 10, []),
        (FLOW, number(100), number(20), 10, ["outlier"]),
        (WAGE, number(1_000_000, 5), None, 8_000_000, ["outlier"]),
        (WAGE, number(41_000_000, 5), None, 8_000_000, ["outlier"]),
        (RATE, number(9, 10), None, 1, []),
    ],
)
def test_a_figure_far_from_the_units_like_it_is_odd_unless_its_own_past_vouches_for_it(row, now, last, median, found):
    assert codes(row, now, last, median) == found


def test_few_neighbours_make_no_outlier():
    assert codes(FLOW, number(100), None, 10, count=4) == []


def test_a_part_larger_than_the_whole_of_another_form_is_odd():
    part = Row(2, whole_id=1)
    around = Around(elsewhere={1: number(10)})
    assert [odd.code for odd in odd_cells([part], {2: number(11)}, around)] == ["over_whole"]


def test_parts_of_which_some_are_blank_are_asked_about_and_complete_ones_refused():
    rows = [Row(1), Row(2, whole_id=1, divides=True), Row(3, whole_id=1, divides=True, required=False)]
    blank = {1: number(10), 2: number(4)}
    assert [odd.code for odd in odd_cells(rows, blank, Around())] == ["parts"]
    assert wrong_cells(rows, blank) == []
    assert [wrong.code for wrong in wrong_cells(rows, {**blank, 3: number(5)})] == ["parts_do_not_add_up"]
    assert wrong_cells(rows, {**blank, 3: number(6)}) == []


def test_sorting_by_exception():
    odd = [Odd(1, "jump"), Odd(2, "blank")]
    assert sort_by_exception([], {}) == CLEAN
    assert sort_by_exception(odd, {"1": "mới sáp nhập"}) == SUSPICIOUS
    assert sort_by_exception(odd, {"1": "mới sáp nhập", "2": "chưa có số"}) == EXPLAINED


decimals = st.decimals(min_value=0, max_value=10**12, places=2)
answers = st.dictionaries(
    st.integers(1, 99),
    st.one_of(
        decimals.map(lambda value: Answer(GIVEN, value)), st.just(Answer(NONE_AROSE)), st.just(Answer(NOT_CONCERNED))
    ),
)


class Kept:
    def __init__(self, columns):
        self.__dict__.update(columns)


@for_all(answers)
def test_what_is_packed_is_unpacked_the_same(given):
    assert unpack(Kept(pack(given))) == given


@for_all(answers, answers)
def test_differences_turn_one_version_into_the_other(before, after):
    changed = dict(before)
    for one in differences(before, after):
        assert one.before != one.after
        if one.after is None:
            del changed[one.indicator_id]
        else:
            changed[one.indicator_id] = one.after
    assert changed == after


@for_all(st.decimals(min_value=0, max_value=10**6, places=0), st.decimals(min_value=0, max_value=10**6, places=0))
def test_a_part_is_refused_exactly_when_it_is_more_than_the_whole(part, whole):
    rows = [Row(1), Row(2, whole_id=1)]
    wrong = wrong_cells(rows, {1: number(whole), 2: number(part)})
    assert bool(wrong) == (part > whole)
