"""Excel in and out: the first sheet, every cell as the text the CSV would hold."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from nhipcau.exchange.packages import check_package
from nhipcau.web.problems import Problem

MOST_ROWS = 1_048_576


def workbook_records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet as text, numbered as on the sheet. Raises `Problem` for what is no harmless .xlsx."""
    check_package(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheet = book.get_sheet_by_index(0)
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                texts = [as_text(cell) for cell in cells]
                if any("\0" in text for text in texts):
                    sentence = _("Row %(row)d holds a character that is no text (NUL); type that row's cells anew.")
                    raise Problem(sentence % {"row": number})
                yield number, texts
    except PasswordError:
        raise Problem(_("The workbook is protected by a password; save it without one.")) from None
    except (CalamineError, ZipError, OSError):
        raise Problem(_("The file is no readable .xlsx workbook; open it in Excel and save it again.")) from None


def as_text(cell: Any) -> str:
    """A cell as the CSV would write it: whole numbers without point, dates as YYYY-MM-DD."""
    if isinstance(cell, str):
        return cell if cell.isascii() else unicodedata.normalize("NFC", cell)
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        # The shortest decimal that gives the cell's number back is what the person typed.
        return format(Decimal(int(cell)) if cell.is_integer() else Decimal(repr(cell)), "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def write_workbook(rows: Iterable[Sequence[str]], path: Path) -> int:
    """Writes rows as one sheet of text cells, which no spreadsheet runs; gives how many, the header not counted.

    Raises `Problem` when there are more than a sheet holds.
    """
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold, count = book.add_format({"bold": True}), -1
    try:
        for count, row in enumerate(rows):
            if count >= MOST_ROWS:
                raise Problem(_("There are more rows than an Excel sheet holds; export to a .csv file."))
            for column, cell in enumerate(row):
                sheet.write_string(count, column, cell, bold if count == 0 else None)
        sheet.freeze_panes(1, 0)
    finally:
        book.close()
    return max(count, 0)
