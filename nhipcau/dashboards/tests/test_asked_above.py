"""My duties: what programmes ask to be reported and no form answers yet."""

from datetime import date

import pytest
from django.urls import reverse

from nhipcau.dashboards.asked_above import asked_above
from nhipcau.programmes.tests.deadlines import HALF, YEARLY, asking
from nhipcau.reporting.services import answer_with
from nhipcau.reporting.tests.conftest import make_monthly


@pytest.fixture
def monthly(world):
    return make_monthly(world)


def of(world, person, today=None):
    return [(one.due_on, one.may_make) for one in asked_above(world.access(person), today or world.today)]


def test_the_units_below_and_the_issuer_see_what_is_owed_and_who_may_make_the_form(world):
    asking(world, HALF, YEARLY)
    days = [date(2024, 11, 29), date(2024, 12, 14)]
    assert of(world, world.chi) == of(world, world.hoa) == [(day, False) for day in days]
    assert of(world, world.binh) == [(day, True) for day in days]
    assert of(world, world.dung) == [] and of(world, world.lan) == []


def test_a_draft_asks_for_nothing_and_what_is_over_is_not_listed(world):
    asking(world, issued=False)
    assert of(world, world.chi) == []
    asking(world)
    assert of(world, world.chi, date(2024, 12, 14)) == [(date(2024, 12, 14), False)]
    assert of(world, world.chi, date(2024, 12, 15)) == []


def test_once_a_form_answers_it_the_report_stands_there_instead(world, client, monthly):
    deadline = asking(world).deadlines.get()
    client.force_login(world.chi, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("my-duties")).text
    assert "Báo cáo gửi Văn phòng, hằng năm, trước 15/12" in page and "hạn cuối 14/12/2024" in page
    assert "theo 07/CTr-LĐLĐ của LĐLĐ tỉnh A" in page and "không tính ngày ấy: hết ngày 14/12/2024" in page
    assert f"{reverse('programme', args=[deadline.programme_id])}#reportdeadline-{deadline.pk}" in page
    answer_with(by=world.access(world.binh), form=monthly.form, deadline=deadline)
    page = client.get(reverse("my-duties")).text
    assert "Phải báo cáo, chưa có biểu mẫu" not in page
    assert reverse("report-fill", args=[monthly.of(world.a1).pk]) in page


def test_the_list_costs_one_question_however_long_it_is(world, django_assert_num_queries):
    asking(world, *([YEARLY] * 6))
    chi = world.access(world.chi)
    with django_assert_num_queries(1):
        assert len(asked_above(chi, world.today)) == 6
