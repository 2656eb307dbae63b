"""PDF: the words in the order they were set, ruled tables as cells; pages that are pictures are read as such.

Nothing of a PDF is run: its scripts, forms and attached files are not looked at.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from nhipcau.docio.fragments import Fragment
from nhipcau.docio.garbled import is_garbled, is_strange
from nhipcau.docio.gutters import has_figures, tables_by_space
from nhipcau.docio.legacy import everyday_words, modernise
from nhipcau.docio.pages import Page, text_of
from nhipcau.docio.pdf_letters import MAX_PLACED, fragments_of, rulings_of, turn_of
from nhipcau.docio.pictures import MAX_SCANS, can_read, page_of_picture, scan_remarks
from nhipcau.docio.rulings import RuledTable, Rulings, tables_of
from nhipcau.docio.text import MAX_CHARACTERS, Extracted, tidy
from nhipcau.docio.words import CannotRead, Remark
from nhipcau.docio.work import TakesLong, Work

MAX_PAGES = 300
DOTS = 300  # an inch, of a page drawn to be read
_MAX_DRAWN = 24_000_000  # dots of a drawn page
_PASSWORD = 4
_FEW_LETTERS = 250  # a stamp or signature over a scan
_COVERS = 0.4  # of the page, a picture that may hold words


@dataclass
class _Sheet:
    """One page as it came: what stands on it, and why it should be read as a picture, if so."""

    page: Page
    text: str
    picture: bool = False
    strange: bool = False
    garbled: bool = False

    @property
    def doubtful(self) -> bool:
        return self.picture or self.strange or self.garbled


def read_pdf(data: bytes, work: Work) -> Extracted:
    """The text of a PDF, pages parted by blank lines. Raises CannotRead."""
    with _opened(data) as document:
        count = len(document)
        if count > MAX_PAGES:
            raise CannotRead("too-many-pages", limit=MAX_PAGES)
        sheets, letters = [], 0
        for number in range(count):
            sheets.append(_sheet(document, number))
            letters += len(sheets[-1].text)
            if letters > MAX_CHARACTERS:
                raise CannotRead("too-long", limit=MAX_CHARACTERS)
            work.left()
        read = _read_pictures(document, sheets, work)
    text, legacy = modernise(text_of([sheet.page for sheet in sheets]))
    text = tidy(text)
    if len(text.split()) < 3:
        raise CannotRead("no-text" if can_read() or not any(sheet.picture for sheet in sheets) else "no-ocr")
    if all(sheet.garbled for sheet in sheets if sheet.page.letters):
        raise CannotRead("garbled-no-ocr")
    warnings = [*scan_remarks({number: sheets[number - 1].page for number in read})]
    warnings += [Remark("page-garbled", {"page": number}) for number, sheet in enumerate(sheets, 1) if sheet.garbled]
    blank = (number for number, sheet in enumerate(sheets, 1) if not sheet.page.letters)
    warnings += [Remark("page-without-text", {"page": number}) for number in blank]
    if legacy:
        warnings.append(Remark("legacy-encoding", {"name": legacy}))
    return Extracted(text, pages=count, encoding=legacy, warnings=tuple(warnings))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        sealed = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        raise CannotRead("encrypted" if sealed else "truncated") from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _turned_to(document: Any, number: int) -> Iterator[Any]:
    """A page of the document, or None where it is damaged."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        yield None
        return
    try:
        yield page
    finally:
        page.close()


def _sheet(document: Any, number: int) -> _Sheet:
    with _turned_to(document, number) as page:
        if page is None:
            return _Sheet(Page(), "")
        try:
            words = page.get_textpage()
        except pypdfium2.PdfiumError:
            return _Sheet(Page(), "", picture=_is_covered(page))
        try:
            text, count = _text(words)
            placed = _placed(page, words, text, count)
        finally:
            words.close()
        few = len(text.split()) < 4 or len(text) < _FEW_LETTERS
        return _Sheet(
            placed, text, picture=few and _is_covered(page), strange=is_strange(text), garbled=is_garbled(text)
        )


def _text(words: Any) -> tuple[str, int]:
    """The text of a page with one character for each letter pdfium counts, and how many there are."""
    count = words.count_chars()
    text = str(words.get_text_range()) if count > 0 else ""
    if len(text) != count and count <= MAX_PLACED:
        codes = (pdfium.FPDFText_GetUnicode(words, index) for index in range(count))
        text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
    return text, count


def _placed(page: Any, words: Any, text: str, count: int) -> Page:
    if len(text) != count or count > MAX_PLACED:
        lines = text.split("\n")
        return Page(
            0, 842, [Fragment(line.strip(), 0, 421 - 20 * at, 1, 431 - 20 * at) for at, line in enumerate(lines)]
        )
    angle, turn = turn_of(words, count)
    _, bottom, _, top = turn(*page.get_mediabox())
    rulings = rulings_of(page, turn)
    tables = tables_of(rulings)
    fragments = list(fragments_of(words, text, turn, angle, rulings))
    tables += _tables_by_space(fragments, tables, rulings)
    placed = Page(bottom, top)
    met: set[int] = set()
    for fragment in fragments:
        table = next((table for table in tables if table.holds(fragment)), None)
        if table is None:
            placed.things.append(fragment)
            continue
        for part in fragment.parts if table.by_space else (fragment,):
            table.put(part)
        if id(table) not in met:
            met.add(id(table))
            placed.things.append(table)  # type: ignore[arg-type]
    placed.things = [thing if isinstance(thing, Fragment) else thing.rows() for thing in placed.things]  # type: ignore[attr-defined]
    return placed


def _tables_by_space(fragments: list[Fragment], ruled: list[RuledTable], rulings: Rulings) -> list[RuledTable]:
    """The tables without rulings, or with rulings across only, that hold figures."""
    free = [fragment for fragment in fragments if not any(table.holds(fragment) for table in ruled)]
    found = []
    for table in tables_by_space([part.box for fragment in free for part in fragment.parts], rulings.flat):
        inside = [part for fragment in free if table.holds(fragment) for part in fragment.parts]
        for part in inside:
            table.put(part)
        if has_figures(table.rows()):
            table.empty()
            found.append(table)
    return found


def _is_covered(page: Any) -> bool:
    """Whether pictures cover so much of the page that words may be in them."""
    left, bottom, right, top = page.get_mediabox()
    whole = max((right - left) * (top - bottom), 1.0)
    covered = 0.0
    try:
        for count, drawn in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
            x0, y0, x1, y1 = drawn.get_bounds()
            covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
            if covered > _COVERS * whole or count > 2000:
                return True
    except pypdfium2.PdfiumError:
        return covered > 0
    return False


def _read_pictures(document: Any, sheets: list[_Sheet], work: Work) -> list[int]:
    """Reads the pages that are pictures, or whose letters are not to be trusted; gives their numbers."""
    doubtful = [number for number, sheet in enumerate(sheets) if sheet.doubtful]
    if not doubtful or not can_read():
        return []
    if not work.slow:
        raise TakesLong(len(doubtful))
    if len(doubtful) > MAX_SCANS:
        raise CannotRead("too-many-scans", limit=MAX_SCANS)
    read = []
    for done, number in enumerate(doubtful):
        work.told(done, len(doubtful))
        with _turned_to(document, number) as page:
            found = page_of_picture(_drawn(page), work) if page is not None else None
        sheet = sheets[number]
        if found is not None and (sheet.picture or sheet.garbled or _has_more_words(found, sheet)):
            sheet.page, sheet.garbled = found, False
            if found.letters:
                read.append(number + 1)
    work.told(len(doubtful), len(doubtful))
    return read


def _has_more_words(found: Page, sheet: _Sheet) -> bool:
    return everyday_words(text_of([found])) >= max(5, 2 * everyday_words(sheet.text))


def _drawn(page: Any) -> Any:
    """The page as a grey picture of 300 dots an inch, fewer where the page is very large."""
    wide, high = page.get_size()
    scale = min(DOTS / 72, (_MAX_DRAWN / max(wide * high, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    return bitmap.to_pil()
