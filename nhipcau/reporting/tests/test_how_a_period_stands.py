"""How a period of a form stands, counted: by state, exempt apart, for the whole tree and for a part of it."""

import pytest

from nhipcau.reporting.models import Obligation
from nhipcau.reporting.queries_forms import standings_of
from nhipcau.units.models import Unit
from nhipcau.units.queries import is_whole_tree


def stands(monthly, name):
    access = monthly.world.access(getattr(monthly.world, name))
    found = standings_of(access, monthly.form, [monthly.november])
    return [(one.owed, one.open, one.waiting, one.approved, one.locked, one.exempt) for one in found]


@pytest.fixture
def mixed(monthly):
    """A1 approved, A2 sent but exempt, A3 locked."""
    for code, changes in {
        "A1": {"state": "approved"},
        "A2": {"state": "submitted", "exempt_reason": "Đang sáp nhập"},
        "A3": {"state": "locked"},
    }.items():
        assert Obligation.objects.filter(unit__code=code, period=monthly.november).update(**changes) == 1
    return monthly


def test_every_report_counts_once_and_an_exempt_one_in_no_state(mixed):
    assert stands(mixed, "lan") == stands(mixed, "binh") == [(3, 0, 0, 1, 1, 1)]


def test_a_part_of_the_tree_counts_its_own_only(mixed):
    assert stands(mixed, "hoa") == [(2, 0, 0, 1, 0, 1)]
    assert stands(mixed, "dung") == []


def test_the_day_it_is_due_is_that_of_its_reports(monthly):
    access = monthly.world.access(monthly.world.lan)
    (found,) = standings_of(access, monthly.form, [monthly.november])
    assert {found.due_on} == set(Obligation.objects.filter(period=monthly.november).values_list("due_on", flat=True))


def test_it_is_asked_in_three_questions_however_many_units(mixed, django_assert_num_queries):
    access = mixed.world.access(mixed.world.lan)
    with django_assert_num_queries(3):
        standings_of(access, mixed.form, [mixed.november])


def test_the_whole_tree_is_what_no_unit_stands_outside_of(world):
    assert is_whole_tree(world.nation.path) and not is_whole_tree(world.province_a.path)
    Unit.objects.create(code="X", name="Đứng ngoài", kind_id="cdcs", path=f"{world.nation.path.rstrip('/')}9/")
    assert not is_whole_tree(world.nation.path)
