"""The door of a figure: the number, where it came from, what it was for, and who may open it."""

import pytest
from django.urls import reverse

from nhipcau.dashboards.tests.reported import add_up, allocate, answer, indicator, programme, target
from nhipcau.documents.models import Document
from nhipcau.units.models import Unit


@pytest.fixture
def members(world):
    return indicator("A4")


@pytest.fixture
def figures(world, members):
    """October: A1 gave 5, A3 gave 7, A2 is silent; B1 gave 100."""
    report = answer(world.a1, "2024-10", {members: 5})
    answer(world.a3, "2024-10", {members: 7})
    answer(world.b1, "2024-10", {members: 100})
    answer(world.a1, "2024-09", {members: "none"})
    add_up()
    return report


def door(unit, period="2024-10", code="A4", **query):
    return reverse("figure", args=[unit.code, period, code], query=query or None)


def page(client, person, address, language="en"):
    client.force_login(person)
    client.cookies["nhipcau_language"] = language
    return client.get(address)


def test_a_figure_says_its_coverage_its_rule_and_its_parts(client, world, figures):
    shown = page(client, world.binh, door(world.province_a))
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "2/3 reported" in text and "1 not reported yet" in text
    assert "units added up; months added up" in text
    assert [row["value"] for row in shown.context["rows"]] == ["7", "5"]
    assert shown.context["value"] == "12"


def test_a_missing_unit_is_not_reported_and_never_zero(client, world, figures):
    shown = page(client, world.hoa, door(world.district))
    rows = {row["name"]: row for row in shown.context["rows"]}
    assert rows[world.a2.name]["silent"] and rows[world.a2.name]["value"] == "–"
    assert "not reported yet" in shown.content.decode()


def test_none_arose_is_an_answer_and_counts_as_zero(client, world, figures):
    shown = page(client, world.binh, door(world.a1, "2024-09"))
    assert shown.context["answered"] and "none arose" in shown.content.decode()
    assert page(client, world.binh, door(world.district, "2024-09")).context["value"] == "0"


def test_at_the_leaf_stands_the_report_with_its_version_and_who_approved(client, world, figures):
    shown = page(client, world.chi, door(world.a1))
    text = shown.content.decode()
    assert reverse("submission", args=[figures.pk]) in text
    assert "Chi" in text and "Hòa" in text
    assert [row["answer"] for row in shown.context["history"]] == ["5"]


def test_a_year_opens_to_its_months_and_a_year_so_far_stops_at_the_month(client, world, figures):
    shown = page(client, world.binh, door(world.province_a, "2024"))
    assert shown.context["value"] == "12" and len(shown.context["months"]) == 12
    until = page(client, world.binh, door(world.province_a, "2024", to="2024-09"))
    assert until.context["value"] == "0" and len(until.context["months"]) == 9


def test_a_year_opens_by_unit_too(client, world, figures):
    shown = page(client, world.binh, door(world.province_a, "2024", by="units"))
    assert {row["value"] for row in shown.context["rows"]} == {"7", "5"}
    assert shown.context["rest"] is None


def test_units_are_sorted_by_value_or_by_what_is_missing(client, world, figures):
    greatest = page(client, world.lan, door(world.nation, sort="value")).context["rows"]
    assert [row["value"] for row in greatest] == ["100", "12"]
    assert page(client, world.lan, door(world.nation)).context["rows"] == greatest
    named = page(client, world.lan, door(world.nation, sort="name")).context
    assert [row["value"] for row in named["rows"]] == ["12", "100"] and "sort" not in named["sorts"]["value"]
    gaps = page(client, world.lan, door(world.nation, sort="missing")).context["rows"]
    assert gaps[0]["name"] == world.province_a.name
    assert page(client, world.lan, door(world.nation, sort="size")).status_code == 404


def test_the_way_back_up_keeps_the_figure(client, world, figures):
    shown = page(client, world.lan, door(world.a1))
    assert [step["address"] for step in shown.context["above"]] == [
        door(world.nation),
        door(world.province_a),
        door(world.district),
    ]
    assert page(client, world.chi, door(world.a1)).context["above"] == []


def test_the_thread_leads_to_the_sentence_in_the_document(client, world, members, figures):
    text = "Phát triển 5.000 đoàn viên."
    paper = Document.objects.create(unit=world.province_a, direction=Document.OUT, text=text, number="12/CTr")
    of = programme(world.province_a, document=paper)
    aim = target(of, members, 40, text=text, span_start=0, span_end=len(text))
    to_district = allocate(aim, world.province_a, world.district, 30)
    allocate(aim, world.district, world.a1, 20, above=to_district)
    thread = page(client, world.binh, door(world.a1)).context["thread"]
    assert [step["kind"] for step in thread] == ["allocation", "allocation", "target", "sentence"]
    assert [step["value"] for step in thread] == ["20 people", "30 people", "40 people", ""]
    assert thread[-1]["address"] == f"{reverse('document', args=[paper.pk])}?at=0-{len(text)}#at"
    # However long the thread is, and however the figure is opened, the page asks few questions of the database.
    opened = (door(world.a1), door(world.a1, "2024", to="2024-10"), door(world.district), door(world.district, "2024"))
    asked = {address: _queries(client, world.binh, address) for address in opened}
    assert max(asked.values()) <= 15, asked


def test_the_units_own_programme_stands_before_what_it_answers(client, world, members, figures):
    above = target(programme(world.nation), members, 90)
    allocate(above, world.nation, world.province_a, 30)
    target(programme(world.province_a), members, 35)
    shown = page(client, world.binh, door(world.province_a, "2024", to="2024-10"))
    assert [(step["kind"], step["value"]) for step in shown.context["thread"]] == [
        ("target", "35 people"),
        ("allocation", "30 people"),
        ("target", "90 people"),
    ]
    assert shown.context["aim_value"] == "30"


def test_a_unit_without_a_share_shows_the_target_above_it(client, world, members, figures):
    target(programme(world.province_a), members, 40)
    shown = page(client, world.chi, door(world.a1))
    assert shown.context["of_above"] and shown.context["aim"] is None
    assert world.province_a.name in shown.content.decode()


def test_the_figure_stands_against_its_target(client, world, members, figures):
    target(programme(world.province_a), members, 20)
    shown = page(client, world.binh, door(world.province_a, "2024", to="2024-10"))
    assert shown.context["verdict"] == "behind pace" and shown.context["actual"] == "12"
    month = page(client, world.binh, door(world.province_a))
    assert month.context["standing"] is None
    assert month.context["aim_address"] == door(world.province_a, "2024", to="2024-10")


def test_a_year_that_still_runs_is_behind_and_not_yet_missed(client, world, members, figures):
    target(programme(world.province_a), members, 20)
    shown = page(client, world.binh, door(world.province_a, "2024"))
    assert shown.context["verdict"] == "behind pace"


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("lan", "nation", 200),
        ("lan", "b1", 200),
        ("binh", "province_a", 200),
        ("binh", "nation", 404),
        ("binh", "b1", 404),
        ("hoa", "a2", 200),
        ("hoa", "a3", 404),
        ("chi", "a1", 200),
        ("chi", "a2", 404),
        ("dung", "province_a", 404),
    ],
)
def test_a_figure_opens_in_ones_own_subtree_only(client, world, figures, who, unit, status):
    assert page(client, getattr(world, who), door(getattr(world, unit))).status_code == status
    listed = reverse("unit-figures", args=[getattr(world, unit).code])
    assert page(client, getattr(world, who), listed).status_code == status
    board = reverse("board", query={"unit": getattr(world, unit).code})
    assert page(client, getattr(world, who), board).status_code == status


def test_nobody_opens_a_figure_without_signing_in(client, world, figures):
    for address in (door(world.nation), reverse("unit-figures", args=["TLD"]), reverse("board")):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("period", ["2024-13", "nonsense", "lich:2024", "1066"])
def test_a_period_that_is_none_is_not_found(client, world, figures, period):
    assert page(client, world.binh, door(world.province_a, period)).status_code == 404


@pytest.mark.parametrize("query", [{"stage": "best"}, {"to": "2023-05"}, {"to": "2024"}, {"to": "x"}])
def test_an_address_that_means_nothing_is_not_found(client, world, figures, query):
    assert page(client, world.binh, door(world.province_a, "2024", **query)).status_code == 404


def test_a_unit_that_has_moved_away_is_named_but_opens_for_its_own_people_only(client, world, members, figures):
    from datetime import date

    from nhipcau.units.models import Placement
    from nhipcau.units.services import refresh_current_tree

    Placement.objects.filter(unit=world.a3).update(valid_to=date(2024, 11, 1))
    Placement.objects.create(
        unit=world.a3, parent=world.province_b, name="A3", kind_id="cdcs", valid_from=date(2024, 11, 1)
    )
    refresh_current_tree(world.today)
    rows = {row["name"]: row for row in page(client, world.binh, door(world.province_a)).context["rows"]}
    assert rows[world.a3.name]["value"] == "7" and rows[world.a3.name]["door"] == ""


def test_the_number_of_queries_does_not_grow_with_the_children(client, world, members, figures, wide_tree):
    few, many = wide_tree
    counts = [_queries(client, world.lan, door(unit)) for unit in (few, many)]
    assert counts[0] == counts[1] <= 15


@pytest.fixture
def wide_tree(world, members, figures):
    """Province A with three children at and below it, and province B with 120 more."""
    from datetime import date

    from nhipcau.units.models import Placement
    from nhipcau.units.services import refresh_current_tree

    made = Unit.objects.bulk_create(
        Unit(code=f"B{number:03d}", name=f"CĐCS {number}", kind_id="cdcs", path="/") for number in range(100, 220)
    )
    Placement.objects.bulk_create(
        Placement(unit=u, parent=world.province_b, name=u.name, kind_id="cdcs", valid_from=date(2020, 1, 1))
        for u in made
    )
    refresh_current_tree(world.today)
    add_up()
    return world.province_a, world.province_b


@pytest.mark.parametrize("period", ["2024-10", "2024"])
def test_units_with_something_to_show_come_before_those_without(client, world, members, wide_tree, monkeypatch, period):
    last = Unit.objects.get(code="B219")
    answer(last, "2024-10", {members: 3})
    add_up()
    for wide in (500, 5):
        monkeypatch.setattr("nhipcau.dashboards.queries_figure.WIDE", wide)
        address = door(world.province_b, period, by="units")
        shown = page(client, world.lan, address)
        found = {row["name"]: row["value"] for row in shown.context["rows"]}
        assert {last.name: "3", world.b1.name: "100"}.items() <= dict(list(found.items())[:2]).items()
        assert shown.context["coverage_short"].startswith("2/")
        named = page(client, world.lan, address + "&sort=name").context
        assert list(found) != [row["name"] for row in named["rows"]] and named["sort"] == "name"
        # Over a year, by unit and wide: four more than elsewhere.
        assert _queries(client, world.lan, address) <= (15 if period == "2024-10" else 19)


def _queries(client, person, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page(client, person, address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_pages_of_a_wide_unit_are_bounded(client, world, wide_tree):
    shown = page(client, world.dung, door(world.province_b))
    assert len(shown.context["rows"]) == 50 and shown.context["page"].paginator.count == 121
