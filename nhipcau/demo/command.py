"""`nhipcau demo`: builds the demo federation once, then serves it and says who can sign in."""

import csv
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from nhipcau.access import system_access
from nhipcau.accounts.clock import today as clock_today
from nhipcau.config.commands import run_site
from nhipcau.config.ports import PORT
from nhipcau.demo.deadlines import answer_deadlines
from nhipcau.demo.federation import places
from nhipcau.demo.people import seat_people
from nhipcau.demo.reports import FORM, write_reports
from nhipcau.demo.tour import say_who
from nhipcau.lib.terminal import Parser
from nhipcau.programmes.models import Programme
from nhipcau.units.models import Unit

Step = Callable[[str, int, int], None]


def run(argv: Sequence[str]) -> int:
    """Builds what is missing, prints who can sign in as whom, and serves until interrupted."""
    parser = Parser(
        "nhipcau demo", description=_("Builds a demo federation once, says who can sign in, serves the site.")
    )
    parser.add_argument("--port", type=int, default=PORT, help=_("default %(default)s"))
    parser.add_argument("--no-browser", action="store_true", help=_("do not open the site"))
    parser.add_argument("--build-only", action="store_true", help=_("build the federation, serve nothing"))
    chosen = parser.parse_args(argv)
    console = Console()
    if Unit.objects.exists():
        console.print(_("The demo federation is there already; nothing is built again."))
    else:
        with _bar(console) as bar:
            build(clock_today(), _steps(bar))
    say_who(console)
    if chosen.build_only:
        return 0
    address = f"http://127.0.0.1:{chosen.port}/"
    if not chosen.no_browser:
        threading.Timer(1.5, webbrowser.open, [address]).start()
    return run_site("127.0.0.1", chosen.port)


def build(today: date, progress: Step) -> None:
    """The whole demo in one transaction: a build that is interrupted leaves nothing behind."""
    with override(settings.LANGUAGE_CODE), transaction.atomic():
        _units(today, progress)
        _catalogue(today, progress)
        seat_people()
        progress("people", 1, 1)
        programme = _programmes(today, progress)
        write_reports(today, progress)
        answer_deadlines(programme, FORM, today)


def _units(today: date, progress: Step) -> None:
    from nhipcau.units.imports import import_units

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "units.csv")
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(["code", "name", "kind", "parent", "valid_from", "valid_to"])
            writer.writerows(place.row() for place in places())
        by = system_access(today=today, name="demo")
        import_units(file, by=by, today=today, dry_run=False, progress=lambda *_: None)
    progress("units", 1, 1)


def _catalogue(today: date, progress: Step) -> None:
    from nhipcau.indicators.commands import load_catalogue

    load_catalogue(by=system_access(today=today, name="demo"), today=today)
    progress("indicators", 1, 1)


def _programmes(today: date, progress: Step) -> Programme:
    from nhipcau.demo.annex import LETTER_DATE, ROWS
    from nhipcau.demo.papers import read_the_nations_programme, read_this_years_programme
    from nhipcau.demo.papers_around import read_the_papers_around
    from nhipcau.demo.programmes import assign_this_year, divide_down, write_2024

    annex_is_out = today >= date(*LETTER_DATE)
    if annex_is_out:
        write_2024()
    progress("programmes", 1, 4)
    of_the_annex = {row.indicator for row in ROWS} if annex_is_out and today.year == 2024 else set()
    read_the_nations_programme(today)
    programme = read_this_years_programme(today, without=of_the_annex)
    progress("programmes", 2, 4)
    assign_this_year(programme)
    divide_down(programme)
    progress("programmes", 3, 4)
    read_the_papers_around(programme, today)
    progress("programmes", 4, 4)
    return programme


def _bar(console: Console) -> Progress:
    return Progress(TextColumn("{task.description:<12}"), BarColumn(), TimeElapsedColumn(), console=console)


def _steps(bar: Progress) -> Step:
    names = {
        "units": _("units"),
        "indicators": _("indicators"),
        "people": _("people"),
        "programmes": _("programmes"),
        "reports": _("reports"),
    }
    tasks = {name: bar.add_task(said, total=None) for name, said in names.items()}

    def step(name: str, done: int, total: int) -> None:
        bar.update(tasks[name], completed=done, total=total)

    return step
