"""Reading a document someone sent: in a process of its own, so that a hostile file hurts nothing but itself."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nhipcau.web.problems import Problem

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Read:
    """What reading gave: the object of the contract, the text its spans point into, the indicators each target may
    mean (best first, in the order of the targets), the tables that divide something."""

    reading: dict[str, Any]
    text: str
    suggestions: list[list[list[Any]]]
    annexes: list[dict[str, Any]] = field(default_factory=list)


def read(data: bytes, file_name: str, catalogue: Sequence[tuple[str, str, str]] = ()) -> Read:
    """Reads the bytes; raises Problem with one sentence when they are no document, too much work, or break the reader.

    `catalogue`: code, name and unit of measure of the indicators that targets may mean.
    """
    head = {
        "file_name": file_name,
        "catalogue": list(catalogue),
        "language": get_language() or "vi",
        "memory": settings.READING_MEMORY,
        "seconds": settings.READING_SECONDS,
    }
    answer = _answer(json.dumps(head).encode() + b"\n" + data)
    if "refusal" in answer:
        raise Problem(answer["refusal"])
    return Read(answer["reading"], answer["text"], answer["suggestions"], answer["annexes"])


def too_large() -> Problem:
    """The refusal of a file above `UPLOAD_LIMIT`."""
    limit = settings.UPLOAD_LIMIT // (1024 * 1024)
    return Problem(_("The file is larger than %(limit)s MB; split it or save it without pictures.") % {"limit": limit})


def _answer(request: bytes) -> dict[str, Any]:
    command = [sys.executable, "-m", "nhipcau.documents.worker"]
    try:
        done = subprocess.run(
            command, input=request, capture_output=True, timeout=settings.READING_SECONDS + 5, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise Problem(
            _("Reading the file took too long; send only the pages that matter, or paste the text.")
        ) from late
    if done.returncode == 0:
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer
    log.warning("a document could not be read (exit %s): %s", done.returncode, done.stderr[-500:])
    raise Problem(_("The file could not be read; save it anew as .docx or .pdf, or paste the text."))
