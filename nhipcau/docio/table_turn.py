"""A table whose rows are units, turned so that its rows are indicators and its columns units. Nothing is lost."""

import re
from dataclasses import replace
from decimal import Decimal

from nhipcau.docio.letters import fold
from nhipcau.docio.reading import Row, Table, TableColumn

_MEASURE = re.compile(r"\(\s*(?:đvt|đơn vị(?: tính)?)?\s*:?\s*([^()\d]{1,24})\)\s*$", re.IGNORECASE)


def turned(table: Table) -> Table:
    """The same figures with rows and columns exchanged; the row of sums becomes the totals."""
    sums = next((row for row in table.rows if row.sums), None)
    units = [
        row for row in table.rows if row is not sums and any(value is not None for value in (*row.values, row.total))
    ]
    rows = []
    whole = ""
    for place, head in enumerate(table.heads):
        part = fold(head.over).strip(" :").endswith("trong do")
        whole = whole if part else head.name
        row = _row(table, place, head, units, sums)
        rows.append(
            replace(row, label=f"{whole}, trong đó: {head.name}", group=None, depth=1) if part and whole else row
        )
    if any(row.total is not None for row in units):
        totals, adds = [row.total for row in units], [not row.whole for row in units]
        rows.insert(0, _settled(_empty("Tổng số", None), totals, sums.total if sums else None, adds))
    heads = tuple(TableColumn(row.label, "" if row.whole else row.group or "", adds=not row.whole) for row in units)
    columns = tuple(head.name for head in heads)
    return replace(table, rows=tuple(rows), heads=heads, columns=columns, totalled=sums is not None)


def _row(table: Table, place: int, head: TableColumn, units: list[Row], sums: Row | None) -> Row:
    values = [row.values[place] if place < len(row.values) else None for row in units]
    whole = sums.values[place] if sums is not None and place < len(sums.values) else None
    measure = _MEASURE.search(head.name)
    rate = "%" in head.name or fold(head.name).startswith("ty le")
    row = _empty(head.name or f"({place + 1})", head.over or None)
    row = replace(row, measure=measure.group(1).strip() if measure else "%" if rate else "", rate=rate, span=table.span)
    return _settled(row, values, whole, [not unit.whole for unit in units])


def _empty(label: str, group: str | None) -> Row:
    return Row(label, group, (), None, None)


def _settled(row: Row, values: list[Decimal | None], total: Decimal | None, adds: list[bool]) -> Row:
    given = [value for value, counts in zip(values, adds, strict=True) if counts and value is not None]
    residual = total - sum(given, Decimal(0)) if total is not None and given and not row.rate else None
    return replace(row, values=tuple(values), total=total, residual=residual)
