"""Commands that run and keep an installation."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console

from nhipcau.config import ports
from nhipcau.jobs.commands import beside
from nhipcau.jobs.queues import QUEUES
from nhipcau.lib.memory import settle
from nhipcau.lib.terminal import Parser

# What is sent is taken in up to here, so that a file above the limit gets a sentence and not a closed line.
WHOLE_REQUEST = 512 * 1024 * 1024


def migrate(argv: Sequence[str]) -> int:
    """Makes or upgrades the tables."""
    Parser("nhipcau migrate", description=_("Makes or upgrades the tables.")).parse_args(argv)
    missing = len(_missing())
    call_command("migrate", verbosity=0, interactive=False)
    made = ngettext("%(count)d step of the tables made.", "%(count)d steps of the tables made.", missing)
    print(made % {"count": missing} if missing else _("The tables are up to date."))
    return 0


def migrate_when_needed() -> None:
    """Makes the tables of a new database; an older one is upgraded the same way. Quick when nothing is to do."""
    if _missing():
        Console(stderr=True).print(_("Preparing the database…"))
        call_command("migrate", verbosity=0, interactive=False)


def _missing() -> list[Any]:
    executor = MigrationExecutor(connection)
    return list(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def serve(argv: Sequence[str]) -> int:
    """Runs the site until interrupted."""
    parser = Parser("nhipcau serve", description=_("Runs the site until it is stopped."))
    parser.add_argument("--host", default="127.0.0.1", help=_("the address to answer at (default %(default)s)"))
    parser.add_argument("--port", type=int, default=ports.PORT, help=_("default %(default)s"))
    parser.add_argument("--threads", type=int, default=8, help=_("requests answered at once (default %(default)s)"))
    parser.add_argument("--no-worker", action="store_true", help=_("background work is done elsewhere"))
    chosen = parser.parse_args(argv)
    return run_site(chosen.host, chosen.port, chosen.threads, worker=not chosen.no_worker)


def run_site(host: str, port: int, threads: int = 8, *, worker: bool = True) -> int:
    """Serves with Waitress, workers for background work beside; gives 1 with a sentence when the port is taken."""
    from waitress import create_server

    from nhipcau.config.wsgi import application

    try:
        server = create_server(
            application, host=host, port=port, threads=threads, ident=None, max_request_body_size=WHOLE_REQUEST
        )
    except OSError as problem:
        taken = ports.Taken(port, problem.strerror or str(problem), ports.next_free(host, port))
        print(f"nhipcau: {taken.sentence}", file=sys.stderr)
        return 1
    print(f"Nhịp Cầu: http://{host}:{port}/  " + _("(Ctrl+C stops)"), flush=True)
    try:
        with beside(*QUEUES) if worker else nullcontext():
            resolve("/")  # loads every page's code
            settle()
            server.run()
    except KeyboardInterrupt:
        pass
    return 0


def check_data(argv: Sequence[str]) -> int:
    """Runs every integrity check; prints each finding with its meaning and advice; 1 when there is any."""
    Parser(
        "nhipcau check-data", description=_("Runs every integrity check; exit status 1 when one finds something.")
    ).parse_args(argv)
    console, found = Console(), 0
    for name in settings.INTEGRITY:
        module, _dot, function = name.rpartition(".")
        finding: Any
        for finding in getattr(import_module(module), function)():
            found += 1
            console.print(f"[bold]{finding.check}[/] {finding.what}\n  {finding.advice}")
    said = ngettext("%(count)d finding.", "%(count)d findings.", found) % {"count": found}
    console.print(said if found else _("No finding: the data hold together."))
    return 1 if found else 0
