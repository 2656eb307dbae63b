import pytest
from django.db import IntegrityError, transaction

from nhipcau.audit.models import Entry
from nhipcau.audit.services import record


def test_an_entry_can_be_neither_changed_nor_deleted(world):
    entry = record(world.access(world.binh), "units.unit.renamed", world.a1, before={"name": "x"}, after={"name": "y"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(person_name="someone else")
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()
    assert Entry.objects.get(pk=entry.pk).person_name == "Bình"


def test_the_record_is_read_in_ones_own_subtree_only(world):
    record(world.access(world.binh), "units.unit.renamed", world.a1)
    assert Entry.objects.visible_to(world.access(world.lan)).count() == 1
    assert Entry.objects.visible_to(world.access(world.dung)).count() == 0
    assert Entry.objects.visible_to(world.access(world.chi)).count() == 0
