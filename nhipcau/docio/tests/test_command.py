"""`nhipcau read`: what is printed, where it is written, and the exit status."""

import json

import pytest

from nhipcau.docio.command import run
from nhipcau.docio.tests.test_reading import PLAN


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_json_has_the_keys_of_the_contract_in_order(plan, capsys):
    assert run([str(plan), "--format", "json"]) == 0
    assert list(json.loads(capsys.readouterr().out)) == [
        "source", "sha256", "pages", "number", "doc_type", "issuer", "parent_body", "place", "date", "title", "theme",
        "signer", "signer_title", "authority", "recipients", "references", "targets", "tasks", "report_deadlines",
        "phases", "tables", "warnings",
    ]  # fmt: skip


def test_a_pipe_gets_json_without_asking(plan, capsys):
    assert run([str(plan)]) == 0
    assert json.loads(capsys.readouterr().out)["number"] == "15/KH-CĐN"


def test_several_files_give_an_object_a_line(plan, capsys):
    assert run([str(plan), str(plan), "--format", "json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["plan.txt", "plan.txt"]


def test_a_table_for_people_names_the_figures(plan, capsys):
    assert run([str(plan), "--format", "table"]) == 0
    printed = capsys.readouterr().out
    assert "15/KH-CĐN" in printed
    assert "1250" in printed


def test_out_writes_a_file_for_each_document(plan, tmp_path, capsys):
    assert run([str(plan), "--out", str(tmp_path / "read")]) == 0
    written = json.loads((tmp_path / "read" / "plan.json").read_text(encoding="utf-8"))
    assert len(written["targets"]) == 3
    assert capsys.readouterr().out == ""


def test_text_prints_what_the_spans_count(plan, capsys):
    run([str(plan), "--format", "json"])
    target = json.loads(capsys.readouterr().out)["targets"][0]
    assert run([str(plan), "--text"]) == 0
    printed = capsys.readouterr().out
    assert printed[target["span"][0] : target["span"][1]] == target["text"]


def test_the_catalogue_of_the_caller_is_suggested_from(plan, capsys):
    run([str(plan), "--format", "json"], [("A1", "Đoàn viên kết nạp mới", "người"), ("Z9", "Tủ sách", "tủ")])
    assert json.loads(capsys.readouterr().out)["targets"][0]["indicator"] == "A1"


def test_a_file_that_cannot_be_read_gives_one_sentence_and_one(plan, tmp_path, capsys):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert run([str(plan), str(empty), str(tmp_path / "none.txt"), "--format", "json"]) == 1
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 2
    assert json.loads(told.out)["source"] == "plan.txt"


@pytest.mark.parametrize("argv", [[], ["--format", "xml", "a.txt"], ["--nonsense"]])
def test_wrong_usage_gives_two(argv, capsys):
    assert run(argv) == 2
    assert capsys.readouterr().err
