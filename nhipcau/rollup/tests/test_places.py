"""Values of a unit that ended stay with the parent it last had in the period."""

from datetime import date

from nhipcau.lib.periods import parse_period
from nhipcau.rollup.places import Placement, by_unit, home_of, last_parent, tree_on

START = date(2020, 1, 1)
PLACES = by_unit(
    [
        Placement("T", None, START),
        Placement("A", "T", START),
        Placement("B", "T", START),
        Placement("H", "A", START, date(2024, 5, 20)),  # a district that ended after its unit
        Placement("moved", "B", START, date(2024, 5, 3)),
        Placement("moved", "H", date(2024, 5, 3), date(2024, 5, 10)),  # moved, then ended, in one month
        Placement("later", "B", date(2024, 8, 1)),
    ]
)


def test_a_living_unit_is_its_own_home():
    assert home_of(PLACES, "A", parse_period("2024-05")) == "A"
    assert home_of(PLACES, "moved", parse_period("2024-04")) == "moved"


def test_an_ended_unit_is_at_home_with_its_last_parent_and_that_ones_parent():
    assert home_of(PLACES, "moved", parse_period("2024-05")) == "A"


def test_an_end_on_the_last_day_of_a_period_is_an_end_in_it():
    places = by_unit([Placement("T", None, START), Placement("x", "T", START, date(2024, 5, 31))])
    assert home_of(places, "x", parse_period("2024-05")) == "T"
    places = by_unit([Placement("T", None, START), Placement("x", "T", START, date(2024, 6, 1))])
    assert home_of(places, "x", parse_period("2024-05")) == "x"


def test_a_value_from_outside_a_units_life_goes_to_the_nearest_place_it_had():
    assert home_of(PLACES, "moved", parse_period("2024-09")) == "A"
    assert home_of(PLACES, "later", parse_period("2024-05")) == "B"
    assert home_of(PLACES, "nobody", parse_period("2024-05")) is None


def test_the_tree_is_that_of_the_day():
    assert tree_on(PLACES, date(2024, 5, 9)) == {"T": None, "A": "T", "B": "T", "H": "A", "moved": "H"}
    assert tree_on(PLACES, date(2024, 5, 31)) == {"T": None, "A": "T", "B": "T"}
    assert last_parent(PLACES, "moved", date(2024, 5, 2)) == "B"
    assert last_parent(PLACES, "T", date(2024, 5, 2)) is None
