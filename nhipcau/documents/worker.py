"""The process in which a document from outside is read: apart from the site, with its own time and memory.

Started by `reader.read` as `python -m nhipcau.documents.worker`. Standard input: one line of JSON (`file_name`,
`catalogue`, `language`, `memory`, `seconds`, `slow`), then the bytes. Standard output, a JSON object a line: how far
a long reading is (`done`, `pages`), and last either `reading`, `text`, `suggestions` and `annexes`; or
`refusal`, a sentence for the person; or `slow` with `pages`, when only a long reading helps.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from typing import Any

LARGEST_FILE = 512 * 1024 * 1024  # that may be written while reading: a document unpacked fills no disk
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def main() -> None:
    head = json.loads(sys.stdin.buffer.readline())
    _limit(head["memory"], head["seconds"])
    data = sys.stdin.buffer.read()
    _say(_read(data, head))


def _limit(memory: int, seconds: int) -> None:
    """Bounds on this process and on every program it starts."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        signal.signal(signal.SIGTERM, _end_all)
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGTERM)


def _end_all(*_signal: object) -> None:
    """Ends this process and all it started: `reader` made it the head of a group."""
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _read(data: bytes, head: dict[str, Any]) -> dict[str, Any]:
    from nhipcau.docio import CannotRead, TakesLong, Work, read_document
    from nhipcau.docio.annexes import annexes_json
    from nhipcau.docio.words import Language

    language: Language = "en" if head["language"] == "en" else "vi"
    work = Work(
        slow=head["slow"], seconds=head["seconds"], told=lambda done, pages: _say({"done": done, "pages": pages})
    )
    try:
        found = read_document(data, head["file_name"], head["catalogue"], work)
    except CannotRead as refusal:
        return {"refusal": refusal.sentence(language)}
    except TakesLong as later:
        return {"slow": True, "pages": later.pages}
    except MemoryError:
        return {"refusal": CannotRead("too-heavy").sentence(language)}
    return {
        # The contract's object, and beside it the numbers that are no targets: the confirm page shows them on demand.
        "reading": {**found.as_json(language), "refused": [number.as_json() for number in found.refused]},
        "text": found.text,
        "suggestions": [[[code, float(score)] for code, score in target.suggestions] for target in found.targets],
        "annexes": annexes_json(found, language),
    }


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
