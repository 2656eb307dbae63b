"""Importing indicators: any codes, liberal in spelling, strict in meaning."""

from datetime import date

import pytest

from nhipcau.access import Forbidden, system_access
from nhipcau.exchange.runs import run_import
from nhipcau.indicators.commands import load_catalogue
from nhipcau.indicators.exports import export_indicators
from nhipcau.indicators.imports import COLUMNS
from nhipcau.indicators.models import Indicator, IndicatorVersion

TODAY = date(2024, 11, 22)
SYSTEM = system_access(today=TODAY)
HEADER = ",".join(COLUMNS) + "\n"
ROWS = """Z1F,Nữ,Women,người,sum,last,up,M,to_chuc,Z1,
Z1,Đoàn viên,Members,người,SUM,Last,↑,M,to_chuc,,cdcs|nghiep_doan
Z2,Lương,Wage,đ,weighted,weighted,,M,,,"cdcs, nghiep_doan"
Z3,Tai nạn,Accidents,vụ,max,max,=0,M,,,cdcs;nghiep_doan
"""


@pytest.fixture
def load(db, tmp_path):
    def load(text, by=SYSTEM, **options):
        path = tmp_path / "indicators.csv"
        path.write_text(text, encoding="utf-8")
        return run_import("indicators", path, by=by, today=TODAY, **options)

    return load


def test_a_part_may_stand_before_its_whole(load):
    assert load(HEADER + ROWS).changed == 4
    assert Indicator.objects.get(code="Z1F").of_which.code == "Z1"
    assert [row.code for row in Indicator.objects.all()] == ["Z1F", "Z1", "Z2", "Z3"]
    assert IndicatorVersion.objects.count() == 4


def test_signs_capitals_and_separators_are_understood(load):
    load(HEADER + ROWS)
    first, wage, accidents = (Indicator.objects.get(code=code) for code in ("Z1", "Z2", "Z3"))
    assert (first.over_units, first.over_time, first.direction) == ("sum", "last", "up")
    assert first.applies_to == wage.applies_to == accidents.applies_to == ["cdcs", "nghiep_doan"]
    assert (wage.direction, accidents.direction) == ("none", "zero")
    assert (first.cascade, wage.cascade) == ("split", "copy")


def test_the_same_file_twice_changes_nothing_the_second_time(load):
    load(HEADER + ROWS)
    assert load(HEADER + ROWS).changed == 0
    assert IndicatorVersion.objects.count() == 4


def test_a_change_is_a_next_version_and_others_stay(load):
    load(HEADER + ROWS)
    assert load(HEADER + "Z2,Tiền lương,Wage,đ,weighted,weighted,,M,,,cdcs nghiep_doan\n").changed == 1
    wage = Indicator.objects.get(code="Z2")
    assert (wage.name, wage.version) == ("Tiền lương", 2)
    assert [version.fields["name"] for version in wage.versions.order_by("number")] == ["Lương", "Tiền lương"]
    assert Indicator.objects.count() == 4


def test_a_part_and_its_whole_may_change_places(load):
    load(HEADER + ROWS)
    swapped = ROWS.replace("Z1F,Nữ,Women,người,sum,last,up,M,to_chuc,Z1,", "Z1F,Nữ,Women,người,sum,last,up,M,to_chuc,,")
    swapped = swapped.replace("↑,M,to_chuc,,", "↑,M,to_chuc,Z1F,")
    assert load(HEADER + swapped).changed == 2
    assert Indicator.objects.get(code="Z1").of_which.code == "Z1F"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Z 9,Tên,,,sum,sum,,,,,", "code"),
        (",Tên,,,sum,sum,,,,,", "code"),
        ("Z9,,,,sum,sum,,,,,", "name"),
        ("Z9,Tên,,,mean,sum,,,,,", "over_units"),
        ("Z9,Tên,,,sum,share,,,,,", "over_time"),
        ("Z9,Tên,,,sum,sum,sideways,,,,", "direction"),
        ("Z9,Tên,,,sum,sum,,,,KHONG,", "of_which"),
        ("Z9,Tên,,,sum,sum,,,,Z9,", "of_which"),
        ("Z9,Tên,,,sum,sum,,,,,cdcs;truong", "applies_to"),
        ("Z1,Trùng,,,sum,sum,,,,,", "code"),
        ("Z9,Tên,,,sum,sum,,,,", ""),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(load, row, column):
    result = load(HEADER + ROWS + row + "\n")
    assert (6, column) in [(problem.row, problem.column) for problem in result.problems]
    assert all(problem.problem and problem.advice for problem in result.problems)
    assert not Indicator.objects.exists()


def test_parts_that_go_in_a_circle_are_refused(load):
    result = load(HEADER + "P,P,,,sum,sum,,,,Q,\nQ,Q,,,sum,sum,,,,P,\n")
    assert [(problem.row, problem.column) for problem in result.problems] == [(2, "of_which"), (3, "of_which")]


def test_what_is_exported_imports_without_a_change(load):
    load_catalogue(by=SYSTEM, today=TODAY)
    load(HEADER + ROWS)
    before = list(Indicator.objects.values())
    rows = list(export_indicators(by=SYSTEM, today=TODAY))
    assert tuple(rows[0]) == COLUMNS
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    result = load(text)
    assert (result.changed, result.problems) == (0, [])
    assert list(Indicator.objects.values()) == before


def test_the_shipped_catalogue_loads_once_and_every_line_of_it_holds(db):
    first, second = (load_catalogue(by=SYSTEM, today=TODAY) for _ in range(2))
    assert first.problems == []
    assert (first.rows, second.changed) == (first.changed, 0)
    assert Indicator.objects.count() == first.rows > 120
    for row in Indicator.objects.select_related("of_which"):
        assert row.name_en and row.unit and row.unit_en and row.owner
        assert row.of_which is None or row.of_which.over_units == row.over_units
        assert row.over_units != "share" or row.over_time == "last"
    assert Indicator.objects.get(code="A4F").of_which.code == "A4"


def test_a_changed_rule_is_told_and_a_changed_name_is_not(load, settings):
    settings.RULE_LISTENERS = ["nhipcau.indicators.tests.test_import.heard"]
    load(HEADER + ROWS)
    load(HEADER + ROWS.replace("Lương", "Tiền lương"))
    assert HEARD == []
    load(HEADER + ROWS.replace("max,max", "sum,max"))
    assert Indicator.objects.get(code="Z3").pk == HEARD.pop()[0]


HEARD = []


def heard(by, today, indicators):
    HEARD.append(indicators)


def test_who_may_not_write_the_catalogue_is_refused(load, world):
    with pytest.raises(Forbidden):
        load(HEADER + ROWS, by=world.access(world.binh))
    assert load(HEADER + ROWS, by=world.access(world.lan)).changed == 4
