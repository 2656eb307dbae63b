"""Another worker of the run uses the same server: what its sessions wait for is not what a test here waits for."""

import threading

import psycopg
import pytest
from django.db import connection

from tests.waiting import address, someone_waits, until

_ANYBODY = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND objid = 77001)"


@pytest.mark.parametrize(("where", "ours"), [("postgres", False), (None, True)])
def test_only_a_session_of_this_database_counts_as_waiting(db, where, ours):
    connection.ensure_connection()
    here = address()
    there = here.replace(f"/{connection.settings_dict['NAME']}?", f"/{where}?") if where else here
    with psycopg.connect(there) as holds, psycopg.connect(there) as waits:
        holds.execute("SELECT pg_advisory_xact_lock(77001)")
        waiting = threading.Thread(target=waits.execute, args=("SELECT pg_advisory_xact_lock(77001)",))
        waiting.start()
        until(lambda: connection.cursor().execute(_ANYBODY).fetchone()[0])
        assert someone_waits() is ours
        holds.rollback()
        waiting.join()
