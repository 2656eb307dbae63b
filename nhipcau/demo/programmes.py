"""Programmes and allocations of the demo: 2024 as in the annex; this year's read from a document and divided down."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from nhipcau.demo.annex import ASSIGNED_BY, ASSIGNED_DATE, LETTER, LETTER_DATE, NOT_DIVIDED, ROWS, AnnexRow
from nhipcau.demo.answers import Workplace
from nhipcau.demo.federation import ANNEX_UNITS
from nhipcau.demo.reports import SEED
from nhipcau.indicators.models import Indicator
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.rollup.allocate import Share, allocate
from nhipcau.units.models import Unit

ONE = Decimal(1)
# What the confederation asks of the province beside, this year.
THANH_HOA_PARTS = {"A1": 420, "D3": 36, "E1": 210, "C1": 2}


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
    # One row of the letter was never divided: it can be tried.
    _target(letter, NOT_DIVIDED, len(ROWS) + 1, None)


def _programme(issuer: Unit, code: str, title: str, number: str, issued_on: date, period: str = "2024") -> Programme:
    return Programme.objects.create(
        issuer=issuer,
        code=code,
        title=title,
        period=period,
        state=Programme.ISSUED,
        number=number,
        issued_on=issued_on,
    )


def _assigned(nation: Programme, row: AnnexRow, order: int, province: Unit) -> Allocation:
    """What the confederation gave the province: the annex divides exactly this."""
    target = _target(nation, row, order, None)
    issued = _issue(target, nation.issuer, [province], [Decimal(row.total)], ASSIGNED_BY, nation.issued_on, None)
    return issued[0]


def _target(programme: Programme, row: AnnexRow, order: int, above: Allocation | None, period: str = "2024") -> Target:
    indicator = Indicator.objects.get(code=row.indicator)
    return Target.objects.create(
        programme=programme,
        code=f"{programme.code}-{row.indicator}",
        indicator=indicator,
        text=row.text,
        operator=">=",
        value=Decimal(row.total),
        measure=indicator.unit,
        period=period,
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
def assign_this_year(programme: Programme) -> None:
    """The confederation's assignment of the year: what Ninh Bình's programme answers, and Thanh Hóa's part.

    Ninh Bình divides its own; Thanh Hóa's goes down to its grassroots unions straight from the assignment.
    """
    year, number = programme.period, "12/QĐ-TLĐ"
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=("TLĐ", "NB", "TH"))}
    code, title = f"TLĐ-{year}", f"Giao chỉ tiêu năm {year}"
    if Programme.objects.filter(code=code).exists():
        code, title = f"{code}-G", f"Giao chỉ tiêu đầu năm {year}"
    nation = _programme(units["TLĐ"], code, title, number, date(int(year), 1, 5), year)
    below = _Below(units["TH"])
    for order, (code, beside) in enumerate(THANH_HOA_PARTS.items(), 1):
        own = programme.targets.filter(indicator__code=code).first()
        if own is None:
            continue
        row = AnnexRow(code, own.indicator.name if own.indicator else code, "I", (int(own.value or 0), beside))
        target = _target(nation, row, order, None, period=year)
        shares = [Decimal(share) for share in row.shares]
        issued = _issue(target, nation.issuer, [units["NB"], units["TH"]], shares, number, nation.issued_on, None)
        own.parent_allocation = issued[0]
        own.save(update_fields=["parent_allocation"])
        below.divide(target, Decimal(beside), issued[1], number, nation.issued_on)


@transaction.atomic
def divide_down(programme: Programme) -> int:
    """Divides every split target of an issued programme to the last grassroots union, by members; copies the others.

    Gives the number of allocations. Shares of each unit's children add up to its own exactly.
    """
    below = _Below(programme.issuer)
    targets = programme.targets.exclude(indicator=None).exclude(cascade__in=("own", "roll"))
    return sum(
        below.divide(target, target.value or Decimal(0), None, programme.number, programme.issued_on)
        for target in targets
    )


def share_out(programme: Programme, *, indicators: Collection[str] = ()) -> None:
    """Gives targets of an issued programme (those of `indicators`, none named: all) to the units right below."""
    below = _Below(programme.issuer)
    targets = programme.targets.exclude(indicator=None)
    for target in targets.filter(indicator__code__in=indicators) if indicators else targets:
        below.divide(target, target.value or Decimal(0), None, programme.number, programme.issued_on, levels=1)


class _Below:
    """The units below one, and how many members each had at the start."""

    def __init__(self, top: Unit) -> None:
        self.top = top
        self.children: dict[int, list[Unit]] = {}
        units = Unit.objects.filter(alive=True, path__startswith=top.path).select_related("kind").order_by("code")
        for unit in units:
            if unit.parent_id is not None:
                self.children.setdefault(unit.parent_id, []).append(unit)
        self.members = _members(top, self.children)

    def divide(
        self,
        target: Target,
        value: Decimal,
        above: Allocation | None,
        decision: str,
        issued_on: date | None,
        levels: int = 9,
    ) -> int:
        """One target from the top down, level by level; gives the number of allocations."""
        made, level = 0, [(self.top, value, above)]
        while level and levels:
            levels -= 1
            following: list[tuple[Unit, Decimal, Allocation | None]] = []
            for parent, share, over in level:
                units = self.children.get(parent.pk, [])
                shares = _shares(target, share, units, self.members)
                issued = _issue(target, parent, units, shares, decision, issued_on, over)
                made += len(issued)
                following += [(unit, one.value, one) for unit, one in zip(units, issued, strict=True)]
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
