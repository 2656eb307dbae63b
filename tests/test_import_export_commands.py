"""`nhipcau import` and `nhipcau export` as a person at a terminal meets them."""

import csv

import pytest

from nhipcau.exchange.commands import run_export, run_import
from nhipcau.exchange.models import Run
from nhipcau.units.models import Unit

HEADER = "code,name,kind,parent,valid_from,valid_to\n"
TREE = HEADER + "TLD,Tổng Liên đoàn,tld,,2020-01-01,\nNB,LĐLĐ tỉnh Ninh Bình,ldld_tinh,TLD,2020-01-01,\n"


@pytest.fixture(autouse=True)
def nobody_listens(settings):
    settings.TREE_LISTENERS = []


@pytest.fixture
def file(db, tmp_path):
    def file(text, name="units.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return file


def test_an_import_ends_with_0_and_says_what_changed(file, capsys):
    path = file(TREE)
    assert run_import(["units", path]) == 0
    assert "2" in capsys.readouterr().out
    assert run_import(["units", path]) == 0
    assert "không có gì thay đổi" in capsys.readouterr().out
    done = Run.objects.order_by("id")
    assert [(run.state, run.rows, run.changed, run.file_name) for run in done] == [
        ("done", 2, 2, "units.csv"),
        ("done", 2, 0, "units.csv"),
    ]
    assert len(done[0].sha256) == 64


def test_a_refused_import_ends_with_1_and_leaves_a_file_of_errors(file, tmp_path, capsys):
    path = file(TREE + "X,Tên,cdcs,KHONG,2020-01-01,\n" + "Y,Tên,loai,NB,2020-01-01,\n" * 30)
    assert run_import(["units", path]) == 1
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 12
    assert "units.errors.csv" in said
    with (tmp_path / "units.errors.csv").open(encoding="utf-8", newline="") as stream:
        errors = list(csv.DictReader(stream))
    assert (errors[0]["row"], errors[0]["column"], errors[0]["value"]) == ("4", "parent", "KHONG")
    assert list(errors[0]) == ["row", "column", "value", "problem", "advice"]
    assert all(error["problem"] for error in errors)
    assert not Unit.objects.exists()
    assert Run.objects.get().state == "refused"


def test_the_errors_of_a_former_try_go_when_the_file_goes_in(file, tmp_path):
    run_import(["units", file(TREE + "X,Tên,cdcs,KHONG,2020-01-01,\n")])
    assert run_import(["units", file(TREE)]) == 0
    assert not (tmp_path / "units.errors.csv").exists()


def test_the_file_of_errors_can_be_named(file, tmp_path):
    path = file(TREE + "X,Tên,cdcs,KHONG,2020-01-01,\n")
    assert run_import(["units", path, "--errors", str(tmp_path / "e.csv")]) == 1
    assert (tmp_path / "e.csv").exists()
    assert not (tmp_path / "units.errors.csv").exists()


def test_a_dry_run_writes_nothing(file, capsys):
    assert run_import(["units", file(TREE), "--dry-run"]) == 0
    assert not Unit.objects.exists()
    assert Run.objects.get().state == "checked"


def test_a_file_that_is_not_there_gives_one_sentence(db, tmp_path, capsys):
    assert run_import(["units", str(tmp_path / "none.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("argv", [[], ["units"], ["houses", "x.csv"], ["units", "x.csv", "--wet"]])
def test_wrong_usage_ends_with_2(db, argv, capsys):
    assert run_import(argv) == 2


def test_an_export_goes_to_the_terminal_as_csv(file, capsys):
    run_import(["units", file(TREE)])
    capsys.readouterr()
    assert run_export(["units"]) == 0
    assert capsys.readouterr().out == TREE


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_an_export_to_a_file_imports_again_without_a_change(file, tmp_path, name):
    run_import(["units", file(TREE)])
    assert run_export(["units", "--out", str(tmp_path / name)]) == 0
    assert run_import(["units", str(tmp_path / name)]) == 0
    last = Run.objects.latest("id")
    assert (last.rows, last.changed) == (2, 0)


def test_an_export_that_cannot_be_made_leaves_no_file(file, tmp_path, capsys):
    run_import(["units", file(TREE)])
    out = tmp_path / "out.csv"
    assert run_export(["units", "--unit", "KHONG", "--out", str(out)]) == 1
    assert not out.exists()
    assert "KHONG" in capsys.readouterr().err
    assert run_export(["units", "--out", str(tmp_path / "no" / "where.csv")]) == 1


def test_only_a_unit_and_what_is_below_it_can_be_exported(file, capsys):
    run_import(["units", file(TREE)])
    capsys.readouterr()
    assert run_export(["units", "--unit", "NB"]) == 0
    assert [line.split(",")[0] for line in capsys.readouterr().out.splitlines()] == ["code", "NB"]
