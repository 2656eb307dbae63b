"""A merge or a split conserves every total in every view."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume
from hypothesis import given as drawn
from hypothesis import strategies as st

from nhipcau.lib.periods import parse_period
from nhipcau.rollup import Figure, OverTime, OverUnits, Rule, add, of_answer, roll_up
from nhipcau.rollup.places import Placement, by_unit, home_of, tree_on
from nhipcau.rollup.rules import given
from nhipcau.rollup.tests.strategies import answers
from nhipcau.rollup.views import NoHome, Succession, as_it_is, bridge, by_predecessor, shared_out, today_shares

SUM = Rule(OverUnits.SUM, OverTime.SUM)
START, TODAY = date(2020, 1, 1), date(2025, 12, 31)
PERIOD = parse_period("2024-05")


def _shares(placements, successions, unit, since=date.min):
    return today_shares(unit, by_predecessor(successions), by_unit(placements), TODAY, since)


def _until(day, *units, parent="T"):
    return [Placement(unit, parent, START, day) for unit in units]


ROOT = Placement("T", None, START)
DAY = date(2025, 7, 1)


def test_a_merged_unit_is_seen_in_its_successor():
    places = [ROOT, *_until(DAY, "A"), Placement("N", "T", DAY)]
    assert _shares(places, [Succession("A", "N", DAY)], "A") == {"N": 1}


def test_a_split_unit_is_seen_by_its_shares_even_where_they_were_rounded():
    places = [ROOT, *_until(DAY, "A"), *(Placement(unit, "T", DAY) for unit in "XYZ")]
    rows = [Succession("A", unit, DAY, Decimal("0.33333333")) for unit in "XYZ"]
    assert _shares(places, rows, "A") == {unit: Fraction(1, 3) for unit in "XYZ"}


def test_a_unit_that_lives_on_after_a_split_keeps_the_rest_of_what_was_before_it():
    places = [ROOT, Placement("A", "T", START), Placement("N", "T", DAY)]
    rows = [Succession("A", "N", DAY, Decimal("0.4"))]
    assert _shares(places, rows, "A", since=date(2025, 6, 30)) == {"A": Fraction(3, 5), "N": Fraction(2, 5)}
    assert _shares(places, rows, "A", since=date(2025, 7, 31)) == {"A": 1}


def test_a_unit_that_gave_a_part_and_later_ended_leaves_the_rest_to_its_parent():
    places = [ROOT, *_until(DAY, "A"), Placement("N", "T", START)]
    rows = [Succession("A", "N", date(2023, 1, 1), Decimal("0.4"))]
    assert _shares(places, rows, "A") == {"N": Fraction(2, 5), "T": Fraction(3, 5)}


def test_values_of_the_period_in_which_a_unit_ended_are_followed_too():
    places = [ROOT, *_until(date(2025, 7, 10), "A"), Placement("N", "T", DAY)]
    rows = [Succession("A", "N", date(2025, 7, 10))]
    assert _shares(places, rows, "A", since=date(2025, 7, 31)) == {"N": 1}


def test_what_went_on_before_the_end_of_the_period_is_not_followed_again():
    places = [ROOT, *_until(date(2025, 7, 10), "A"), Placement("N", "T", START), Placement("M", "T", date(2025, 7, 20))]
    rows = [Succession("A", "N", date(2025, 7, 10)), Succession("N", "M", date(2025, 7, 20), Decimal("0.25"))]
    assert _shares(places, rows, "A", since=date(2025, 7, 31)) == {"N": 1}
    assert _shares(places, rows, "A", since=date(2025, 6, 30)) == {"N": Fraction(3, 4), "M": Fraction(1, 4)}


def test_without_a_succession_values_are_seen_with_the_last_parent_and_its_successors():
    places = [ROOT, *_until(DAY, "H"), Placement("c", "H", START, date(2024, 1, 1)), Placement("N", "T", DAY)]
    assert _shares(places, [Succession("H", "N", DAY)], "c") == {"N": 1}
    assert _shares(places, [Succession("H", "N", DAY), Succession("c", None, date(2024, 1, 1))], "c") == {"N": 1}
    assert _shares(places, [], "c") == {"T": 1}


def test_a_chain_of_events_multiplies_its_shares():
    later = date(2025, 9, 1)
    places = [
        ROOT,
        *_until(DAY, "A"),
        Placement("B", "T", DAY, later),
        Placement("C", "T", DAY),
        Placement("D", "T", later),
    ]
    rows = [
        Succession("A", "B", DAY, Decimal("0.6")),
        Succession("A", "C", DAY, Decimal("0.4")),
        Succession("B", "C", later, Decimal("0.5")),
        Succession("B", "D", later, Decimal("0.5")),
    ]
    assert _shares(places, rows, "A") == {"C": Fraction(7, 10), "D": Fraction(3, 10)}


def test_units_that_lead_in_a_circle_or_nowhere_are_refused():
    places = [ROOT, *_until(DAY, "A", "B")]
    with pytest.raises(NoHome):
        _shares(places, [Succession("A", "B", DAY), Succession("B", "A", DAY)], "A")
    with pytest.raises(NoHome):
        _shares([replace(ROOT, valid_to=DAY)], [], "T")


def test_a_third_of_a_value_is_cut_and_the_rest_is_not_lost():
    figure = Figure(Decimal(10), None, 1, 1, 1)
    parts = shared_out(SUM, figure, {unit: Fraction(1, 3) for unit in "XYZ"})
    assert add(SUM, parts.values()) == figure
    assert (parts["X"].answered, parts["Y"].answered) == (1, 0)
    assert abs(parts["Y"].num - Decimal(10) / 3) < Decimal("1e-25")


def test_the_difference_between_views_is_explained_by_the_units_that_moved():
    tree_then = {"T": None, "A": "T", "B": "T", "a": "A", "b": "B"}
    tree_now = {"T": None, "A": "T", "B": "T", "x": "A", "y": "B", "b": "B"}
    own = {"a": Figure(Decimal(10)), "b": Figure(Decimal(5))}
    shares = {"a": {"x": Fraction(1, 5), "y": Fraction(4, 5)}}
    now = as_it_is(SUM, own, shares, tree_now)
    (moved,) = bridge("B", own, shares, tree_then, tree_now)
    assert (moved.unit, moved.then, moved.now) == ("a", 0, Fraction(4, 5))
    assert now["B"].num - 5 == Fraction(moved.figure.num) * (moved.now - moved.then)


@st.composite
def histories(draw):
    """A small federation through a few reorganisations: placements and successions."""
    rows = {"T": [("T", None)], "A": [("A", "T")], "B": [("B", "T")]}
    rows |= {f"u{number}": [(f"u{number}", draw(st.sampled_from("AB")))] for number in range(4)}
    open_from = {unit: (START, place[0][1]) for unit, place in rows.items()}
    placements, successions = [], []

    def end(unit, day):
        since, parent = open_from.pop(unit)
        placements.append(Placement(unit, parent, since, day))

    for number in range(draw(st.integers(0, 5))):
        day = date(2024, 1, 10) + timedelta(days=60 * number + draw(st.integers(0, 50)))
        childless = sorted(set(open_from) - {parent for _, parent in open_from.values()} - {"T"})
        unit = draw(st.sampled_from(childless))
        parents = [each for each in ("A", "B", "T") if each in open_from and each != unit]
        match draw(st.sampled_from(["merge", "split", "dissolve", "move", "give"])):
            case "merge":
                other = draw(st.sampled_from(sorted(set(open_from) - {unit})))
                end(unit, day)
                successions.append(Succession(unit, other, day))
            case "split":
                end(unit, day)
                for part, share in (("x", "0.3"), ("y", "0.33333333"), ("z", "0.36666667")):
                    open_from[f"{part}{number}"] = (day, draw(st.sampled_from(parents)))
                    successions.append(Succession(unit, f"{part}{number}", day, Decimal(share)))
            case "dissolve":
                end(unit, day)
            case "move":
                end(unit, day)
                open_from[unit] = (day, draw(st.sampled_from(parents)))
            case "give":
                open_from[f"g{number}"] = (day, draw(st.sampled_from(parents)))
                successions.append(Succession(unit, f"g{number}", day, Decimal("0.25")))
    placements += [Placement(unit, parent, since) for unit, (since, parent) in open_from.items()]
    return placements, successions


@drawn(st.data(), histories(), st.sampled_from([each for each in OverUnits if each is not OverUnits.NONE]))
def test_every_history_conserves_every_total_in_both_views(data, history, over_units):
    rule = Rule(over_units, OverTime.SUM)
    placements, successions = history
    places, after = by_unit(placements), by_predecessor(successions)
    alive = sorted(unit for unit, rows in places.items() if rows[0].valid_from <= PERIOD.last_day)
    said = {unit: data.draw(answers(rule)) for unit in alive}
    owing = {unit for unit in tree_on(places, PERIOD.last_day) if unit.startswith("u")}
    then, now = tree_on(places, PERIOD.last_day), tree_on(places, TODAY)
    homes = {unit: home_of(places, unit, PERIOD) for unit in alive if unit not in then}
    was = roll_up(then, said, owing, rule, homes)
    own = {unit: of_answer(rule, answer, unit in owing) for unit, answer in said.items()}
    shares = {unit: today_shares(unit, after, places, TODAY, PERIOD.last_day) for unit in own}
    for heirs in shares.values():
        assert sum(heirs.values()) == 1
        assert set(heirs) <= set(now)
    seen = as_it_is(rule, own, shares, now)
    assert seen["T"] == was.get("T", Figure())
    if over_units is not OverUnits.MAX:
        _check_bridges(own, shares, then, now, homes, was, seen)


def _check_bridges(own, shares, then, now, homes, was, seen):
    for unit in set(then) & set(now):
        moved = bridge(unit, own, shares, then, now, homes)
        explained = sum(Fraction(each.figure.num or 0) * (each.now - each.then) for each in moved)
        difference = Fraction(_num(seen, unit)) - Fraction(_num(was, unit))
        assert abs(difference - explained) < Fraction(1, 10**20)


def _num(figures, unit):
    return figures.get(unit, Figure()).num or 0


@drawn(st.data(), histories())
def test_where_nothing_was_succeeded_the_two_views_are_one(data, history):
    placements, successions = history
    assume(not successions)
    places = by_unit(placements)
    said = {unit: given(data.draw(st.integers(0, 9))) for unit in tree_on(places, TODAY)}
    own = {unit: of_answer(SUM, answer, False) for unit, answer in said.items()}
    shares = {unit: today_shares(unit, {}, places, TODAY, PERIOD.last_day) for unit in own}
    assert as_it_is(SUM, own, shares, tree_on(places, TODAY)) == roll_up(tree_on(places, TODAY), said, set(), SUM)
