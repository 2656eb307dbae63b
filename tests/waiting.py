"""What tests of several connections share: the database they are in, and what another session does in it.

The server is shared with the other workers of the run, so whatever is looked up is looked up in this database only.
"""

import time
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

# Not pg_stat_activity: within a transaction it goes on saying what it said first.
_WAITS = """
SELECT EXISTS (SELECT 1 FROM pg_locks AS waits JOIN pg_locks AS here USING (pid)
               WHERE NOT waits.granted
               AND here.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


def address() -> str:
    """Of the database this test is in, for another process."""
    known = connection.get_connection_params()
    user = quote(known.get("user") or "", safe="") + (f":{quote(known['password'])}" if known.get("password") else "")
    more = {key: known[key] for key in ("host", "port") if known.get(key)}
    return f"postgresql://{user}@/{known['dbname']}?{urlencode(more)}"


def until(true: Callable[[], object], seconds: int = 60) -> None:
    """Comes back when it is true; fails the test if it does not become so."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            pytest.fail(f"not within {seconds} s")
        time.sleep(0.02)


def someone_waits(at=connection) -> bool:
    """Whether a session of this database waits for a lock that another holds; asked over `at`."""
    with at.cursor() as cursor:
        cursor.execute(_WAITS)
        (waits,) = cursor.fetchone()
    return waits
