"""Reading a table someone made: CSV or .xlsx, the same columns by name, in any order.

Whatever is wrong with the file as a whole is one `Problem` with a sentence; what is wrong with single rows is
collected in `Table.problems` while the rows are read.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from nhipcau.exchange.cells import csv_records
from nhipcau.exchange.results import RowProblem
from nhipcau.exchange.workbooks import workbook_records
from nhipcau.web.problems import Problem

# First bytes of files that people take for tables.
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"%PDF": "PDF", b"\x7fELF": "?", b"\x89PNG": "PNG"}

Record = tuple[int, list[str]]


class Table:
    """A table whose header was found right.

    `columns`: the columns asked for, in the order the values of `rows()` come in; `present`: those the file has.
    """

    def __init__(self, records: Iterator[Record], header: list[str], columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self.present = frozenset(header)
        self.problems: list[RowProblem] = []
        self.count = 0
        self._records = records
        self._width = len(header)
        self._places = [header.index(column) if column in header else -1 for column in columns]

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Number of the row (the header is 1) and its values, trimmed, one a column; "" for a column not there.

        Empty rows are passed over. A row with too few or too many values is put into `problems` and left out.
        """
        places, width = self._places, self._width
        for number, cells in self._records:
            if len(cells) != width and not self._fits(number, cells):
                continue
            values = tuple([cells[place].strip() if place >= 0 else "" for place in places])
            if any(values):
                self.count += 1
                yield number, values

    def _fits(self, number: int, cells: list[str]) -> bool:
        if not any(cell.strip() for cell in cells):
            return False
        if len(cells) > self._width and not any(cell.strip() for cell in cells[self._width :]):
            return True
        self.count += 1
        problem = _("The row has %(found)d values, the header has %(wanted)d columns.")
        advice = _("Put a value that contains a comma in quotation marks; keep a comma for every empty value.")
        found = {"found": len(cells), "wanted": self._width}
        self.problems.append(RowProblem(number, "", ",".join(cells)[:120], problem % found, advice))
        return False


def open_table(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Opens a CSV or .xlsx file and checks its header; values come in the order `required`, then `optional`.

    Raises `Problem` with a sentence when the file is no such table or its header is wrong.
    """
    records = _records(path)
    header = _header(records)
    _check_header(header, required, optional)
    return Table(records, header, [*required, *optional])


def _records(path: Path) -> Iterator[Record]:
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except (FileNotFoundError, NotADirectoryError):
        raise Problem(_("There is no file %(path)s; check the name and the folder.") % {"path": path}) from None
    except IsADirectoryError:
        raise Problem(_("%(path)s is a folder; name the file in it.") % {"path": path}) from None
    except PermissionError:
        raise Problem(_("The file %(path)s may not be read; ask for the right to read it.") % {"path": path}) from None
    except OSError as error:
        sentence = _("The file %(path)s cannot be opened (%(why)s).")
        raise Problem(sentence % {"path": path, "why": error.strerror}) from error
    if start.startswith(_OLD_EXCEL):
        raise Problem(
            _("This is an old or protected Excel file; save it as .xlsx without a password, or as CSV UTF-8.")
        )
    if start.startswith(_ZIP):
        return workbook_records(path)
    for mark, kind in _MARKS.items():
        if start.startswith(mark):
            sentence = _("This is no CSV file in UTF-8 but %(kind)s; save the table as “CSV UTF-8” or .xlsx.")
            raise Problem(sentence % {"kind": kind})
    return csv_records(path)


def _header(records: Iterator[Record]) -> list[str]:
    for _number, cells in records:
        names = [unicodedata.normalize("NFC", cell).strip().lower() for cell in cells]
        while names and not names[-1]:
            names.pop()
        if names:
            return names
    raise Problem(_("The file is empty; its first row must name the columns."))


def _check_header(header: list[str], required: Sequence[str], optional: Sequence[str]) -> None:
    known = [*required, *optional]
    missing = [name for name in required if name not in header]
    if missing and len(header) == 1:
        for mark, name in ((";", _("semicolons")), ("\t", _("tabs"))):
            if mark in header[0]:
                sentence = _("The values are separated by %(mark)s; save the file with commas, or as .xlsx.")
                raise Problem(sentence % {"mark": name})
    if missing:
        sentence = _("Columns are missing: %(missing)s. The first row must name: %(known)s.")
        raise Problem(sentence % {"missing": ", ".join(missing), "known": ",".join(known)})
    extra = [name or "?" for name in header if name not in known]
    if extra:
        sentence = _("Columns are not known: %(extra)s. Remove them, or correct their names; known are: %(known)s.")
        raise Problem(sentence % {"extra": ", ".join(extra), "known": ",".join(known)})
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Problem(_("Columns appear twice: %(twice)s. Keep one of each.") % {"twice": ", ".join(twice)})
