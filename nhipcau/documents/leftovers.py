"""What killed work left on the disk: folders of readings, files that were half written or that nothing refers to."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nhipcau.documents import files
from nhipcau.documents.models import Arrival

_FOLDER = "nhipcau-reading-"
# A file is there before what refers to it is written for good: a young one may belong to work that goes on.
OLD = 3600.0  # seconds


@contextmanager
def passing_folder() -> Iterator[str]:
    """A folder for what a reading needs meanwhile; gone afterwards, and known for dead when its maker was killed."""
    folder, handle = _locked()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _locked() -> tuple[str, int]:
    while True:
        folder = tempfile.mkdtemp(prefix=_FOLDER)
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        # Whoever tidies up may have come in between.
        if os.path.isdir(folder):
            return folder, handle
        os.close(handle)


@contextmanager
def _dead(folder: Path) -> Iterator[bool]:
    """Whether the maker of a passing folder is gone; held against others that tidy up."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        yield False  # somebody else's, or gone by now
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield os.fstat(handle).st_uid == os.getuid()
    finally:
        os.close(handle)


def folders() -> list[Path]:
    """Folders of readings that were killed on this machine."""
    found = []
    for folder in sorted(Path(tempfile.gettempdir()).glob(_FOLDER + "*")):
        with _dead(folder) as dead:
            if dead:
                found.append(folder)
    return found


def stray_files() -> list[Path]:
    """Files that were being written when their writer was killed, and those sent whose arrival waits no longer."""
    limit = time.time() - OLD
    sent = files.sent()  # first: whatever comes afterwards is young
    waits = {str(pk) for pk in Arrival.objects.filter(state__in=Arrival.OPEN).values_list("pk", flat=True)}
    candidates = [*files.unfinished(), *(path for path in sent if path.name not in waits)]
    return sorted(path for path in candidates if _written(path) < limit)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def remove_folders() -> None:
    """Removes the folders of readings that were killed on this machine."""
    for folder in folders():
        with _dead(folder) as dead:
            if dead:
                shutil.rmtree(folder, ignore_errors=True)


def remove() -> None:
    """Removes all that killed work left behind."""
    remove_folders()
    for path in stray_files():
        path.unlink(missing_ok=True)
