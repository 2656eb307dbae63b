"""Where this installation keeps its own files: the embedded database, uploads, the secret key."""

import os
import secrets
import tempfile
from pathlib import Path

from platformdirs import user_data_path

CHECKOUT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """The folder named by NHIPCAU_HOME, else `var/` of a checkout, else the user's data folder; made when missing."""
    named = os.environ.get("NHIPCAU_HOME")
    if named:
        folder = Path(named).expanduser().resolve()
    elif (CHECKOUT / "pyproject.toml").exists():
        folder = CHECKOUT / "var"
    else:
        folder = user_data_path("nhipcau")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key() -> str:
    """NHIPCAU_SECRET_KEY, else a key made once and kept in the home folder, readable by its owner only."""
    named = os.environ.get("NHIPCAU_SECRET_KEY")
    if named:
        return named
    kept = home() / "secret-key"
    if not kept.exists():
        _make(kept)
    return kept.read_text().strip()


def _make(kept: Path) -> None:
    """Of several processes that start at once one makes the key, and none ever sees half of it."""
    handle, unfinished = tempfile.mkstemp(dir=kept.parent, prefix=".secret-key-")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        os.link(unfinished, kept)
    except FileExistsError:
        pass
    finally:
        os.unlink(unfinished)
