"""Dividing a target among the units below: by hand, by a key, with the sum always known."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.access import Forbidden, NotVisible
from nhipcau.documents.models import Document
from nhipcau.programmes import division, horizons, rows
from nhipcau.programmes import services as programmes
from nhipcau.programmes import services_allocation as services
from nhipcau.programmes.models import Allocation, Programme
from nhipcau.programmes.rows import row_for
from nhipcau.programmes.tests.plans import assign, divide, programme, share, target
from nhipcau.units.models import Placement
from nhipcau.units.services import refresh_current_tree
from nhipcau.web.problems import Conflict, Problem


@pytest.fixture
def goal(world):
    return programme(world).targets.get()


def by_key(world, goal, key, unit=None, person=None, **options):
    unit = unit or world.province_a
    row = row_for(unit, goal, world.today)
    options = {"floor": None, "at_least_one": False, "excluded": [], **options}
    wish = division.wish_of(row, key, **options)
    return services.apply_division(
        unit, goal, wish, stamp=row.stamp, today=world.today, by=world.access(person or world.binh)
    )


def test_the_difference_says_what_is_left_and_what_is_above(world, goal):
    standing = lambda: row_for(world.province_a, goal, world.today)  # noqa: E731
    assert standing().standing == rows.UNTOUCHED
    divide(world, goal, {world.district: 60})
    assert (standing().standing, standing().difference) == (rows.SHORT, -40)
    divide(world, goal, {world.a3: 40})
    assert (standing().standing, standing().difference) == (rows.BALANCED, 0)
    divide(world, goal, {world.a3: 45})
    assert (standing().standing, standing().difference) == (rows.OVER, 5)


def test_an_emptied_cell_is_no_share_and_not_a_zero(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 0})
    divide(world, goal, {world.district: None})
    assert list(Allocation.objects.values_list("unit__code", "value")) == [("A3", 0)]


def test_equal_parts_add_up_exactly(world, goal):
    by_key(world, goal, division.EQUAL)
    assert (share(goal, world.district).value, share(goal, world.a3).value) == (50, 50)


def test_the_number_of_grassroots_unions_below_divides(world, goal):
    by_key(world, goal, division.GRASSROOTS)
    assert (share(goal, world.district).value, share(goal, world.a3).value) == (67, 33)


def test_a_locked_cell_keeps_its_value_and_the_rest_is_divided(world, goal):
    divide(world, goal, {world.a3: 7})
    row = row_for(world.province_a, goal, world.today)
    entry = services.RowEntry(goal.pk, row.stamp, {}, {world.a3.pk: True})
    services.save_rows(world.province_a, [entry], today=world.today, by=world.access(world.binh))
    by_key(world, goal, division.EQUAL)
    assert (share(goal, world.a3).value, share(goal, world.district).value) == (7, 93)


def test_a_unit_left_out_gets_nothing(world, goal):
    by_key(world, goal, division.EQUAL, excluded=[world.a3.pk])
    assert share(goal, world.district).value == 100
    assert not Allocation.objects.filter(unit=world.a3).exists()


def test_a_least_that_cannot_be_met_gets_a_sentence_and_changes_nothing(world, goal):
    with pytest.raises(Problem):
        by_key(world, goal, division.EQUAL, floor=Decimal(60))
    assert not Allocation.objects.exists()


def test_a_key_without_any_figure_is_refused_with_a_sentence(world, goal, settings):
    settings.ALLOCATION_KEYS = {"members": "nhipcau.programmes.tests.test_dividing.no_figures"}
    with pytest.raises(Problem):
        by_key(world, goal, "members")


def no_figures(unit_ids, day, *, indicator_id, period):
    return {}


def some_figures(unit_ids, day, *, indicator_id, period):
    return {unit_ids[0]: Decimal(30)}


def test_units_a_key_knows_nothing_of_are_named(world, goal, settings):
    settings.ALLOCATION_KEYS = {"members": "nhipcau.programmes.tests.test_dividing.some_figures"}
    row = row_for(world.province_a, goal, world.today)
    found = division.divide(world.province_a, row, division.Wish("members"), world.today)
    assert sum(found.values.values()) == 100
    assert [unit.pk for unit in found.unknown] == [cell.unit.pk for cell in row.cells[1:]]


def test_a_copied_target_is_not_divided(world):
    plan, by = programme(world, issued=False), world.access(world.binh)
    rate = target(plan, by=by, value=95, cascade="copy", code="T3")
    with pytest.raises(Problem):
        divide(world, rate, {world.a3: 95})


@pytest.mark.parametrize("value", ["-1", "NaN", "Infinity", "0.0000001", "1E+21"])
def test_a_value_no_share_can_have_is_refused(world, goal, value):
    with pytest.raises(Problem):
        divide(world, goal, {world.a3: Decimal(value)})
    assert not Allocation.objects.exists()


def test_a_page_shown_before_someone_else_saved_is_refused_with_nothing_changed(world, goal, client):
    stamp = row_for(world.province_a, goal, world.today).stamp
    divide(world, goal, {world.a3: 40})
    client.force_login(world.binh)
    page = reverse("programme-allocate", args=[goal.programme_id])
    cells = {f"s-{goal.pk}": stamp, f"c-{goal.pk}-{world.a3.pk}": "10", f"c-{goal.pk}-{world.district.pk}": "90"}
    response = client.post(page, cells)
    assert response.status_code == 409 and 'role="alert"' in response.content.decode()
    assert list(Allocation.objects.values_list("value", flat=True)) == [40]


def test_a_cell_that_is_no_number_comes_back_as_typed_and_nothing_is_saved(world, goal, client):
    client.force_login(world.binh)
    page = reverse("programme-allocate", args=[goal.programme_id])
    cells = {
        f"s-{goal.pk}": row_for(world.province_a, goal, world.today).stamp,
        f"c-{goal.pk}-{world.a3.pk}": "4o", f"c-{goal.pk}-{world.district.pk}": "60",
    }  # fmt: skip
    response = client.post(page, cells)
    assert response.status_code == 422
    assert 'value="4o"' in response.content.decode() and 'value="60"' in response.content.decode()
    assert not Allocation.objects.exists()


def test_the_matrix_saves_what_was_typed_with_vietnamese_digits(world, goal, client):
    client.force_login(world.binh)
    page = reverse("programme-allocate", args=[goal.programme_id])
    stamp = row_for(world.province_a, goal, world.today).stamp
    client.post(page, {f"s-{goal.pk}": stamp, f"c-{goal.pk}-{world.a3.pk}": "1.040,5"})
    assert share(goal, world.a3).value == Decimal("1040.5")
    shown = client.get(page).content.decode()
    assert 'value="1.040,5"' in shown and "+940,5" in shown


def test_a_preview_writes_nothing_and_applying_it_does(world, goal, client):
    client.force_login(world.binh)
    page = reverse("target-divide", args=[goal.pk])
    preview = client.get(page, {"key": "equal"})
    assert preview.status_code == 200 and "50" in preview.content.decode() and not Allocation.objects.exists()
    stamp = row_for(world.province_a, goal, world.today).stamp
    assert client.post(page, {"key": "equal", "stamp": stamp}).status_code == 302
    assert share(goal, world.a3).value == 50
    assert client.post(page, {"key": "equal", "stamp": stamp}).status_code == 409


def test_only_the_unit_that_received_a_target_divides_it_further(world, goal):
    with pytest.raises(NotVisible):
        divide(world, goal, {world.a1: 10}, unit=world.district, person=world.hoa)
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    divide(world, goal, {world.a1: 35, world.a2: 25}, unit=world.district, person=world.hoa)
    assert share(goal, world.a1).above == share(goal, world.district)
    assert row_for(world.district, goal, world.today).standing == rows.BALANCED


def test_who_may_not_write_does_not_divide(world, goal):
    with pytest.raises(Forbidden):
        divide(world, goal, {world.a1: 1}, unit=world.a1, person=world.chi)
    with pytest.raises(NotVisible):
        divide(world, goal, {world.a3: 1}, person=world.dung)


def test_another_provinces_pages_do_not_exist(world, goal, client):
    client.force_login(world.dung)
    for name in ("programme-allocate", "programme-assign"):
        assert client.get(reverse(name, args=[goal.programme_id])).status_code == 404
    for name in ("target-allocate", "target-divide", "target-adjust", "target-edit"):
        assert client.get(reverse(name, args=[goal.pk])).status_code == 404
    foreign = client.get(reverse("programme-allocate", args=[goal.programme_id]), {"unit": world.province_a.pk})
    assert foreign.status_code == 404


def test_the_matrix_asks_the_same_number_of_questions_for_one_target_and_for_ten(
    world, client, django_assert_num_queries
):
    plan, by = programme(world, issued=False), world.access(world.binh)
    client.force_login(world.binh)
    page = reverse("programme-allocate", args=[plan.pk])
    with django_assert_num_queries(10):
        client.get(page)
    for number in range(2, 12):
        divide(world, target(plan, by=by, value=number, code=f"T{number}"), {world.a3: 1, world.district: 1})
    with django_assert_num_queries(10):
        client.get(page)


def test_more_children_than_fit_beside_one_another_get_a_long_table(world, goal, client, monkeypatch):
    monkeypatch.setattr(rows, "WIDE", 1)
    client.force_login(world.binh)
    matrix = client.get(reverse("programme-allocate", args=[goal.programme_id])).content.decode()
    page = reverse("target-allocate", args=[goal.pk])
    assert page in matrix
    stamp = row_for(world.province_a, goal, world.today).stamp
    client.post(f"{page}?q=benh+vien", {f"s-{goal.pk}": stamp, f"c-{goal.pk}-{world.a3.pk}": "40"})
    assert share(goal, world.a3).value == 40
    shown = client.get(page, {"q": "benh vien"}).content.decode()
    assert "Bệnh viện A3" in shown and "huyện Một" not in shown


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_the_smallest_part_divides_what_was_given(given_value):
    step = division.step_of(type("T", (), {"indicator": None})(), given_value)
    assert given_value % step == 0 and step <= 1


@pytest.mark.parametrize(
    ("horizon", "covered", "not_covered"),
    [
        ("2024", 2024, 2025), ("2024H1", 2024, 2023), ("tk:2024-05", 2024, 2025), ("2020-2025", 2023, 2026),
        ("đến 2025", 2024, 2026), ("nhiệm kỳ 2023-2028", 2028, 2022),
    ],
)  # fmt: skip
def test_a_horizon_covers_its_years(horizon, covered, not_covered):
    assert horizons.covers(horizon, covered) and not horizons.covers(horizon, not_covered)


def test_every_year_is_covered_by_a_yearly_target():
    assert horizons.covers("hằng năm", 2024) and horizons.covers("", 2030)


def test_a_repeated_save_of_the_same_page_changes_nothing_more(world, goal):
    assert divide(world, goal, {world.a3: 40}) == 1
    assert divide(world, goal, {world.a3: 40}) == 0


def test_a_share_already_divided_further_cannot_be_taken_away(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    with pytest.raises(Problem):
        divide(world, goal, {world.district: None})
    with pytest.raises(Conflict):
        services.acknowledge(_twice_acknowledged(world, goal), by=world.access(world.hoa))


def _twice_acknowledged(world, goal):
    old = share(goal, world.district)
    services.acknowledge(share(goal, world.district), by=world.access(world.hoa))
    return old


def test_groups_stand_under_the_words_of_their_heading_where_the_document_has_them(world, client):
    text = "I. MỤC ĐÍCH\nII. CHỈ TIÊU VỀ ĐOÀN VIÊN\nKết nạp 100 đoàn viên.\nIII. NỮ CÔNG\nLập 2 ban."
    paper = Document.objects.create(unit=world.province_a, title="Chương trình", text=text)
    plan = programme(world, issued=False)
    Programme.objects.filter(pk=plan.pk).update(document=paper)
    by = world.access(world.binh)
    plan.targets.update(section="II.1", span_start=text.index("Kết nạp"), span_end=text.index("III") - 1)
    for number, section in enumerate(("V. Kiểm tra, giám sát", "IX"), 2):
        target(plan, by=by, value=number, code=f"T{number}", section=section)
    programmes.issue(Programme.objects.get(pk=plan.pk), today=world.today, by=by)
    client.force_login(world.binh)
    for address in ("programme", "programme-allocate"):
        page = client.get(reverse(address, args=[plan.pk]))
        names = [name for name, _rows in page.context["groups"]]
        assert names == ["II. CHỈ TIÊU VỀ ĐOÀN VIÊN", "V. Kiểm tra, giám sát", "IX"]
        assert "II. CHỈ TIÊU VỀ ĐOÀN VIÊN" in page.content.decode()


def a_day(unit_ids, day, *, indicator_id, period):
    return dict.fromkeys(unit_ids, Decimal((day - date(2020, 1, 1)).days))


@pytest.mark.parametrize(("period", "day"), [("2023", date(2023, 12, 31)), ("2024", None)])
def test_a_programme_that_is_over_is_divided_by_what_was_known_on_its_last_day(world, settings, period, day):
    settings.ALLOCATION_KEYS = {"members": "nhipcau.programmes.tests.test_dividing.a_day"}
    goal = programme(world, period=period).targets.get()
    row = row_for(world.province_a, goal, world.today)
    found = division.divide(world.province_a, row, division.Wish("members"), world.today)
    assert set(found.basis.values()) == {((day or world.today) - date(2020, 1, 1)).days}


def test_grassroots_unions_that_ended_count_in_the_tree_of_their_day(world):
    last_year = date(2023, 12, 31)
    assert division.grassroots_below_on(world.province_a, last_year) == {world.district.pk: 2, world.a3.pk: 1}
    goal = programme(world, period="2023").targets.get()
    Placement.objects.filter(unit=world.a1).update(valid_to=date(2024, 3, 1))
    refresh_current_tree(world.today)
    row = row_for(world.province_a, goal, world.today)
    then = division.divide(world.province_a, row, division.Wish(division.GRASSROOTS), world.today)
    assert then.basis == {world.district.pk: 2, world.a3.pk: 1}
    assert division.grassroots_below(world.province_a) == {world.district.pk: 1, world.a3.pk: 1}
