"""What making allocations of a table would do: its targets, what each unit gets. Nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from nhipcau.documents.annex_grid import Line, lines_of
from nhipcau.documents.models import Annex, ReadItem
from nhipcau.programmes.horizons import horizon_of, tree_day
from nhipcau.programmes.models import Programme
from nhipcau.programmes.queries import of_document
from nhipcau.units.models import Unit
from nhipcau.units.queries import children_on
from nhipcau.web.problems import Problem


@dataclass(frozen=True)
class Planned:
    """A target to be: its line in the annex, what it will be, how it goes down, what each unit gets."""

    line: Line
    value: Decimal
    cascade: str
    shares: dict[int, Decimal]

    @property
    def given(self) -> Decimal:
        """What the units get together."""
        return sum(self.shares.values(), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What of the target no unit gets; below 0 where they get more."""
        return Decimal(0) if self.cascade == "copy" else self.value - self.given


@dataclass(frozen=True)
class Plan:
    """Everything an annex would make: targets, units that get something, the horizon, the programme there is."""

    planned: list[Planned]
    units: list[Unit]
    period: str
    programme: Programme | None


def plan_of(annex: Annex, today: date) -> Plan:
    """What making allocations of the annex would do. Raises Problem, which says what is still to be answered."""
    columns = list(annex.columns.select_related("unit"))
    accepted = annex.rows.filter(decision=ReadItem.ACCEPTED)
    planned = [_planned(line) for line in lines_of(columns, accepted, totalled=annex.totalled)]
    if not planned:
        raise Problem(_("No row of the table is accepted yet; accept those that are right."))
    for column in columns:
        settled = column.decision == ReadItem.REFUSED or (column.decision == ReadItem.ACCEPTED and column.unit_id)
        if not settled:
            raise Problem(
                _("Column %(n)s (%(name)s) is not confirmed: say which unit it is, or leave it out.")
                % {"n": column.order + 1, "name": column.name or "?"}
            )
    units = [column.unit for column in columns if column.unit and column.decision == ReadItem.ACCEPTED]
    programme = of_document(annex.document)
    period = programme.period if programme else _horizon(annex, today)
    _must_be_below(annex.document.unit, units, tree_day(period, today))
    _must_mean_different_things(planned)
    for row in planned:
        if row.cascade == "copy":
            _must_have_all(row, units)
    return Plan(planned, units, period, programme)


def _horizon(annex: Annex, today: date) -> str:
    document = annex.document
    of_table = horizon_of(annex.title, [], None)
    return of_table or horizon_of(document.title, [], document.issued_on) or str(today.year)


def _planned(line: Line) -> Planned:
    name = {"row": line.row.label[:80]}
    if line.asks or line.value is None:
        raise Problem(_("“%(row)s” asks something again since its columns changed; answer it, or leave it out.") % name)
    shares = {cell.column.unit_id: cell.value for cell in line.given if cell.column.unit_id and cell.value is not None}
    return Planned(line, line.value, "copy" if line.row.rate else "split", shares)


def _must_mean_different_things(planned: Sequence[Planned]) -> None:
    seen: dict[str, str] = {}
    for row in planned:
        data = row.line.row
        if data.indicator and data.indicator in seen:
            raise Problem(
                _("“%(one)s” and “%(other)s” are tied to the same indicator %(code)s; tie one of them to another.")
                % {"one": seen[data.indicator][:60], "other": data.label[:60], "code": data.indicator}
            )
        seen[data.indicator] = data.label


def _must_be_below(unit: Unit, units: Sequence[Unit], day: date) -> None:
    below = set(children_on(unit, day).values_list("pk", flat=True))
    for other in units:
        if other.pk not in below:
            raise Problem(
                _("%(unit)s is not below this unit at the end of the horizon; choose the unit that followed it.")
                % {"unit": other.name}
            )


def _must_have_all(row: Planned, units: Sequence[Unit]) -> None:
    """A rate goes to every unit below: one without a figure would silently get the whole's."""
    for unit in units:
        if unit.pk not in row.shares:
            raise Problem(
                _("“%(row)s” is a rate and says nothing for %(unit)s; write a figure there, or leave the row out.")
                % {"row": row.line.row.label[:80], "unit": unit.name}
            )
