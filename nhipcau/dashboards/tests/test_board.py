"""The steering board: what stands how, the heat map, the month's reports; every number leads to its door."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.audit.services import record
from nhipcau.dashboards.tests.reported import add_up, allocate, answer, indicator, programme, target
from nhipcau.programmes.models import Allocation
from nhipcau.reporting.models import Calendar, Form, Obligation
from nhipcau.reporting.periods import ensure_period


@pytest.fixture
def houses(world):
    return indicator("C1", name="Nhà Mái ấm", unit="nhà")


@pytest.fixture
def ideas(world):
    return indicator("E1", name="Sáng kiến", unit="sáng kiến")


@pytest.fixture
def aims(world, houses, ideas):
    """Province A: 12 houses (6 for the district, 6 for A3) and 100 ideas, undivided. By October 11 houses, 40 ideas."""
    of = programme(world.province_a)
    built = target(of, houses, 12, order=1)
    target(of, ideas, 100, order=2)
    allocate(built, world.province_a, world.district, 6)
    allocate(built, world.province_a, world.a3, 6)
    answer(world.a1, "2024-09", {houses: 3, ideas: 20})
    answer(world.a1, "2024-10", {houses: 4, ideas: "none"})
    answer(world.a3, "2024-10", {houses: 4, ideas: 20})
    add_up()
    return of


def board(client, person, language="en", **query):
    client.force_login(person)
    client.cookies["nhipcau_language"] = language
    return client.get(reverse("board", query=query or None))


def test_the_board_is_of_ones_own_unit_up_to_the_last_month_that_is_over(client, world, aims):
    shown = board(client, world.binh)
    assert shown.context["unit"] == world.province_a
    assert shown.context["asked"].to.code == "2024-10"


def test_what_lags_stands_first_and_each_state_is_counted(client, world, aims):
    shown = board(client, world.binh)
    assert [(line["name"], line["actual"], line["verdict"]) for line in shown.context["lines"]] == [
        ("Indicator E1", "40", "behind pace"),
        ("Indicator C1", "11", "on pace"),
    ]
    assert [group["many"] for group in shown.context["groups"]] == [0, 0, 1, 1, 0]


def test_a_state_shows_only_its_own_lines(client, world, aims):
    assert [line["name"] for line in board(client, world.binh, state="on_pace").context["lines"]] == ["Indicator C1"]
    assert board(client, world.binh, state="asleep").status_code == 404


def test_the_forecast_draws_the_pace_on_and_says_so(client, world, aims):
    lines = board(client, world.binh).context["lines"]
    # 40 in 305 of 366 days.
    assert lines[0]["forecast"] == "at this pace about 48"


def test_the_heat_map_holds_children_against_their_own_pace(client, world, aims):
    shown = board(client, world.binh)
    cells = {row["name"]: row["cells"] for row in shown.context["heat_rows"]}
    assert [column["indicator"].code for column in shown.context["heat_columns"]] == ["C1"]
    # 7 of 6, and 4 of 6, where 5 are asked for by the end of October.
    assert [cell["percent"] for cell in cells[world.district.name]] == [140]
    assert [cell["percent"] for cell in cells[world.a3.name]] == [80]


def test_a_column_of_the_heat_map_sorts_the_worst_first(client, world, aims):
    rows = board(client, world.binh, order="C1").context["heat_rows"]
    assert [row["cells"][0]["percent"] for row in rows] == [80, 140]
    names = [row["name"] for row in board(client, world.binh).context["heat_rows"]]
    assert names == [world.a3.name, world.district.name]
    assert board(client, world.binh, order="no-such").status_code == 200


def test_every_number_of_the_board_is_the_number_behind_its_door(client, world, aims):
    shown = board(client, world.binh)
    lines = [(line["door"], line["actual"]) for line in shown.context["lines"]]
    cells = [(c["door"], c["actual"]) for row in shown.context["heat_rows"] for c in row["cells"] if c]
    assert len(cells) == 2
    for address, value in [*lines, *cells]:
        assert address in shown.content.decode().replace("&amp;", "&")
        assert client.get(address).context["value"] == value


def test_a_month_further_back_counts_up_to_it(client, world, aims):
    lines = {line["name"]: line for line in board(client, world.binh, to="2024-09").context["lines"]}
    assert lines["Indicator C1"]["actual"] == "3"
    assert lines["Indicator C1"]["door"].endswith("?to=2024-09")


def test_a_child_without_a_figure_is_not_zero(client, world, houses, aims):
    shown = board(client, world.hoa, unit="A-H1")
    assert shown.context["lines"][0]["verdict"] == "exceeded"
    early = board(client, world.binh, to="2024-03").context
    assert [line["verdict"] for line in early["lines"]] == ["no figure yet", "no figure yet"]
    assert early["lines"][0]["actual"] == "–"


def test_what_was_assigned_counts_before_what_the_unit_set_itself(client, world, houses, aims):
    above = target(programme(world.nation), houses, 30)
    allocate(above, world.nation, world.province_a, 20, state=Allocation.ACKNOWLEDGED)
    line = next(one for one in board(client, world.binh).context["lines"] if one["name"] == "Indicator C1")
    assert (line["value"], line["own"], line["verdict"]) == ("20", "12", "behind pace")


def test_a_draft_allocation_is_no_aim(client, world, houses, aims):
    above = target(programme(world.nation), houses, 30)
    allocate(above, world.nation, world.province_a, 20, state=Allocation.DRAFT)
    assert "20" not in [line["value"] for line in board(client, world.binh).context["lines"]]


def test_a_target_for_each_unit_is_set_beside_not_judged(client, world, houses, aims):
    target(aims, indicator("D3"), 1, per="mỗi CĐCS")
    shown = board(client, world.binh)
    assert [one.indicator.code for one in shown.context["beside"]] == ["D3"]
    assert "Indicator D3" not in [line["name"] for line in shown.context["lines"]]


def test_the_reports_of_the_month_are_counted_by_state_with_the_late_ones_linked(client, world, aims):
    form = Form.objects.create(
        code="BC",
        name="Báo cáo",
        calendar=Calendar.objects.get(pk="duong"),
        kinds=["cdcs"],
        first_period_from="2024-1-1",
    )
    period = ensure_period("2024-10")
    states = [(world.a1, "approved", ""), (world.a2, "not_started", ""), (world.a3, "submitted", "")]
    for unit, state, exempt in [*states, (world.b1, "not_started", "")]:
        Obligation.objects.create(
            unit=unit, form=form, period=period, due_on=date(2024, 11, 5), state=state, exempt_reason=exempt
        )
    reports = board(client, world.binh).context["reports"]
    assert (reports.approved, reports.waiting, reports.open, reports.late, reports.owed) == (1, 1, 0, 1, 3)
    assert (
        reverse("submissions", query={"period": "2024-10", "tab": "late", "below": "all"}).replace("&", "&amp;")
        in board(client, world.binh).content.decode()
    )


def test_lately_changed_is_for_those_who_may_read_the_record(client, world, houses, aims):
    by = world.access(world.binh)
    record(by, "programmes.programme.issued", aims)
    assert [change.what for change in board(client, world.binh).context["changes"]] == ["issued a programme"]
    chair = board(client, world.chi)
    assert chair.context["changes"] == [] and not chair.context["may_read_record"]


def test_the_trend_shows_this_year_beside_the_last(client, world, houses, aims):
    answer(world.a3, "2023-10", {houses: 9})
    add_up()
    shown = board(client, world.binh, indicator="C1").context
    months = {row["month"]: (row["this"], row["last"]) for row in shown["trend_table"]}
    assert months[9] == ("3", "–") and months[10] == ("8", "9")
    assert board(client, world.binh, indicator="nothing").status_code == 404


def test_a_unit_without_targets_is_told_so(client, world):
    shown = board(client, world.dung)
    assert shown.status_code == 200 and not shown.context["any_lines"]


def test_the_board_of_a_grassroots_union_has_no_heat_map(client, world, houses, aims):
    allocate(aims.targets.get(indicator=houses), world.district, world.a1, 5)
    shown = board(client, world.chi)
    assert [line["actual"] for line in shown.context["lines"]] == ["7"]
    assert shown.context["heat_rows"] == []


def test_a_stock_is_held_against_the_way_from_where_it_stood(client, world):
    members = indicator("A4", over_time="last")
    target(programme(world.province_a), members, 200)
    answer(world.a1, "2023-12", {members: 100})
    answer(world.a1, "2024-10", {members: 190})
    add_up()
    line = board(client, world.binh).context["lines"][0]
    # 100 + 100 × 305/366 = 183,3
    assert line["verdict"] == "on pace" and round(line["standing"].judgement.expected) == 183


def test_a_rate_is_held_against_its_target_at_any_time(client, world):
    informed = indicator("D1", over_units="ratio", over_time="ratio", unit="%")
    target(programme(world.province_a), informed, 90, measure="%")
    answer(world.a1, "2024-10", {informed: (89, 100)})
    add_up()
    line = board(client, world.binh).context["lines"][0]
    assert (line["actual"], line["value"], line["verdict"]) == ("89 %", "90 %", "behind pace")


def test_the_number_of_queries_of_the_board_is_fixed(client, world, aims):
    board(client, world.binh)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(reverse("board")).status_code == 200
    assert len(caught) <= 15, "\n".join(query["sql"][:200] for query in caught.captured_queries)


def test_the_board_speaks_vietnamese(client, world, aims):
    text = board(client, world.binh, language="vi").content.decode()
    assert "Chậm nhịp trước, vượt sau" in text and "đúng nhịp" in text and "Behind" not in text


@pytest.mark.parametrize(
    ("written", "language", "shown"),
    [
        ("nhà", "en", "houses"),
        ("căn nhà", "en", "houses"),
        ("", "en", "houses"),
        ("căn nhà", "vi", "căn nhà"),
        ("triệu đồng", "en", "million đồng"),
    ],
)
def test_what_is_counted_is_said_in_the_language_of_the_page_where_it_is_the_same_thing(
    client, world, written, language, shown
):
    built = indicator("C1", name="Nhà Mái ấm", unit="nhà", unit_en="houses")
    target(programme(world.province_a), built, 12, measure=written)
    (line,) = board(client, world.binh, language=language).context["lines"]
    assert line["measure"] == shown


def test_months_are_named_as_the_language_names_them(client, world, aims):
    page = board(client, world.binh).content.decode()
    assert "October 2024</option>" in page and "Reports of October 2024" in page
    assert "tháng 10/2024</option>" in board(client, world.binh, language="vi").content.decode()


def test_the_broken_line_is_explained_only_where_there_is_one(client, world, houses, aims):
    assert "broken line" not in board(client, world.binh, indicator="C1").content.decode()
    for month in ("2023-03", "2023-04"):
        answer(world.a1, month, {houses: 1})
    add_up()
    assert "broken line" in board(client, world.binh, indicator="C1").content.decode()
