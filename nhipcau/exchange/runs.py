"""Running an import or an export by its name, with a row kept of who ran it, on what file, with what result."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.exchange.broken import hold, let_go, note_broken_off
from nhipcau.exchange.models import Run
from nhipcau.exchange.results import Progress, Result, RowProblem, silent
from nhipcau.web.problems import Problem

DONE, CHECKED, REFUSED, FAILED = "done", "checked", "refused", "failed"


class _Undo(Exception):
    """Leaves the transaction of an import that must not stay."""


def run_import(
    name: str, path: Path, *, by: Access, today: date, dry_run: bool = False, progress: Progress = silent
) -> Result:
    """Imports the file, all or nothing: with any problem, or in a dry run, nothing stays written.

    A file that is refused as a whole gives one problem of row 0. Raises KeyError for an unknown name and lets
    `access.Refused` through. One import runs at a time.
    """
    function = import_string(settings.IMPORTS[name])
    run = _begin(name, "import", by, path)
    result = Result(0, 0)
    try:
        with transaction.atomic():
            _one_at_a_time()
            result = function(path, by=by, today=today, dry_run=dry_run, progress=progress)
            if result.problems or dry_run:
                raise _Undo
    except _Undo:
        pass
    except Problem as refusal:
        result = Result(0, 0, [RowProblem(0, "", "", str(refusal))])
    except IntegrityError as error:
        clash = _("The data would no longer hold together (%(why)s).")
        again = _("Someone may have changed the same data meanwhile: look, then import again.")
        why = str(error).splitlines()[0]
        result = Result(result.rows, 0, [RowProblem(0, "", "", clash % {"why": why}, again)])
    except BaseException:
        _end(run, FAILED)
        raise
    if result.problems:
        result = replace(result, changed=0, problems=sorted(result.problems))
    _end(run, REFUSED if result.problems else CHECKED if dry_run else DONE, result)
    return result


def run_export(
    name: str,
    *,
    by: Access,
    today: date,
    period: str | None = None,
    unit: str | None = None,
    file_name: str = "",
    **options: Any,
) -> Iterator[Sequence[str]]:
    """Rows of an export, its header first, made while they are read. Raises KeyError for an unknown name."""
    function = import_string(settings.EXPORTS[name])
    run = _begin(name, "export", by, None, file_name)
    count = -1
    try:
        for row in function(by=by, today=today, period=period, unit=unit, **options):
            yield row
            count += 1
    except BaseException as error:
        _end(run, REFUSED if isinstance(error, Problem) else FAILED, Result(max(count, 0), 0))
        raise
    _end(run, DONE, Result(max(count, 0), 0))


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('exchange.import'))")


def _begin(name: str, direction: str, by: Access, path: Path | None, file_name: str = "") -> Run:
    note_broken_off()
    with transaction.atomic():
        run = Run.objects.create(
            name=name,
            direction=direction,
            file_name=(path.name if path else file_name)[:255],
            sha256=_sha256(path) if path else "",
            person_id=by.person_id,
            person_name=by.name,
        )
        hold(run)
    return run


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        # The import itself says, in a sentence, that the file cannot be read.
        return ""


def _end(run: Run, state: str, result: Result | None = None) -> None:
    run.state, run.ended_at = state, timezone.now()
    if result:
        run.rows, run.changed, run.problems = result.rows, result.changed, len(result.problems)
    run.save()
    let_go(run)
