"""Months of a running year that have not begun are said to be not due yet; they are no gap. Today is 22/11/2024."""

from datetime import date
from itertools import product

import pytest
from django.urls import reverse

from nhipcau.access import system_access
from nhipcau.dashboards.queries_figure import Door, figure_and_not_due, parts_by_time, parts_by_unit
from nhipcau.dashboards.tests.reported import add_up, answer, indicator, programme, target
from nhipcau.dashboards.tests.test_parts_add_up import RULES, random_answers, reach
from nhipcau.reporting.exports import export_figures


@pytest.fixture
def members(world):
    """A1 answered ten months of the year, A2 all eleven that have begun."""
    made = indicator("A4")
    for month in range(1, 12):
        if month < 11:
            answer(world.a1, f"2024-{month:02}", {made: 1})
        answer(world.a2, f"2024-{month:02}", {made: 2})
    add_up()
    return made


def opened(client, person, unit, period="2024", language="vi", **query):
    client.force_login(person)
    client.cookies["nhipcau_language"] = language
    return client.get(reverse("figure", args=[unit.code, period, "A4"], query=query or None))


def test_a_running_year_says_what_was_reported_what_is_missing_and_what_is_not_due(client, world, members):
    shown = opened(client, world.hoa, world.district)
    assert shown.context["coverage"] == "21/22 đã báo cáo, 2 chưa đến kỳ"
    assert shown.context["missing"] == "1 chưa báo cáo"
    assert (
        opened(client, world.hoa, world.district, language="en").context["coverage"] == "21/22 reported, 2 not due yet"
    )


def test_the_month_that_has_not_begun_is_not_a_month_without_a_report(client, world, members):
    rows = opened(client, world.hoa, world.district).context["months"]
    assert [(row["coverage"], row["waits"]) for row in rows[9:]] == [("2/2", False), ("1/2", False), ("–", True)]
    assert "chưa đến kỳ" in opened(client, world.hoa, world.district).text
    assert "chưa đến kỳ" in opened(client, world.chi, world.a1, "2024-12").text


def test_by_unit_the_due_answers_of_each_are_counted(client, world, members):
    rows = opened(client, world.hoa, world.district, by="units", sort="name").context["rows"]
    assert [(row["coverage"], row["partly"], row["waits"]) for row in rows] == [
        ("10/11", True, False),
        ("11/11", False, False),
    ]


def test_a_year_that_is_over_has_nothing_to_come(client, world, members):
    shown = opened(client, world.hoa, world.district, to="2024-10")
    assert shown.context["coverage"] == "20/20 đã báo cáo"


def test_of_a_stock_whose_last_month_has_not_begun_nothing_is_missing(client, world):
    stock = indicator("A4", over_time="last")
    answer(world.a1, "2024-10", {stock: 5})
    add_up()
    shown = opened(client, world.hoa, world.district)
    assert (shown.context["coverage"], shown.context["missing"]) == ("2 chưa đến kỳ", "")


def test_an_export_counts_them_as_owed(world, members):
    rows = export_figures(by=system_access(today=world.today), today=world.today, period="2024", unit="A-H1")
    assert [row[6:] for row in rows if row[0] == "A-H1"] == [("21", "24")]


def test_the_board_of_a_month_to_come_misses_nothing(client, world, members):
    target(programme(world.province_a), members, 12)
    client.force_login(world.binh)
    for to, said in (("2024-12", "chưa đến kỳ"), ("2024-11", "21/33 đã báo cáo")):
        lines = client.get(reverse("board"), {"to": to}).context["lines"]
        assert [line["coverage"] for line in lines] == [said]


@pytest.mark.parametrize("today", [date(2024, 4, 15), date(2023, 12, 31)])
def test_what_is_not_due_of_the_parts_is_what_is_not_due_of_the_whole(world, today):
    every_rule = [indicator(f"R{place}", units, time) for place, (units, time) in enumerate(RULES)]
    random_answers(world, every_rule, 5)
    for one, unit, span in product(
        every_rule, (world.nation, world.province_a, world.b1), (reach("2024"), reach("2024H1"))
    ):
        door = Door(unit, one, span, 1, today)
        figure, waiting = figure_and_not_due(door)
        if figure is None:
            continue
        late = [part.figure for part in parts_by_time(door) if part.waits and part.figure]
        late = late[-1:] if one.over_time == "last" else late
        assert waiting == sum(month.owed - month.covered for month in late), (one.code, unit.code)
        if door.by_units and door.longer:
            parts = parts_by_unit(door)
            assert parts.not_due == waiting
            assert parts.own_not_due + sum(part.not_due for part in parts.children) == waiting
