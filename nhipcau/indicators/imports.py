"""`nhipcau import indicators`: the file is the whole truth about the codes it names; others stay."""

from datetime import date
from pathlib import Path

from django.db.models import Max
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.exchange.results import Progress, Result, RowProblem
from nhipcau.exchange.tables import open_table
from nhipcau.indicators.models import Indicator
from nhipcau.indicators.services import save_indicator
from nhipcau.indicators.wording import CellReader, Wording, circles, wording_of
from nhipcau.units.models import Kind

COLUMNS = (
    "code",
    "name",
    "name_en",
    "unit",
    "over_units",
    "over_time",
    "direction",
    "group",
    "owner",
    "of_which",
    "applies_to",
)
# Columns of the shipped catalogue that the contract's file need not have.
MORE = ("unit_en", "cascade", "part_rule", "decimals")


def import_indicators(path: Path, *, by: Access, today: date, dry_run: bool, progress: Progress) -> Result:
    """Indicators (contract: indicators.csv). A part may stand before its whole in the file.

    Raises `Problem` when the file is no such table, `access.Refused` without the right.
    """
    by.require_somewhere("indicators.write")
    table = open_table(path, COLUMNS, MORE)
    stored = {row.code: wording_of(row) for row in Indicator.objects.select_related("of_which")}
    reader = CellReader(set(Kind.objects.values_list("code", flat=True)))
    read: dict[str, tuple[int, Wording]] = {}
    for number, values in table.rows():
        cells = {name: value for name, value in zip(table.columns, values, strict=True) if name in table.present}
        wording = reader.read(number, cells, stored.get(cells["code"]))
        if cells["code"] in read:
            problem = _("The code stands in the file twice; row %(row)d has it too.") % {"row": read[cells["code"]][0]}
            reader.problems.append(RowProblem(number, "code", cells["code"], problem, _("Keep one of the rows.")))
        elif wording:
            read[cells["code"]] = (number, wording)
    problems = reader.problems + table.problems
    problems = problems or _parts(read, stored)
    if problems:
        return Result(table.count, 0, problems)
    changed = [wording for _row, wording in read.values() if stored.get(wording.code) != wording]
    if not dry_run:
        _write(changed, stored, by, today, progress)
    return Result(table.count, len(changed))


def _parts(read: dict[str, tuple[int, Wording]], stored: dict[str, Wording]) -> list[RowProblem]:
    wholes = {code: wording.of_which for code, wording in stored.items()}
    wholes |= {code: wording.of_which for code, (_row, wording) in read.items()}
    problems = []
    for row, wording in read.values():
        if wording.of_which and wording.of_which not in wholes:
            problem, advice = _("No indicator has this code."), _("Add it to the file, or correct the code.")
            problems.append(RowProblem(row, "of_which", wording.of_which, problem, advice))
    for code in circles(wholes):
        row = read[code][0] if code in read else 0
        problem = _("The indicator would be a part of itself.")
        advice = _("Follow of_which from this indicator and correct the one that leads back.")
        problems.append(RowProblem(row, "of_which", code, problem, advice))
    return problems


def _write(changed: list[Wording], stored: dict[str, Wording], by: Access, today: date, progress: Progress) -> None:
    """Wholes before their parts; new ones take their places in the catalogue in the order of the file."""
    last = Indicator.objects.aggregate(last=Max("order"))["last"] or 0
    places = {wording.code: last + place for place, wording in enumerate(changed, start=1)}
    wholes = {wording.code: wording.of_which for wording in changed}
    for done, wording in enumerate(sorted(changed, key=lambda wording: _depth(wording.code, wholes)), start=1):
        save_indicator(by=by, wording=wording, today=today, order=places[wording.code])
        progress(_("Writing"), done, len(changed))


def _depth(code: str, wholes: dict[str, str]) -> int:
    depth = 0
    while code := wholes.get(code, ""):
        depth += 1
    return depth
