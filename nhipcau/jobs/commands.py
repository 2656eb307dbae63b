"""Running what waits in the queue."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import activate
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from nhipcau.lib.terminal import Parser


def worker(argv: Sequence[str]) -> int:
    """Runs background jobs until interrupted."""
    parser = Parser("nhipcau worker", description=_("Does the background and nightly work until it is stopped."))
    parser.add_argument("--once", action="store_true", help=_("do what waits, then stop"))
    parser.add_argument("--beside", action="store_true", help=_("stop when standard input ends, as `serve` has it"))
    chosen = parser.parse_args(argv)
    activate(settings.LANGUAGE_CODE)  # what a job writes down is for everybody, not for this terminal
    if chosen.beside:
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    # The worker stops at SIGTERM by handlers of its own. Once they are gone it ends anyway, and the site that ends too
    # and says so once more must not break into that.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=not chosen.once)
    return 0


def _stop_with_parent() -> None:
    """Ends this process when the one that started it is gone, however it went."""
    # Not through sys.stdin: its lock, held here, would break the end of the interpreter.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def beside() -> Iterator[None]:
    """A worker of its own runs beside what is done inside, begins anew when it dies, and stops with it."""
    over = threading.Event()
    keeper = threading.Thread(target=_keep_running, args=[over])
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep_running(over: threading.Event) -> None:
    command = [sys.executable, "-m", "nhipcau.cli", "worker", "--beside"]
    while not over.is_set():
        # In a session apart: Ctrl+C is for the site, which then ends its worker in order.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
        while process.poll() is None and not over.wait(0.5):
            pass
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        over.wait(2)
