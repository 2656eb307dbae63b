"""The table of jobs does not grow for ever."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from nhipcau.jobs.jobs import forget_ended

_MOVE = "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s"


@pytest.mark.parametrize(
    ("status", "days", "stays"),
    [("succeeded", 31, False), ("failed", 31, False), ("succeeded", 29, True), ("failed", 29, True), (None, 31, True)],
)
def test_a_job_that_ended_a_month_ago_is_forgotten_and_one_that_waits_is_not(db, status, days, stays):
    number = forget_ended.defer(timestamp=0)
    with connection.cursor() as cursor:
        for state in ("doing", status) if status else ():
            cursor.execute(_MOVE, [state, number])
        cursor.execute("UPDATE procrastinate_events SET at = now() - make_interval(days => %s)", [days])
    job = Job(id=number, queue="default", lock=None, queueing_lock=None, task_name=forget_ended.name)
    here = JobContext(start_timestamp=0, app=app, job=job, abort_reason=lambda: None)
    async_to_sync(forget_ended.func)(here, 0)
    assert ProcrastinateJob.objects.filter(pk=number).exists() is stays
