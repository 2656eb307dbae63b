"""Obligations: for whom, when due, what a change of the tree does, exemption, reminders."""

from datetime import date

import pytest

from nhipcau.access import Forbidden, NotVisible, system_access
from nhipcau.audit.models import Entry
from nhipcau.reporting.models import Calendar, Obligation, Period
from nhipcau.reporting.services import (
    exempt,
    make_form,
    open_obligations,
    open_what_has_begun,
    owe_again,
    remind,
    revise_form,
)
from nhipcau.reporting.services_duties import AskedRow
from nhipcau.units.models import Placement
from nhipcau.web.problems import Problem


def binh(monthly):
    return monthly.world.access(monthly.world.binh)


def test_units_of_the_forms_kinds_below_its_issuer_owe_it(monthly):
    owing = set(Obligation.objects.filter(period=monthly.november).values_list("unit__code", flat=True))
    assert owing == {"A1", "A2", "A3"}


def test_opening_again_adds_nothing(monthly):
    assert open_obligations(by=binh(monthly), form=monthly.form, period=monthly.november) == 0
    assert Obligation.objects.filter(period=monthly.november).count() == 3


def test_a_unit_that_ended_before_the_last_day_owes_nothing_and_one_founded_by_then_does(monthly):
    world = monthly.world
    Obligation.objects.filter(period=monthly.november).delete()
    Placement.objects.filter(unit=world.a2).update(valid_to=date(2024, 11, 30))
    Placement.objects.filter(unit=world.a3).update(valid_from=date(2024, 11, 30))
    assert open_obligations(by=binh(monthly), form=monthly.form, period=monthly.november) == 2
    owing = set(Obligation.objects.filter(period=monthly.november).values_list("unit__code", flat=True))
    assert owing == {"A1", "A3"}


def test_what_nobody_began_is_taken_back_when_the_unit_will_not_be_there_on_the_last_day(monthly):
    world = monthly.world
    monthly.draft(monthly.of(world.a1))
    for unit in (world.a1, world.a2):
        Placement.objects.filter(unit=unit).update(valid_to=date(2024, 11, 25))
    assert open_obligations(by=binh(monthly), form=monthly.form, period=monthly.november) == 0
    owing = set(Obligation.objects.filter(period=monthly.november).values_list("unit__code", flat=True))
    assert owing == {"A1", "A3"}


def test_every_day_the_running_periods_forms_are_opened(monthly):
    Obligation.objects.all().delete()
    by = system_access(today=monthly.world.today)
    assert open_what_has_begun(by=by) == 6
    assert open_what_has_begun(by=by) == 0


def test_a_report_is_due_days_after_the_last_day(monthly):
    assert monthly.of(monthly.world.a1).due_on == date(2024, 12, 5)


def test_before_the_31st_of_may_is_due_at_the_end_of_the_30th(monthly):
    half = Period.objects.create(
        code="tk:2024H1",
        calendar=Calendar.objects.get(code="tk"),
        kind="half",
        starts_on=date(2023, 12, 1),
        last_day=date(2024, 5, 31),
    )
    form = make_form(
        by=binh(monthly),
        code="T-6T",
        name="Báo cáo 6 tháng",
        issuer=monthly.world.province_a,
        calendar=half.calendar,
        frequency="half",
        kinds=["cdcs"],
        rows=[AskedRow(monthly.asked.members)],
        first_period_from=date(2023, 12, 1),
        due_days=-1,
    )
    open_obligations(by=binh(monthly), form=form, period=half)
    assert Obligation.objects.filter(form=form)[0].due_on == date(2024, 5, 30)


def test_a_form_is_not_opened_for_a_period_it_is_not_made_for(monthly):
    quarter = Period.objects.create(
        code="2024Q4",
        calendar=monthly.november.calendar,
        kind="quarter",
        starts_on=date(2024, 10, 1),
        last_day=date(2024, 12, 31),
    )
    early = Period.objects.create(
        code="2023-12",
        calendar=monthly.november.calendar,
        kind="month",
        starts_on=date(2023, 12, 1),
        last_day=date(2023, 12, 31),
    )
    for period in (quarter, early):
        with pytest.raises(Problem):
            open_obligations(by=binh(monthly), form=monthly.form, period=period)


def test_new_rows_hold_from_their_day_and_leave_begun_periods_alone(monthly):
    monthly.draft(monthly.of(monthly.world.a1, monthly.october))
    rows = [AskedRow(monthly.asked.members)]
    with pytest.raises(Problem):
        revise_form(by=binh(monthly), form=monthly.form, valid_from=date(2024, 10, 15), rows=rows)
    revise_form(by=binh(monthly), form=monthly.form, valid_from=date(2024, 11, 1), rows=rows)
    assert monthly.draft(monthly.of(monthly.world.a2), {}, by=_chair_of(monthly.world, "a2")).form_version.number == 2


def _chair_of(world, code):
    from nhipcau.accounts.models import Grant, Person

    person = Person.objects.create(username=f"chair-{code}", name=code)
    Grant.objects.create(person=person, role="grassroots_chair", unit=getattr(world, code), valid_from=world.today)
    return world.access(person)


def test_forms_are_made_by_an_office_for_its_own_units(monthly):
    world = monthly.world
    for person, refusal in ((world.chi, NotVisible), (world.dung, NotVisible)):
        with pytest.raises(refusal):
            open_obligations(by=world.access(person), form=monthly.form, period=monthly.november)


def test_an_exempt_unit_says_why_and_is_not_reminded(monthly):
    owed = monthly.of(monthly.world.a1)
    exempt(by=binh(monthly), obligation=owed, reason="Mới thành lập")
    assert remind(by=binh(monthly), obligations=Obligation.objects.filter(period=monthly.november)) == 2
    owed.refresh_from_db()
    assert (owed.exempt_reason, owed.reminded_at) == ("Mới thành lập", None)
    owe_again(by=binh(monthly), obligation=owed)
    assert monthly.of(monthly.world.a1).exempt_reason == ""


def test_nobody_exempts_without_a_reason_after_sending_or_for_themselves(monthly):
    owed, world = monthly.of(monthly.world.a1), monthly.world
    with pytest.raises(Problem):
        exempt(by=binh(monthly), obligation=owed, reason=" ")
    with pytest.raises(Forbidden):
        exempt(by=world.access(world.chi), obligation=owed, reason="Bận")
    monthly.sent(owed)
    with pytest.raises(Problem):
        exempt(by=binh(monthly), obligation=monthly.of(world.a1), reason="Bận")


def test_a_reminder_reaches_those_who_still_owe_and_leaves_one_record(monthly):
    world = monthly.world
    monthly.sent(monthly.of(world.a1))
    assert remind(by=binh(monthly), obligations=Obligation.objects.filter(period=monthly.november)) == 2
    assert monthly.of(world.a1).reminded_at is None
    assert monthly.of(world.a2).reminded_at is not None
    assert Entry.objects.filter(action="reporting.obligations.reminded").count() == 1


def test_a_district_does_not_remind_units_of_another(monthly):
    world = monthly.world
    with pytest.raises(NotVisible):
        remind(by=world.access(world.hoa), obligations=Obligation.objects.filter(unit=world.a3))
