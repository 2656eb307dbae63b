"""Saving an installation into one file and bringing it back: the database, the uploaded files, the secret key."""

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils.translation import gettext as _

from nhipcau.config.database import database_url, server_programs
from nhipcau.config.home import home
from nhipcau.lib.terminal import Parser
from nhipcau.web.format import number

DUMP, FILES, KEY = "database.dump", "files", "secret-key"
# The programs are newer than a server may be: PostgreSQL 15 and 16 refuse this line at the head of every dump.
TOO_NEW = b"SET transaction_timeout = 0;"


def backup(argv: Sequence[str]) -> int:
    """Writes FILE: a consistent copy of the database taken at one moment, and the files."""
    parser = Parser("nhipcau backup", description=_("Saves the database of one moment, the files and the secret key."))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the file to write, such as nhipcau-2026-11-21.tar"))
    target: Path = parser.parse_args(argv).file
    if target.exists():
        return _refuse(_("%(file)s exists already: name another file.") % {"file": target})
    if not target.absolute().parent.is_dir():
        return _refuse(_("there is no folder %(folder)s: make it first.") % {"folder": target.absolute().parent})
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder, DUMP)
        if failed := _run("pg_dump", "--format=custom", "--no-owner", f"--file={dump}", database_url()):
            return _refuse(_("the database could not be read: %(why)s") % {"why": failed})
        unfinished = target.with_name(target.name + ".part")
        with tarfile.open(unfinished, "w") as archive:
            archive.add(dump, DUMP)
            if Path(settings.MEDIA_ROOT).is_dir():
                archive.add(settings.MEDIA_ROOT, FILES)
            if (home() / KEY).exists():
                archive.add(home() / KEY, KEY)
        # Only a whole archive ever bears the name that was asked for.
        os.replace(unfinished, target)
    size = number(Decimal(target.stat().st_size) / 1_000_000, 1)
    print(_("Saved to %(file)s (%(size)s MB).") % {"file": target, "size": size})
    return 0


def restore(argv: Sequence[str]) -> int:
    """Brings FILE back into an empty installation, or, with --replace, in place of what is there."""
    parser = Parser("nhipcau restore", description=_("Brings back what `nhipcau backup` saved."))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the file to bring back"))
    parser.add_argument("--replace", action="store_true", help=_("delete what this installation holds"))
    chosen = parser.parse_args(argv)
    if not tarfile.is_tarfile(chosen.file) if chosen.file.is_file() else True:
        return _refuse(_("%(file)s is no file that `nhipcau backup` wrote.") % {"file": chosen.file})
    if _holds_data() and not chosen.replace:
        return _refuse(_("this installation holds data: back it up, then restore with --replace."))
    with tempfile.TemporaryDirectory() as folder, tarfile.open(chosen.file) as archive:
        archive.extractall(folder, filter="data")
        dump = Path(folder, DUMP)
        if not dump.exists():
            return _refuse(
                _("%(file)s holds no database: it is no file that `nhipcau backup` wrote.") % {"file": chosen.file}
            )
        connections.close_all()
        failed = _bring_database(dump)
        if failed:
            return _refuse(_("nothing was changed; the database refused the copy: %(why)s") % {"why": failed})
        _bring_files(Path(folder))
    call_command("migrate", verbosity=0, interactive=False)
    print(_("Restored from %(file)s.") % {"file": chosen.file})
    return 0


def _holds_data() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('units_unit')")
        if cursor.fetchone() == (None,):
            return False
        cursor.execute("SELECT EXISTS (SELECT 1 FROM units_unit)")
        return bool(cursor.fetchone()[0])


def _bring_database(dump: Path) -> str:
    """All of the dump in one transaction; gives what went wrong, empty for nothing."""
    script = dump.with_suffix(".sql")
    if failed := _run("pg_restore", "--clean", "--if-exists", "--no-owner", f"--file={script}", str(dump)):
        return failed
    with script.open("r+b") as out:
        place = out.read(8192).find(TOO_NEW)
        if place >= 0:
            out.seek(place)
            out.write(b"--" + b" " * (len(TOO_NEW) - 2))
    once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    return _run("psql", *once, f"--file={script}", f"--dbname={database_url()}")


def _bring_files(folder: Path) -> None:
    """Files lie under the hash of what they hold, so bringing one twice changes nothing."""
    for source in (folder / FILES).rglob("*"):
        if source.is_file():
            place = Path(settings.MEDIA_ROOT, source.relative_to(folder / FILES))
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(_copy(source, place), place)


def _copy(source: Path, place: Path) -> Path:
    part = place.with_name(place.name + ".part")
    part.write_bytes(source.read_bytes())
    return part


def _run(program: str, *arguments: str) -> str:
    """Runs one of PostgreSQL's own programs, those of the embedded server; gives what went wrong, empty for nothing."""
    done = subprocess.run([str(server_programs() / program), *arguments], capture_output=True, text=True, check=False)
    lines = done.stderr.strip().splitlines()
    return (
        ""
        if done.returncode == 0
        else (
            lines[-1]
            if lines
            else _("%(program)s ended with %(status)d") % {"program": program, "status": done.returncode}
        )
    )


def _refuse(sentence: str) -> int:
    print(f"nhipcau: {sentence}", file=sys.stderr)
    return 1
