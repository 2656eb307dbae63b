"""Targets and allocations as files, in and out."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist

from nhipcau.access import NotVisible, system_access
from nhipcau.audit.models import Entry
from nhipcau.exchange.runs import run_import
from nhipcau.indicators.models import Indicator
from nhipcau.programmes.exports import export_allocations, export_targets
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.web.problems import Problem

EXPORTS = {"targets": export_targets, "allocations": export_allocations}
TODAY = date(2024, 11, 22)
SYSTEM = system_access(today=TODAY)
TARGETS = "code,programme,unit,indicator,operator,value,value_max,period,cascade,duty\n"
ALLOCATIONS = "target,unit,value,state,decision,valid_from\n"
ROWS = """T1,CT-2024,A,A1,>=,100,,2024,split,required
T2,CT-2024,A,A13,≥,95.5,,2024,,
T3,CT-2024,A,B1,range,2,3,2024H1,split,aspiration
"""
SHARES = """T1,A-H1,60,issued,15/QĐ-LĐLĐ,2024-02-01
T1,A3,40,issued,15/QĐ-LĐLĐ,2024-02-01
T1,A1,35.5,draft,,
"""


@pytest.fixture
def load(world, tmp_path):
    for code, over_units, cascade in (("A1", "sum", "split"), ("A13", "ratio", "copy"), ("B1", "sum", "split")):
        Indicator.objects.create(code=code, name=code, over_units=over_units, over_time=over_units, cascade=cascade)

    def load(name, text, by=SYSTEM, **options):
        path = tmp_path / f"{name}.csv"
        path.write_text({"targets": TARGETS, "allocations": ALLOCATIONS}[name] + text, encoding="utf-8")
        return run_import(name, path, by=by, today=TODAY, **options)

    return load


def said(result):
    return [(problem.row, problem.column) for problem in result.problems]


def share(unit, target="T1"):
    return Allocation.objects.current().get(unit__code=unit, target__code=target)


def test_targets_come_in_with_the_programme_nobody_knew(load, world):
    assert load("targets", ROWS).changed == 3
    programme = Programme.objects.get(code="CT-2024")
    assert (programme.issuer, programme.state, programme.period) == (world.province_a, Programme.ISSUED, "2024")
    target = Target.objects.get(code="T2")
    assert (target.operator, target.value, target.cascade, target.duty) == (">=", Decimal("95.5"), "copy", "required")
    assert [target.code for target in programme.targets.all()] == ["T1", "T2", "T3"]


def test_the_same_targets_twice_change_nothing(load):
    load("targets", ROWS)
    entries = Entry.objects.count()
    assert load("targets", ROWS).changed == 0
    assert Entry.objects.count() == entries


def test_a_changed_target_is_recorded_with_what_it_was(load):
    load("targets", ROWS)
    assert load("targets", ROWS.replace(">=,100", ">=,120")).changed == 1
    entry = Entry.objects.of(Target.objects.get(code="T1")).last()
    assert (Decimal(entry.before["value"]), Decimal(entry.after["value"])) == (100, 120)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",CT-2024,A,A1,>=,1,,2024,split,required", "code"),
        ("T9,,A,A1,>=,1,,2024,split,required", "programme"),
        ("T9,CT-2024,KHONG,A1,>=,1,,2024,split,required", "unit"),
        ("T9,CT-2024,B,A1,>=,1,,2024,split,required", "unit"),
        ("T9,CT-2024,A,KHONG,>=,1,,2024,split,required", "indicator"),
        ("T9,CT-2024,A,A1,about,1,,2024,split,required", "operator"),
        ("T9,CT-2024,A,A1,range,3,2,2024,split,required", "value_max"),
        ('T9,CT-2024,A,A1,>=,"1,5",,2024,split,required', "value"),
        ("T9,CT-2024,A,A1,>=,1e3,,2024,split,required", "value"),
        ("T9,CT-2024,A,A1,>=,1.1234567,,2024,split,required", "value"),
        ("T9,CT-2024,A,A1,>=,1,,2024-13,split,required", "period"),
        ("T9,CT-2024,A,A1,>=,1,,2024,cut,required", "cascade"),
        ("T9,CT-2024,A,A1,>=,1,,2024,split,maybe", "duty"),
        ("T1,CT-2024,A,A1,>=,1,,2024,split,required", "code"),
    ],
)
def test_a_wrong_target_is_named_and_nothing_is_written(load, row, column):
    result = load("targets", ROWS + row + "\n")
    assert (5, column) in said(result)
    assert all(problem.problem and problem.advice for problem in result.problems)
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    "period", ["2024Q2", "2024-9M", "tk:2024H1", "td:2023-D1", "2021-2025", "năm học 2024-2025", "đến 2025", "hằng năm"]
)
def test_every_horizon_is_taken(load, period):
    assert not load("targets", f"T1,CT,A,A1,>=,1,,{period},,\n").problems


def test_a_share_is_given_by_the_nearest_unit_above_that_has_one(load, world):
    load("targets", ROWS)
    assert load("allocations", SHARES).changed == 3
    assert share("A-H1").by_unit == share("A3").by_unit == world.province_a
    assert (share("A1").by_unit, share("A1").above) == (world.district, share("A-H1"))
    assert (share("A1").value, share("A1").state) == (Decimal("35.5"), "draft")


def test_the_same_allocations_twice_change_nothing(load):
    load("targets", ROWS)
    load("allocations", SHARES)
    assert load("allocations", SHARES).changed == 0


def test_a_draft_is_overwritten_and_an_issued_share_gets_a_next_version(load):
    load("targets", ROWS)
    load("allocations", SHARES)
    for value, decision in (("55", "20"), ("50", "30"), ("45", "40")):
        later = f"T1,A-H1,{value},issued,{decision}/QĐ-LĐLĐ,2024-0{decision[0]}-15\nT1,A1,30,issued,9/QĐ,2024-03-01\n"
        assert not load("allocations", later).problems
    versions = list(Allocation.objects.filter(unit__code="A-H1").order_by("version"))
    assert [(int(v.value), v.version) for v in versions] == [(60, 1), (55, 2), (50, 3), (45, 4)]
    assert [v.replaced_by_id for v in versions] == [*(v.pk for v in versions[1:]), None]
    assert (share("A1").version, share("A1").state) == (1, "issued")


def test_an_issued_share_never_becomes_a_draft_again(load):
    load("targets", ROWS)
    load("allocations", SHARES)
    assert said(load("allocations", "T1,A-H1,50,draft,,\n")) == [(2, "state")]
    assert share("A-H1").value == 60


def test_a_share_acknowledged_since_stays_acknowledged(load):
    load("targets", ROWS)
    load("allocations", SHARES)
    Allocation.objects.filter(unit__code="A3").update(state="acknowledged")
    assert load("allocations", SHARES).changed == 0
    assert load("allocations", SHARES.replace("A-H1,60,issued", "A-H1,60,acknowledged")).changed == 1
    assert share("A-H1").version == 1


def test_versions_of_a_share_come_in_together_and_out_again(load):
    load("targets", ROWS)
    versions = (
        "T1,A3,40,issued,15/QĐ,2024-02-01\nT1,A3,44,issued,30/QĐ,2024-08-01\nT1,A3,42,acknowledged,31/QĐ,2024-09-01\n"
    )
    assert load("allocations", versions).changed == 3
    assert (share("A3").value, share("A3").version) == (42, 3)
    rows = [",".join(row) for row in export_allocations(by=SYSTEM, today=TODAY)]
    assert "\n".join(rows[1:]) + "\n" == versions
    assert load("allocations", versions).changed == 0


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("KHONG,A3,1,draft,,", "target"),
        ("T1,KHONG,1,draft,,", "unit"),
        ("T1,A,1,draft,,", "unit"),
        ("T1,B1,1,draft,,", "unit"),
        ("T1,A2,,draft,,", "value"),
        ("T1,A2,-1,draft,,", "value"),
        ("T1,A2,mười,draft,,", "value"),
        ("T1,A2,1,given,,", "state"),
        ("T1,A2,1,issued,5,1/2/2024", "valid_from"),
        ("T1,A3,1,issued,5/QĐ,2024-02-01", "unit"),
    ],
)
def test_a_wrong_allocation_is_named_and_nothing_is_written(load, row, column):
    load("targets", ROWS)
    result = load("allocations", SHARES + row + "\n")
    assert (5, column) in said(result)
    assert not Allocation.objects.exists()


def test_what_is_exported_imports_without_a_change(load):
    load("targets", ROWS)
    load("allocations", SHARES)
    for name, export in EXPORTS.items():
        rows = [",".join(row) for row in export(by=SYSTEM, today=TODAY)]
        result = load(name, "\n".join(rows[1:]) + "\n")
        assert (result.rows, result.changed, result.problems) == (3, 0, [])


def test_an_export_can_be_narrowed_to_a_unit_and_a_period(load):
    load("targets", ROWS)
    load("allocations", SHARES)
    assert [row[0] for row in export_targets(by=SYSTEM, today=TODAY, period="2024H1")][1:] == ["T3"]
    assert [row[1] for row in export_allocations(by=SYSTEM, today=TODAY, unit="A-H1")][1:] == ["A-H1", "A1"]


@pytest.mark.parametrize("name", ["targets", "allocations"])
def test_an_export_of_a_period_that_does_not_exist_is_refused(name, world):
    with pytest.raises(Problem, match="Không có kỳ này"):
        list(EXPORTS[name](by=SYSTEM, today=world.today, period="2024-13"))


def test_only_who_issues_there_may_import(load, world):
    assert not load("targets", ROWS, by=world.access(world.binh)).problems
    with pytest.raises(NotVisible):
        load("targets", ROWS.replace("100", "99"), by=world.access(world.chi))
    with pytest.raises(NotVisible):
        load("allocations", SHARES, by=world.access(world.dung))
    with pytest.raises(ObjectDoesNotExist):
        share("A3")
