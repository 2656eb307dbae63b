"""The process that reads: bounded in time and memory, with everything it starts; what it leaves behind is nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nhipcau.docio.tests.making import changed, p, word
from nhipcau.docio.tests.scans import needs_tesseract, page_of, saved
from nhipcau.documents import reader
from nhipcau.documents.tests.papers import PAPER
from nhipcau.documents.tests.programs import alive, pids_in, slow_programs
from nhipcau.web.problems import Problem
from tests.waiting import until

SCAN = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def slow_tesseract(tmp_path, monkeypatch):
    """A program in Tesseract's place that starts another one and never ends; gives where their ids are written."""
    monkeypatch.setenv("PATH", slow_programs(tmp_path))
    return tmp_path / "pids"


def all_gone(pids: Path) -> None:
    found = pids_in(pids)
    assert found
    until(lambda: not any(map(alive, found)))


def test_what_a_slow_reading_has_started_is_stopped_with_it(slow_tesseract, settings):
    # On a busy machine the time may be over before Tesseract has begun: then there is more of it.
    settings.READING_LONG_SECONDS = 6
    while not pids_in(slow_tesseract) and settings.READING_LONG_SECONDS < 1000:
        settings.READING_LONG_SECONDS *= 2
        with pytest.raises(Problem):
            reader.read(saved(page_of([(300, 300, "Kết nạp")])), "scan.png", told=lambda done, pages: None)
    all_gone(slow_tesseract)


def test_a_reading_given_up_by_whoever_asked_stops_all_it_has_started(slow_tesseract):
    def told(done, pages):
        if pids_in(slow_tesseract):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reader.read(saved(page_of([(300, 300, "Kết nạp")])), "scan.png", told=told)
    all_gone(slow_tesseract)


def test_a_reading_whose_asker_was_killed_stops_all_it_has_started(slow_tesseract, tmp_path):
    picture = tmp_path / "scan.png"
    picture.write_bytes(saved(page_of([(300, 300, "Kết nạp")])))
    program = (
        "import os, pathlib, sys\nimport django\ndjango.setup()\nfrom nhipcau.documents import reader\n"
        "reader.read(pathlib.Path(sys.argv[1]).read_bytes(), 'scan.png', told=lambda done, pages: None)"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings", "TMPDIR": str(tmp_path)}
    asker = subprocess.Popen([sys.executable, "-c", program, str(picture)], env=env)
    until(lambda: pids_in(slow_tesseract) or asker.poll() is not None)
    asker.send_signal(signal.SIGKILL)
    assert asker.wait() == -signal.SIGKILL
    all_gone(slow_tesseract)


def test_a_reader_that_hangs_is_stopped_from_outside(settings, monkeypatch, tmp_path):
    hangs, woke = tmp_path / "python", tmp_path / "woke"
    hangs.write_text(f"#!/bin/sh\nsleep 3600\ntouch {woke}\n")
    hangs.chmod(0o755)
    monkeypatch.setattr(reader.sys, "executable", str(hangs))
    settings.READING_SECONDS = -4
    with pytest.raises(Problem, match="quá lâu"):
        reader.read(PAPER.encode(), "a.txt")
    assert not woke.exists()


def test_nothing_is_left_in_the_folder_of_passing_files(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    reader.read(word(p("Kết nạp 100 đoàn viên mới năm 2025.")), "a.docx")
    monkeypatch.setattr("tempfile.tempdir", None)
    assert list(tmp_path.iterdir()) == []


def test_a_document_too_heavy_for_its_memory_gets_a_sentence(settings):
    settings.READING_MEMORY = 300 * 1024 * 1024
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    noise = os.urandom(300_000)  # so that it does not look like a bomb
    body = f"<w:document {space}><w:body>{'<w:p><w:r/></w:p>' * 2_500_000}</w:body></w:document>"
    heavy = changed(word(p("Kết nạp")), {"word/document.xml": body, "word/media/noise": noise})
    with pytest.raises(Problem) as refusal:
        reader.read(heavy, "a.docx")
    assert "bộ nhớ" in refusal.value.sentence


def test_no_program_of_a_reading_fills_the_disk(tmp_path):
    program = (
        "import pathlib, sys\nfrom nhipcau.documents import worker\n"
        "worker.LARGEST_FILE = 1000\nworker._limit(2**31, 60)\n"
        "import subprocess\nsubprocess.run(['sh', '-c', 'exec head -c 100000 /dev/zero > ' + sys.argv[1]])"
    )
    written = tmp_path / "large"
    subprocess.run([sys.executable, "-c", program, str(written)], check=True)
    assert written.stat().st_size == 1000


@needs_tesseract
def test_a_picture_is_left_for_later_unless_there_is_time():
    scan = saved(page_of([(300, 300, "Kết nạp 120 đoàn viên mới."), (300, 420, "Trao 30 suất quà Tết.")]))
    with pytest.raises(reader.TakesLong) as later:
        reader.read(scan, "scan.png")
    assert later.value.pages == 1
    told = []
    found = reader.read(scan, "scan.png", told=lambda done, pages: told.append((done, pages)))
    assert "120 đoàn viên" in found.text and sorted({said for said in told if said[1]}) == [(0, 1), (1, 1)]


def test_a_broken_picture_is_refused_at_once():
    with pytest.raises(Problem):
        reader.read(SCAN + bytes(400), "scan.png")
