"""What is odd about the rows of a table, as sentences: residuals, parts above their whole, columns that differ."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from nhipcau.docio.letters import fold
from nhipcau.docio.reading import Row, TableColumn, number_json
from nhipcau.docio.words import Remark

_OF_WHICH = re.compile(r"trong do")
UNIT_NAME = re.compile(
    r"(?:\d+[.)]\s*)?(?:ldld|ld ld|lien doan|cong doan|cd|cdcs|cdn|xa|phuong|thi xa|thi tran|tt|tx|huyen|quan|"
    r"thanh pho|tp|tinh|h\.|q\.|khoi|cum|(?:thanh|tinh|quan|xa) doan|doan|hoi|dang bo|"
    r"truong|cong ty|benh vien|so|nghiep doan)[\s.]"
)


def parts_of_row(row: Row, adds: Sequence[bool] = ()) -> list[Decimal]:
    """The values of a row that add up to its total; without `adds` all of them."""
    if len(adds) != len(row.values):
        adds = [True] * len(row.values)
    return [value for value, counts in zip(row.values, adds, strict=True) if counts and value is not None]


def remarks_on(rows: tuple[Row, ...], names: tuple[str, ...], heads: tuple[TableColumn, ...]) -> Iterator[Remark]:
    """Everything odd, columns first."""
    yield from _columns_differ(rows, names)
    yield from _parts_above(rows)
    yield from _residuals(rows, heads)
    yield from _column_sums(rows, heads)


def _columns_differ(rows: tuple[Row, ...], names: tuple[str, ...]) -> Iterator[Remark]:
    most = max((len(row.values) for row in rows), default=0)
    if names and most != len(names):
        yield Remark("columns-differ", {"header": len(names), "rows": most})


def _residuals(rows: tuple[Row, ...], heads: tuple[TableColumn, ...]) -> Iterator[Remark]:
    for row in rows:
        if row.residual:
            given = sum(parts_of_row(row, [head.adds for head in heads]), Decimal(0))
            facts = {"sum": given, "total": row.total, "residual": row.residual}
            told: dict[str, object] = {name: number_json(value) for name, value in facts.items()}
            yield Remark("row-residual", {"label": row.label, **told})


def _parts_above(rows: tuple[Row, ...]) -> Iterator[Remark]:
    """ "Trong đó" rows that exceed, in some column, the row they are part of."""
    whole: Row | None = None
    for row in rows:
        if not row.depth:
            whole = row
        elif whole is not None and len(whole.values) == len(row.values):
            for column, (large, small) in enumerate(zip(whole.values, row.values, strict=True)):
                if large is not None and small is not None and small > large:
                    facts: dict[str, object] = {"part": number_json(small), "whole": number_json(large)}
                    yield Remark("part-above-whole", {"label": row.label, "column": column + 1, **facts})


def rows_are_units(rows: Sequence[Row]) -> bool:
    """Whether the labels of the rows are names of units rather than of indicators."""
    labels = [row.label for row in rows if not row.sums and row.label]
    named = sum(bool(UNIT_NAME.match(fold(label) + " ")) for label in labels)
    return bool(labels) and named * 10 >= len(labels) * 6


def _column_sums(rows: tuple[Row, ...], heads: tuple[TableColumn, ...]) -> Iterator[Remark]:
    """Where the rows are units: columns whose figures do not add up to the row of sums."""
    sums = next((row for row in rows if row.sums), None)
    units = [row for row in rows if not row.sums and not row.depth and not row.whole]
    if sums is None or not rows_are_units(units) or any(len(row.values) != len(heads) for row in units):
        return
    for place, (head, whole) in enumerate(zip(heads, sums.values, strict=False)):
        given = [value for row in units if (value := row.values[place]) is not None]
        found = sum(given, Decimal(0))
        if head.adds and whole is not None and given and found != whole:
            told = {"sum": number_json(found), "total": number_json(whole), "residual": number_json(whole - found)}
            yield Remark("column-residual", {"column": head.name or place + 1, **told})
