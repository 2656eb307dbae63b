"""Files kept unchanged under their hash. A file is written whole before anything refers to it, and never again."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

_UNFINISHED = ".unfinished-"


def hash_of(data: bytes) -> str:
    """The SHA-256 of the bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def path_of(sha256: str) -> Path:
    """Where the file of that hash is kept."""
    return Path(settings.MEDIA_ROOT) / "documents" / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Stores the bytes, safely on disk when this returns, and gives their hash. The same bytes are stored once."""
    sha256 = hash_of(data)
    place = path_of(sha256)
    if place.exists():
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(place, data)
    return sha256


def _write_whole(place: Path, data: bytes) -> None:
    handle, unfinished = tempfile.mkstemp(dir=place.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, place)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _arrivals() -> Path:
    return Path(settings.MEDIA_ROOT) / "arrivals"


def _waiting(arrival: int) -> Path:
    return _arrivals() / str(arrival)


def hold(arrival: int, data: bytes) -> None:
    """Stores the bytes of a file that waits to be read; apart from the documents, so that it can go again."""
    place = _waiting(arrival)
    place.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(place, data)


def held(arrival: int) -> bytes:
    """The bytes of a file that waits. Raises FileNotFoundError."""
    return _waiting(arrival).read_bytes()


def let_go(arrival: int) -> None:
    """Removes the file of an arrival that waits no longer."""
    _waiting(arrival).unlink(missing_ok=True)


def sent() -> list[Path]:
    """The files of arrivals that are there."""
    return [path for path in _arrivals().glob("*") if path.name.isdecimal()]


def unfinished() -> list[Path]:
    """Files that are being written, or whose writer was killed."""
    return [*_arrivals().glob(_UNFINISHED + "*"), *Path(settings.MEDIA_ROOT).glob(f"documents/*/{_UNFINISHED}*")]
