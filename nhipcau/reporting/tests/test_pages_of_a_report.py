"""The pages of the one who reports, as a browser without JavaScript uses them."""

import pytest
from django.urls import reverse

from nhipcau.reporting.answers import unpack
from nhipcau.reporting.models import Obligation, Submission
from nhipcau.reporting.services import return_cells, save_draft
from nhipcau.reporting.tests.conftest import NONE, given


@pytest.fixture
def page(client, monthly):
    client.force_login(monthly.world.chi, backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(monthly, **changed):
    """What the form posts for a plain report; `changed`: field of an indicator, such as `members="abc"`."""
    asked = monthly.asked
    fields = {
        f"n-{asked.members.pk}": "1.000",
        f"n-{asked.women.pk}": "400",
        f"a-{asked.admitted.pk}": "none",
        f"n-{asked.wage.pk}": "8.500.000,5",
        f"b-{asked.wage.pk}": "100",
        f"n-{asked.agreements.pk}": "9",
        f"b-{asked.agreements.pk}": "10",
        "revision": "0",
    }
    for name, text in changed.items():
        fields[name if name in ("revision", "act") else f"n-{getattr(asked, name).pk}"] = text
    return fields


def fill(monthly, unit="a1"):
    return reverse("report-fill", args=[monthly.of(getattr(monthly.world, unit)).pk])


def test_an_empty_form_shows_every_row_with_last_periods_answer(page, monthly):
    monthly.approved(monthly.of(monthly.world.a1, monthly.october), monthly.plain(members=1234))
    body = page.get(fill(monthly)).content.decode()
    assert "Tổng số đoàn viên" in body and "1.234" in body and "8.500.000" in body


def test_numbers_are_read_as_vietnamese_write_them(page, monthly):
    assert page.post(fill(monthly), typed(monthly, act="save")).status_code == 302
    answers = unpack(Submission.objects.get())
    assert answers[monthly.asked.members.pk] == given(1000)
    assert answers[monthly.asked.wage.pk] == given("8500000.5", 100)
    assert answers[monthly.asked.admitted.pk] == NONE


def test_letters_in_a_number_are_named_kept_on_screen_and_the_rest_is_saved(page, monthly):
    answer = page.post(fill(monthly), typed(monthly, members="khoảng 100", act="submit"))
    assert answer.status_code == 422
    assert "khoảng 100" in answer.content.decode()
    kept = Submission.objects.get()
    assert kept.state == "draft"
    assert set(unpack(kept)) == set(monthly.plain()) - {monthly.asked.members.pk}


def test_a_number_that_was_typed_stands_as_the_chosen_answer_when_the_page_comes_back(page, monthly):
    answer = page.post(fill(monthly), typed(monthly, members="khoảng 100", act="submit"))
    women = answer.content.decode().split(f'name="a-{monthly.asked.women.pk}"')[1]
    assert women.startswith(' value="given" checked')


def test_a_number_beside_none_arose_is_asked_about(page, monthly):
    answer = page.post(fill(monthly), typed(monthly, admitted="5", act="save"))
    assert answer.status_code == 422
    assert monthly.asked.admitted.pk not in unpack(Submission.objects.get())


def test_sending_leads_to_where_the_unit_stands(page, monthly):
    sent = page.post(fill(monthly), typed(monthly, act="submit"))
    report = Submission.objects.get()
    assert report.state == "submitted"
    assert sent.headers["Location"] == reverse("submission-result", args=[report.pk])
    assert page.get(sent.headers["Location"]).status_code == 200


def test_what_cannot_stand_is_marked_and_everything_typed_stays(page, monthly):
    answer = page.post(fill(monthly), typed(monthly, women="1.001", act="submit"))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'value="1.001"' in body and "1.000" in body
    assert Submission.objects.get().state == "draft"


def test_a_page_from_before_someones_save_gets_409_with_both_values(page, monthly):
    owed = monthly.of(monthly.world.a1)
    draft = monthly.draft(owed, monthly.plain(members=77))
    chi = monthly.world.access(monthly.world.chi)
    save_draft(by=chi, obligation=owed, answers=monthly.plain(members=88), revision=draft.revision)
    answer = page.post(fill(monthly), typed(monthly, members="99", revision=str(draft.revision), act="save"))
    assert answer.status_code == 409
    body = answer.content.decode()
    assert 'value="99"' in body and "<b>88</b>" in body
    assert unpack(Submission.objects.get())[monthly.asked.members.pk] == given(88)
    again = page.post(fill(monthly), typed(monthly, members="99", revision=str(draft.revision + 1), act="save"))
    assert again.status_code == 302
    assert unpack(Submission.objects.get())[monthly.asked.members.pk] == given(99)


def test_saving_in_the_background_tells_the_revision_and_what_could_not_be_read(page, monthly):
    address = reverse("report-save", args=[monthly.of(monthly.world.a1).pk])
    told = page.post(address, typed(monthly, women="x")).json()
    assert told["revision"] == 1
    assert list(told["problems"]) == [str(monthly.asked.women.pk)]
    stale = page.post(address, typed(monthly))
    assert stale.status_code == 409
    assert stale.json()["sentence"]


def test_a_sent_report_opens_as_a_report_not_as_a_form(page, monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    assert page.get(fill(monthly)).headers["Location"] == reverse("submission", args=[sent.pk])


def test_a_returned_cell_is_mended_on_the_home_page(page, monthly):
    admitted = monthly.asked.admitted.pk
    sent = monthly.sent(monthly.of(monthly.world.a1))
    hoa = monthly.world.access(monthly.world.hoa)
    return_cells(by=hoa, submission=sent, reasons={admitted: "Tháng trước 2, tháng này 20?"})
    body = page.get("/").content.decode()
    assert "Tháng trước 2, tháng này 20?" in body
    mended = page.post(reverse("submission-mend", args=[sent.pk]), {f"n-{admitted}": "3", f"a-{admitted}": "given"})
    assert mended.status_code == 302
    again = Submission.objects.get(version=2)
    assert (again.state, unpack(again)) == ("submitted", monthly.plain(admitted=3))


def test_a_returned_cell_left_blank_is_not_sent(page, monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    hoa = monthly.world.access(monthly.world.hoa)
    return_cells(by=hoa, submission=sent, reasons={monthly.asked.admitted.pk: "Xem lại"})
    assert page.post(reverse("submission-mend", args=[sent.pk]), {}).status_code == 422
    assert Submission.objects.count() == 1


def test_the_home_page_says_what_is_owed_by_when_and_how_long_it_takes(page, monthly):
    body = page.get("/").content.decode()
    assert "5/12/2024" in body and fill(monthly) in body


@pytest.mark.parametrize(("person", "status"), [("chi", 200), ("hoa", 403), ("lan", 403), ("dung", 404)])
def test_the_form_opens_for_its_own_unit_only(client, monthly, person, status):
    client.force_login(getattr(monthly.world, person), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(fill(monthly)).status_code == status


def test_who_is_not_signed_in_is_asked_to(client, monthly):
    assert client.get(fill(monthly)).status_code == 302
    assert client.get("/").status_code == 302


def test_a_foreign_obligation_or_period_does_not_exist(page, monthly):
    assert page.get(fill(monthly, "a2")).status_code == 404
    gone = max(Obligation.objects.values_list("pk", flat=True)) + 1
    assert page.get(reverse("report-fill", args=[gone])).status_code == 404


def test_the_home_page_asks_few_questions_of_the_database(page, monthly, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page.get("/")


def test_the_form_asks_few_questions_of_the_database(page, monthly, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page.get(fill(monthly))
