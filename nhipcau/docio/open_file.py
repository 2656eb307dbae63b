"""Which reader a file needs, judged by its bytes first and its name second; and what is refused."""

from nhipcau.docio.convert import convert_to_docx
from nhipcau.docio.docx import main_part, read_docx
from nhipcau.docio.odt import is_odt, read_odt
from nhipcau.docio.package import Package
from nhipcau.docio.pdf import read_pdf
from nhipcau.docio.pictures import is_picture, read_picture
from nhipcau.docio.text import Extracted
from nhipcau.docio.txt import read_txt
from nhipcau.docio.web_page import is_web_page, read_web_page
from nhipcau.docio.words import CannotRead
from nhipcau.docio.work import Work

MAX_BYTES = 50 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIB, _FIB_AT, _LOCKED = b"\xec\xa5", 512, 0x0100
_PDF_REACH = 1024  # some programs write a few bytes before the mark of a PDF


def extract(data: bytes, filename: str, work: Work | None = None) -> Extracted:
    """The text of a file. Raises CannotRead, with one sentence, when there is none to be had.

    `work` says what the reading may take; without it pictures and old formats are read too, within the usual limits.
    """
    work = work or Work()
    if not data:
        raise CannotRead("empty")
    if len(data) > MAX_BYTES:
        raise CannotRead("too-large", limit=MAX_BYTES // (1024 * 1024))
    try:
        return _read(data, filename.rpartition(".")[2].lower() if "." in filename else "", work)
    except MemoryError as error:
        raise CannotRead("too-heavy") from error


def _read(data: bytes, ending: str, work: Work) -> Extracted:
    if data.startswith(b"PK"):
        return _read_package(Package(data))
    if b"%PDF-" in data[:_PDF_REACH]:
        return read_pdf(data, work)
    if data.startswith(_OLE):
        _check_old_word(data)
        return _read_package(Package(convert_to_docx(data, "doc", work)))
    if is_picture(data):
        return read_picture(data, work)
    if data.lstrip()[:5] == b"{\\rtf":
        return _read_package(Package(convert_to_docx(data, "rtf", work)))
    if is_web_page(data):
        return read_web_page(data)
    if ending in ("docx", "docm", "odt", "pdf"):
        raise CannotRead("truncated")
    return read_txt(data)


def _read_package(package: Package) -> Extracted:
    if is_odt(package):
        return read_odt(package)
    if main_part(package):
        return read_docx(package)
    if any(name.startswith(("xl/", "ppt/")) for name in package):
        raise CannotRead("spreadsheet")
    raise CannotRead("other-zip")


def _check_old_word(data: bytes) -> None:
    """Refuses what is locked or no Word file before anything is converted."""
    locked = data[_FIB_AT : _FIB_AT + 2] == _FIB and int.from_bytes(data[_FIB_AT + 10 : _FIB_AT + 12], "little")
    if _stream("EncryptedPackage") in data or (locked and locked & _LOCKED):
        raise CannotRead("encrypted")
    if _stream("WordDocument") not in data:
        known = any(_stream(name) in data for name in ("Workbook", "PowerPoint Document", "Book"))
        raise CannotRead("spreadsheet" if known else "unknown-kind")


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")
