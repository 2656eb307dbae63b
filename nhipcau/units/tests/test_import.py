"""Importing the tree: the file is the whole truth about the codes it names."""

from datetime import date

import pytest

from nhipcau.access import Access, Forbidden, Grant, NotVisible, system_access
from nhipcau.audit.models import Entry
from nhipcau.exchange.runs import run_import
from nhipcau.units.exports import export_units
from nhipcau.units.models import Placement, Unit
from nhipcau.units.queries import tree_on

TODAY = date(2024, 11, 22)
SYSTEM = system_access(today=TODAY)
HEADER = "code,name,kind,parent,valid_from,valid_to\n"
TREE = (
    HEADER
    + """TLD,Tổng Liên đoàn,tld,,2020-01-01,
NB,LĐLĐ tỉnh Ninh Bình,ldld_tinh,TLD,2020-01-01,
NB1,LĐLĐ huyện Nho Quan,ldld_huyen,NB,2020-01-01,2025-07-01
T1,CĐCS Trường Một,cdcs,NB1,2020-01-01,2025-07-01
T1,CĐCS Trường Một,cdcs,NB,2025-07-01,
"""
)


@pytest.fixture(autouse=True)
def nobody_listens(settings):
    settings.TREE_LISTENERS = []


@pytest.fixture
def load(db, tmp_path):
    def load(text, **options):
        path = tmp_path / "units.csv"
        path.write_text(text, encoding="utf-8")
        return run_import("units", path, by=options.pop("by", SYSTEM), today=TODAY, **options)

    return load


def said(result):
    return [(problem.row, problem.column) for problem in result.problems]


def test_a_tree_comes_in_with_its_places_over_time(load):
    assert load(TREE).changed == 5
    assert Unit.objects.get(code="T1").parent.code == "NB1"
    parents = {day: {unit: parent for unit, parent, _ in tree_on(day)} for day in (TODAY, date(2025, 7, 1))}
    school, district, province = (Unit.objects.get(code=code).pk for code in ("T1", "NB1", "NB"))
    assert parents[TODAY][school] == district
    assert parents[date(2025, 7, 1)][school] == province
    assert district not in parents[date(2025, 7, 1)]


def test_the_same_file_twice_changes_nothing_the_second_time(load):
    load(TREE)
    ids, entries = set(Placement.objects.values_list("pk", flat=True)), Entry.objects.count()
    again = load(TREE)
    assert (again.rows, again.changed, again.problems) == (5, 0, [])
    assert set(Placement.objects.values_list("pk", flat=True)) == ids
    assert Entry.objects.count() == entries


def test_a_dry_run_says_what_would_change_and_writes_nothing(load):
    result = load(TREE, dry_run=True)
    assert (result.changed, result.problems) == (5, [])
    assert not Unit.objects.exists()


def test_what_is_exported_imports_without_a_change(load, tmp_path):
    load(TREE)
    rows = [",".join(row) for row in export_units(by=SYSTEM, today=TODAY)]
    assert sorted(rows) == sorted(TREE.splitlines())
    assert load("\n".join(rows) + "\n").changed == 0


def test_units_the_file_does_not_name_stay_as_they_are(load):
    load(TREE)
    result = load(HEADER + "T2,CĐCS Nhà máy Hai,cdcs,NB1,2021-01-01,2025-07-01\n")
    assert result.changed == 1
    assert Placement.objects.count() == 6


def test_a_changed_place_replaces_the_former_one_and_is_recorded(load):
    load(TREE)
    kept = Placement.objects.get(unit__code="T1", valid_from=date(2020, 1, 1)).pk
    load(HEADER + "T1,CĐCS Trường Một,cdcs,NB1,2020-01-01,2025-07-01\nT1,CĐCS Trường Mới,cdcs,NB,2025-07-01,\n")
    unit = Unit.objects.get(code="T1")
    assert list(unit.placements.order_by("valid_from").values_list("name", flat=True))[1] == "CĐCS Trường Mới"
    assert unit.placements.filter(pk=kept).exists()
    entry = Entry.objects.of(unit).last()
    assert entry.action == "units.unit.placed"
    assert entry.before["places"][1]["name"] == "CĐCS Trường Một"
    assert entry.after["places"][1]["name"] == "CĐCS Trường Mới"


def test_those_who_listen_hear_the_earliest_changed_day(load, settings):
    settings.TREE_LISTENERS = ["nhipcau.units.tests.test_import.heard"]
    HEARD.clear()
    load(TREE)
    load(TREE)
    load(TREE.replace("T1,CĐCS Trường Một,cdcs,NB,2025-07-01", "T1,CĐCS Trường Mới,cdcs,NB,2025-07-01"))
    assert [date(2020, 1, 1), date(2025, 7, 1)] == HEARD


HEARD = []


def heard(by, today, changed_from):
    HEARD.append(changed_from)


def test_a_unit_may_end_and_be_founded_again_later(load):
    assert not load(TREE + "T2,Cũ,cdcs,NB,2020-01-01,2022-01-01\nT2,Mới,cdcs,NB,2023-01-01,\n").problems


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("X,Tên,trieu,NB,2020-01-01,", (7, "kind")),
        ("X,Tên,cdcs,KHONG,2020-01-01,", (7, "parent")),
        ("X,Tên,cdcs,X,2020-01-01,", (7, "parent")),
        ("X,,cdcs,NB,2020-01-01,", (7, "name")),
        (",Tên,cdcs,NB,2020-01-01,", (7, "code")),
        ("X Y,Tên,cdcs,NB,2020-01-01,", (7, "code")),
        ("X,Tên,cdcs,NB,01/01/2020,", (7, "valid_from")),
        ("X,Tên,cdcs,NB,2020-02-30,", (7, "valid_from")),
        ("X,Tên,cdcs,NB,,", (7, "valid_from")),
        ("X,Tên,cdcs,NB,2020-01-01,2020-01-01", (7, "valid_to")),
        ("X,Tên,cdcs,NB,2020-01-01,2019-01-01", (7, "valid_to")),
        ("X,Tên,cdcs,NB,2020-01-01", (7, "")),
        ("T1,Trùng,cdcs,NB,2024-01-01,2024-02-01", (7, "valid_from")),
        ("X,Gốc hai,tld,,2021-01-01,", (7, "parent")),
        ("X,Sớm hơn cha,cdcs,NB,2019-12-31,", (7, "parent")),
        ("X,Lâu hơn cha,cdcs,NB1,2020-01-01,", (7, "parent")),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(load, row, place):
    result = load(TREE + row + "\n")
    assert place in said(result)
    assert result.changed == 0
    assert not Unit.objects.exists()
    assert all(problem.problem and problem.advice for problem in result.problems)


def test_a_gap_above_names_the_first_day_without_a_parent(load):
    result = load(
        TREE.replace("T1,CĐCS Trường Một,cdcs,NB1,2020-01-01,2025-07-01\n", "").replace(
            "T1,CĐCS Trường Một,cdcs,NB,2025-07-01,", "T1,CĐCS Trường Một,cdcs,NB1,2025-06-01,"
        )
    )
    assert "2025-07-01" in result.problems[0].problem


def test_a_circle_on_any_day_is_refused(load):
    circle = "P,P,ldld_huyen,Q,2020-01-01,\nQ,Q,ldld_huyen,P,2020-01-01,\nR,R,cdcs,Q,2020-01-01,\n"
    result = load(TREE + circle)
    assert said(result) == [(7, "parent"), (8, "parent")]


def test_units_that_swap_their_places_over_time_make_no_circle(load):
    swap = """P,P,ldld_huyen,NB,2020-01-01,2022-01-01
Q,Q,ldld_huyen,P,2020-01-01,2022-01-01
Q,Q,ldld_huyen,NB,2022-01-01,
P,P,ldld_huyen,Q,2022-01-01,
"""
    assert not load(TREE + swap).problems


def test_a_tree_without_root_is_refused(load):
    assert load(HEADER + "A,A,tld,B,2020-01-01,\nB,B,tld,A,2020-01-01,\n").problems


def test_ending_a_parent_that_others_still_need_is_refused(load):
    load(TREE)
    result = load(HEADER + "NB,LĐLĐ tỉnh Ninh Bình,ldld_tinh,TLD,2020-01-01,2024-01-01\n")
    assert said(result)[0] == (2, "parent")
    assert "NB1" in " ".join(problem.problem for problem in result.problems)


def test_one_who_may_not_change_the_whole_tree_is_refused(load, world):
    reader = Grant("leadership", world.nation.pk, world.nation.path, date(2020, 1, 1))
    with pytest.raises(Forbidden):
        load(TREE, by=Access(1, "Đọc", TODAY, (reader,)))
    with pytest.raises(NotVisible):
        load(TREE, by=world.access(world.binh))
