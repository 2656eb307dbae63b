"""Programs beside the reader (Tesseract, LibreOffice): found, run with little around them, and stopped in time."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

_KEPT = ("PATH", "TMPDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")


@cache
def tool(name: str) -> str | None:
    """Where a program is, or None where the machine has none of that name."""
    return shutil.which(name)


def run_tool(
    command: Sequence[str], *, seconds: float, given: bytes = b"", home: str | None = None
) -> tuple[int, bytes] | None:
    """Exit status and output of a program; None when it was not done in time or could not be started.

    It gets the bytes on standard input and no environment but what it needs: no proxy, no session, no home of a person.
    """
    around = {name: os.environ[name] for name in _KEPT if name in os.environ}
    around |= {"LC_ALL": "C.UTF-8", "HOME": home or "/nonexistent", "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, env=around,
            cwd=home, check=False,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.returncode, done.stdout
