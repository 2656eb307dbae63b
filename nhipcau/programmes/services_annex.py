"""Making allocations of a table read from a document: rows become targets, figures drafts for the units below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents import services_annex as annexes
from nhipcau.documents.annex_grid import Line, lines_of
from nhipcau.documents.models import Annex, ReadItem
from nhipcau.indicators.models import Indicator
from nhipcau.programmes import division, rows, services
from nhipcau.programmes.horizons import horizon_of, tree_day
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.services_allocation import RowEntry, save_rows
from nhipcau.units.models import Unit
from nhipcau.units.queries import children_on
from nhipcau.web.format import number
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


def plan(annex: Annex, today: date) -> Plan:
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
    programme = services.of_document(annex.document)
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


@transaction.atomic
def allocate(annex: Annex, *, revision: int, today: date, by: Access) -> Programme:
    """Makes the targets and draft shares of an annex, all or nothing, in the programme made of its document (a new one
    where there is none). Raises Conflict when it was done already or the annex changed since `revision`."""
    unit = annex.document.unit
    by.require("programmes.write", unit.path)
    annex = annexes.close(annex, revision=revision, by=by)
    found = plan(annex, today)
    programme = found.programme or _new_programme(annex, found, by)
    codes = {row.line.row.indicator for row in found.planned if row.line.row.indicator}
    indicators = {indicator.code: indicator for indicator in Indicator.objects.filter(code__in=codes)}
    targets = [
        _target(programme, row, indicators.get(row.line.row.indicator), found.period, by) for row in found.planned
    ]
    _share_out(unit, targets, found.planned, today, by)
    record(by, "programmes.annex.allocated", programme, unit_id=unit.pk, unit_path=unit.path,
           after={"annex": annex.pk, "targets": len(targets), "units": len(found.units)})  # fmt: skip
    return programme


def _new_programme(annex: Annex, found: Plan, by: Access) -> Programme:
    document = annex.document
    title = document.title or annex.title or document.number or document.file_name
    fields = {"title": title, "theme": document.theme, "period": found.period}
    return services.create(document.unit, fields=fields, document=document, by=by)


def _target(programme: Programme, row: Planned, indicator: Indicator | None, period: str, by: Access) -> Target:
    """The target of a row: the programme's own where it says the same already, else a new one."""
    data = row.line.row
    there = programme.targets.filter(indicator=indicator, period=period, cascade=row.cascade) if indicator else None
    same = there.filter(allocations__isnull=True).first() if there is not None else None
    if same is not None and same.value != row.value:
        raise Problem(
            _("The programme says %(there)s for %(indicator)s, the row “%(row)s” says %(here)s; change one of them.")
            % {"there": number(same.value), "indicator": indicator, "row": data.label[:60], "here": number(row.value)}
        )
    if same is not None:
        return same
    fields = {
        "indicator": indicator, "text": data.label, "operator": data.comparator, "value": row.value,
        "measure": data.measure or (indicator.unit if indicator else ""), "period": period, "cascade": row.cascade,
        "section": data.group[:120], "span_start": data.span_start, "span_end": data.span_end,
    }  # fmt: skip
    return services.save_target(programme, fields, by=by)


def _share_out(unit: Unit, targets: Sequence[Target], planned: Sequence[Planned], today: date, by: Access) -> None:
    found = {row.target.pk: row for row in rows.rows_for(unit, targets, today, cells=False)}
    entries = [
        RowEntry(target.pk, found[target.pk].stamp, row.shares, key=division.ANNEX)
        for target, row in zip(targets, planned, strict=True)
        if row.cascade == "split"
    ]
    save_rows(unit, entries, today=today, by=by)
    # A rate goes to everyone when it is issued; only units with another one than the whole get theirs beforehand.
    Allocation.objects.bulk_create(
        Allocation(target=target, by_unit=unit, unit_id=pk, value=value, key=division.ANNEX)
        for target, row in zip(targets, planned, strict=True)
        for pk, value in row.shares.items()
        if row.cascade == "copy" and value != row.value
    )
