"""What was started ends clean: no word of a crash, no database left running that nobody uses."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from nhipcau.config.database import _start
from tests.waiting import address, until

HERE = Path(__file__).parents[1]
USES_A_DATABASE = """
import sys
import threading
from pathlib import Path
from nhipcau.config.database import embedded_url
embedded_url(Path(sys.argv[1]) / "postgres")
print("open", flush=True)
sys.stdin.read()
"""


def uses_a_database_in(folder):
    return subprocess.Popen(
        [sys.executable, "-c", USES_A_DATABASE, folder], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


@pytest.mark.django_db
def test_the_worker_beside_the_site_says_nothing_when_ctrl_c_ends_both():
    connection.ensure_connection()
    worker = subprocess.Popen(
        [sys.executable, "-m", "nhipcau.cli", "worker", "--beside"],
        cwd=HERE,
        env={**os.environ, "DATABASE_URL": address()},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    with psycopg.connect(address(), autocommit=True) as watch:
        listening = "SELECT 1 FROM pg_stat_activity WHERE query ILIKE 'LISTEN%' AND datname = current_database()"
        until(lambda: watch.execute(listening).fetchone() or worker.poll() is not None)
    worker.send_signal(signal.SIGINT)
    assert worker.wait() in (0, 130)
    assert worker.stderr.read() == ""


def test_a_database_is_stopped_by_its_last_user_though_another_one_was_killed(tmp_path):
    tmp_path.chmod(0o755)
    killed = uses_a_database_in(tmp_path)
    assert killed.stdout.readline() == b"open\n"
    killed.kill()
    killed.wait()
    running = tmp_path / "postgres" / "postmaster.pid"
    assert running.exists()
    # Its number is given to somebody else's process, as happens sooner or later.
    stranger = subprocess.Popen(["sleep", "3600"])
    users = running.with_name(".handle_pids.json")
    users.write_text(users.read_text().replace(str(killed.pid), f"{killed.pid}, {stranger.pid}"))
    last = uses_a_database_in(tmp_path)
    assert last.stdout.readline() == b"open\n"
    last.communicate()
    stranger.kill()
    stranger.wait()
    assert not running.exists()


class Slow:
    """A server that is not ready within the time its starter gives it."""

    def __init__(self, folder):
        self.pgdata, self.asked = folder, 0

    def start(self):
        self.asked += 1
        place = self.pgdata / "postmaster.pid"
        if self.asked == 1:
            place.write_text("1\n/folder\nstarting")
            threading.Timer(0.3, lambda: place.write_text("1\n/folder\nready   \n")).start()
            raise subprocess.TimeoutExpired("pg_ctl", 10)
        assert "ready" in place.read_text()


def test_a_database_that_takes_long_to_start_is_waited_for(tmp_path):
    slow = Slow(tmp_path)
    _start(slow)
    assert slow.asked == 2


def test_a_command_that_is_told_to_end_ends_as_by_itself():
    script = (
        "import atexit, sys; from nhipcau import cli; atexit.register(lambda: print('left in order', flush=True));"
        "cli._start_django = lambda **_: print('works', flush=True);"
        "cli.COMMANDS['wait'] = ('time:sleep', ''); import time; time.sleep = lambda _: sys.stdin.read();"
        "cli.main(['wait'])"
    )
    waiting = subprocess.Popen(
        [sys.executable, "-c", script], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert waiting.stdout.readline() == "works\n"
    waiting.terminate()
    assert waiting.stdout.read() == "left in order\n"
    assert waiting.wait() == 143
