"""From what a programme asks to be reported to the form that answers it, and back to the sentence."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.audit.models import Entry
from nhipcau.lib.due import RECURRENCES, next_due
from nhipcau.lib.periods import period_at
from nhipcau.programmes.models import ReportDeadline
from nhipcau.programmes.tests.deadlines import HALF, YEARLY, asking
from nhipcau.reporting import services
from nhipcau.reporting.answering import start_of
from nhipcau.reporting.integrity import findings
from nhipcau.reporting.models import Answering, Form, Obligation
from nhipcau.reporting.periods import prefix
from nhipcau.web.problems import Problem


@pytest.fixture
def office(client, monthly):
    client.force_login(monthly.world.binh, backend="django.contrib.auth.backends.ModelBackend")
    return client


def asked(world, line=YEARLY, **more) -> ReportDeadline:
    return asking(world, line, **more).deadlines.select_related("programme__issuer").get()


def beginning(deadline, today, *names):
    initial = start_of(deadline, today).initial
    return tuple(initial[name] for name in names)


def test_before_31_5_is_one_day_before_the_end_of_the_statistical_half_year(monthly):
    deadline = asked(monthly.world, HALF)
    found = beginning(deadline, date(2024, 3, 1), "frequency", "calendar", "due_days", "first_period_from", "ended_on")
    assert found == ("half", "tk", -1, date(2023, 12, 1), date(2024, 11, 30))


def test_a_rhythm_without_a_day_is_due_with_its_period_of_the_plain_calendar(monthly):
    deadline = asked(monthly.world, {"text": "Báo cáo hằng quý", "recurrence": "quarterly"})
    found = beginning(deadline, date(2024, 5, 1), "frequency", "calendar", "due_days", "first_period_from", "ended_on")
    assert found == ("quarter", "duong", 0, date(2024, 4, 1), date(2024, 12, 31))


def test_a_report_due_on_the_fifth_is_for_the_month_before(monthly):
    line = {"text": "Báo cáo tháng", "recurrence": "monthly", "named_on": date(2024, 2, 5), "inclusive": True}
    found = beginning(asked(monthly.world, line), date(2024, 1, 10), "frequency", "due_days", "first_period_from")
    assert found == ("month", 5, date(2024, 1, 1))


def test_a_single_report_is_owed_for_one_period(monthly):
    line = {"text": "Báo cáo sơ kết", "named_on": date(2024, 7, 5), "inclusive": True}
    found = beginning(asked(monthly.world, line), date(2024, 3, 1), "frequency", "calendar", "due_days", "ended_on")
    assert found == ("half", "duong", 5, date(2024, 6, 30))


def test_the_indicators_of_the_targets_are_asked_for(monthly):
    deadline = asked(monthly.world)
    assert start_of(deadline, monthly.world.today).rows == [deadline.programme.targets.get().indicator_id]


@settings(max_examples=60, deadline=None)
@given(
    named=st.none() | st.dates(date(2022, 1, 1), date(2026, 12, 31)),
    inclusive=st.booleans(),
    recurrence=st.sampled_from(RECURRENCES),
    today=st.dates(date(2024, 1, 1), date(2025, 6, 30)),
)
def test_a_form_is_never_due_later_than_the_paper_says(django_db_blocker, named, inclusive, recurrence, today):
    from nhipcau.programmes.models import Programme

    with django_db_blocker.unblock():
        from django.db import transaction

        from nhipcau.units.models import Unit

        with transaction.atomic():
            unit = Unit.objects.create(code="H", name="H", kind_id="ldld_tinh", path="/")
            plan = Programme.objects.create(issuer=unit, code="H-1", title="H", period="2020-2030")
            deadline = ReportDeadline(
                programme=plan, text="x", named_on=named, inclusive=inclusive, recurrence=recurrence
            )
            start = start_of(deadline, today)
            transaction.set_rollback(True)
    due = next_due(named, inclusive, recurrence, today)
    period = next(fit.period for fit in start.fits if fit.calendar == start.initial["calendar"])
    late = (due - period.last_day).days - start.initial["due_days"]
    assert 0 <= late <= 3 and start.due_on == due
    assert period == period_at(period.start, period.kind, prefix(start.initial["calendar"]))


def made(office, deadline, **more):
    address = f"{reverse('form-new')}?deadline={deadline.pk}"
    page = office.get(address)
    filled = {bound.name: bound.value() or "" for bound in page.context["plain"]}
    return page, office.post(address, {**filled, "rows": page.context["start"].rows, **more})


def test_the_page_comes_filled_in_and_the_form_remembers_what_it_answers(office, monthly):
    deadline = asked(monthly.world)
    page, done = made(office, deadline)
    assert YEARLY["text"] in page.text and "Không tính ngày ấy: hết ngày 14/12/2024" in page.text
    assert f'value="{start_of(deadline, monthly.world.today).rows[0]}" checked' in page.text
    form = Form.objects.get(code="BC-NAM-A-2024-1")
    assert done.url == reverse("form", args=[form.pk])
    assert (form.name, form.name_en) == ("Báo cáo năm theo 07/CTr-LĐLĐ", "Yearly report under 07/CTr-LĐLĐ")
    assert (form.due_days, form.calendar_id, form.ended_on) == (-17, "duong", date(2024, 12, 31))
    assert form.answering.get().deadline == deadline
    services.open_period(by=monthly.world.access(monthly.world.binh), form=form, code="2024")
    assert set(Obligation.objects.filter(form=form).values_list("due_on", flat=True)) == {date(2024, 12, 14)}


def test_the_report_says_under_which_programme_it_is_owed(office, monthly, client):
    deadline = asked(monthly.world)
    services.answer_with(by=monthly.world.access(monthly.world.binh), form=monthly.form, deadline=deadline)
    owed = monthly.of(monthly.world.a1)
    programme = reverse("programme", args=[deadline.programme_id])
    page = office.get(reverse("form", args=[monthly.form.pk])).text
    assert "Lập theo 07/CTr-LĐLĐ" in page and f"{programme}#reportdeadline-{deadline.pk}" in page
    shown = office.get(programme).text
    assert "Đã có biểu mẫu" in shown and "Lần tới" not in shown  # the form says by when from now on
    client.force_login(monthly.world.chi, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("report-fill", args=[owed.pk])).text
    assert "Theo 07/CTr-LĐLĐ" in page and "trước 15/12" in page and programme in page
    report = monthly.sent(owed)
    assert "Theo 07/CTr-LĐLĐ" in client.get(reverse("submission", args=[report.pk])).text


def test_a_programme_of_another_year_is_not_what_this_report_is_owed_under(office, monthly, client):
    deadline = asked(monthly.world, period="2025")
    services.answer_with(by=monthly.world.access(monthly.world.binh), form=monthly.form, deadline=deadline)
    client.force_login(monthly.world.chi, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("report-fill", args=[monthly.of(monthly.world.a1).pk])).text
    assert "07/CTr-LĐLĐ" not in page


def test_a_form_that_is_there_is_tied_and_untied(office, monthly):
    deadline = asked(monthly.world)
    page = office.get(f"{reverse('form-new')}?deadline={deadline.pk}")
    assert monthly.form in page.context["others"]
    tie = reverse("deadline-answer", args=[deadline.pk])
    for _twice in range(2):
        assert office.post(tie, {"form": monthly.form.pk}).status_code == 302
    assert Answering.objects.count() == 1
    assert Entry.objects.filter(action="reporting.form.answers").count() == 1
    office.post(tie, {"form": monthly.form.pk, "act": "untie"})
    assert not Answering.objects.exists() and Form.objects.filter(pk=monthly.form.pk).exists()
    assert Entry.objects.filter(action="reporting.form.answers_no_more").count() == 1


@pytest.mark.parametrize("chosen", ["", "không", "999999999", "9" * 30])
def test_what_names_no_form_ties_nothing(office, monthly, chosen):
    tie = reverse("deadline-answer", args=[asked(monthly.world).pk])
    assert office.post(tie, {"form": chosen}).status_code in (302, 404)
    assert not Answering.objects.exists()


@pytest.mark.parametrize("deadline", ["không", "999999999", "9" * 30, "-1"])
def test_a_deadline_that_does_not_exist_is_not_found(office, monthly, deadline):
    assert office.get(f"{reverse('form-new')}?deadline={deadline}").status_code == 404


def test_a_deadline_of_a_draft_is_answered_by_no_form(office, monthly):
    deadline = asked(monthly.world, issued=False)
    _page, done = made(office, deadline)
    assert done.status_code == 422 and "ban hành chương trình trước" in done.text
    assert Form.objects.count() == 1 and not Answering.objects.exists()


def test_a_form_of_a_unit_below_answers_nothing_of_the_unit_above(monthly):
    world = monthly.world
    deadline = asked(world)
    Form.objects.filter(pk=monthly.form.pk).update(issuer=world.district)
    monthly.form.refresh_from_db()
    with pytest.raises(Problem):
        services.answer_with(by=world.access(world.lan), form=monthly.form, deadline=deadline)


def test_a_form_that_ends_before_it_begins_is_refused(office, monthly):
    _page, done = made(office, asked(monthly.world), ended_on="1/1/2020")
    assert done.status_code == 422 and Form.objects.count() == 1


def test_check_data_names_a_form_that_answers_nothing(monthly):
    world = monthly.world
    deadline = asked(world)
    services.answer_with(by=world.access(world.binh), form=monthly.form, deadline=deadline)
    assert [one for one in findings() if one.check == "reporting.answering"] == []
    Form.objects.filter(pk=monthly.form.pk).update(issuer=world.province_b)
    assert len([one for one in findings() if one.check == "reporting.answering"]) == 1
