"""Whether an .xlsx file is harmless to open, found out before any of it is unpacked into memory."""

import re
import zipfile
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from nhipcau.web.problems import Problem

# A workbook of this many bytes once unpacked is larger than any sheet Excel can hold in rows of ours.
MOST_BYTES = 2 * 1024**3
# Packed spreadsheets shrink five to fifteen times; a bomb shrinks a thousand times.
MOST_SHRINKING, SHRINKING_COUNTS_FROM = 200, 50 * 1024**2
# The reader keeps a whole sheet up to its farthest cell in memory: one value at XFD1048576 would take all there is.
MOST_CELLS = 20_000_000
_CHUNK = 4 * 1024**2
_OVERLAP = 64
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,4})(\d{1,9})["']""")
# Other ways to write the same, which no spreadsheet program uses: entities, declarations, UTF-16.
_HIDDEN = re.compile(rb"""<!DOCTYPE|<!ENTITY|\x00|\br\s*=\s*["'][^"']{0,60}&""")


def check_package(path: Path) -> None:
    """Raises `Problem` for a damaged package, a bomb, macros, or a sheet with a value far away from its table."""
    try:
        with zipfile.ZipFile(path) as package:
            _check_size(package.infolist())
            names = {entry.filename.lower() for entry in package.infolist()}
            if any(name.endswith("vbaproject.bin") for name in names):
                raise Problem(_("The workbook holds macros; save it as .xlsx without macros."))
            if "xl/workbook.xml" not in names:
                raise Problem(_("The file is no .xlsx workbook; save the table as .xlsx or CSV UTF-8."))
            for entry in package.infolist():
                if entry.filename.lower().endswith(".xml"):
                    _check_cells(package, entry)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error):
        raise Problem(_("The file is damaged or cut short; save or download it again.")) from None


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    size, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if size > MOST_BYTES or (size > SHRINKING_COUNTS_FROM and size > MOST_SHRINKING * max(packed, 1)):
        raise Problem(_("Unpacked, the file would be far too large for a table; save the rows as CSV UTF-8."))


def _check_cells(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    right = below = 0
    with package.open(entry) as sheet:
        rest = b""
        while chunk := sheet.read(_CHUNK):
            text = rest + chunk
            if _HIDDEN.search(text):
                raise Problem(_("The file is no readable .xlsx workbook; open it in Excel and save it again."))
            for letters, digits in set(_CELL.findall(text)):
                right, below = max(right, _column(letters)), max(below, int(digits))
            rest = text[-_OVERLAP:]
    if right * below > MOST_CELLS:
        sentence = _("The sheet has a value far away from its table (%(columns)d columns, %(rows)d rows); remove it.")
        raise Problem(sentence % {"columns": right, "rows": below})


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
