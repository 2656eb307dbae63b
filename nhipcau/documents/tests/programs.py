"""Programs that stand in for those a reading starts, and what became of them."""

import os
from pathlib import Path


def slow_programs(folder: Path) -> str:
    """A PATH with a Tesseract that starts another program and never ends; both ids are written to `folder`/pids."""
    place = folder / "bin"
    place.mkdir()
    program = place / "tesseract"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --list-langs ] && { echo vie; exit 0; }\n'
        f"sleep 3600 &\necho $$ $! > {folder}/pids\nwait\n"
    )
    program.chmod(0o755)
    return f"{place}:{os.environ['PATH']}"


def pids_in(file: Path) -> list[int]:
    """The ids of the programs that run in Tesseract's place; empty before they do."""
    found = [int(pid) for pid in file.read_text().split()] if file.exists() else []
    return found if len(found) == 2 else []


def alive(pid: int) -> bool:
    """Whether a process of that id runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False
