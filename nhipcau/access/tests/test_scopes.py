from datetime import date

import pytest

from nhipcau.access import PERMISSIONS, ROLES, Access, Forbidden, Grant, NotVisible

TODAY = date(2024, 11, 22)
START = date(2024, 1, 1)


def person(*grants: Grant, today: date = TODAY) -> Access:
    return Access.of(person_id=1, name="Bình", grants=grants, today=today)


def test_an_office_may_approve_below_itself_but_not_beside_itself():
    binh = person(Grant("provincial_office", 34, "/1/34/", START))
    assert binh.may("reports.approve", "/1/34/560/")
    with pytest.raises(NotVisible):
        binh.require("reports.approve", "/1/35/")


def test_a_unit_whose_id_begins_with_the_same_digits_is_another_unit():
    binh = person(Grant("provincial_office", 3, "/1/3/", START))
    assert not binh.sees("/1/34/")


def test_inside_the_scope_without_the_right_is_refused():
    chi = person(Grant("grassroots_chair", 560, "/1/34/560/", START))
    with pytest.raises(Forbidden):
        chi.require("reports.approve", "/1/34/560/")


def test_a_chair_fills_in_for_the_own_unit_only():
    officer = person(Grant("intermediate_officer", 34, "/1/34/", START))
    assert officer.may("reports.fill", "/1/34/")
    assert not officer.may("reports.fill", "/1/34/560/")


def test_a_grant_outside_its_dates_gives_nothing():
    ended = Grant("provincial_office", 34, "/1/34/", START, date(2024, 11, 22))
    assert not person(ended).may_somewhere("units.read")
    assert person(ended, today=date(2024, 11, 21)).may_somewhere("units.read")


def test_scopes_inside_another_scope_are_left_out():
    both = person(Grant("auditor", 34, "/1/34/", START), Grant("leadership", 560, "/1/34/560/", START))
    assert both.scopes("figures.read") == ("/1/34/",)


def test_an_unknown_permission_is_an_error_and_not_a_no():
    with pytest.raises(KeyError):
        person().may("reports.aprove", "/1/")


def test_roles_hold_only_permissions_that_exist():
    held = {p for role in ROLES.values() for p in role.everywhere | role.own_unit}
    assert held == set(PERMISSIONS)
