"""Reading a document someone sent: in a process of its own, so that a hostile file hurts nothing but itself."""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nhipcau.documents import leftovers
from nhipcau.web.problems import Problem

log = logging.getLogger(__name__)
_TICK = 0.5  # seconds after which a long reading says that it lives, and hears that it shall not go on


@dataclass(frozen=True)
class Read:
    """What reading gave: the object of the contract, the text its spans point into, the indicators each target may
    mean (best first, in the order of the targets), the tables that divide something."""

    reading: dict[str, Any]
    text: str
    suggestions: list[list[list[Any]]]
    annexes: list[dict[str, Any]] = field(default_factory=list)


class TakesLong(Exception):
    """The file is sound, but reading it takes a slow program (pictures, old formats): not while a person waits.

    `pages`: how many are to be read, or None where that is not known.
    """

    def __init__(self, pages: int | None) -> None:
        self.pages = pages
        super().__init__(pages)


Told = Callable[[int, int | None], None]


def read(
    data: bytes, file_name: str, catalogue: Sequence[tuple[str, str, str]] = (), *, told: Told | None = None
) -> Read:
    """Reads the bytes; raises Problem with one sentence when they are no document, too much work, or break the reader.

    `catalogue`: code, name and unit of measure of the indicators that targets may mean. `told` takes the time that
    pictures and old formats need and hears again and again how many pages are read, of how many; without it such a
    file raises TakesLong. What `told` raises ends the reading.
    """
    seconds = settings.READING_SECONDS if told is None else settings.READING_LONG_SECONDS
    head = {
        "file_name": file_name,
        "catalogue": list(catalogue),
        "language": get_language() or "vi",
        "memory": settings.READING_MEMORY,
        "seconds": seconds,
        "slow": told is not None,
    }
    answer = _answer(json.dumps(head).encode() + b"\n" + data, seconds, told or (lambda done, pages: None))
    if "refusal" in answer:
        raise Problem(answer["refusal"])
    if "slow" in answer:
        raise TakesLong(answer["pages"])
    return Read(answer["reading"], answer["text"], answer["suggestions"], answer["annexes"])


def too_large() -> Problem:
    """The refusal of a file above `UPLOAD_LIMIT`."""
    limit = settings.UPLOAD_LIMIT // (1024 * 1024)
    return Problem(_("The file is larger than %(limit)s MB; split it or save it without pictures.") % {"limit": limit})


def _answer(request: bytes, seconds: float, told: Told) -> dict[str, Any]:
    ends = time.monotonic() + seconds + 5
    done: tuple[int, int | None] = (0, None)
    with _started(request) as (process, complaints):
        for line in _lines(process, ends):
            said: dict[str, Any] = json.loads(line) if line else {}
            if said and "done" not in said:
                return said
            done = (said["done"], said["pages"]) if said else done
            told(*done)
        if time.monotonic() >= ends:
            raise Problem(_("Reading the file took too long; send only the pages that matter, or paste the text."))
        complaints.seek(0)
        log.warning("a document could not be read (exit %s): %s", process.wait(), complaints.read()[-500:])
    raise Problem(_("The file could not be read; save it anew as .docx or .pdf, or paste the text."))


@contextmanager
def _started(request: bytes) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    """The process that reads, at the head of a group of its own; the group and its files are gone afterwards."""
    command = [sys.executable, "-m", "nhipcau.documents.worker"]
    with (
        leftovers.passing_folder() as folder,
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as complaints,
    ):
        given.write(request)
        given.seek(0)
        process = subprocess.Popen(
            command, stdin=given, stdout=subprocess.PIPE, stderr=complaints, start_new_session=True,
            env={**os.environ, "TMPDIR": folder},
        )  # fmt: skip
        try:
            yield process, complaints
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
            if process.stdout:
                process.stdout.close()


def _lines(process: "subprocess.Popen[bytes]", ends: float) -> Iterator[bytes]:
    """The lines a process writes, an empty one whenever it was silent for a while; ends when it does or at `ends`."""
    assert process.stdout is not None
    written = b""
    handle = process.stdout.fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)
        while (left := ends - time.monotonic()) > 0:
            if not selector.select(min(left, _TICK)):
                yield b""
                continue
            piece = os.read(handle, 1 << 20)
            if not piece:
                return
            written += piece
            if b"\n" in piece:
                *lines, written = written.split(b"\n")
                yield from lines
