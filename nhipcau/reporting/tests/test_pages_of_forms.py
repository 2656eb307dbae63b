"""The pages of forms: made with a choice from the catalogue, opened for a period, locked once approved."""

import pytest
from django.urls import reverse

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.models import Form, Obligation
from nhipcau.reporting.services import open_period


@pytest.fixture
def office(client, monthly):
    client.force_login(monthly.world.binh)
    return client


def fields(monthly, **more):
    return {"name": "Báo cáo quý", "code": "T-QUY", "frequency": "quarter", "calendar": "duong", "kinds": ["cdcs"],
            "due_days": "-1", "first_period_from": "1/7/2024",
            "rows": [monthly.asked.wage.pk, monthly.asked.members.pk], **more}  # fmt: skip


def test_a_form_is_made_and_opened_and_its_units_owe_it(office, monthly):
    made = office.post(reverse("form-new"), fields(monthly))
    form = Form.objects.get(code="T-QUY")
    assert made.url == reverse("form", args=[form.pk])
    assert form.issuer == monthly.world.province_a and form.due_days == -1
    page = office.get(made.url)
    assert [code for code, *_name in page.context["openable"]] == ["2024Q4", "2024Q3"]
    assert "quý 3/2024" in page.text
    opened = office.post(reverse("form-open", args=[form.pk]), {"period": "2024Q3"}, follow=True)
    assert "3 đơn vị phải báo cáo" in opened.text
    owed = Obligation.objects.filter(form=form)
    assert owed.count() == 3 and str(owed[0].due_on) == "2024-09-29"
    assert "T-QUY" in office.get(reverse("forms")).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "có dấu cách"}, "dấu cách"),
        ({"code": "T-THANG"}, "T-THANG"),
        ({"rows": []}, "ít nhất một chỉ tiêu"),
        ({"kinds": []}, ""),
        ({"first_period_from": "31/2/2024"}, "31/5/2024"),
        ({"due_days": "mười"}, ""),
        ({"frequency": "tuần"}, ""),
    ],
)
def test_what_cannot_be_a_form_comes_back_as_it_was_typed(office, monthly, wrong, said):
    page = office.post(reverse("form-new"), fields(monthly, **wrong))
    assert page.status_code == 422 and said in page.text
    assert 'value="Báo cáo quý"' in page.text and Form.objects.count() == 1
    if wrong.get("rows") is None:
        assert f'value="{monthly.asked.wage.pk}" checked' in page.text


@pytest.mark.parametrize("period", ["", "2024-13", "2023-05", "2024Q1"])
def test_a_period_that_cannot_be_opened_gets_a_sentence(office, monthly, period):
    page = office.post(reverse("form-open", args=[monthly.form.pk]), {"period": period})
    assert page.status_code == 422 and 'role="alert"' in page.text


def test_other_rows_hold_from_a_day_on_and_keep_how_the_former_were_asked(office, monthly):
    address = reverse("form-rows", args=[monthly.form.pk])
    assert f'value="{monthly.asked.agreements.pk}" checked' in office.get(address).text
    rows = [monthly.asked.agreements.pk, monthly.asked.members.pk]
    assert f'name="blank" value="{rows[0]}" checked' in office.get(address).text
    assert f'name="blank" value="{rows[1]}" checked' not in office.get(address).text
    office.post(address, {"valid_from": "1/12/2024", "rows": rows, "blank": rows[:1]})
    assert monthly.form.versions.count() == 2
    newest = monthly.form.versions.order_by("-number").first().rows.all()
    assert {row.indicator_id: row.required for row in newest} == {rows[0]: False, rows[1]: True}
    again = office.post(address, {"valid_from": "1/12/2024", "rows": rows})
    assert again.status_code == 422


def test_it_is_chosen_row_by_row_what_may_be_left_blank(office, monthly):
    wage, members = monthly.asked.wage.pk, monthly.asked.members.pk
    office.post(reverse("form-new"), fields(monthly, blank=[wage]))
    made = Form.objects.get(code="T-QUY")
    kept = {row.indicator_id: row.required for row in made.versions.get().rows.all()}
    assert kept == {wage: False, members: True}
    address = reverse("form-rows", args=[made.pk])
    office.post(address, {"valid_from": "1/12/2024", "rows": [wage, members], "blank": [members]})
    newest = made.versions.order_by("-number").first().rows.all()
    assert {row.indicator_id: row.required for row in newest} == {wage: True, members: False}


def test_a_period_is_locked_and_opened_again_on_the_page_of_its_form(office, monthly):
    monthly.approved(monthly.of(monthly.world.a1))
    lock, page = reverse("form-lock", args=[monthly.form.pk, "2024-11"]), reverse("form", args=[monthly.form.pk])
    assert "Khóa 1" in office.get(page).text
    assert "Đã khóa 1 báo cáo" in office.post(lock, follow=True).text
    refused = office.post(lock, {"act": "unlock", "reason": " "})
    assert refused.status_code == 422 and "vì sao mở lại" in refused.text
    assert "Đã mở lại 1 báo cáo" in office.post(lock, {"act": "unlock", "reason": "Đối chiếu"}, follow=True).text
    assert office.post(reverse("form-lock", args=[monthly.form.pk, "2024-12"])).status_code == 404


def test_the_intermediate_officer_locks_below_and_does_not_open(client, monthly):
    client.force_login(monthly.world.hoa)
    monthly.approved(monthly.of(monthly.world.a1))
    page = client.get(reverse("form", args=[monthly.form.pk]))
    assert (
        "Khóa 1" in page.text
        and page.context["openable"] == []
        and reverse("form-rows", args=[monthly.form.pk]) not in page.text
    )


def test_a_chair_who_has_no_forms_to_look_after_sees_no_lone_tab(client, monthly):
    client.force_login(monthly.world.chi)
    assert client.get(reverse("submissions")).context["tabs"] == []
    client.force_login(monthly.world.hoa)
    assert [address for _label, address, _here in client.get(reverse("submissions")).context["tabs"]] == [
        "/reports/",
        "/forms/",
    ]


def test_the_list_names_the_newest_period_that_the_person_sees_owed(office, monthly, client):
    open_period(by=monthly.world.access(monthly.world.binh), form=monthly.form, code="2024-12")
    Obligation.objects.filter(period__code="2024-12").exclude(unit=monthly.world.a3).delete()
    [(form, *_words)] = office.get(reverse("forms")).context["forms"]
    assert str(form.newest) == "2024-12-31"
    client.force_login(monthly.world.hoa)
    [(form, *_words)] = client.get(reverse("forms")).context["forms"]
    assert str(form.newest) == "2024-11-30"
    Obligation.objects.all().delete()
    [(form, *_words)] = client.get(reverse("forms")).context["forms"]
    assert form.newest is None


def rows_of(form):
    newest = form.versions.order_by("-number").first()
    return [(row.indicator_id, row.section) for row in newest.rows.all()]


def test_the_order_of_rows_and_their_headings_are_chosen_without_saving_at_each_step(office, monthly):
    wage, members = monthly.asked.wage.pk, monthly.asked.members.pk
    page = office.post(reverse("form-new"), fields(monthly, move="none", name=""))
    [first, second] = [one.pk for _n, _words, rows in page.context["asked"].sections() for one, _part in rows]
    assert page.status_code == 200 and 'role="alert"' not in page.text and {first, second} == {wage, members}
    sent = fields(monthly, order=[first, second], move=f"down-{first}", **{f"under-{first}": 1, f"under-{second}": 1})
    moved = office.post(reverse("form-new"), {**sent, "heading-1": "Chung", "heading_en-1": "General"})
    [(_number, words, rows)] = moved.context["asked"].sections()
    assert words == ("Chung", "General") and [one.pk for one, _part in rows] == [second, first]
    assert Form.objects.count() == 1
    under = {f"under-{second}": 1, f"under-{first}": 2, "heading-1": "Đầu", "heading-2": "Cuối", "heading_en-2": "Last"}
    office.post(reverse("form-new"), fields(monthly, order=[second, first], **under))
    made = Form.objects.get(code="T-QUY")
    assert rows_of(made) == [(second, "Đầu"), (first, "Cuối")]
    page = office.get(reverse("form-rows", args=[made.pk]))
    assert [words[0] for _n, words, _rows in page.context["asked"].sections()] == ["Đầu", "Cuối"]


def test_rows_changed_without_a_word_of_their_order_keep_the_one_they_had(office, monthly):
    before = rows_of(monthly.form)
    ids = sorted(id for id, _section in before)
    office.post(reverse("form-rows", args=[monthly.form.pk]), {"valid_from": "1/12/2024", "rows": ids})
    assert rows_of(monthly.form) == before


def test_of_a_long_catalogue_only_the_groups_something_is_chosen_of_are_in_view(office, monthly):
    new = reverse("form-new")
    assert all(group.open for group in office.get(new).context["asked"].groups())
    many = [
        Indicator(code=f"Z{n}", name=f"Chỉ tiêu {n}", group="Z", over_units="sum", over_time="sum") for n in range(30)
    ]
    Indicator.objects.bulk_create(many)
    assert not any(group.open for group in office.get(new).context["asked"].groups())
    rows = office.get(reverse("form-rows", args=[monthly.form.pk]))
    assert [group.open for group in rows.context["asked"].groups()] == [True, False]
    assert rows.content.decode().count('<details class="group" open>') == 1
