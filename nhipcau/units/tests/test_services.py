"""Founding, placing and ending single units."""

from datetime import date

import pytest

from nhipcau.access import Forbidden, NotVisible
from nhipcau.audit.models import Entry
from nhipcau.units.clock import ensure_current
from nhipcau.units.jobs import start_the_day
from nhipcau.units.models import Unit
from nhipcau.units.queries import children_on, name_on, search, tree_on
from nhipcau.units.services import end_unit, found_unit, place_unit
from nhipcau.web.problems import Problem


@pytest.fixture(autouse=True)
def nobody_listens(settings):
    settings.TREE_LISTENERS = []


@pytest.fixture
def found(world):
    def found(by=world.lan, **changed):
        asked = {
            "code": "A9",
            "name": "CĐCS Trường A9",
            "kind": "cdcs",
            "parent": world.district,
            "on": date(2024, 6, 1),
            "today": world.today,
        }
        return found_unit(by=world.access(by), **{**asked, **changed})

    return found


def test_a_unit_founded_ahead_is_there_from_its_day_by_the_clock_of_the_installation(found, settings):
    unit = found(on=date(2025, 1, 1))
    for day, there in ((date(2024, 12, 31), False), (date(2025, 1, 1), True)):
        settings.TODAY = day
        start_the_day(0)
        unit.refresh_from_db()
        assert unit.alive is there


def test_a_founded_unit_stands_under_its_parent_from_its_day_on(world, found):
    unit = found()
    assert unit.path == f"{world.district.path}{unit.pk}/"
    assert unit.pk in {row[0] for row in tree_on(date(2024, 6, 1))}
    assert unit.pk not in {row[0] for row in tree_on(date(2024, 5, 31))}
    assert Entry.objects.of(unit).get().action == "units.unit.founded"


def test_a_code_is_given_once(found):
    found()
    with pytest.raises(Problem):
        found()


def test_who_may_not_write_the_tree_there_is_refused(world, found):
    with pytest.raises(Forbidden):
        found(by=world.hoa)
    with pytest.raises(NotVisible):
        found(by=world.dung)


def test_a_placed_unit_has_its_former_place_until_the_day(world):
    day = date(2024, 7, 1)
    place_unit(
        by=world.access(world.binh),
        unit=world.a1,
        parent=world.province_a,
        name="CĐCS Trường A1 mới",
        kind="cdcs",
        on=day,
        today=world.today,
    )
    assert world.a1 in children_on(world.district, date(2024, 6, 30))
    assert world.a1 in children_on(world.province_a, day)
    assert name_on(world.a1, date(2024, 6, 30)) == "CĐCS Trường A1"
    assert Unit.objects.get(pk=world.a1.pk).name == "CĐCS Trường A1 mới"
    assert Entry.objects.of(world.a1).get().before["parent"] == "A-H1"


def test_a_unit_cannot_be_placed_below_itself(world):
    with pytest.raises(Problem, match="chính nó"):
        place_unit(
            by=world.access(world.lan),
            unit=world.province_a,
            parent=world.district,
            name="A",
            kind="ldld_tinh",
            on=world.today,
            today=world.today,
        )
    assert Unit.objects.get(pk=world.province_a.pk).parent == world.nation


def test_a_unit_with_others_below_it_cannot_end_and_an_empty_one_can(world):
    by = world.access(world.binh)
    with pytest.raises(Problem, match="2"):
        end_unit(by=by, unit=world.district, on=world.today, today=world.today)
    for unit in (world.a1, world.a2, world.district):
        end_unit(by=by, unit=unit, on=world.today, today=world.today, reason="Giải thể")
    assert not Unit.objects.get(pk=world.district.pk).alive


def test_a_unit_that_ended_cannot_take_others(world, found):
    end_unit(by=world.access(world.binh), unit=world.a1, on=date(2024, 6, 1), today=world.today)
    with pytest.raises(Problem, match="vị trí"):
        found(parent=world.a1)


def test_a_search_forgives_accents_and_stays_in_scope(world):
    found = search(world.access(world.binh), "truong a1")
    assert [unit.code for unit in found] == ["A1"]
    assert not search(world.access(world.dung), "truong a1")


def test_on_a_new_day_the_current_tree_is_that_days(world):
    place_unit(
        by=world.access(world.binh),
        unit=world.a1,
        parent=world.province_a,
        name="CĐCS Trường A1",
        kind="cdcs",
        on=date(2024, 12, 1),
        today=world.today,
    )
    assert Unit.objects.get(pk=world.a1.pk).parent == world.district
    ensure_current(date(2024, 12, 1))
    assert Unit.objects.get(pk=world.a1.pk).parent == world.province_a
