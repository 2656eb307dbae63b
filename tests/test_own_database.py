"""A run of tests never touches the database that DATABASE_URL names, whichever tests are chosen."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest
from django.db import connection

HERE = Path(__file__).parent


@pytest.fixture
def precious(db):
    """A database of somebody who is at work in it."""
    known = connection.get_connection_params()
    server = {key: known[key] for key in ("host", "port", "user", "password") if known.get(key)}
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as out:
        out.execute("DROP DATABASE IF EXISTS precious")
        out.execute("CREATE DATABASE precious TEMPLATE template0")
        with psycopg.connect(dbname="precious", autocommit=True, **server) as session:
            yield session, _address(server)
        out.execute("DROP DATABASE precious")


def _address(server):
    user = quote(server.get("user", ""), safe="") + (
        f":{quote(server['password'], safe='')}" if "password" in server else ""
    )
    more = {key: server[key] for key in ("host", "port") if key in server}
    return f"postgresql://{user}@/precious?{urlencode(more)}"


def test_a_run_of_nothing_but_tests_with_a_database_of_their_own(precious):
    session, address = precious
    session.execute("CREATE TABLE work (line text); INSERT INTO work VALUES ('kept')")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:xdist",
            "-p",
            "no:cacheprovider",
            HERE / "only_own_database.py",
        ],
        cwd=HERE.parent,
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert session.execute("SELECT line FROM work").fetchall() == [("kept",)]
    assert run.returncode == 0, run.stdout[-3000:]
