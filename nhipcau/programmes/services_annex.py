"""Making allocations of a table read from a document: rows become targets, figures drafts for the units below."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents import services_annex as annexes
from nhipcau.documents.models import Annex
from nhipcau.indicators.models import Indicator
from nhipcau.programmes import division, rows, services
from nhipcau.programmes.annex_plan import Plan, Planned, plan_of
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.services_allocation import RowEntry, save_rows
from nhipcau.units.models import Unit
from nhipcau.web.format import number
from nhipcau.web.problems import Problem


@transaction.atomic
def allocate(annex: Annex, *, revision: int, today: date, by: Access) -> Programme:
    """Makes the targets and draft shares of an annex, all or nothing, in the programme made of its document (a new one
    where there is none). Raises Conflict when it was done already or the annex changed since `revision`."""
    unit = annex.document.unit
    by.require("programmes.write", unit.path)
    annex = annexes.close(annex, revision=revision, by=by)
    found = plan_of(annex, today)
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
