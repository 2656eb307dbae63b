"""What was started ends clean: no word of a crash, no database left running that nobody uses."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection

from nhipcau.config.database import _start
from nhipcau.jobs.queues import QUEUES, SCANS
from tests.waiting import PATIENCE, address, until

HERE = Path(__file__).parents[1]
LISTENING = """
SELECT count(DISTINCT pid) FROM pg_stat_activity WHERE query ILIKE 'LISTEN%' AND datname = current_database()
"""
USES_A_DATABASE = """
import sys
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
    assert worker.wait(PATIENCE) in (0, 130)
    assert worker.stderr.read() == ""


@pytest.fixture
def started(own_database, tmp_path):
    """Starts a command with its workers, each of them at its work; gives it and everything it started."""
    running = []

    def start(*words):
        command = subprocess.Popen(
            [sys.executable, "-m", "nhipcau.cli", *words],
            cwd=HERE,
            env={**os.environ, "DATABASE_URL": address(), "NHIPCAU_HOME": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        running.append(command)
        with psycopg.connect(address(), autocommit=True) as watch:
            until(lambda: watch.execute(LISTENING).fetchone() == (len(QUEUES),) or command.poll() is not None)
        assert command.poll() is None, command.stdout.read()
        family = psutil.Process(command.pid).children(recursive=True)
        running.extend(family)
        return command, family

    yield start
    for process in running:
        with suppress(psutil.NoSuchProcess):
            process.kill()


@pytest.mark.parametrize(("how", "exits"), [(signal.SIGINT, 0), (signal.SIGTERM, 0), (signal.SIGKILL, -9)])
def test_however_the_site_ends_its_workers_end_with_it(started, how, exits):
    site, workers = started("serve", "--port", str(free_port()))
    assert {worker.cmdline()[-1] for worker in workers} == set(QUEUES)
    site.send_signal(how)
    assert site.wait(PATIENCE) == exits
    until(lambda: not any(map(runs, workers)))
    assert "Traceback" not in site.stdout.read()


@pytest.mark.parametrize(("how", "exits"), [(signal.SIGINT, 0), (signal.SIGTERM, 0), (signal.SIGKILL, -9)])
def test_however_the_worker_ends_the_one_for_scans_ends_with_it(started, how, exits):
    worker, beside = started("worker")
    assert [other.cmdline()[-1] for other in beside] == [SCANS]
    worker.send_signal(how)
    assert worker.wait(PATIENCE) == exits
    until(lambda: not any(map(runs, beside)))
    assert worker.stdout.read() == ""


def runs(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


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
