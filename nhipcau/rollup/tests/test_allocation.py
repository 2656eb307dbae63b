"""Split children add up to the parent, exactly, whatever the bounds; or the division is refused with a reason."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from nhipcau.rollup.allocate import CannotDivide, Share, allocate, mixed

ONE = Decimal(1)


def _plain(total, weights, step=ONE, **more):
    return allocate(Decimal(total), step, [Share(code, weight) for code, weight in weights.items()], **more)


def test_what_rounding_leaves_goes_to_the_largest_remainders_and_ties_to_the_lowest_code():
    assert _plain(10, {"A": 1, "B": 1, "C": 1}) == {"A": 4, "B": 3, "C": 3}
    assert _plain(10, {"C": 1, "B": 1, "A": 1}) == {"A": 4, "B": 3, "C": 3}
    assert _plain(7, {"A": 10, "B": 27, "C": 33}) == {"A": 1, "B": 3, "C": 3}


def test_steps_may_be_smaller_or_larger_than_one():
    assert _plain("0.5", {"A": 1, "B": 2}, step=Decimal("0.1")) == {"A": Decimal("0.2"), "B": Decimal("0.3")}
    assert _plain(100, {"A": 1, "B": 2}, step=Decimal(50)) == {"A": 50, "B": 50}


def test_floors_ceilings_and_locks_hold_and_the_others_share_the_rest():
    shares = [
        Share("A", 1, floor=Decimal(30)),
        Share("B", 100, ceiling=Decimal(20)),
        Share("C", 5, locked=Decimal(7)),
        Share("D", 10),
        Share("E", 1, excluded=True),
        Share("F", 5),
    ]
    assert allocate(Decimal(100), ONE, shares) == {"A": 30, "B": 20, "C": 7, "D": 29, "F": 14}


def test_at_least_one_each_reaches_those_without_weight():
    assert _plain(5, {"A": 100, "B": 0, "C": 1}, at_least_one=True) == {"A": 3, "B": 1, "C": 1}
    assert _plain(4, {"A": 0, "B": 0, "C": 2, "D": 1}, at_least_one=True) == dict.fromkeys("ABCD", ONE)


@pytest.mark.parametrize(
    ("reason", "total", "step", "shares", "at_least_one"),
    [
        ("step_not_positive", "1", "0", [Share("A", 1)], False),
        ("negative", "-1", "1", [Share("A", 1)], False),
        ("negative", "1", "1", [Share("A", -1)], False),
        ("negative", "1", "1", [Share("A", 1, locked=Decimal(-1))], False),
        ("same_code_twice", "1", "1", [Share("A", 1), Share("A", 2)], False),
        ("nobody", "1", "1", [Share("A", 1, excluded=True)], False),
        ("locked_over", "1", "1", [Share("A", 1, locked=Decimal(2)), Share("B", 1)], False),
        ("rest_not_in_steps", "1.5", "1", [Share("A", 1)], False),
        ("rest_not_in_steps", "3", "1", [Share("A", 1, locked=Decimal("0.5")), Share("B", 1)], False),
        ("floor_over_ceiling", "9", "1", [Share("A", 1, floor=Decimal(3), ceiling=Decimal(2))], False),
        ("floors_over", "1", "1", [Share("A", 1), Share("B", 1)], True),
        ("ceilings_under", "9", "1", [Share("A", 1, ceiling=Decimal(2)), Share("B", 1, ceiling=Decimal(3))], False),
        ("ceilings_under", "9", "1", [Share("A", 1, locked=Decimal(2))], False),
        ("no_weight", "9", "1", [Share("A", 0), Share("B", 0)], False),
        ("no_weight", "9", "1", [Share("A", 1, ceiling=Decimal(2)), Share("B", 0)], False),
    ],
)
def test_a_division_that_cannot_be_is_refused_with_its_reason(reason, total, step, shares, at_least_one):
    with pytest.raises(CannotDivide) as refusal:
        allocate(Decimal(total), Decimal(step), shares, at_least_one)
    assert refusal.value.reason == reason


@st.composite
def divisions(draw):
    weights = draw(st.lists(st.decimals(0, 50, places=2), min_size=1, max_size=8))
    bound = st.none() | st.integers(0, 12).map(Decimal)
    shares = [
        Share(f"u{place}", weight, draw(bound), draw(bound), draw(st.none() | st.none() | bound), draw(st.booleans()))
        for place, weight in enumerate(weights)
    ]
    step = draw(st.sampled_from([ONE, Decimal("0.5"), Decimal(2)]))
    return Decimal(draw(st.integers(0, 60))), step, shares, draw(st.booleans())


@drawn(divisions())
def test_children_always_add_up_to_the_parent_within_their_bounds(division):
    total, step, shares, at_least_one = division
    try:
        values = allocate(total, step, shares, at_least_one)
    except CannotDivide:
        return
    assert sum(values.values()) == total
    assert set(values) == {share.code for share in shares if not share.excluded}
    for share in shares:
        if share.excluded:
            continue
        value = values[share.code]
        if share.locked is not None:
            assert value == share.locked
            continue
        assert value % step == 0
        assert value >= max(share.floor or 0, int(at_least_one))
        assert share.ceiling is None or value <= share.ceiling


@drawn(divisions())
def test_a_refusal_is_never_of_a_division_that_could_be(division):
    total, step, shares, at_least_one = division
    taking = [share for share in shares if not share.excluded]
    free = [share for share in taking if share.locked is None]
    rest = total - sum(share.locked or 0 for share in taking)
    lows = [ceil(Fraction(max(share.floor or 0, int(at_least_one))) / Fraction(step)) for share in free]
    highs = [
        share.ceiling // step if share.ceiling is not None else (10**6 if share.weight else None) for share in free
    ]
    highs = [low if high is None else high for low, high in zip(lows, highs, strict=True)]
    possible = (
        bool(taking or not total)
        and rest % step == 0
        and all(low <= high for low, high in zip(lows, highs, strict=True))
        and sum(lows) * step <= rest
        and rest
        <= sum(high if share.weight else low for share, low, high in zip(free, lows, highs, strict=True)) * step
    )
    try:
        allocate(total, step, shares, at_least_one)
    except CannotDivide:
        assert not possible
    else:
        assert possible


@drawn(st.integers(0, 500), st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 99), min_size=1))
def test_without_bounds_nobody_is_a_whole_step_from_the_exact_proportion(total, weights):
    values, weight = _plain(total, weights), sum(weights.values())
    for code, value in values.items():
        assert abs(Fraction(value) - Fraction(total * weights[code], weight)) < 1


@drawn(
    st.integers(0, 300),
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9), st.integers(10, 60)), min_size=2, max_size=6),
)
def test_units_within_their_bounds_share_at_one_common_rate(total, rows):
    shares = [Share(f"u{place}", weight, Decimal(low), Decimal(high)) for place, (weight, low, high) in enumerate(rows)]
    try:
        values = allocate(Decimal(total), ONE, shares)
    except CannotDivide:
        return
    inside = [share for share in shares if share.floor < values[share.code] < share.ceiling]
    for one in inside:
        for other in inside:
            # Both lie within a step of rate × weight, so no two rates are further apart than their steps allow.
            low, high = (values[one.code] - 1) / Decimal(one.weight), (values[other.code] + 1) / Decimal(other.weight)
            assert low < high


def test_keys_may_be_mixed_by_their_own_weights():
    members, unions = {"A": Decimal(900), "B": Decimal(100)}, {"A": Decimal(1), "B": Decimal(1), "C": Decimal(2)}
    weights = mixed([(members, 70), (unions, 30)])
    assert weights == {"A": Fraction(141, 2), "B": Fraction(29, 2), "C": Fraction(15)}
    assert _plain(100, weights) == {"A": 71, "B": 14, "C": 15}
    assert mixed([({"A": Decimal(0)}, 50), ({"A": Decimal(3)}, 50)]) == {"A": 50}
