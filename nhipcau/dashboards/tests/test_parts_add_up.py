"""Every number opens to its parts, and the parts add up to it."""

import random
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from nhipcau.dashboards.queries_figure import Door, figure_of, parts_by_time, parts_by_unit
from nhipcau.dashboards.queries_places import children_changed
from nhipcau.dashboards.so_far import SoFar
from nhipcau.dashboards.tests.reported import add_up, answer, indicator
from nhipcau.dashboards.words import rule_of
from nhipcau.lib.periods import CALENDARS, parse_period
from nhipcau.rollup import EMPTY, OverTime, OverUnits, add, over_time
from nhipcau.units.models import Placement, Unit
from nhipcau.units.services import refresh_current_tree

MONTHS = [f"2024-{number:02d}" for number in range(1, 7)]
RULES = [*product([u.value for u in OverUnits], [t.value for t in OverTime])]


def reach(code, to=None):
    return SoFar(parse_period(code), CALENDARS, parse_period(to) if to else None)


def one_moves_and_one_ends(world):
    """A2 ends in the middle of March; A3 goes from the province to the district in May."""
    Placement.objects.filter(unit=world.a2).update(valid_to=date(2024, 3, 16))
    Placement.objects.filter(unit=world.a3).update(valid_to=date(2024, 5, 10))
    Placement.objects.create(
        unit=world.a3, parent=world.district, name=world.a3.name, kind_id="cdcs", valid_from=date(2024, 5, 10)
    )
    refresh_current_tree(world.today)


def value_for(one, rng):
    kind = rng.random()
    if kind < 0.15:
        return "none"
    if kind < 0.25:
        return "na"
    number = rng.randint(0, 40)
    if one.over_units == "share":
        return rng.randint(0, 1)
    if one.needs_base or (one.over_units == "none" and one.over_time in ("weighted", "ratio")):
        return number, rng.randint(1, 30)
    return Decimal(number) / 4


def random_answers(world, indicators, seed):
    rng = random.Random(seed)
    for unit, month in product([world.a1, world.a2, world.a3, world.b1, world.district], MONTHS):
        if (unit == world.a2 and month > "2024-03") or rng.random() < 0.15:
            continue
        answer(unit, month, {one: value_for(one, rng) for one in indicators})
    add_up()


@pytest.fixture
def every_rule(world):
    return [indicator(f"R{place}", units, time) for place, (units, time) in enumerate(RULES)]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_parts_of_every_door_add_up_to_its_figure(world, every_rule, seed):
    one_moves_and_one_ends(world)
    random_answers(world, every_rule, seed)
    opened = 0
    units = [Unit.objects.get(pk=u.pk) for u in (world.nation, world.province_a, world.district, world.b1)]
    spans = [reach("2024-03"), reach("2024-05"), reach("2024"), reach("2024", "2024-05"), reach("2024H1")]
    for one, unit, span in product(every_rule, units, spans):
        door = Door(unit, one, span, 1)
        figure = figure_of(door)
        if figure is None:
            continue
        rule = rule_of(one)
        months = parts_by_time(door)
        assert over_time(rule, [part.figure for part in months]) == figure or not door.longer, (one.code, unit, span)
        if door.by_units:
            parts = parts_by_unit(door)
            assert parts.total == figure
            made = add(rule, [p.figure for p in (*parts.children, *parts.stayed)] + [parts.own or EMPTY])
            if parts.rest is not None:
                assert door.longer, "a single period has no unexplained rest"
                made = add(rule, [made, parts.rest])
            assert (made.num or 0, made.base or 0) == (figure.num or 0, figure.base or 0), (one.code, unit, span)
            assert (made.answered, made.owed) == (figure.answered, figure.owed), (one.code, unit, span)
        opened += 1
    assert opened > 500


def test_a_value_of_a_unit_that_ended_in_the_month_is_named_where_it_stays(world):
    members = indicator()
    one_moves_and_one_ends(world)
    answer(world.a1, "2024-03", {members: 5})
    answer(world.a2, "2024-03", {members: 7})
    add_up()
    parts = parts_by_unit(Door(Unit.objects.get(pk=world.district.pk), members, reach("2024-03"), 1))
    assert [part.placed.code for part in parts.children] == ["A1"]
    assert [(part.placed.code, part.figure.num) for part in parts.stayed] == [("A2", 7)]
    assert parts.total.num == 12
    assert parts.rest is None


def test_over_several_months_what_moved_away_is_the_rest(world):
    members = indicator()
    one_moves_and_one_ends(world)
    for month in ("2024-03", "2024-06"):
        answer(world.a3, month, {members: 10})
    add_up()
    province = Unit.objects.get(pk=world.province_a.pk)
    parts = parts_by_unit(Door(province, members, reach("2024H1"), 1))
    # A3 hung below the province in March, and below its district in June: its own figure of the half year is 20.
    assert parts.total.num == 20
    assert [(part.placed.code, part.figure.num) for part in parts.children] == [("A-H1", 10)]
    assert parts.rest.num == 10


def test_a_wide_unit_reads_one_page_and_says_when_units_moved(world, monkeypatch):
    members = indicator()
    one_moves_and_one_ends(world)
    for unit in (world.a1, world.a3, world.b1):
        answer(unit, "2024-03", {members: 10})
    add_up()
    monkeypatch.setattr("nhipcau.dashboards.queries_figure.WIDE", 0)
    asked = [Unit.objects.get(pk=unit.pk) for unit in (world.province_a, world.province_b)]
    moved, same = (parts_by_unit(Door(unit, members, reach("2024H1"), 1)) for unit in asked)
    assert (moved.orders, moved.moved, moved.total.num) == (("name", "value"), True, 20)
    assert (same.order, same.moved, same.total.num) == ("name", False, 10)
    assert [part.figure.num for part in same.page] == [10]


def test_where_no_child_came_or_left_nothing_is_left_over(world, every_rule):
    random_answers(world, every_rule, 3)
    for one, unit in product(every_rule, (world.nation, world.province_a, world.district)):
        door = Door(unit, one, reach("2024"), 1)
        if door.by_units:
            assert parts_by_unit(door).rest is None
            assert not children_changed(unit, date(2024, 1, 1), date(2024, 12, 31))


def test_the_months_of_a_year_so_far_stop_at_the_chosen_month(world):
    members = indicator()
    for number, month in enumerate(MONTHS, 1):
        answer(world.a1, month, {members: number})
    add_up()
    door = Door(world.a1, members, reach("2024", "2024-04"), 1)
    assert figure_of(door).num == 1 + 2 + 3 + 4
    assert [part.period.code for part in parts_by_time(door)] == MONTHS[:4]


def test_of_a_stock_only_the_last_month_counts_and_nothing_older(world):
    members = indicator(over_time="last")
    answer(world.a1, "2024-01", {members: 50})
    answer(world.a1, "2024-02", {members: 60})
    add_up()
    door = Door(world.a1, members, reach("2024", "2024-02"), 1)
    assert figure_of(door).num == 60
    assert [part.counts for part in parts_by_time(door)] == [False, True]
    later = Door(world.a1, members, reach("2024", "2024-03"), 1)
    found = figure_of(later)
    assert found is None or found.num is None


def test_a_term_adds_its_years_and_the_months_of_the_running_one(world):
    houses = indicator()
    answer(world.a1, "2023-05", {houses: 3})
    answer(world.a1, "2024-01", {houses: 2})
    answer(world.a1, "2024-02", {houses: 4})
    add_up()
    door = Door(world.province_a, houses, reach("2021-2025", "2024-02"), 1)
    assert figure_of(door).num == 9
    assert [part.period.code for part in parts_by_time(door)] == ["2021", "2022", "2023", "2024-01", "2024-02"]
    assert sum(part.figure.num for part in parts_by_time(door) if part.figure and part.figure.num) == 9
