"""The demo is built on any day, the year of the annex included; what it writes holds together and can be tried."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from rich.console import Console

from nhipcau.access import system_access
from nhipcau.accounts.models import Person
from nhipcau.config.commands import check_data
from nhipcau.demo.command import build
from nhipcau.demo.people import SEATS
from nhipcau.demo.reports import months_of_the_demo
from nhipcau.demo.tour import say_who
from nhipcau.documents import above, queries_bases, services_annex
from nhipcau.documents.models import Document, ReadItem
from nhipcau.programmes import services_annex as allocating
from nhipcau.programmes.division import EQUAL, GRASSROOTS, Wish, divide
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.rows import row_for
from nhipcau.reporting.models import Obligation, Submission
from nhipcau.reporting.queries import history_of
from nhipcau.reporting.verify import verify
from nhipcau.reporting.words_of_pages import history_words
from nhipcau.units.models import Unit

WAYS = (Wish("members"), Wish("last-actual"), Wish(GRASSROOTS), Wish(EQUAL), Wish("members", floor=Decimal(5)))


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo of a day in the year of the annex, built once for all tests here and taken back at the end."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        build(settings.TODAY, lambda *_: None)
        yield settings.TODAY
        transaction.set_rollback(True)


@pytest.fixture
def demo(built):
    """The same, with what the test itself writes taken back."""
    with transaction.atomic():
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def by(demo):
    return system_access(today=demo, name="demo")


def paper(number: str) -> Document:
    return Document.objects.select_related("unit").get(number=number)


def test_the_demo_of_a_day_of_the_annex_year(demo, capsys):
    today = demo
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
    own = Programme.objects.get(number="05/CTr-LĐLĐ")
    assert own.state == "issued" and own.period == f"{today.year}"
    assert Allocation.objects.filter(target__programme=own, unit__kind="cdcs").exists()
    answered = {one.recurrence: one.answered_by.count() for one in own.deadlines.all()}
    assert answered == {"monthly": 1, "half-year": 1, "yearly": 0, "quarterly": 0} and own.phases.count() == 2
    half_year = Obligation.objects.filter(form__answering__deadline__recurrence="half-year")
    assert {str(owed.due_on) for owed in half_year} == {"2024-11-29"}


@pytest.mark.parametrize("way", WAYS, ids=["members", "last-actual", "unions", "equal", "mixed"])
@pytest.mark.parametrize("day", [None, date(2026, 11, 26)])
def test_a_target_of_2024_is_divided_among_all_thirteen_units_on_the_day_and_after_they_ended(demo, way, day):
    target = Target.objects.get(programme__code="NB-2024", indicator__code="E2")
    province = Unit.objects.get(code="NB")
    found = divide(province, row_for(province, target, day or demo), way, day or demo)
    assert sum(found.values.values()) == target.value and len(found.values) == 13
    assert not found.unknown and min(found.values.values()) > 0
    assert max(found.values.values()) < target.value / 2


@pytest.mark.parametrize("way", WAYS, ids=["members", "last-actual", "unions", "equal", "mixed"])
def test_a_union_between_divides_what_the_province_gave_it(demo, way):
    union = Unit.objects.get(code="NB-KCN")
    target = Target.objects.get(programme__number="19/KH-LĐLĐ", indicator__code="E2")
    row = row_for(union, target, demo)
    assert row.given and not row.shares
    found = divide(union, row, way, demo)
    assert sum(found.values.values()) == row.given
    # Only of unions founded this year there is no last year.
    assert {unit.placements.earliest("valid_from").valid_from.year for unit in found.unknown} <= {demo.year}
    assert sum(value > 0 for value in found.values.values()) > 9


def test_the_chain_of_bases_is_walked_from_a_union_to_the_confederation_with_one_paper_missing(by):
    top = queries_bases.chain_of(paper("02/KH-CĐKCN"), by)
    province = top.bases[0]
    assert province.link.document == paper("05/CTr-LĐLĐ")
    nation = next(step for step in province.bases if step.link.document)
    assert nation.link.document == paper("03/CTr-BCH") and nation.link.document.unit.code == "TLĐ"
    assert [step.link.number for step in province.bases if step.link.missing] == ["217-QĐ/TW"]
    assert not nation.bases and paper("03/CTr-BCH").confirmed_at


def test_a_target_of_the_province_follows_the_same_one_of_the_confederation(demo):
    own = Target.objects.get(programme__number="05/CTr-LĐLĐ", indicator__code="D1")
    assert own.above.programme.number == "03/CTr-BCH" and own.above.value == own.value
    assert own.parent_allocation.unit.code == "NB"


def test_the_paper_that_waits_at_a_union_is_offered_the_targets_of_the_province_with_their_differences(by):
    waiting = paper("03/CTr-CĐKCN")
    items = list(waiting.items.filter(kind=ReadItem.TARGET))
    assert {item.decision for item in items} == {"pending"}
    offers = above.aims_for(items, waiting.unit, by)
    nearest = {item.indicator: (item, offers[item.pk][0]) for item in items}
    assert {aim.paper for _item, aim in nearest.values()} == {"05/CTr-LĐLĐ"}
    said = {code: above.differences(*pair) for code, pair in nearest.items()}
    assert said["D1"] == [] and said["A1"] == [] and "20" in said["D3"][0]


def test_the_annex_that_waits_asks_about_one_misspelt_unit_and_then_becomes_drafts(demo, by):
    annex = paper("47/LĐLĐ-VP").annexes.get()
    columns = {column.pk: column for column in annex.columns.select_related("unit")}
    unknown = [column for column in columns.values() if column.unit is None]
    assert len(unknown) == 1 and len(columns) == 13
    taken = [column.unit_id for column in columns.values() if column.unit_id]
    lost = Unit.objects.filter(alive=True, parent__code="NB", kind__reports=False).exclude(pk__in=taken).get()
    assert lost.name.endswith("Gia Viễn") and unknown[0].suggestions[0][0] == lost.pk
    answers = {pk: column.unit_id or lost.pk for pk, column in columns.items()}
    services_annex.match_columns(annex, answers, revision=annex.revision, by=by)
    annex.refresh_from_db()
    rows = {row.pk: services_annex.RowAnswer(True, row.indicator, "") for row in annex.rows.all()}
    assert services_annex.decide_rows(annex, rows, revision=annex.revision, by=by) == 3
    annex.refresh_from_db()
    made = allocating.allocate(annex, revision=annex.revision, today=demo, by=by)
    shares = Allocation.objects.filter(target__programme=made)
    assert set(shares.values_list("state", flat=True)) == {"draft"} and shares.count() == 39


def test_the_campaign_shows_its_two_phases_on_its_page(demo, client):
    campaign = Programme.objects.get(number="19/KH-LĐLĐ")
    assert [phase.name for phase in campaign.phases.order_by("order")] == ["Giai đoạn 1", "Giai đoạn 2"]
    client.force_login(Person.objects.get(username="ninhbinh"))
    page = client.get(reverse("programme", args=[campaign.pk])).content.decode()
    assert "Mỗi tổ một ý tưởng" in page and "Đưa ý tưởng vào ca máy" in page


@pytest.mark.parametrize(("who", "waits"), [("ninhbinh", "47/LĐLĐ-VP"), ("kcn", "03/CTr-CĐKCN")])
def test_whoever_signs_in_finds_on_the_first_page_the_paper_that_waits(demo, client, who, waits):
    client.force_login(Person.objects.get(username=who))
    assert waits in client.get(reverse("my-duties")).content.decode()


def test_who_can_sign_in_is_printed_with_what_to_try_first(demo):
    out = StringIO()
    say_who(Console(file=out, width=240))
    lines = out.getvalue().splitlines()
    for seat in SEATS:
        line = next(line for line in lines if f" {seat.username} " in line)
        assert seat.name in line and line.split("│")[3].strip()
    for number in ("03/CTr-BCH", "47/LĐLĐ-VP", "19/KH-LĐLĐ", "03/CTr-CĐKCN", "02/KH-CĐKCN"):
        assert number in out.getvalue() and paper(number)


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
