"""All figures of a unit for a year, month by month."""

import pytest
from django.urls import reverse

from nhipcau.dashboards.tests.reported import add_up, answer, indicator, programme, target


@pytest.fixture
def year(world):
    members, of_them, houses = (
        indicator("A4", over_time="last", group="A", order=1),
        indicator("A4F", over_time="last", group="A", order=2),
        indicator("C1", group="C", order=3),
    )
    of_them.of_which = members
    of_them.save()
    indicator("Z9", group="H", order=9)
    answer(world.a1, "2024-09", {members: 50, of_them: 20, houses: 1})
    answer(world.a1, "2024-10", {members: 52, of_them: 21, houses: "none"})
    answer(world.a3, "2024-10", {members: 10, of_them: 3, houses: 2})
    target(programme(world.province_a), houses, 12)
    add_up()
    return world


def figures(client, person, unit, **query):
    client.force_login(person)
    client.cookies["nhipcau_language"] = "en"
    return client.get(reverse("unit-figures", args=[unit.code], query=query or None))


def row(shown, code):
    return next(r for group in shown.context["groups"] for r in group["rows"] if r["indicator"].code == code)


def test_months_stand_beside_the_year_so_far_and_the_target(client, year):
    shown = figures(client, year.binh, year.province_a)
    houses, members = row(shown, "C1"), row(shown, "A4")
    assert [cell and cell.get("value") for cell in houses["cells"]][9:11] == ["1", "2"]
    assert (houses["cells"][0]["value"], houses["aim"]) == ("3", "12")
    assert members["cells"][0]["value"] == "62"
    assert row(shown, "A4F")["sub"]


def test_a_month_without_a_figure_is_empty_not_zero(client, year):
    houses = row(figures(client, year.binh, year.province_a), "C1")
    assert houses["cells"][1] is None


def test_indicators_nobody_reports_and_nobody_aims_at_are_left_out(client, year):
    shown = figures(client, year.binh, year.province_a)
    assert "Z9" not in [r["indicator"].code for group in shown.context["groups"] for r in group["rows"]]


def test_every_cell_is_the_number_behind_its_door(client, year):
    shown = figures(client, year.binh, year.province_a)
    rows = [r for group in shown.context["groups"] for r in group["rows"]]
    cells = [cell for r in rows for cell in r["cells"] if cell and "door" in cell]
    assert len(cells) >= 9
    for cell in cells:
        assert client.get(cell["door"]).context["value"] == cell["value"]


def test_a_year_without_figures_says_so(client, year):
    shown = figures(client, year.binh, year.province_a, year="2021")
    assert shown.status_code == 200 and shown.context["groups"] == []
    assert figures(client, year.binh, year.province_a, year="soon").status_code == 404


def test_a_month_that_has_not_begun_is_not_due_yet(client, year):
    shown = figures(client, year.binh, year.province_a)
    assert row(shown, "C1")["cells"][12] == {"waits": True}
    assert "not due yet" in shown.text
    assert "not due yet" not in figures(client, year.binh, year.province_a, year="2023").text
