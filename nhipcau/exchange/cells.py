"""CSV in and out: strict UTF-8, and text that a spreadsheet would take for a formula made harmless."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from nhipcau.web.problems import Problem

# What a spreadsheet would run when it opens a CSV; plain numbers and a lone sign are no formulas.
_FORMULA = re.compile(r"'*[=+\-@\t\r](?=.)", re.DOTALL)
_GUARDED = re.compile(r"'+[=+\-@\t\r](?=.)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def guarded(value: str) -> str:
    """The value with an apostrophe before what a spreadsheet would run as a formula; `unguarded` takes it off."""
    if value and value[0] in "'=+-@\t\r" and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def unguarded(value: str) -> str:
    """The value as it was before `guarded`."""
    return value[1:] if value and value[0] == "'" and _GUARDED.match(value) else value


def csv_records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of a CSV file in UTF-8 (with or without byte order mark), numbered as a spreadsheet numbers them.

    Raises `Problem` where the text is no UTF-8 or no CSV.
    """
    number = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(_composed(file), strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                yield number, [unguarded(cell) if cell[:1] == "'" else cell for cell in cells]
        except UnicodeDecodeError:
            sentence = _("Line %(line)d is not in UTF-8; save the file as “CSV UTF-8” or .xlsx.")
            raise Problem(sentence % {"line": _first_unreadable(path)}) from None
        except csv.Error:
            sentence = _("Row %(row)d is no proper CSV: look for a quotation mark that is not closed.")
            raise Problem(sentence % {"row": number + 1}) from None


def _first_unreadable(path: Path) -> int:
    """The line of the first byte that is not UTF-8: text is decoded in stretches of many lines, so it is looked for."""
    number = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return number


def _composed(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise Problem(_("The file holds bytes that are no text; save it again as “CSV UTF-8” or .xlsx."))
        yield line if line.isascii() else unicodedata.normalize("NFC", line)


def write_csv(rows: Iterable[Sequence[str]], stream: TextIO) -> int:
    """Writes rows as they come; gives how many, the header not counted."""
    writer = csv.writer(stream, lineterminator="\n")
    count = -1
    for row in rows:
        count += 1
        writer.writerow([guarded(cell) if cell[:1] in "'=+-@\t\r" else cell for cell in row])
    return max(count, 0)
