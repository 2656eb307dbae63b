"""The home page: what waits and what is owed is counted once; whoever owes nothing is shown where to look."""

import pytest
from django.urls import reverse

from nhipcau.accounts.models import Grant, Person
from nhipcau.dashboards.duties import owed_to
from nhipcau.reporting.models import Obligation
from nhipcau.reporting.services import return_cells
from nhipcau.reporting.tests.conftest import make_monthly


@pytest.fixture
def monthly(world):
    return make_monthly(world)


def home(client, person):
    client.force_login(person)
    return client.get(reverse("my-duties")).content.decode().split("<main")[1]


def someone(world, role, unit):
    person = Person.objects.create(username=role, name=role)
    Grant.objects.create(person=person, role=role, unit=unit, valid_from=world.today.replace(month=1, day=1))
    return person


def test_late_and_returned_reports_are_not_counted_again_as_not_reported(monthly):
    world = monthly.world
    sent = monthly.sent(monthly.of(world.a1, monthly.october))
    return_cells(by=world.access(world.hoa), submission=sent, reasons={monthly.asked.admitted.pk: "nhầm"})
    october = next(one for one in owed_to(world.access(world.hoa), world.today) if one.period == monthly.october)
    tally = {address.rsplit("=", 1)[1]: many for address, many, _words, _shape in october.tally}
    assert tally == {"waiting": 0, "late": 1, "returned": 1, "done": 0}


def test_a_unit_that_is_late_opens_in_the_list_where_it_can_be_reminded(monthly, client):
    world = monthly.world
    late = Obligation.objects.get(unit=world.a1, period=monthly.october)
    address = f"{reverse('submissions')}?form={late.form.code}&amp;period={late.period.code}&amp;tab=late&amp;q=A1"
    assert address in home(client, world.hoa)
    client.force_login(world.hoa)
    assert "CĐCS" in client.get(address.replace("&amp;", "&")).content.decode().split("<table")[1]


@pytest.mark.parametrize("role", ["leadership", "auditor"])
def test_who_owes_nothing_is_led_to_the_board_and_sees_how_the_unit_stands(world, client, role):
    page = home(client, someone(world, role, world.province_a))
    assert f'href="{reverse("board")}"' in page
    assert reverse("my-targets") in page


def test_the_operator_is_not_led_to_figures_that_are_not_shown_to_operators(world, client):
    page = home(client, someone(world, "operator", world.nation))
    assert f'href="{reverse("board")}"' not in page
    assert reverse("my-targets") not in page
