"""The tables of a reading as a person divides by them: with everything the contract's form leaves out."""

from decimal import Decimal
from typing import Any

from nhipcau.docio.reading import Reading, Row, Table
from nhipcau.docio.table_checks import rows_are_units
from nhipcau.docio.table_targets import target_columns
from nhipcau.docio.table_turn import turned
from nhipcau.docio.words import Language

MOST_ROWS, MOST_COLUMNS = 600, 200


def annexes_json(reading: Reading, language: Language = "vi") -> list[dict[str, Any]]:
    """The tables that divide something, top to bottom, each as printed (`plain`) and with rows and columns exchanged
    (`turned`); `units_in_rows` says which of them has the units in its columns, by the names alone. Tables of targets
    with one value column are left out: their rows are targets."""
    return [
        {
            "title": table.title or "",
            "span": list(table.span),
            "warnings": [remark.sentence(language) for remark in table.warnings],
            "units_in_rows": rows_are_units(table.rows),
            "plain": _side(table),
            "turned": _side(turned(table)),
        }
        for table in reading.tables
        if table.heads and not target_columns(table)
    ]


def _side(table: Table) -> dict[str, Any]:
    return {
        "totalled": table.totalled,
        "columns": [{"name": head.name, "over": head.over, "adds": head.adds} for head in table.heads[:MOST_COLUMNS]],
        "rows": [_row(row) for row in table.rows[:MOST_ROWS]],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "group": row.group or "",
        "measure": row.measure,
        "note": row.note,
        "depth": row.depth,
        "comparator": row.comparator or "=",
        "rate": row.rate,
        "sums": row.sums,
        "span": list(row.span),
        "values": [_written(value) for value in row.values[:MOST_COLUMNS]],
        "total": _written(row.total),
    }


def _written(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
