"""Running what waits in the queues."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.utils.translation import activate
from django.utils.translation import gettext as _
from procrastinate import App
from procrastinate.contrib.django import app

from nhipcau.jobs.queues import QUEUES, SCANS
from nhipcau.lib.terminal import Parser


def worker(argv: Sequence[str]) -> int:
    """Runs background jobs until interrupted: each queue in a process of its own, or only the one named."""
    parser = Parser("nhipcau worker", description=_("Does the background and nightly work until it is stopped."))
    parser.add_argument("--queue", choices=QUEUES, help=_("do this work only (default: all, each in its own process)"))
    parser.add_argument("--once", action="store_true", help=_("do what waits, then stop"))
    parser.add_argument("--beside", action="store_true", help=_("stop when standard input ends, as `serve` has it"))
    chosen = parser.parse_args(argv)
    activate(settings.LANGUAGE_CODE)  # what a job writes down is for everybody, not for this terminal
    if chosen.beside:
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    if chosen.once or chosen.queue:
        _work([chosen.queue] if chosen.queue else list(QUEUES), wait=not chosen.once)
    else:
        first, *others = QUEUES
        with beside(*others):
            _work([first], wait=True)
    return 0


def _work(queues: Sequence[str], *, wait: bool) -> None:
    # A long reading is given back when the worker is told to end; what is short comes to its own end.
    how: dict[str, Any] = {"shutdown_graceful_timeout": 0.0} if SCANS in queues else {}
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        asyncio.run(_until_told(working, {**how, "queues": list(queues), "wait": wait}))


async def _until_told(working: App, how: dict[str, Any]) -> None:
    """Works until there is nothing left, or Ctrl+C or SIGTERM says to end; saying it again changes nothing."""
    async with working.open_async():
        work = asyncio.create_task(working.run_worker_async(install_signal_handlers=False, **how))
        loop = asyncio.get_running_loop()

        def end(*_about: object) -> None:
            # Ignored from here to the end of the process: a second one must not break into the tidying up.
            for told in (signal.SIGINT, signal.SIGTERM):
                signal.signal(told, signal.SIG_IGN)
            loop.call_soon_threadsafe(work.cancel)

        for told in (signal.SIGINT, signal.SIGTERM):
            signal.signal(told, end)
        with suppress(asyncio.CancelledError):
            await work


def _stop_with_parent() -> None:
    """Ends this process when the one that started it is gone, however it went."""
    # Not through sys.stdin: its lock, held here, would break the end of the interpreter.
    while os.read(0, 1024):
        pass
    while True:  # said again, in case nobody listened yet
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)


@contextmanager
def beside(*queues: str) -> Iterator[None]:
    """A worker for each of the queues runs beside what is done inside, begins anew when it dies, and stops with it."""
    over = threading.Event()
    keepers = [threading.Thread(target=_keep_running, args=[queue, over]) for queue in queues]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        over.set()
        for keeper in keepers:
            keeper.join()


def _keep_running(queue: str, over: threading.Event) -> None:
    command = [sys.executable, "-m", "nhipcau.cli", "worker", "--beside", "--queue", queue]
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
