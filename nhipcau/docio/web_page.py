"""Web pages saved or called .doc: their words, tables as tabbed lines; scripts stay untouched."""

import re
from html.parser import HTMLParser

from nhipcau.docio.cells import table_lines
from nhipcau.docio.letters import listed
from nhipcau.docio.package import whole
from nhipcau.docio.text import MAX_CHARACTERS, Extracted, tidy
from nhipcau.docio.txt import read_txt
from nhipcau.docio.words import CannotRead

_MARK = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BLOCKS = listed("p div li h1 h2 h3 h4 h5 h6 br ul ol blockquote pre section article header footer hr center dd dt")
_SILENT = frozenset(("script", "style", "title", "template"))
_MAX_BYTES = 8 * 1024 * 1024
_MAX_DEPTH = 40
_MAX_SPAN = 64
_SPACES = re.compile(r"[ \t\r\n\f]+")


def is_web_page(data: bytes) -> bool:
    """Whether the bytes begin as HTML does."""
    head = data[:1500]
    if head.startswith(_MARKS[1:]):
        head = head.replace(b"\x00", b"")[2:]
    return bool(_MARK.match(head.removeprefix(_MARKS[0])))


def read_web_page(data: bytes) -> Extracted:
    """The text of an HTML page. Raises CannotRead."""
    if len(data) > _MAX_BYTES:
        raise CannotRead("too-large", limit=_MAX_BYTES // (1024 * 1024))
    raw = read_txt(data)
    page = _Page()
    page.feed(raw.text)
    page.close()
    text = "\n".join(page.lines())
    if not text.strip():
        raise CannotRead("no-text")
    return Extracted(tidy(text), encoding=raw.encoding, warnings=raw.warnings)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[list[list[list[str]]]] = []  # the rows of each table we are inside of; a cell is its pieces
        self._lines: list[str] = []
        self._silent = 0
        self._span = 1
        self._room = MAX_CHARACTERS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table" and len(self._open) < _MAX_DEPTH:
            self._open.append([])
        elif tag == "tr" and self._open:
            self._open[-1].append([])
            self._span = 1
        elif tag in ("td", "th") and self._open:
            self._cell(whole(dict(attrs).get("colspan"), 1, _MAX_SPAN))
        elif tag in _BLOCKS:
            self._write("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._open:
            rows = [["".join(cell).strip("\n ") for cell in row] for row in self._open.pop() if row]
            self._span = 1
            self._write("\n" + "\n".join(table_lines(rows)) + "\n")
        elif tag in _BLOCKS:
            self._write("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._write(_SPACES.sub(" ", data))

    def _cell(self, span: int) -> None:
        if not self._open[-1]:
            self._open[-1].append([])
        row = self._open[-1][-1]
        self._room -= self._span  # a cell is a tab at least
        if self._room < 0:
            raise CannotRead("too-long", limit=MAX_CHARACTERS)
        row.extend([] for _ in range(self._span - 1))
        self._span = max(span, 1)
        row.append([])

    def _write(self, words: str) -> None:
        if not self._open:
            self._lines.append(words)
        elif self._open[-1] and self._open[-1][-1]:
            self._open[-1][-1][-1].append(words)

    def lines(self) -> list[str]:
        """All that was read, a block a line; tables left open are given as they are."""
        while self._open:
            self.handle_endtag("table")
        return [line.strip(" ") for line in "".join(self._lines).split("\n")]
