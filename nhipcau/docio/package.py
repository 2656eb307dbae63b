"""Zip files of Word and LibreOffice, opened so that nothing in them can grow beyond a limit or reach outside."""

import io
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from nhipcau.docio.words import CannotRead

MAX_PARTS = 5000
MAX_DECLARED = 400 * 1024 * 1024  # all parts as declared; pictures are never unpacked
MAX_RATIO = 200
MAX_XML = 48 * 1024 * 1024  # what is unpacked of all parts together
_END = b"PK\x05\x06"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, struct.error, KeyError)


class Package:
    """The parts of a zipped document. Raises CannotRead where the zip is damaged, locked or a bomb."""

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except _BROKEN as error:
            raise CannotRead("truncated") from error
        declared = sum(part.file_size for part in parts)
        if len(parts) > MAX_PARTS or declared > min(MAX_DECLARED, MAX_RATIO * len(data) + 10_000_000):
            raise CannotRead("bomb")
        if any(part.flag_bits & 1 for part in parts):
            raise CannotRead("encrypted")
        # Some zip programs write backslashes; the last part of a name counts, as it does for Word.
        self._parts = {part.filename.replace("\\", "/").lstrip("/"): part for part in parts}
        self._room = MAX_XML

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def __iter__(self) -> Any:
        return iter(self._parts)

    def read(self, name: str) -> bytes:
        """The bytes of a part, unpacked within the limit: the size a package declares may lie."""
        try:
            with self._zip.open(self._parts[name]) as stream:
                found = stream.read(self._room + 1)
        except _BROKEN as error:
            raise CannotRead("truncated") from error
        self._room -= len(found)
        if self._room < 0:
            raise CannotRead("bomb")
        return found

    def xml(self, name: str) -> Any:
        """The root of an XML part, or None where the package has no such part."""
        return parsed(self.read(name)) if name in self._parts else None


def _check_directory(data: bytes) -> None:
    """Refuses a directory of very many entries before any of them is looked at."""
    place = data.rfind(_END, max(0, len(data) - 66_000))
    if place < 0 or len(data) < place + 22:
        raise CannotRead("truncated")
    entries, size = struct.unpack_from("<HI", data, place + 10)
    if entries > MAX_PARTS or size > MAX_PARTS * 400:
        raise CannotRead("bomb")


def whole(written: str | None, usual: int, most: int) -> int:
    """The whole number an attribute gives, at most so much; the usual one where it gives none."""
    return (
        min(int(written), most) if written and len(written) < 10 and written.isascii() and written.isdigit() else usual
    )


def parsed(data: bytes) -> Any:
    """The root element of XML that defines nothing of its own: no document type, no entities, bounded depth."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data[:64]:
        raise CannotRead("unsafe-xml")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(_plain_spaces(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise CannotRead("too-heavy") from error
        deep = "depth" in str(error)
        raise CannotRead("unsafe-xml" if deep else "truncated") from error


# "Strict" Office files name the same elements otherwise.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


def _plain_spaces(data: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return data
