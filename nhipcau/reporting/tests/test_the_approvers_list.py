"""The list of the unit above: who stands where, the clean block in one act, odd cells back, reminders."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.accounts.models import Grant, Person
from nhipcau.reporting.models import Obligation, Submission
from nhipcau.reporting.services import open_obligations
from nhipcau.units.models import Placement, Unit
from nhipcau.units.services import refresh_current_tree

LIST = "/reports/"


@pytest.fixture
def desk(client, monthly):
    client.force_login(monthly.world.hoa, backend="django.contrib.auth.backends.ModelBackend")
    return client


def chair(monthly, unit):
    person = Person.objects.create(username=f"chair-{unit.code}", name=f"Chủ tịch {unit.code}")
    Grant.objects.create(person=person, role="grassroots_chair", unit=unit, valid_from=monthly.world.today)
    return monthly.world.access(person)


def many(monthly, number):
    """More grassroots unions below the district, which owe November too."""
    world = monthly.world
    for n in range(number):
        unit = Unit.objects.create(code=f"X{n:03}", name=f"CĐCS Số {n}", kind_id="cdcs", path="/")
        Placement.objects.create(
            unit=unit, parent=world.district, name=unit.name, kind_id="cdcs", valid_from=world.today.replace(day=1)
        )
    refresh_current_tree(world.today)
    open_obligations(by=world.access(world.binh), form=monthly.form, period=monthly.november)


def names(body):
    return re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', body)


def test_the_list_shows_units_directly_below_and_what_each_owes(desk, monthly):
    monthly.sent(monthly.of(monthly.world.a1))
    body = desk.get(LIST, {"period": "2024-11", "tab": "all"}).content.decode()
    assert names(body) == ["CĐCS Trường A1", "CĐCS Xí nghiệp A2"]


def test_units_stand_in_vietnamese_order(desk, monthly):
    world = monthly.world
    for code, name in (("Z1", "CĐCS Đá"), ("Z2", "CĐCS Dê"), ("Z3", "CĐCS Ăn"), ("Z4", "CĐCS An")):
        unit = Unit.objects.create(code=code, name=name, kind_id="cdcs", path="/")
        Placement.objects.create(
            unit=unit, parent=world.district, name=name, kind_id="cdcs", valid_from=world.today.replace(day=1)
        )
    refresh_current_tree(world.today)
    open_obligations(by=world.access(world.binh), form=monthly.form, period=monthly.november)
    found = names(desk.get(LIST, {"period": "2024-11", "tab": "all"}).content.decode())
    assert [name for name in found if len(name) < 9] == ["CĐCS An", "CĐCS Ăn", "CĐCS Dê", "CĐCS Đá"]


def test_search_forgives_accents(desk, monthly):
    body = desk.get(LIST, {"period": "2024-11", "tab": "all", "q": "xi nghiep"}).content.decode()
    assert names(body) == ["CĐCS Xí nghiệp A2"]


def test_what_is_odd_is_said_in_words_and_stands_first(desk, monthly):
    world = monthly.world
    monthly.approved(monthly.of(world.a2, monthly.october), by=chair(monthly, world.a2))
    answers = monthly.plain()
    del answers[monthly.asked.agreements.pk]
    monthly.sent(monthly.of(world.a2), answers, by=world.access(Person.objects.get(username="chair-A2")))
    monthly.sent(monthly.of(world.a1))
    body = desk.get(LIST, {"period": "2024-11"}).content.decode()
    assert names(body) == ["CĐCS Xí nghiệp A2", "CĐCS Trường A1"]
    assert "Doanh nghiệp ký thỏa ước" in body


def test_the_clean_block_is_approved_in_one_act_and_the_odd_one_waits(desk, monthly):
    world = monthly.world
    monthly.approved(monthly.of(world.a2, monthly.october), by=chair(monthly, world.a2))
    answers = monthly.plain()
    del answers[monthly.asked.agreements.pk]
    odd = monthly.sent(monthly.of(world.a2), answers, by=world.access(Person.objects.get(username="chair-A2")))
    clean = monthly.sent(monthly.of(world.a1))
    chosen = {"form": "T-THANG", "period": "2024-11"}
    assert desk.post(reverse("submissions-approve"), chosen).status_code == 302
    assert Submission.objects.get(pk=clean.pk).state == "approved"
    assert Submission.objects.get(pk=odd.pk).state == "submitted"


def test_an_odd_cell_is_returned_from_the_list(desk, monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    reasons = {f"r-{monthly.asked.admitted.pk}": "Xem lại số này", "next": LIST}
    answer = desk.post(reverse("submission-return", args=[sent.pk]), reasons)
    assert answer.headers["Location"] == LIST
    assert Submission.objects.get(pk=sent.pk).state == "returned"


def test_a_return_without_a_reason_gets_a_sentence(desk, monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    assert desk.post(reverse("submission-return", args=[sent.pk]), {}).status_code == 422


def test_acting_on_a_report_that_moved_on_gets_409(desk, monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    act = reverse("submission-act", args=[sent.pk])
    assert desk.post(act, {"act": "approve"}).status_code == 302
    assert desk.post(act, {"act": "approve"}).status_code == 409
    assert desk.post(act, {"act": "explode"}).status_code == 404


def test_with_htmx_only_the_row_comes_back(desk, monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    act = reverse("submission-act", args=[sent.pk])
    row = desk.post(act, {"act": "approve", "next": LIST}, headers={"HX-Request": "true"})
    assert row.status_code == 200
    assert names(row.content.decode()) == ["CĐCS Trường A1"] and "<html" not in row.content.decode()
    late = desk.post(act, {"act": "approve", "next": LIST}, headers={"HX-Request": "true"})
    assert late.status_code == 409
    assert 'role="alert"' in late.content.decode()


def test_a_reminder_stands_on_the_units_home_page(desk, client, monthly):
    chosen = {"form": "T-THANG", "period": "2024-11", "tab": "owing"}
    assert desk.post(reverse("submissions-remind"), chosen).status_code == 302
    client.force_login(monthly.world.chi, backend="django.contrib.auth.backends.ModelBackend")
    assert "LĐLĐ huyện Một" in client.get("/").content.decode()


def test_an_exempt_unit_owes_nothing_until_it_does_again(desk, monthly):
    owed = monthly.of(monthly.world.a2)
    address = reverse("obligation-exempt", args=[owed.pk])
    desk.post(address, {"reason": "Mới thành lập"})
    assert Obligation.objects.get(pk=owed.pk).exempt_reason == "Mới thành lập"
    desk.post(address, {"act": "owe"})
    assert Obligation.objects.get(pk=owed.pk).exempt_reason == ""


@pytest.mark.parametrize(("person", "status"), [("chi", 200), ("hoa", 200), ("binh", 200), ("lan", 200), ("dung", 404)])
def test_a_report_is_seen_from_above_and_by_its_unit(client, monthly, person, status):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    client.force_login(getattr(monthly.world, person), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("submission", args=[sent.pk])).status_code == status


@pytest.mark.parametrize(("person", "status"), [("chi", 403), ("dung", 404)])
def test_nobody_else_approves_by_address(client, monthly, person, status):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    client.force_login(getattr(monthly.world, person), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("submission-act", args=[sent.pk]), {"act": "approve"}).status_code == status
    assert Submission.objects.get(pk=sent.pk).state == "submitted"


def test_a_draft_is_its_units_own(desk, monthly):
    draft = monthly.draft(monthly.of(monthly.world.a1))
    assert desk.get(reverse("submission", args=[draft.pk])).status_code == 404


def test_a_chair_sees_the_own_units_reports(client, monthly):
    client.force_login(monthly.world.chi, backend="django.contrib.auth.backends.ModelBackend")
    body = client.get(LIST, {"period": "2024-11"}).content.decode()
    assert names(body) == ["CĐCS Trường A1"]


def test_buttons_are_those_of_the_table_for_this_person(client, desk, monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    page = reverse("submission", args=[sent.pk])

    def acts():
        return set(re.findall(r'name="act" value="(\w+)"', client.get(page).content.decode()))

    assert acts() == {"approve"}
    client.force_login(monthly.world.chi, backend="django.contrib.auth.backends.ModelBackend")
    assert acts() == {"recall"}
    client.force_login(monthly.world.hoa, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("submission-act", args=[sent.pk]), {"act": "approve"})
    assert acts() == {"lock"}


def test_versions_show_what_differs(desk, client, monthly):
    world, owed = monthly.world, monthly.of(monthly.world.a1)
    approved = monthly.approved(owed)
    client.force_login(world.chi, backend="django.contrib.auth.backends.ModelBackend")
    began = client.post(reverse("submission-act", args=[approved.pk]), {"act": "correct", "reason": "Đếm sót"})
    assert began.headers["Location"] == reverse("report-fill", args=[owed.pk])
    draft = Submission.objects.get(version=2)
    fields = {f"n-{monthly.asked.members.pk}": "103", "revision": str(draft.revision), "act": "save"}
    client.post(reverse("report-fill", args=[owed.pk]), fields)
    body = client.get(reverse("submission", args=[draft.pk])).content.decode()
    assert "Đếm sót" in body and "<mark>103</mark>" in body


def test_the_list_is_paged_and_its_queries_do_not_grow_with_the_units(desk, monthly):
    chosen = {"period": "2024-11", "tab": "all"}

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(LIST, chosen).status_code == 200
        return len(asked)

    few = queries()
    many(monthly, 120)
    assert queries() <= few <= 15
    body = desk.get(LIST, chosen).content.decode()
    assert len(names(body)) == 50
    assert "page=2" in body


def test_the_home_page_of_an_office_says_who_owes_it(desk, monthly):
    monthly.sent(monthly.of(monthly.world.a1))
    with CaptureQueriesContext(connection) as asked:
        body = desk.get("/").content.decode()
    assert len(asked) <= 15
    assert "/reports/?form=T-THANG&amp;period=2024-11&amp;tab=waiting" in body
    assert "CĐCS Xí nghiệp A2" in body


@pytest.mark.parametrize("word", ["word", "//evil.example/", "https://evil.example/"])
def test_a_form_that_leads_nowhere_leads_back_to_the_list(desk, monthly, word):
    owed = monthly.of(monthly.world.a2)
    sent = monthly.sent(monthly.of(monthly.world.a1))
    for address, body in (
        (reverse("submissions-approve"), {}),
        (reverse("submissions-remind"), {}),
        (reverse("obligation-exempt", args=[owed.pk]), {"reason": "Mới thành lập"}),
        (reverse("submission-return", args=[sent.pk]), {"note": "Xem lại"}),
    ):
        page = desk.post(address, {**body, "next": word})
        assert page.status_code in (302, 422) and page.headers.get("Location", LIST).startswith(LIST), address
