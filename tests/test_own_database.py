"""A run of tests never touches the database that DATABASE_URL names, whichever tests are chosen."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.waiting import address, when_left_alone

HERE = Path(__file__).parent


def drop(name):
    when_left_alone(name, lambda server: server.execute(f"DROP DATABASE IF EXISTS {name}"))


@pytest.fixture
def precious(db):
    """A session in a database of somebody who is at work in it."""
    drop("precious")
    when_left_alone("template0", lambda server: server.execute("CREATE DATABASE precious TEMPLATE template0"))
    with psycopg.connect(address("precious"), autocommit=True) as session:
        yield session
    drop("precious")


def test_a_run_of_nothing_but_tests_with_a_database_of_their_own(precious):
    precious.execute("CREATE TABLE work (line text); INSERT INTO work VALUES ('kept')")
    plain = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *plain, HERE / "only_own_database.py"],
        cwd=HERE.parent,
        env={**os.environ, "DATABASE_URL": address("precious")},
        capture_output=True,
        text=True,
    )
    assert precious.execute("SELECT line FROM work").fetchall() == [("kept",)]
    assert run.returncode == 0, run.stdout[-3000:]
