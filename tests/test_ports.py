"""Whether the port is free is looked at before anything is built; a sentence names the next that is."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from nhipcau.config import ports

HERE = Path(__file__).parents[1]


@contextmanager
def listener(port=0):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen(1)
        yield taken.getsockname()[1]


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_asked_for_that_is_taken_is_refused_before_there_is_even_a_database(command, tmp_path):
    with listener() as port:
        done = subprocess.run(
            [sys.executable, "-m", "nhipcau.cli", command, "--port", str(port)],
            cwd=HERE,
            env={**os.environ, "NHIPCAU_HOME": str(tmp_path), "DATABASE_URL": ""},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1 and done.stdout == ""
    assert f"không dùng được cổng {port}" in done.stderr and "hãy thử --port" in done.stderr
    assert done.stderr.count("\n") == 1 and not list(tmp_path.iterdir())


def test_the_port_named_instead_is_free():
    with listener() as port, pytest.raises(ports.Taken) as refusal:
        ports.settled(["--port", str(port)], any_port=True)
    named = int(refusal.value.sentence.rpartition("--port ")[2].rstrip("."))
    assert named > port
    with listener(named):
        pass


def test_the_demo_goes_to_the_next_free_port_where_nobody_asked_for_one(monkeypatch):
    with listener() as port:
        monkeypatch.setattr(ports, "PORT", port)
        argv, said = ports.settled(["--no-browser"], any_port=True)
        with pytest.raises(ports.Taken):
            ports.settled([], any_port=False)
    assert (
        argv[:2] == ["--no-browser", "--port"] and said == f"Cổng {port} đã có nơi dùng; dùng cổng {argv[2]} thay thế."
    )


@pytest.mark.parametrize("argv", [["--build-only"], ["--help"], ["--port", "http"]])
def test_where_no_site_will_run_no_port_is_looked_at(argv, monkeypatch):
    with listener() as port:
        monkeypatch.setattr(ports, "PORT", port)
        assert ports.settled(argv, any_port=False) == (argv, "")


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("203.0.113.1", 8000)])
def test_what_can_never_be_listened_at_gets_a_sentence(host, port):
    with pytest.raises(ports.Taken) as refusal:
        ports.settled(["--host", host, "--port", str(port)], any_port=False)
    assert "chọn cổng khác bằng --port" in refusal.value.sentence
