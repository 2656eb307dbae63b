"""PDF with text: words set back into lines by where they stand on the page."""

import re
from dataclasses import dataclass
from typing import Any

import pypdfium2

from nhipcau.docio.legacy import modernise
from nhipcau.docio.text import Extracted, tidy
from nhipcau.docio.words import CannotRead, Remark

MAX_PAGES = 300
MAX_PIECES = 20_000
_PASSWORD = 4


@dataclass(frozen=True)
class _Piece:
    left: float
    right: float
    bottom: float
    top: float
    text: str


def read_pdf(data: bytes) -> Extracted:
    """The text of a PDF, pages parted by blank lines. Raises CannotRead."""
    document = _open(data)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise CannotRead("too-many-pages", limit=MAX_PAGES)
        pages = [_page_text(document, number) for number in range(count)]
    finally:
        document.close()
    text, legacy = modernise("\n\n".join(pages))
    text = tidy(text)
    if len(text.split()) < 3:
        raise CannotRead("no-text")
    warnings = [
        Remark("page-without-text", {"page": number + 1}) for number, page in enumerate(pages) if not page.strip()
    ]
    if legacy:
        warnings.append(Remark("legacy-encoding", {"name": legacy}))
    return Extracted(text, pages=count, encoding=legacy, warnings=tuple(warnings))


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        sealed = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        raise CannotRead("encrypted" if sealed else "truncated") from error


def _page_text(document: Any, number: int) -> str:
    try:
        page = document[number]
        words = page.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    try:
        count = words.count_rects()
        if not 0 < count <= MAX_PIECES:
            return str(words.get_text_range()) if count else ""
        pieces = [_piece(words, index) for index in range(count)]
        return "\n".join(_lines([piece for piece in pieces if piece.text.strip()]))
    finally:
        words.close()
        page.close()


def _piece(words: Any, index: int) -> _Piece:
    left, bottom, right, top = words.get_rect(index)
    text = re.sub(r"[\r\n]+", " ", words.get_text_bounded(left, bottom, right, top))
    return _Piece(left, right, bottom, top, text)


def _lines(pieces: list[_Piece]) -> list[str]:
    """Pieces of one height make a line; a wide gap between two is kept as a tab."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda item: -(item.bottom + item.top) / 2):
        middle = (piece.bottom + piece.top) / 2
        if rows:
            first = rows[-1][0]
            height = max(first.top - first.bottom, piece.top - piece.bottom, 1.0)
            if abs((first.bottom + first.top) / 2 - middle) < height * 0.5:
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return _spaced(rows)


def _spaced(rows: list[list[_Piece]]) -> list[str]:
    lines: list[str] = []
    before: float | None = None
    for row in rows:
        bottom = min(piece.bottom for piece in row)
        height = max(piece.top - piece.bottom for piece in row)
        if before is not None and before - max(piece.top for piece in row) > height * 1.3:
            lines.append("")
        before = bottom
        lines.append(_row_text(sorted(row, key=lambda item: item.left), height))
    return lines


def _row_text(row: list[_Piece], height: float) -> str:
    text, right = "", None
    for piece in row:
        gap = 0.0 if right is None else piece.left - right
        if gap > height * 1.8:
            text = text.rstrip(" ") + "\t"
        elif text and gap > height * 0.12 and not text.endswith(" ") and not piece.text.startswith(" "):
            text += " "
        text += piece.text
        right = piece.right if right is None else max(right, piece.right)
    return text.strip(" ")
