"""What was saved comes back: the database and the files, into an empty installation, on the server the tests run on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.waiting import address, when_left_alone

HERE = Path(__file__).parents[1]
UNITS = """\
code,name,kind,parent,valid_from,valid_to
TLD,Tổng Liên đoàn,tld,,2020-01-01,
A,Tỉnh A,ldld_tinh,TLD,2020-01-01,
"""


@pytest.fixture
def two_places(db, tmp_path):
    """Two installations with an empty database each: run(place, *words) runs a command in one."""
    names = {place: f"{connection.settings_dict['NAME']}_{place}" for place in ("first", "second")}

    def run(place, *words):
        done = subprocess.run(
            [sys.executable, "-m", "nhipcau.cli", *words],
            cwd=HERE,
            env={**os.environ, "DATABASE_URL": address(names[place]), "NHIPCAU_HOME": str(tmp_path / place)},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout, done.stderr

    def drop(name):
        when_left_alone(name, lambda server: server.execute(f'DROP DATABASE IF EXISTS "{name}"'))

    for name in names.values():
        drop(name)
        when_left_alone(
            "template0", lambda server, name=name: server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        )
    yield run
    for name in names.values():
        drop(name)


def test_a_backup_comes_back_in_an_empty_place_and_replaces_a_full_one_only_when_told(two_places, tmp_path):
    units, saved = tmp_path / "units.csv", str(tmp_path / "saved.tar")
    units.write_text(UNITS)
    assert two_places("first", "import", "units", str(units))[0] == 0
    paper = tmp_path / "first" / "files" / "ab" / "paper.txt"
    paper.parent.mkdir(parents=True, exist_ok=True)
    paper.write_text("Chương trình")
    assert two_places("first", "backup", saved)[::2] == (0, "")
    assert two_places("second", "restore", saved)[::2] == (0, "")
    assert two_places("second", "export", "units")[1] == UNITS
    assert (tmp_path / "second" / "files" / "ab" / "paper.txt").read_text() == "Chương trình"
    status, _out, said = two_places("second", "restore", saved)
    assert status == 1 and "--replace" in said
    assert two_places("second", "restore", saved, "--replace")[::2] == (0, "")
    assert two_places("second", "export", "units")[1] == UNITS
