"""What tests of several connections share: the database they are in, and what another session does in it.

The server is shared with the other workers of the run, so whatever is looked up is looked up in this database only.
"""

import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import OperationalError, connection
from psycopg.errors import ObjectInUse

PATIENCE = 600  # seconds after which something is taken never to happen, however busy the machine
# Not pg_stat_activity: within a transaction it goes on saying what it said first.
_WAITS = """
SELECT EXISTS (SELECT 1 FROM pg_locks AS waits JOIN pg_locks AS here USING (pid)
               WHERE NOT waits.granted
               AND here.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""

_SEND_AWAY = "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity WHERE datname = %s"


def address(database: str = "") -> str:
    """Of the database this test is in, or of another one of the same server, for another process."""
    known = connection.get_connection_params()
    user = quote(known.get("user") or "", safe="") + (f":{quote(known['password'])}" if known.get("password") else "")
    more = {key: known[key] for key in ("host", "port") if known.get(key)}
    return f"postgresql://{user}@/{database or known['dbname']}?{urlencode(more)}"


def until(true: Callable[[], object], seconds: int = PATIENCE) -> None:
    """Comes back when it is true; fails the test if it does not become so."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            pytest.fail(f"not within {seconds} s")
        time.sleep(0.02)


def when_left_alone(database: str, act: Callable[[Any], Any]) -> Any:
    """Does with a cursor what the server refuses while anybody is in the database: drops or copies it.

    A thread of a test may have left its session open, and the server's own cleaning comes by when it likes; both are
    told to go, and on a busy machine that takes longer than the five seconds the server waits.
    """
    if connection.settings_dict["NAME"] == database:
        connection.close()
    ends = time.monotonic() + PATIENCE
    while True:
        with connection._nodb_cursor() as cursor:
            cursor.execute(_SEND_AWAY, [PATIENCE * 1000, database])
            try:
                return act(cursor)
            except OperationalError as refusal:
                if not isinstance(refusal.__cause__, ObjectInUse) or time.monotonic() > ends:
                    raise


def someone_waits(at=connection) -> bool:
    """Whether a session of this database waits for a lock that another holds; asked over `at`."""
    with at.cursor() as cursor:
        cursor.execute(_WAITS)
        (waits,) = cursor.fetchone()
    return waits


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Runs the acts at the same moment, each on a connection of its own; gives what each returned or raised."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(PATIENCE)
            results[place] = act()
        except Exception as raised:
            results[place] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
