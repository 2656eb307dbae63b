"""Rule 11: numbers of issued documents have no gap and no twin, under concurrency."""

import random
from functools import partial

import pytest
from django.db import transaction

from nhipcau.access import Forbidden
from nhipcau.documents import numbers, services
from nhipcau.documents.models import Document, IssuedNumber, NumberSeries
from tests.waiting import at_once


def issue(world, *, unit=None, person=None, doc_type="QĐ"):
    return services.issue(
        unit or world.province_a, doc_type=doc_type, title="Giao chỉ tiêu", text="…", today=world.today,
        by=world.access(person or world.binh),
    )  # fmt: skip


def test_numbers_follow_one_another_for_each_unit_type_and_year(world):
    assert [issue(world).number for _ in range(3)] == ["01/QĐ-LĐLĐ", "02/QĐ-LĐLĐ", "03/QĐ-LĐLĐ"]
    assert issue(world, doc_type="CTr").number == "01/CTr-LĐLĐ"
    assert issue(world, unit=world.province_b, person=world.dung).number == "01/QĐ-LĐLĐ"
    assert issue(world, unit=world.nation, person=world.lan).number == "01/QĐ-TLĐ"


def test_a_number_whose_act_failed_goes_to_the_next(world):
    issue(world)
    with pytest.raises(RuntimeError), transaction.atomic():
        issue(world)
        raise RuntimeError("something else failed in the same transaction")
    assert issue(world).number == "02/QĐ-LĐLĐ"
    assert numbers.holes() == []


def test_an_issued_document_cannot_be_corrected(world):
    made = issue(world)
    with pytest.raises(ValueError, match=r".+"):
        services.correct_header(made, {"title": "khác"}, revision=made.revision, by=world.access(world.binh))
    made.refresh_from_db()
    assert made.title == "Giao chỉ tiêu"


def test_only_those_who_issue_take_a_number(world):
    with pytest.raises(Forbidden):
        issue(world, unit=world.a1, person=world.chi)
    assert not NumberSeries.objects.exists()


def test_a_hole_is_found(world):
    issue(world)
    gone = issue(world)
    issue(world)
    IssuedNumber.objects.filter(document=gone).delete()
    assert [(given, last) for _, given, last in numbers.holes()] == [(2, 3)]


@pytest.mark.parametrize("seed", range(3))
def test_no_gap_and_no_twin_when_many_issue_at_once_and_some_fail(world_at_once, seed):
    world = world_at_once
    access, chance = world.access(world.binh), random.Random(seed)
    plans = [[chance.random() < 0.3 for _ in range(6)] for _ in range(6)]

    def work(plan):
        for fails in plan:
            try:
                with transaction.atomic():
                    services.issue(world.province_a, doc_type="QĐ", title="t", text="", today=world.today, by=access)
                    if fails:
                        raise KeyError
            except KeyError:
                pass

    assert at_once(*(partial(work, plan) for plan in plans)) == [None] * len(plans)
    kept = sum(not fails for plan in plans for fails in plan)
    given = sorted(IssuedNumber.objects.values_list("number", flat=True))
    assert given == list(range(1, kept + 1))
    assert Document.objects.values("number").distinct().count() == kept
    assert numbers.holes() == []
