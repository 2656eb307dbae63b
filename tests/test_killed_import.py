"""kill -9 in the middle of an import: nothing of it stays, the file goes in afterwards, the run is noted as broken."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from nhipcau.exchange.integrity import findings
from nhipcau.exchange.models import Run
from nhipcau.reporting.models import Standing, Submission
from nhipcau.reporting.tests.conftest import make_asked
from nhipcau.units.models import Placement, Unit
from tests.waiting import address, someone_waits, until

TREE = "code,name,kind,parent,valid_from,valid_to\n" + "".join(
    f"Z{n:03},CĐCS Số {n},cdcs,A,2024-01-01,\n" for n in range(300)
)
VALUES = "unit,period,indicator,value,base,answer,stage\n" + "".join(
    f"{unit},2024-{month:02},T-KN,{month},,,\n" for unit in ("A1", "A2", "A3", "B1") for month in range(1, 11)
)
HERE = Path(__file__).parents[1]


def nhipcau(*words):
    return subprocess.Popen(
        [sys.executable, "-m", "nhipcau.cli", *words],
        cwd=HERE,
        env={**os.environ, "DATABASE_URL": address(), "NHIPCAU_TODAY": "2024-11-22"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def kill_while_it_writes(words):
    """Starts the import, stops it where it writes into the record, after it wrote everything else, and kills it."""
    with psycopg.connect(address()) as other, psycopg.connect(address(), autocommit=True) as watch:
        other.execute("LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE")
        doomed = nhipcau(*words)
        until(lambda: someone_waits(watch) or doomed.poll() is not None)
        assert doomed.poll() is None, doomed.stdout.read()
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()
        other.rollback()
        # The server notices that nobody is there when the session that waited writes its next answer.
        until(lambda: not runs_held(watch))


def runs_held(at) -> int:
    """How many runs of this database hold the lock that says they are alive."""
    held = "datname = current_database() AND locktype = 'advisory' AND objsubid = 2"
    (count,) = at.execute(
        f"SELECT count(*) FROM pg_locks JOIN pg_database AS here ON here.oid = database WHERE {held}"
    ).fetchone()
    return count


def counts():
    return [model.objects.count() for model in (Unit, Placement, Submission, Standing)]


@pytest.mark.parametrize(("name", "text"), [("units", TREE), ("values", VALUES)])
def test_an_import_killed_while_it_writes(world_at_once, tmp_path, name, text):
    assert world_at_once.today == settings.TODAY
    make_asked()
    path = tmp_path / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    before = counts()
    kill_while_it_writes(["import", name, str(path)])
    assert counts() == before
    assert [(found.check, path.name in found.what) for found in findings()] == [("exchange.broken_off", True)]
    for _time in range(2):
        again = nhipcau("import", name, str(path))
        assert again.wait() == 0, again.stdout.read()
    assert counts() != before
    states = [(run.state, run.ended_at is not None, bool(run.changed)) for run in Run.objects.order_by("pk")]
    assert states == [("broken", True, False), ("done", True, True), ("done", True, False)]
    assert not list(findings())


def test_a_run_that_goes_on_is_not_taken_for_a_broken_one(world_at_once):
    from nhipcau.access import system_access
    from nhipcau.exchange.runs import run_export

    rows = run_export("units", by=system_access(today=world_at_once.today), today=world_at_once.today)
    next(rows)
    with psycopg.connect(address(), autocommit=True) as other:
        assert runs_held(other) == 1
    assert not list(findings())
    list(rows)
    assert [run.state for run in Run.objects.all()] == ["done"]
