"""`nhipcau import targets`: targets by code; a programme nobody knows yet comes in as the issued one it is."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record, record_many
from nhipcau.exchange.results import Progress, Result, RowProblem
from nhipcau.exchange.tables import open_table
from nhipcau.exchange.values import read_decimal
from nhipcau.indicators.models import Indicator
from nhipcau.programmes.models import Programme, Target
from nhipcau.units.models import Unit
from nhipcau.web.horizons import is_horizon

COLUMNS = ("code", "programme", "unit", "indicator", "operator", "value", "value_max", "period", "cascade", "duty")
# What of a target the file says.
FIELDS = ("indicator_id", "operator", "value", "value_max", "period", "cascade", "duty")
_OPERATORS = {"≥": ">=", "≤": "<=", "==": "=", "=>": ">=", "=<": "<="} | {v: v for v, _name in Target.OPERATORS}
_CASCADES = {value for value, _name in Target.CASCADES}
_DUTIES = {value for value, _name in Target.DUTIES}


@dataclass(frozen=True)
class Row:
    """A right row: where it stood, its target's code, its programme and issuer, what it says."""

    number: int
    code: str
    programme: str
    issuer: Unit
    says: dict[str, Any]


def import_targets(path: Path, *, by: Access, today: date, dry_run: bool, progress: Progress) -> Result:
    """Targets of programmes. Raises `Problem` when the file is no such table, `access.Refused` without the right."""
    table = open_table(path, COLUMNS)
    known = _Known()
    rows: dict[str, Row] = {}
    for number, values in table.rows():
        row = known.read(number, dict(zip(COLUMNS, values, strict=True)))
        if row and row.code in rows:
            problem = _("The code stands in the file twice; row %(row)d has it too.") % {"row": rows[row.code].number}
            known.problems.append(RowProblem(number, "code", row.code, problem, _("Keep one of the rows.")))
        elif row:
            rows[row.code] = row
    problems = known.problems + table.problems + _torn_programmes(rows, known)
    if problems:
        return Result(table.count, 0, problems)
    for issuer in {row.issuer.pk: row.issuer for row in rows.values()}.values():
        by.require("programmes.issue", issuer.path)
    new, changed = _changes(rows, known)
    if not dry_run and (new or changed):
        progress(_("Writing"), 0, None)
        _write(new, changed, known, by)
    return Result(table.count, len(new) + len(changed))


class _Known:
    """What rows refer to, read once; and reading rows against it."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.filter(programmes__isnull=False).distinct()}
        self.indicators = {row.code: row for row in Indicator.objects.all()}
        self.programmes = {row.code: row for row in Programme.objects.select_related("issuer")}
        self.targets = {row.code: row for row in Target.objects.select_related("programme")}
        self.problems: list[RowProblem] = []

    def unit(self, code: str) -> Unit | None:
        if code not in self.units:
            found = Unit.objects.filter(code=code).first()
            if found is None:
                return None
            self.units[code] = found
        return self.units[code]

    def read(self, number: int, cells: dict[str, str]) -> Row | None:
        before = len(self.problems)

        def wrong(column: str, problem: str, advice: str) -> None:
            self.problems.append(RowProblem(number, column, cells[column][:80], problem, advice))

        for column, most in (("code", 80), ("programme", 60)):
            if not cells[column] or len(cells[column]) > most:
                wrong(
                    column, _("The code is missing or too long."), _("Give 1 to %(most)d characters.") % {"most": most}
                )
        issuer, indicator = self.unit(cells["unit"]), self.indicators.get(cells["indicator"])
        if issuer is None:
            wrong("unit", _("There is no unit of this code."), _("Import the units first, or correct the code."))
        if indicator is None:
            wrong("indicator", _("No indicator has this code."), _("Import the indicators first, or correct the code."))
        says = self._says(number, cells, indicator, wrong)
        former = self.targets.get(cells["code"])
        if former and former.programme.code != cells["programme"]:
            wrong("code", _("A target of another programme has this code."), _("Give this target a code of its own."))
        if len(self.problems) > before or issuer is None:
            return None
        return Row(number, cells["code"], cells["programme"], issuer, says)

    def _says(self, number: int, cells: dict[str, str], indicator: Indicator | None, wrong: Any) -> dict[str, Any]:
        value = read_decimal(number, "value", cells["value"], self.problems)
        value_max = read_decimal(number, "value_max", cells["value_max"], self.problems)
        operator = _OPERATORS.get(cells["operator"].lower(), "")
        if not operator:
            wrong("operator", _("This comparison is not known."), _("Known are: %s.") % ">= > = <= < range ~")
        elif operator == "range" and (value is None or value_max is None or value_max < value):
            wrong("value_max", _("A range needs its smaller and its larger value."), _("Fill in value and value_max."))
        if not is_horizon(cells["period"]):
            wrong("period", _("This is no period."), _("Write 2024, 2024H1, 2024Q2, 2024-05 or 2021-2025."))
        usual = indicator.cascade if indicator and indicator.cascade in _CASCADES else "split"
        cascade, duty = cells["cascade"].lower() or usual, cells["duty"].lower() or "required"
        if cascade not in _CASCADES:
            wrong("cascade", _("This rule is not known."), _("Known are: %s.") % ", ".join(sorted(_CASCADES)))
        if duty not in _DUTIES:
            wrong("duty", _("This rule is not known."), _("Known are: %s.") % ", ".join(sorted(_DUTIES)))
        named = {"indicator_id": indicator.pk if indicator else None, "operator": operator, "cascade": cascade}
        return {**named, "value": value, "value_max": value_max, "period": cells["period"], "duty": duty}


def _torn_programmes(rows: dict[str, Row], known: _Known) -> list[RowProblem]:
    """Rows whose programme another unit issued, in the file or before it."""
    issuers = {code: row.issuer.pk for code, row in known.programmes.items()}
    problems = []
    for row in rows.values():
        if issuers.setdefault(row.programme, row.issuer.pk) != row.issuer.pk:
            problem = _("This programme is another unit's.")
            advice = _("A programme has one issuing unit: correct the unit, or name another programme.")
            problems.append(RowProblem(row.number, "unit", row.issuer.code, problem, advice))
    return problems


def _changes(rows: dict[str, Row], known: _Known) -> tuple[list[Row], list[Row]]:
    new = [row for row in rows.values() if row.code not in known.targets]
    old = [row for row in rows.values() if row.code in known.targets]
    return new, [row for row in old if any(getattr(known.targets[row.code], n) != v for n, v in row.says.items())]


def _write(new: list[Row], changed: list[Row], known: _Known, by: Access) -> None:
    measures = {row.pk: row.unit for row in known.indicators.values()}
    for code in dict.fromkeys(row.programme for row in new):
        if code not in known.programmes:
            known.programmes[code] = _programme(code, [row for row in new if row.programme == code], by)
    last = dict(Target.objects.order_by().values_list("programme__code").annotate(models.Max("order")))
    made = []
    for row in new:
        last[row.programme] = last.get(row.programme, 0) + 1
        measure, programme = measures[row.says["indicator_id"]], known.programmes[row.programme]
        order = last[row.programme]
        made.append(Target(code=row.code, programme=programme, measure=measure, order=order, **row.says))
    Target.objects.bulk_create(made, batch_size=1000)
    record_many(by, "programmes.target.imported", Target, ((row.pk, None, _plain(row)) for row in made))
    turned = []
    for row in changed:
        target = known.targets[row.code]
        before = _plain(target)
        for name, value in row.says.items():
            setattr(target, name, value)
        target.measure = measures[row.says["indicator_id"]]
        turned.append((target, before))
    Target.objects.bulk_update([target for target, _before in turned], [*FIELDS, "measure"], batch_size=500)
    acts = ((target.pk, before, _plain(target)) for target, before in turned)
    record_many(by, "programmes.target.imported", Target, acts)


def _programme(code: str, rows: list[Row], by: Access) -> Programme:
    """The programme of rows nobody knew: issued elsewhere, its horizon that of its targets."""
    years = sorted({year for row in rows for year in re.findall(r"(?:19|20|21)\d\d", row.says["period"])})
    horizon = "" if not years else years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}"
    issuer = rows[0].issuer
    programme = Programme(code=code, issuer=issuer, title=code, period=horizon, number=code, state=Programme.ISSUED)
    programme.save()
    after = {"code": code, "period": horizon, "issuer": issuer.code}
    record(by, "programmes.programme.imported", programme, unit_id=issuer.pk, unit_path=issuer.path, after=after)
    return programme


def _plain(target: Target) -> dict[str, Any]:
    values = {name: getattr(target, name) for name in ("code", *FIELDS)}
    return {name: format(value, "f") if isinstance(value, Decimal) else value for name, value in values.items()}
