"""The demo is built on any day, the year of the annex included; what it writes holds together."""

from datetime import date

import pytest

from nhipcau.config.commands import check_data
from nhipcau.demo.command import build
from nhipcau.demo.reports import months_of_the_demo
from nhipcau.programmes.models import Allocation, Programme
from nhipcau.reporting.models import Obligation, Submission
from nhipcau.reporting.queries import history_of
from nhipcau.reporting.verify import verify
from nhipcau.reporting.words_of_pages import history_words


def test_the_demo_of_a_day_of_the_annex_year(db, settings, tmp_path, capsys):
    today = settings.TODAY
    settings.MEDIA_ROOT = tmp_path
    build(today, lambda *_: None)
    assert list(verify()) == []
    assert check_data([]) == 0, capsys.readouterr().out
    states = set(Submission.objects.values_list("state", flat=True))
    assert states >= {"draft", "submitted", "returned", "approved"}
    reports = Submission.objects.exclude(state="draft")
    assert not reports.filter(submitted_at__date__gte=today).exists()
    assert not reports.filter(decided_at__date__gte=today).exists()
    returned = reports.filter(state="returned").select_related("unit__parent").first()
    sent, back = history_of(returned)
    assert [history_words(sent), history_words(back)] == ["gửi báo cáo", "trả lại"]
    assert sent.at == returned.submitted_at and sent.person_name == f"Chủ tịch {returned.unit.name}"
    assert back.at == returned.decided_at and back.reason and back.unit_id == returned.unit.parent_id
    letter = Programme.objects.get(code="NB-2024")
    assert letter.targets.get(indicator__code="E1").value == 3750
    given = Allocation.objects.filter(target__programme=letter, target__indicator__code="E1")
    assert sum(share.value for share in given) == 3750 and given.count() == 13
    own = Programme.objects.exclude(document=None).get()
    assert own.state == "issued" and own.period == f"{today.year}"
    assert Allocation.objects.filter(target__programme=own, unit__kind="cdcs").exists()
    answered = {one.recurrence: one.answered_by.count() for one in own.deadlines.all()}
    assert answered == {"monthly": 1, "half-year": 1, "yearly": 0, "quarterly": 0} and own.phases.count() == 2
    half_year = Obligation.objects.filter(form__answering__deadline__recurrence="half-year")
    assert {str(owed.due_on) for owed in half_year} == {"2024-11-29"}


@pytest.mark.parametrize(
    ("today", "first", "count"),
    [
        (date(2021, 3, 1), "2020-04", 12),
        (date(2020, 3, 1), "2020-01", 3),
        (date(2024, 11, 22), "2023-12", 12),
        (date(2025, 7, 1), "2024-01", 19),
        (date(2026, 11, 26), "2024-01", 24),
    ],
)
def test_the_months_of_the_demo_never_reach_back_before_its_tree(today, first, count):
    months = months_of_the_demo(today)
    assert months[0].code == first and len(months) == count and months[-1].has(today)
