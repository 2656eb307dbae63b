"""`nhipcau import` and `nhipcau export` (contract of bulk data)."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.access import Access, system_access
from nhipcau.exchange import runs
from nhipcau.exchange.cells import write_csv
from nhipcau.exchange.results import Progress, Result, RowProblem, silent
from nhipcau.exchange.workbooks import write_workbook
from nhipcau.lib.terminal import Parser
from nhipcau.web.problems import Problem

# So many problems are shown on the terminal; the file of errors has them all.
SHOWN = 10
ERROR_COLUMNS = ("row", "column", "value", "problem", "advice")


def run_import(argv: Sequence[str]) -> int:
    """`nhipcau import NAME FILE [--dry-run] [--errors FILE]`: 0 imported, 1 refused with the reasons, 2 wrong usage."""
    parser = Parser("nhipcau import", description=_("Imports a CSV or .xlsx file, all or nothing."))
    parser.add_argument("name", choices=sorted(settings.IMPORTS), help=_("what the file holds"))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the file to bring in"))
    parser.add_argument("--dry-run", action="store_true", help=_("check everything, write nothing"))
    parser.add_argument(
        "--errors", type=Path, metavar="FILE", help=_("where errors go (NAME.errors.csv beside the file)")
    )
    chosen = _parsed(parser, argv)
    if isinstance(chosen, int):
        return chosen
    by, today = _operator()
    with _progress() as progress:
        result = runs.run_import(
            chosen.name, chosen.file, by=by, today=today, dry_run=chosen.dry_run, progress=progress
        )
    errors = chosen.errors or chosen.file.with_suffix(".errors.csv")
    if result.problems:
        written = _write_errors(errors, result.problems) if chosen.file.is_file() else None
        return _say_refused(result.problems, written)
    _remove_stale(errors)
    print(_said(result, chosen.dry_run))
    return 0


def run_export(argv: Sequence[str]) -> int:
    """`nhipcau export NAME [--period P] [--unit CODE] [--view V] [--out FILE]`: 0 done, 1 refused, 2 wrong usage."""
    parser = Parser("nhipcau export", description=_("Writes CSV, or .xlsx when FILE ends so."))
    parser.add_argument("name", choices=sorted(settings.EXPORTS), help=_("what is written"))
    parser.add_argument("--period", metavar="P", help=_("only this period, such as 2024, 2024H1, 2024-05"))
    parser.add_argument("--unit", metavar="CODE", help=_("only this unit and what is below it"))
    parser.add_argument("--view", choices=["as-was", "as-is"], help=_("the tree of each period, or today's"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("instead of the terminal"))
    chosen = _parsed(parser, argv)
    if isinstance(chosen, int):
        return chosen
    by, today = _operator()
    options = {"view": chosen.view} if chosen.view else {}
    file_name = chosen.out.name if chosen.out else ""
    rows = runs.run_export(
        chosen.name, by=by, today=today, period=chosen.period, unit=chosen.unit, file_name=file_name, **options
    )
    try:
        if chosen.out is None:
            write_csv(rows, _plain_output())
        else:
            count = write_file(rows, chosen.out)
            said = ngettext("%(count)d row written to %(file)s.", "%(count)d rows written to %(file)s.", count)
            print(said % {"count": count, "file": chosen.out}, file=sys.stderr)
    except Problem as refusal:
        print(f"nhipcau: {refusal}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:
        sentence = _("The file %(path)s cannot be written (%(why)s); name another with --out.")
        print("nhipcau: " + sentence % {"path": chosen.out, "why": error.strerror}, file=sys.stderr)
        return 1
    return 0


def write_file(rows: Iterator[Sequence[str]], path: Path) -> int:
    """Writes .xlsx when the name ends so, else CSV; the file appears only when it is complete. Gives the rows."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        if path.suffix.lower() == ".xlsx":
            count = write_workbook(rows, partial)
        else:
            with partial.open("w", encoding="utf-8", newline="") as stream:
                count = write_csv(rows, stream)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _parsed(parser: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.Namespace | int:
    try:
        return parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)


def _operator() -> tuple[Access, date]:
    today = import_string(settings.CLOCK)()
    return system_access(today=today), today


def _plain_output() -> TextIO:
    """Standard output as UTF-8 whatever the terminal's language, and without the newlines of the system."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    return sys.stdout


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on a terminal; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)

        def show(what: str, done: int, total: int | None = None) -> None:
            bars.update(task, description=what, completed=done, total=total)

        yield show


def _said(result: Result, dry_run: bool) -> str:
    rows = ngettext("%(rows)s row read", "%(rows)s rows read", result.rows) % {"rows": result.rows}
    if dry_run:
        return (
            rows
            + "; "
            + _("no problem found; %(changed)s would change; nothing written.") % {"changed": result.changed}
        )
    if not result.changed:
        return rows + "; " + _("everything was there already; nothing changed.")
    return rows + "; " + _("%(changed)s changed.") % {"changed": result.changed}


def _say_refused(problems: Sequence[RowProblem], errors: Path | None) -> int:
    lines = [_line(problem) for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(_("… and %(more)d more.") % {"more": len(problems) - SHOWN})
    count = ngettext(
        "%(count)d problem; nothing was changed.", "%(count)d problems; nothing was changed.", len(problems)
    )
    last = "nhipcau: " + count % {"count": len(problems)}
    if errors:
        last += " " + _("All of them: %(file)s") % {"file": errors}
    print("\n".join([*("  " + line for line in lines), last]), file=sys.stderr)
    return 1


def _line(problem: RowProblem) -> str:
    place = [_("row %(row)d") % {"row": problem.row}] if problem.row else []
    place += [part for part in (problem.column, f"“{problem.value}”" if problem.value else "") if part]
    said = " ".join(filter(None, (problem.problem, problem.advice)))
    return f"{', '.join(place)}: {said}" if place else said


def _write_errors(path: Path, problems: Sequence[RowProblem]) -> Path | None:
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            cells = ((str(max(p.row, 1)), p.column, p.value, p.problem, p.advice) for p in problems)
            write_csv([ERROR_COLUMNS, *cells], stream)
    except OSError as error:
        sentence = _("The errors cannot be written to %(path)s (%(why)s); name another file with --errors.")
        print("nhipcau: " + sentence % {"path": path, "why": error.strerror}, file=sys.stderr)
        return None
    return path


def _remove_stale(path: Path) -> None:
    """The errors of a former try of the same file, now that it went in."""
    try:
        with path.open(encoding="utf-8") as former:
            ours = former.readline().strip() == ",".join(ERROR_COLUMNS)
        if ours:
            path.unlink()
    except (OSError, UnicodeDecodeError):
        return
