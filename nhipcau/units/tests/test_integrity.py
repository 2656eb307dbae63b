"""Each check of the tree finds what it is for, and nothing in a sound one."""

from datetime import date

import pytest

from nhipcau.units.integrity import findings
from nhipcau.units.models import Placement, Unit


def checks():
    return [finding.check for finding in findings()]


def test_a_sound_tree_gives_no_finding(world):
    assert checks() == []


@pytest.mark.parametrize(
    ("column", "value", "check"),
    [
        ("name", "Tên khác", "units.current"),
        ("alive", False, "units.current"),
        ("path", "/1/", "units.path"),
        ("depth", 7, "units.path"),
        ("ever_parent", False, "units.ever-parent"),
    ],
)
def test_a_repeated_column_that_differs_is_found(world, column, value, check):
    Unit.objects.filter(pk=world.district.pk).update(**{column: value})
    assert check in checks()


def test_a_parent_that_ended_too_soon_is_found(world):
    Placement.objects.filter(unit=world.district).update(valid_to=date(2024, 1, 1))
    assert checks().count("units.tree") == 2


def test_a_second_root_is_found(world):
    Placement.objects.filter(unit=world.b1).update(parent=None)
    assert "units.tree" in checks()


def test_a_unit_without_any_place_is_found(world):
    Placement.objects.filter(unit=world.a2).delete()
    assert "units.place" in checks()


def test_a_reporting_unit_above_another_is_found(world):
    Unit.objects.filter(pk=world.district.pk).update(kind="cdcs")
    Placement.objects.filter(unit=world.district).update(kind="cdcs")
    assert checks() == ["units.kinds"]
