"""Programmes and allocations of the demo: 2024 as in the annex; this year's read from a document and divided down."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from nhipcau.demo.annex import ASSIGNED_BY, ASSIGNED_DATE, LETTER, LETTER_DATE, ROWS, AnnexRow
from nhipcau.demo.answers import Workplace
from nhipcau.demo.federation import ANNEX_UNITS
from nhipcau.demo.reports import SEED
from nhipcau.indicators.models import Indicator
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.rollup.allocate import Share, allocate
from nhipcau.units.models import Unit

ONE = Decimal(1)


@transaction.atomic
def write_2024() -> None:
    """The confederation's assignment of 2 April 2024 and the province's letter of 15 April, all issued."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    nation = _programme(units["TLĐ"], "TLĐ-2024", "Giao chỉ tiêu năm 2024", ASSIGNED_BY, date(*ASSIGNED_DATE))
    letter = _programme(
        units["NB"],
        "NB-2024",
        "Giao chỉ tiêu thực hiện nhiệm vụ công tác công đoàn năm 2024",
        LETTER,
        date(*LETTER_DATE),
    )
    columns = [units[unit.code] for unit in ANNEX_UNITS]
    for order, row in enumerate(ROWS, 1):
        above = _assigned(nation, row, order, units["NB"])
        target = _target(letter, row, order, above)
        _issue(
            target, letter.issuer, columns, [Decimal(share) for share in row.shares], LETTER, letter.issued_on, above
        )


def _programme(issuer: Unit, code: str, title: str, number: str, issued_on: date) -> Programme:
    return Programme.objects.create(
        issuer=issuer, code=code, title=title, period="2024", state=Programme.ISSUED, number=number, issued_on=issued_on
    )


def _assigned(nation: Programme, row: AnnexRow, order: int, province: Unit) -> Allocation:
    """What the confederation gave the province: the annex divides exactly this."""
    target = _target(nation, row, order, None)
    issued = _issue(target, nation.issuer, [province], [Decimal(row.total)], ASSIGNED_BY, nation.issued_on, None)
    return issued[0]


def _target(programme: Programme, row: AnnexRow, order: int, above: Allocation | None) -> Target:
    indicator = Indicator.objects.get(code=row.indicator)
    return Target.objects.create(
        programme=programme,
        code=f"{programme.code}-{row.indicator}",
        indicator=indicator,
        text=row.text,
        operator=">=",
        value=Decimal(row.total),
        measure=indicator.unit,
        period="2024",
        cascade="split",
        section=row.section,
        order=order,
        parent_allocation=above,
    )


def _issue(
    target: Target,
    by_unit: Unit,
    units: Sequence[Unit],
    values: Sequence[Decimal],
    decision: str,
    issued_on: date | None,
    above: Allocation | None,
) -> list[Allocation]:
    return Allocation.objects.bulk_create(
        [
            Allocation(
                target=target,
                by_unit=by_unit,
                unit=unit,
                above=above,
                value=value,
                key="manual",
                state=Allocation.ACKNOWLEDGED,
                decision=decision,
                valid_from=issued_on,
            )
            for unit, value in zip(units, values, strict=True)
        ],
        batch_size=1000,
    )


@transaction.atomic
def divide_down(programme: Programme) -> int:
    """Divides every split target of an issued programme to the last grassroots union, by members; copies the others.

    Gives the number of allocations. Shares of each unit's children add up to its own exactly.
    """
    units = list(Unit.objects.filter(alive=True, path__startswith=programme.issuer.path).select_related("kind"))
    children: dict[int, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: unit.code):
        if unit.parent_id is not None:
            children.setdefault(unit.parent_id, []).append(unit)
    weights = _members(programme.issuer, children)
    made = 0
    for target in programme.targets.exclude(indicator=None).exclude(cascade__in=("own", "roll")):
        level: list[tuple[Unit, Decimal, Allocation | None]] = [(programme.issuer, target.value or Decimal(0), None)]
        while level:
            following: list[tuple[Unit, Decimal, Allocation | None]] = []
            for parent, value, above in level:
                below = children.get(parent.pk, [])
                shares = _shares(target, value, below, weights)
                issued = _issue(target, parent, below, shares, programme.number, programme.issued_on, above)
                made += len(issued)
                following += [(unit, one.value, one) for unit, one in zip(below, issued, strict=True)]
            level = following
    return made


def _shares(target: Target, value: Decimal, below: Sequence[Unit], weights: dict[int, Decimal]) -> list[Decimal]:
    if target.cascade == "copy" or not below:
        return [value] * len(below)
    parts = allocate(value, ONE, [Share(unit.code, weights[unit.pk]) for unit in below])
    return [parts[unit.code] for unit in below]


def _members(unit: Unit, children: dict[int, list[Unit]]) -> dict[int, Decimal]:
    """Members at the start, of every unit at and below `unit`."""
    below = children.get(unit.pk, [])
    weights: dict[int, Decimal] = {}
    own = Decimal(Workplace(unit.code, unit.name, SEED).members) if unit.kind.reports else Decimal(0)
    for child in below:
        weights |= _members(child, children)
        own += weights[child.pk]
    weights[unit.pk] = own
    return weights
