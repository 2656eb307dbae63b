import random
from datetime import date

import pytest
import xlsxwriter
from django.utils.translation import override

from nhipcau.access import Forbidden, system_access
from nhipcau.audit.models import Entry
from nhipcau.exchange.results import silent
from nhipcau.indicators.models import Indicator
from nhipcau.reporting.exports import export_figures, export_values
from nhipcau.reporting.imports import import_values
from nhipcau.reporting.models import Submission
from nhipcau.reporting.stored import Figure, Standing
from nhipcau.reporting.tests.federations import TODAY, VALUE_COLUMNS, federation, load, take_values
from nhipcau.reporting.tests.naive import Federation
from nhipcau.reporting.verify import verify
from nhipcau.units.models import Placement

HEADER = "unit,period,indicator,value,base,answer,stage\n"


@pytest.fixture
def catalogue(world):
    rules = [("S", "sum"), ("R", "ratio"), ("W", "weighted"), ("Y", "share"), ("X", "max")]
    return {
        code: Indicator.objects.create(code=code, name=code, over_units=rule, over_time="last") for code, rule in rules
    }


def take(path, text, by=None, dry_run=False):
    file = path / "values.csv"
    file.write_text(text, encoding="utf-8")
    by = by or system_access(today=TODAY)
    with override("en"):
        return import_values(file, by=by, today=TODAY, dry_run=dry_run, progress=silent)


def exported_values():
    return [list(row) for row in export_values(by=system_access(today=TODAY), today=TODAY)]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("ZZ,2024-05,S,1,,,", "unit", "No unit has this code."),
        ("A1,2024-05,ZZ,1,,,", "indicator", "No indicator has this code."),
        ("A1,2024-5,S,1,,,", "period", "This is no period."),
        ("A1,2024-13,S,1,,,", "period", "This is no period."),
        ("A1,zz:2024,S,1,,,", "period", "No calendar has this prefix."),
        ("A1,td:2023-D9,S,1,,,", "period", "No phase has this code."),
        ("A1,2024-05,S,12a,,,", "value", "This is no number."),
        ("A1,2024-05,S,1e3,,,", "value", "This is no number."),
        ("A1,2024-05,S,NaN,,,", "value", "This is no number."),
        ('A1,2024-05,S,"1,5",,,', "value", "This is no number."),
        ("A1,2024-05,S,1.,,,", "value", "This is no number."),
        ("A1,2024-05,S,123456789012345678901,,,", "value", "The number is too long."),
        ("A1,2024-05,S,1.1234567,,,", "value", "The number is too long."),
        ("A1,2024-05,S,,,,", "value", "The value is missing."),
        ("A1,2024-05,S,1,,none,", "value", "The answer says there is no number, yet there is one."),
        ("A1,2024-05,R,,1,na,", "base", "The answer says there is no number, yet there is one."),
        ("A1,2024-05,S,1,,never,", "answer", "This is no answer."),
        ("A1,2024-05,S,1,,,draft", "stage", "This is no stage."),
        ("A1,2024-05,R,1,,,", "base", "The denominator or weight is missing."),
        ("A1,2024-05,W,1,x,,", "base", "This is no number."),
        ("A1,2024-05,W,1,-2,,", "base", "This is less than 0."),
        ("A1,2024-05,S,1,2,,", "base", "This indicator has no denominator or weight."),
        ("A1,2024-05,Y,2,,,", "value", "This indicator asks for yes or no."),
        ("A1,2019-05,S,1,,,", "period", "The unit did not exist on any day of this period."),
        ("A1,2024-05,S,1,,,\nA1,2024-05,S,1,,,final", "unit", "Row 2 already gives this value of this unit."),
        ("A1,2024-05,S,1,,,\nA2,2024Q2,S,1,,,", "period", "Indicator S has values for 2024Q2 too"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(catalogue, tmp_path, row, column, said):
    result = take(tmp_path, HEADER + row + "\n")
    assert said in result.problems[0].problem
    problem = result.problems[0]
    assert problem.column == column and problem.row >= 2 and problem.advice
    assert not Standing.objects.exists() and not Submission.objects.exists()


def test_all_problems_of_a_file_are_listed(catalogue, tmp_path):
    text = HEADER + "ZZ,2024-05,S,x,,,\nA1,2024-05,S,1,,,\nA1,2024-05,R,1,,,late\nA1,2024-05\n"
    found = {(p.row, p.column) for p in take(tmp_path, text).problems}
    assert found == {(2, "unit"), (2, "value"), (4, "stage"), (4, "base"), (5, "")}


def test_values_for_a_longer_period_that_stands_in_shorter_ones_are_refused(catalogue, tmp_path):
    assert not take(tmp_path, HEADER + "A1,2024-05,S,1,,,\n").problems
    assert take(tmp_path, HEADER + "A2,2024H1,S,1,,,\n").problems[0].value == "2024H1"
    # Another stage, another calendar, another year and another indicator count apart.
    for row in ("A2,2024,S,1,,,estimate", "A2,tk:2024H1,S,1,,,", "A2,2023,S,1,,,", "A2,2024H1,X,1,,,"):
        assert not take(tmp_path, HEADER + row + "\n").problems


def test_numbers_keep_every_digit(catalogue, tmp_path):
    take(tmp_path, HEADER + "A1,2024-05,S,99999999999999999999.999999,,,\nA2,2024-05,S,-0.000001,,,\n")
    rows = {tuple(r[:3]): r[4] for r in export_figures(by=system_access(today=TODAY), today=TODAY)}
    assert rows["A1", "2024-05", "S"] == "99999999999999999999.999999"
    assert rows["TLD", "2024-05", "S"] == "99999999999999999999.999998"


def test_a_mean_is_rounded_half_to_even_at_the_sixth_place(catalogue, tmp_path):
    rows = ["A1,2024-05,W,0.000001,1,,", "A2,2024-05,W,0,1,,", "A3,2024-05,W,0.000002,1,,", "B1,2024-05,W,3,0,,"]
    take(tmp_path, HEADER + "\n".join(rows) + "\n")
    found = {tuple(r[:2]): (r[4], r[5]) for r in export_figures(by=system_access(today=TODAY), today=TODAY)}
    assert found["A-H1", "2024-05"] == ("0", "2")  # half of a millionth, to the even 0
    assert found["A", "2024-05"] == ("0.000001", "3")
    assert found["B1", "2024-05"] == ("", "0")


def test_importing_the_same_file_twice_changes_nothing(tmp_path, db):
    files = federation(11)
    load(files, tmp_path)
    submissions, entries = Submission.objects.count(), Entry.objects.count()
    assert take_values(files.values, tmp_path).changed == 0
    assert (Submission.objects.count(), Entry.objects.count()) == (submissions, entries)


def test_what_is_exported_can_be_imported_and_gives_the_same_state(tmp_path, db):
    files = federation(12)
    load(files, tmp_path)
    rows = exported_values()
    assert tuple(rows[0]) == VALUE_COLUMNS and len(rows) == len(files.values) + 1
    values = [dict(zip(VALUE_COLUMNS, row, strict=True)) for row in rows[1:]]
    assert take_values(values, tmp_path).changed == 0
    assert exported_values() == rows


def test_order_of_arrival_does_not_matter(tmp_path, db):
    files = federation(13)
    values, files.values = files.values, []
    load(files, tmp_path)
    random.Random(1).shuffle(values)
    third = len(values) // 3
    for part in (values[:third], values[third : 2 * third], values[2 * third :]):
        take_values(part, tmp_path)
    wanted = Federation(files.units, files.indicators, values).figures()
    found = {tuple(r[:4]): tuple(r[4:]) for r in export_figures(by=system_access(today=TODAY), today=TODAY)}
    assert {key: value for key, value in found.items() if key[0] != "unit"} == wanted
    assert verify() == []


def test_a_changed_value_is_a_new_version_and_the_former_stays(catalogue, tmp_path, world):
    take(tmp_path, HEADER + "A1,2024-05,S,1,,,\nA1,2024-05,X,7,,,\n")
    result = take(tmp_path, HEADER + "A1,2024-05,S,2,,,\nA1,2024-05,X,7,,,\n")
    assert result.changed == 1
    first, second = Submission.objects.order_by("pk")
    assert (first.nums[0], second.nums, second.version, second.state) == (1, [2], 2, "approved")
    row = Standing.objects.get()
    assert dict(zip(row.indicator_ids, row.sources, strict=True)) == {
        catalogue["S"].pk: second.pk,
        catalogue["X"].pk: first.pk,
    }
    assert Figure.objects.get(unit=world.nation, indicator=catalogue["S"]).num == 2


def test_a_dry_run_counts_and_writes_nothing(catalogue, tmp_path):
    result = take(tmp_path, HEADER + "A1,2024-05,S,1,,,\n", dry_run=True)
    assert (result.rows, result.changed, result.problems) == (1, 1, [])
    assert not Standing.objects.exists()


def test_one_import_leaves_one_record(catalogue, tmp_path):
    before = Entry.objects.count()
    take(tmp_path, HEADER + "A1,2024-05,S,1,,,\nA2,2024-06,S,none,,,\n".replace("none,,,", ",,none,"))
    entry = Entry.objects.order_by("-pk").first()
    assert Entry.objects.count() == before + 1
    assert entry.after["values"] == 2 and entry.after["periods"] == ["2024-05", "2024-06"]


def test_only_who_may_run_imports_may(catalogue, tmp_path, world):
    with pytest.raises(Forbidden):
        take(tmp_path, HEADER + "A1,2024-05,S,1,,,\n", by=world.access(world.chi))


def test_a_value_of_a_unit_that_ended_within_the_period_is_taken(catalogue, tmp_path, world):
    Placement.objects.filter(unit=world.a1).update(valid_to=date(2024, 5, 20))
    assert not take(tmp_path, HEADER + "A1,2024-05,S,4,,,\n").problems
    found = {r[0]: tuple(r[4:]) for r in export_figures(by=system_access(today=TODAY), today=TODAY, period="2024-05")}
    assert "A1" not in found and found["A-H1"] == ("4", "", "1", "1") and found["A2"] == ("", "", "0", "1")
    assert take(tmp_path, HEADER + "A1,2024-06,S,4,,,\n").problems


def test_a_workbook_with_numbers_in_its_cells_is_taken_like_the_csv(catalogue, tmp_path, world):
    path = tmp_path / "values.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([VALUE_COLUMNS, ("A1", "2024-05", "W", 850.25, 12, "", ""), ("A2", "2024", "X")]):
            sheet.write_row(number, 0, row)
        sheet.write_row(2, 3, (1234567.5, "", "", "estimate"))
    result = import_values(path, by=system_access(today=TODAY), today=TODAY, dry_run=False, progress=silent)
    assert not result.problems and result.changed == 2
    rows = [list(row) for row in exported_values()[1:]]
    assert rows == [
        ["A1", "2024-05", "W", "850.25", "12", "", "final"],
        ["A2", "2024", "X", "1234567.5", "", "", "estimate"],
    ]
