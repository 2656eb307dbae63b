"""`nhipcau import units`: the file is the whole truth about the codes it names; other units stay as they are."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.exchange.results import Progress, Result, RowProblem
from nhipcau.exchange.tables import Table, open_table
from nhipcau.exchange.values import day_of
from nhipcau.units.models import Kind, Unit
from nhipcau.units.placing import OPEN, Place, broken_tree, first_difference, in_order, overlaps, unknown_parents
from nhipcau.units.services import refresh_current_tree
from nhipcau.units.writing import Changes, stored_history, write_changes

COLUMNS = ("code", "name", "kind", "parent", "valid_from", "valid_to")


def import_units(path: Path, *, by: Access, today: date, dry_run: bool, progress: Progress) -> Result:
    """Places of units over time (contract: units.csv). Every problem of the file is found before anything is written.

    Raises `access.Refused` when the person may not change the whole tree, `Problem` when the file is no such table.
    """
    root = Unit.objects.filter(parent=None, alive=True).order_by("path").first()
    by.require("units.write", root.path if root else "/")
    table = open_table(path, COLUMNS)
    read, problems = _read(table, progress)
    problems += table.problems
    stored = stored_history()
    merged = {**stored, **read}
    problems += [*overlaps(read), *unknown_parents(merged)]
    if not problems:
        progress(_("Checking the tree"), 0, None)
        problems += broken_tree(merged)
    if problems:
        return Result(table.count, 0, problems)
    changes = _changes(stored, read)
    if not dry_run and changes.count:
        write_changes(changes, by=by, today=today, progress=progress)
    elif not dry_run:
        refresh_current_tree(today)
    return Result(table.count, changes.count)


def _read(table: Table, progress: Progress) -> tuple[dict[str, list[Place]], list[RowProblem]]:
    """Each code's places in order, and what is wrong with single rows; a code with a wrong row is still named."""
    kinds = set(Kind.objects.values_list("code", flat=True))
    places: dict[str, list[Place]] = {}
    problems: list[RowProblem] = []
    days: dict[str, date] = {"": OPEN}
    for number, values in table.rows():
        wrong = _wrong_with(number, values, kinds, days)
        code, name, kind, parent, since, until = values
        if wrong:
            problems += wrong
            places.setdefault(code, [])
        else:
            name = " ".join(name.split())
            places.setdefault(code, []).append(Place(code, name, kind, parent, days[since], days[until], number))
        if number % 5000 == 0:
            progress(_("Reading"), number, None)
    return {code: in_order(held) for code, held in places.items()}, problems


def _wrong_with(number: int, values: tuple[str, ...], kinds: set[str], days: dict[str, date]) -> list[RowProblem]:
    code, name, kind, parent, since, until = values
    wrong = []

    def found(column: str, value: str, problem: str, advice: str) -> None:
        wrong.append(RowProblem(number, column, value, problem, advice))

    if not code or len(code) > 40 or any(sign.isspace() for sign in code):
        found("code", code, _("This is no code of a unit."), _("Give 1 to 40 characters without a space."))
    if not name or len(name) > 255:
        found("name", name[:80], _("The name is missing or too long."), _("Give a name of at most 255 characters."))
    if kind not in kinds:
        found("kind", kind, _("This kind of unit is not known."), _("Known are: %s.") % ", ".join(sorted(kinds)))
    if code and parent == code:
        found("parent", parent, _("A unit cannot be its own parent."), _("Name the unit above it."))
    right = [_known_day(text, days) for text in (since or "?", until)]
    for column, text, fine in zip(("valid_from", "valid_to"), (since, until), right, strict=True):
        if not fine:
            found(column, text, _("This is no date."), _("Write dates as YYYY-MM-DD, such as 2024-05-31."))
    if all(right) and days[until] <= days[since]:
        end = _("The place ends before it begins.")
        found(
            "valid_to", until, end, _("valid_to is the first day on which it no longer holds; leave it empty if open.")
        )
    return wrong


def _known_day(text: str, days: dict[str, date]) -> bool:
    if text not in days and (day := day_of(text)):
        days[text] = day
    return text in days


def _changes(stored: dict[str, list[Place]], read: dict[str, list[Place]]) -> Changes:
    changes = Changes()
    for code, places in read.items():
        former = stored.get(code, [])
        kept = {place[:6] for place in former} & {place[:6] for place in places}
        removed = [place for place in former if place[:6] not in kept]
        added = [place for place in places if place[:6] not in kept]
        if removed or added:
            changes.before[code], changes.after[code] = former, places
            changes.removed += removed
            changes.added += added
            day = first_difference(former, places)
            changes.first_day = min(filter(None, (changes.first_day, day)), default=None)
    return changes
