"""The table of jobs does not grow for ever."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from nhipcau.jobs.jobs import forget_ended
from tests.waiting import address

_MOVE = "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s"
_AGE = "UPDATE procrastinate_events SET at = now() - make_interval(days => %s) WHERE job_id = %s"


def job_that(status: str, days: int) -> int:
    """A job on a queue that nobody works on, which came to this so many days ago."""
    number = app.configure_task("none.such", allow_unknown=True, queue="nobody").defer()
    with connection.cursor() as cursor:
        for state in ("doing", status) if status != "todo" else ():
            cursor.execute(_MOVE, [state, number])
        cursor.execute(_AGE, [days, number])
    return number


def test_jobs_that_ended_a_month_ago_are_forgotten_and_those_that_wait_are_not(own_database):
    old = [job_that(status, 31) for status in ("succeeded", "failed")]
    kept = [job_that("todo", 31), job_that("succeeded", 29), job_that("failed", 29)]
    forget_ended.defer(timestamp=0)
    done = subprocess.run(
        [sys.executable, "-m", "nhipcau.cli", "worker", "--once"],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "DATABASE_URL": address()},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    left = ProcrastinateJob.objects.filter(pk__in=old + kept).order_by("pk")
    assert [job.pk for job in left] == kept
