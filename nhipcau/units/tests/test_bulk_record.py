from datetime import date

import pytest

from nhipcau.access import system_access
from nhipcau.audit.models import Entry
from nhipcau.audit.services import record, record_many
from nhipcau.units.models import Unit


@pytest.mark.django_db
def test_acts_recorded_together_read_like_acts_recorded_one_by_one(world):
    by, said = world.access(world.binh), {"name": 'Trường "A1"\t\\n', "from": "2024-01-01"}
    one = record(by, "units.unit.placed", world.a1, before=None, after=said, reason="Quyết định 5")
    assert record_many(by, "units.unit.placed", Unit, [(world.a1.pk, None, said)], reason="Quyết định 5") == 1
    other = Entry.objects.of(world.a1).last()
    fields = [field.name for field in Entry._meta.fields if field.name not in ("id", "at")]
    assert other.pk != one.pk
    assert [getattr(other, name) for name in fields] == [getattr(one, name) for name in fields]


@pytest.mark.django_db
def test_no_act_leaves_no_record():
    assert record_many(system_access(today=date(2024, 11, 22)), "units.unit.placed", Unit, []) == 0
