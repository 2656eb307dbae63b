"""Runs whose process ended in the middle of them: each run holds a lock that ends with its connection."""

from django.db import connection
from django.utils import timezone

from nhipcau.exchange.models import Run

RUNNING, BROKEN = "running", "broken"
_HOLD = "SELECT pg_advisory_lock(hashtext('exchange.run'), %s)"
_LET_GO = "SELECT pg_advisory_unlock(hashtext('exchange.run'), %s)"
# Looked up, not tried: a lock taken for a look would make another who looks at the same moment see a live run.
_HELD = """
SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND classid = (hashtext('exchange.run')::bigint & 4294967295)::oid
"""


def hold(run: Run) -> None:
    """Says that the run is alive, for as long as this connection is. Call it in the transaction that makes the run."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [run.pk])


def let_go(run: Run) -> None:
    """The run ended by itself."""
    with connection.cursor() as cursor:
        cursor.execute(_LET_GO, [run.pk])


def broken_off() -> list[Run]:
    """Runs that are said to go on but whose process is gone; of an import nothing was written."""
    running = list(Run.objects.filter(state=RUNNING).order_by("pk"))
    if not running:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_HELD)
        alive = {pk for (pk,) in cursor.fetchall()}
    return [run for run in running if run.pk not in alive]


def note_broken_off() -> None:
    """Writes into the rows of such runs what became of them."""
    gone = [run.pk for run in broken_off()]
    if gone:
        Run.objects.filter(pk__in=gone, state=RUNNING).update(state=BROKEN, ended_at=timezone.now())
