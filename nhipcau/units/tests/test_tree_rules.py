import pytest
from django.db import IntegrityError, transaction

from nhipcau.units.models import Placement


def test_the_database_refuses_a_unit_below_itself(world):
    with pytest.raises(IntegrityError, match="below itself"), transaction.atomic():
        Placement.objects.filter(unit=world.district).update(parent=world.a1)


def test_the_database_refuses_two_places_on_one_day(world):
    with pytest.raises(IntegrityError, match="one_place_a_day"), transaction.atomic():
        Placement.objects.create(
            unit=world.a1, parent=world.province_b, name="A1", kind_id="cdcs", valid_from=world.today
        )


def test_the_path_of_a_unit_names_the_units_above_it(world):
    above = [world.nation.pk, world.province_a.pk, world.district.pk]
    assert world.a1.ancestor_ids == above
