"""The matrix as an Excel workbook, in the order of the page, so that a block can be copied back into it."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from nhipcau.programmes import rows
from nhipcau.programmes.rows import Row


def matrix_workbook(found: Sequence[Row]) -> bytes:
    """An .xlsx of the rows: targets down and units across; of more units than the page shows side by side, units down
    and targets across."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    styles = {"bold": book.add_format({"bold": True, "text_wrap": True}), "wrap": book.add_format({"text_wrap": True})}
    across = bool(found) and len(found[0].cells) > rows.WIDE
    for at, line in enumerate(_by_unit(found) if across else _by_target(found)):
        for column, value in enumerate(line):
            _write(sheet, at, column, value, styles["bold"] if at == 0 else styles["wrap"])
    sheet.set_column(0, 0, 48)
    sheet.freeze_panes(1, 1)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, at: int, column: int, value: str | Decimal | None, style: Any) -> None:
    if isinstance(value, Decimal):
        # Excel knows no other numbers than binary ones; the figure itself stays exact here.
        sheet.write_number(at, column, float(value))
    elif value:
        sheet.write_string(at, column, value, style)


def _name(row: Row) -> str:
    return row.target.text or row.target.code


def _shares(row: Row) -> list[Decimal | None]:
    return [row.given if row.standing == rows.COPIED else cell.value for cell in row.cells]


def _by_target(found: Sequence[Row]) -> list[list[str | Decimal | None]]:
    units: list[str | Decimal | None] = [cell.unit.name for cell in found[0].cells] if found else []
    lines = [[_("Target"), _("Given"), *units, _("Sum"), _("Difference")]]
    for row in found:
        ends: list[Decimal | None] = (
            [None, None] if row.standing in (rows.COPIED, rows.NOT_DIVIDED) else [row.total, row.difference]
        )
        lines.append([_name(row), row.given, *_shares(row), *ends])
    return lines


def _by_unit(found: Sequence[Row]) -> list[list[str | Decimal | None]]:
    lines: list[list[str | Decimal | None]] = [[_("Unit"), *(_name(row) for row in found)]]
    lines.append([_("Given"), *(row.given for row in found)])
    columns = [_shares(row) for row in found]
    for at, cell in enumerate(found[0].cells):
        lines.append([cell.unit.name, *(column[at] for column in columns)])
    return lines
