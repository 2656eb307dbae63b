"""A scan that takes long holds up nothing else; kill -9 of its worker loses nothing and leaves nothing."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from nhipcau.docio.tests.scans import needs_tesseract, page_of, saved
from nhipcau.documents import arrivals, files, jobs, leftovers, services_arrivals
from nhipcau.documents.integrity import findings
from nhipcau.documents.models import Arrival
from nhipcau.documents.tests.programs import alive, pids_in, slow_programs
from nhipcau.jobs.queues import EVERYDAY, SCANS
from tests.waiting import PATIENCE, address, until

HERE = Path(__file__).parents[1]
LINES = [(300, 300, "KẾ HOẠCH"), (300, 500, "1. Kết nạp 120 đoàn viên mới trong năm 2024.")]


@pytest.fixture
def scan(world_at_once, settings, tmp_path, monkeypatch):
    """A scan that waits to be read, in an installation of its own; `tmp_path` is its home, tmp its passing files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    passing = tmp_path / "tmp"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    return services_arrivals.expect(
        world_at_once.province_a, data=saved(page_of(LINES)), file_name="scan.png", pages=1,
        by=world_at_once.access(world_at_once.binh),
    )  # fmt: skip


@pytest.fixture
def worker(tmp_path):
    """Starts `nhipcau worker` with more words; whatever still runs at the end is killed."""
    started = []

    def start(*words, path=os.environ["PATH"]):
        own = {"DATABASE_URL": address(), "NHIPCAU_HOME": str(tmp_path), "TMPDIR": str(tmp_path / "tmp"), "PATH": path}
        command = [sys.executable, "-m", "nhipcau.cli", "worker", *words]
        started.append(subprocess.Popen(command, cwd=HERE, env={**os.environ, **own}))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def begun(scan, pids, process):
    """Waits until the scan is being read by programs that never end."""
    until(lambda: pids_in(pids) or process.poll() is not None)
    scan.refresh_from_db()
    assert process.poll() is None and scan.state == Arrival.READING


def long_ago(scan):
    """As if the reader's last sign of life were long past, without waiting for it."""
    Arrival.objects.filter(pk=scan.pk).update(beat_at=timezone.now() - 2 * arrivals.STALE)


def todo(name):
    return ProcrastinateJob.objects.filter(status="todo", task_name__contains=name).count()


@needs_tesseract
def test_work_of_the_night_does_not_wait_for_a_scan_that_is_read(scan, worker, tmp_path):
    slow = worker("--queue", SCANS, path=slow_programs(tmp_path))
    begun(scan, tmp_path / "pids", slow)
    jobs.tidy_up.defer(timestamp=0)
    assert worker("--queue", EVERYDAY, "--once").wait(PATIENCE) == 0
    assert todo("tidy_up") == 0 and slow.poll() is None
    assert all(map(alive, pids_in(tmp_path / "pids"))) and leftovers.folders() == []


@needs_tesseract
def test_a_worker_of_everyday_work_leaves_scans_to_others(scan, worker):
    assert worker("--queue", EVERYDAY, "--once").wait(PATIENCE) == 0
    scan.refresh_from_db()
    assert scan.state == Arrival.WAITING and todo("read_arrival") == 1


@needs_tesseract
def test_a_scan_whose_worker_was_killed_is_read_by_the_next_and_leaves_nothing(scan, worker, tmp_path):
    killed = worker("--queue", SCANS, path=slow_programs(tmp_path))
    begun(scan, tmp_path / "pids", killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    until(lambda: not any(map(alive, pids_in(tmp_path / "pids"))))
    until(leftovers.folders)  # the programs a dead reader had started held none of it
    assert [found.check for found in findings()] == ["documents.left_behind"]
    long_ago(scan)
    jobs.take_up_abandoned(0)
    assert worker("--once").wait(PATIENCE) == 0
    scan.refresh_from_db()
    assert (scan.state, scan.attempts) == (Arrival.DONE, 2) and "120" in scan.document.text
    assert not list((tmp_path / "tmp").iterdir()) and not list((tmp_path / "files" / "arrivals").iterdir())
    assert not list(findings())


@needs_tesseract
def test_a_worker_told_to_end_gives_the_scan_back_at_once_and_leaves_nothing(scan, worker, tmp_path):
    told = worker("--queue", SCANS, path=slow_programs(tmp_path))
    begun(scan, tmp_path / "pids", told)
    told.terminate()
    assert told.wait(PATIENCE) == 0
    until(lambda: not any(map(alive, pids_in(tmp_path / "pids"))))
    scan.refresh_from_db()
    assert (scan.state, scan.attempts, todo("read_arrival")) == (Arrival.WAITING, 0, 1)
    assert not list((tmp_path / "tmp").iterdir())
    assert worker("--once").wait(PATIENCE) == 0
    scan.refresh_from_db()
    assert scan.state == Arrival.DONE


def test_files_of_killed_writers_are_named_and_go_by_night_but_not_those_that_wait(scan, tmp_path):
    folder = tmp_path / "files" / "arrivals"
    orphan, half, young = folder / "987654", folder / ".unfinished-abc", folder / "987655"
    in_store = files.path_of("ab" * 32).with_name(".unfinished-def")
    in_store.parent.mkdir(parents=True)
    for path in (orphan, half, young, in_store):
        path.write_bytes(b"x")
    long = timezone.now().timestamp() - timedelta(hours=3).total_seconds()
    for path in (orphan, half, in_store, folder / str(scan.pk)):
        os.utime(path, (long, long))
    named = " ".join(found.what for found in findings())
    assert all(str(path) in named for path in (orphan, half, in_store))
    assert str(young) not in named and f"/{scan.pk}:" not in named
    jobs.tidy_up(0)
    assert not orphan.exists() and not half.exists() and not in_store.exists()
    assert young.exists() and files.held(scan.pk)
    assert not list(findings())


def test_the_folder_of_a_reading_that_goes_on_is_left_alone(scan, tmp_path):
    with leftovers.passing_folder() as folder:
        jobs.tidy_up(0)
        assert Path(folder).is_dir() and leftovers.folders() == []
    assert not Path(folder).exists()
    dead = tempfile.mkdtemp(prefix="nhipcau-reading-")
    assert [str(found) for found in leftovers.folders()] == [dead]
    shutil.rmtree(dead)


def test_a_file_that_nobody_reads_for_long_is_named(scan):
    Arrival.objects.update(beat_at=timezone.now() - timedelta(hours=1))
    assert [found.check for found in findings()] == ["documents.unread"]
    arrivals.read_next()
    assert not list(findings())
