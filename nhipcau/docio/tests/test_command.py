"""`nhipcau read`: what is printed, where it is written, and the exit status."""

import json
import os
import subprocess
import sys
import tracemalloc

import pytest
from rich.console import Console

from nhipcau.docio.command import run
from nhipcau.docio.display import show
from nhipcau.docio.letters import squash
from nhipcau.docio.read import read_document
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
    assert "1.250" in printed


def test_a_table_has_the_steps_of_confidence_by_sign_and_no_word_is_cut(capsys):
    reading = read_document(PLAN.encode(), "plan.txt")
    show(reading, "vi", Console(width=70, highlight=False))
    printed = capsys.readouterr().out
    assert "●" in printed and "chắc" in printed
    assert all(len(line) <= 70 for line in printed.splitlines())
    words = set(squash(reading.text).split())
    cut = [line for line in printed.splitlines() if line.startswith(" •") and line.rstrip().endswith("…")]
    assert all(line.rstrip(" …").split()[-1] in words for line in cut)


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


def test_a_folder_a_device_and_what_may_not_be_opened_get_a_sentence(plan, tmp_path, capsys):
    assert run([str(tmp_path), "/dev/zero", str(tmp_path / "a\0b"), str(plan), "--format", "json"]) == 1
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 3 and json.loads(told.out)["source"] == "plan.txt"


def test_a_file_of_two_hundred_megabytes_is_refused_without_being_read(tmp_path, capsys):
    huge = tmp_path / "huge.docx"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    tracemalloc.start()
    assert run([str(huge)]) == 1
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000 and "50 MB" in capsys.readouterr().err


def test_two_files_that_differ_in_their_ending_only_are_both_written(plan, tmp_path):
    twin = plan.with_suffix(".md")
    twin.write_bytes(plan.read_bytes())
    assert run([str(plan), str(twin), "--out", str(tmp_path / "read")]) == 0
    assert sorted(path.name for path in (tmp_path / "read").iterdir()) == ["plan.md.json", "plan.txt.json"]


def test_sentences_are_english_where_the_terminal_is(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert run([str(tmp_path / "none.txt")]) == 1
    assert "There is no file" in capsys.readouterr().err


def test_a_terminal_is_told_which_file_is_being_read_and_the_line_is_gone_afterwards(plan, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run([str(plan), str(plan), "--format", "json"]) == 0
    said = capsys.readouterr().err
    assert "plan.txt (2/2)" in said and said.endswith(" \r")


def test_it_works_from_any_folder_and_without_a_database(plan, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "nhipcau.cli", "read", plan.name], cwd=plan.parent, capture_output=True, text=True,
        env={**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0 and json.loads(done.stdout)["number"] == "15/KH-CĐN"
