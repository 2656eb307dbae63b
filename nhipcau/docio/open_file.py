"""Which reader a file needs, judged by its bytes first and its name second; and what is refused."""

from nhipcau.docio.docx import read_docx
from nhipcau.docio.pdf import read_pdf
from nhipcau.docio.text import Extracted
from nhipcau.docio.txt import read_txt
from nhipcau.docio.words import CannotRead

MAX_BYTES = 50 * 1024 * 1024
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def extract(data: bytes, filename: str) -> Extracted:
    """The text of a file. Raises CannotRead, with one sentence, when there is none to be had."""
    if not data:
        raise CannotRead("empty")
    if len(data) > MAX_BYTES:
        raise CannotRead("too-large", limit=MAX_BYTES // (1024 * 1024))
    ending = filename.rpartition(".")[2].lower() if "." in filename else ""
    if data.startswith(b"PK"):
        return read_docx(data, named_docx=ending in ("docx", "docm"))
    if data.lstrip()[:5] == b"%PDF-":
        return read_pdf(data)
    if data.startswith(_OLD_WORD):
        raise CannotRead("encrypted" if _is_sealed(data) else "old-word")
    if ending == "docx" or ending == "pdf":
        raise CannotRead("truncated")
    return read_txt(data)


def _is_sealed(data: bytes) -> bool:
    """Whether the container is a Word document locked with a password."""
    return "EncryptedPackage".encode("utf-16-le") in data
