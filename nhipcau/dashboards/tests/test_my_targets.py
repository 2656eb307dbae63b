"""How the own unit stands: its targets with what was reached, and a median only where it gives nobody away."""

from datetime import date

import pytest

from nhipcau.dashboards.duties_targets import how_it_stands
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.reporting.services import approve, open_obligations, save_draft, submit
from nhipcau.reporting.tests.conftest import make_monthly
from nhipcau.units.models import Placement, Unit
from nhipcau.units.services import refresh_current_tree


@pytest.fixture
def monthly(world):
    return make_monthly(world)


def assign(monthly, value, indicator=None, unit=None):
    """An issued share of a target of province A for 2024."""
    world = monthly.world
    programme, _made = Programme.objects.get_or_create(
        code="P24", defaults={"issuer": world.province_a, "title": "2024", "period": "2024", "state": "issued"}
    )
    target = Target.objects.create(
        programme=programme,
        code=f"P24-{programme.targets.count()}",
        indicator=indicator or monthly.asked.admitted,
        operator=">=",
        value=value,
        period="2024",
        cascade="split",
    )
    return Allocation.objects.create(
        target=target, by_unit=world.province_a, unit=unit or world.a1, value=value, state=Allocation.ACKNOWLEDGED
    )


def reported(monthly, unit, admitted):
    """October of a unit, approved."""
    from nhipcau.accounts.models import Grant, Person

    world = monthly.world
    person = Person.objects.create(username=f"chair-{unit.pk}", name=unit.name)
    Grant.objects.create(person=person, role="grassroots_chair", unit=unit, valid_from=date(2024, 1, 1))
    by = world.access(person)
    owed = monthly.of(unit, monthly.october)
    draft = save_draft(by=by, obligation=owed, answers=monthly.plain(admitted=admitted), revision=0)
    approve(by=world.access(world.lan), submission=submit(by=by, submission=draft, revision=draft.revision))


def neighbours(monthly, number):
    world = monthly.world
    made = []
    for n in range(number):
        unit = Unit.objects.create(code=f"N{n}", name=f"CĐCS N{n}", kind_id="cdcs", path="/")
        Placement.objects.create(
            unit=unit, parent=world.district, name=unit.name, kind_id="cdcs", valid_from=date(2024, 1, 1)
        )
        made.append(unit)
    refresh_current_tree(world.today)
    open_obligations(by=world.access(world.binh), form=monthly.form, period=monthly.october)
    return [Unit.objects.get(pk=unit.pk) for unit in made]


def stand(monthly):
    return how_it_stands(monthly.world.access(monthly.world.chi), monthly.world.today)


def test_a_unit_without_targets_has_nothing_to_show(monthly):
    assert stand(monthly) is None


def test_a_target_met_says_so_with_value_and_target(monthly):
    assign(monthly, 5)
    reported(monthly, monthly.world.a1, 5)
    (line,) = stand(monthly).lines
    assert (line.actual, line.target, line.shape) == ("5", "5", "met")


@pytest.mark.parametrize(
    ("value", "of_all", "direction", "shape"),
    [
        (3, 9000, "up", "met"),
        (0, 780, "up", "met"),
        (9, 9000, "up", "on"),
        (3, 9, "down", "late"),
        (0, 0, "up", "late"),
    ],
)
def test_a_bare_number_is_the_least_of_what_should_grow_and_the_most_of_what_should_shrink(
    monthly, value, of_all, direction, shape
):
    share = assign(monthly, value)
    Target.objects.filter(pk=share.target_id).update(operator="=", value=of_all)
    type(monthly.asked.admitted).objects.filter(pk=monthly.asked.admitted.pk).update(direction=direction)
    reported(monthly, monthly.world.a1, 8)
    (line,) = stand(monthly).lines
    assert line.shape == shape


def test_a_flow_behind_its_pace_says_by_how_much(monthly):
    assign(monthly, 120)
    reported(monthly, monthly.world.a1, 40)
    (line,) = stand(monthly).lines
    assert line.shape == "behind"
    assert "60" in line.words


def test_people_are_short_by_whole_ones(monthly):
    assign(monthly, 25)
    reported(monthly, monthly.world.a1, 2)
    (line,) = stand(monthly).lines
    assert line.words.endswith(" 19")  # ten of twelve months: 20,83…


def test_what_is_not_reported_is_no_figure_and_not_zero(monthly):
    assign(monthly, 5)
    (line,) = stand(monthly).lines
    assert (line.actual, line.shape) == ("–", "none")


def test_the_worst_stands_first(monthly):
    assign(monthly, 1)
    assign(monthly, 100, indicator=monthly.asked.agreements)
    reported(monthly, monthly.world.a1, 5)
    assert [line.shape for line in stand(monthly).lines] == ["behind", "met"]


@pytest.mark.parametrize(("answered", "shown"), [(2, ""), (3, "6")])
def test_a_median_is_shown_from_three_neighbours_on(monthly, answered, shown):
    assign(monthly, 5)
    reported(monthly, monthly.world.a1, 5)
    for unit, admitted in zip(neighbours(monthly, answered), (6, 2, 8), strict=False):
        reported(monthly, unit, admitted)
    (line,) = stand(monthly).lines
    assert line.median == shown


def test_the_page_works_with_and_without_htmx(client, monthly):
    assign(monthly, 5)
    client.force_login(monthly.world.chi, backend="django.contrib.auth.backends.ModelBackend")
    whole = client.get("/targets/").content.decode()
    part = client.get("/targets/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole and "<html" not in part
    assert "Đoàn viên kết nạp mới" in whole and "Đoàn viên kết nạp mới" in part


def test_the_page_asks_few_questions_of_the_database(client, monthly, django_assert_max_num_queries):
    for place in range(3):
        assign(monthly, 5 + place)
    assign(monthly, 100, indicator=monthly.asked.agreements)
    for unit in neighbours(monthly, 3):
        reported(monthly, unit, 4)
    reported(monthly, monthly.world.a1, 5)
    client.force_login(monthly.world.chi, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/targets/")
    with django_assert_max_num_queries(15):
        assert client.get("/targets/").status_code == 200


def test_what_was_sent_stands_beside_the_target_until_it_is_approved(monthly):
    assign(monthly, 5)
    sent = monthly.sent(monthly.of(monthly.world.a1))
    (line,) = stand(monthly).lines
    assert (line.actual, line.waiting) == ("–", "2")
    approve(by=monthly.world.access(monthly.world.binh), submission=sent)
    (line,) = stand(monthly).lines
    assert (line.actual, line.waiting) == ("2", "")
