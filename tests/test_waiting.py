"""Another worker of the run uses the same server: what its sessions wait for is not what a test here waits for."""

import threading

import psycopg
import pytest
from django.db import connection

from tests.waiting import address, someone_waits, until

_WAITING = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND pid = %s)"


@pytest.mark.parametrize(("where", "ours"), [("postgres", False), ("", True)])
def test_only_a_session_of_this_database_counts_as_waiting(db, where, ours):
    connection.ensure_connection()
    with psycopg.connect(address(where)) as holds, psycopg.connect(address(where)) as waits:
        holds.execute("SELECT pg_advisory_xact_lock(77001)")
        waiting = threading.Thread(target=waits.execute, args=("SELECT pg_advisory_xact_lock(77001)",))
        waiting.start()
        until(lambda: connection.cursor().execute(_WAITING, [waits.info.backend_pid]).fetchone()[0])
        assert someone_waits() is ours
        holds.rollback()
        waiting.join()
