import pytest

from nhipcau.access import Forbidden, NotVisible
from nhipcau.accounts import services
from nhipcau.accounts.models import Grant, Person
from nhipcau.audit.models import Entry
from nhipcau.web.problems import Problem


def make(world, by, at, role="grassroots_chair", username="moi"):
    return services.make_person(by=world.access(by), username=username, name="Mới", email="", role=role, unit=at)


def test_an_office_makes_a_chair_known_who_can_then_sign_in(world, client):
    person, password = make(world, world.binh, world.a1)
    assert client.login(username=person.username, password=password)
    assert person.access(world.today).may("reports.fill", world.a1.path)


def test_making_a_person_known_is_recorded(world):
    make(world, world.binh, world.a1)
    acts = set(Entry.objects.filter(person_name="Bình").values_list("action", flat=True))
    assert {"accounts.person.made", "accounts.grant.given"} <= acts


def test_nobody_gives_a_role_beside_their_own_units(world):
    with pytest.raises(NotVisible):
        make(world, world.dung, world.a1)


def test_a_chair_gives_no_roles(world):
    with pytest.raises(Forbidden):
        make(world, world.chi, world.a1)


def test_nobody_gives_more_than_they_hold(world):
    with pytest.raises(Problem):
        make(world, world.binh, world.province_a, role="confederation_office")
    assert not Person.objects.filter(username="moi").exists()


def test_a_taken_sign_in_name_is_refused_with_a_sentence(world):
    with pytest.raises(Problem, match="lan"):
        make(world, world.lan, world.a1, username="LAN")


def test_an_ended_role_gives_nothing_and_stays_known(world):
    grant = Grant.objects.get(person=world.chi)
    services.end_role(by=world.access(world.binh), grant=grant, reason="hết nhiệm kỳ")
    assert not world.access(world.chi).may("reports.fill", world.a1.path)
    assert Entry.objects.get(action="accounts.grant.ended").reason == "hết nhiệm kỳ"


def test_ending_a_role_twice_is_refused(world):
    grant = Grant.objects.get(person=world.chi)
    services.end_role(by=world.access(world.binh), grant=grant, reason="hết nhiệm kỳ")
    with pytest.raises(Problem):
        services.end_role(by=world.access(world.binh), grant=grant, reason="lần nữa")


def test_giving_the_same_role_twice_changes_nothing(world):
    for _ in range(2):
        services.give_role(
            by=world.access(world.lan),
            person=world.chi,
            role="grassroots_chair",
            unit=world.a2,
            valid_from=world.today,
        )
    assert Grant.objects.filter(person=world.chi, unit=world.a2).count() == 1
