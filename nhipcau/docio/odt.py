"""OpenDocument text (.odt) of LibreOffice, read straight from its XML: tracked changes accepted, notes at the end."""

from collections.abc import Iterator
from typing import Any

from nhipcau.docio.cells import table_lines
from nhipcau.docio.legacy import modernise
from nhipcau.docio.odt_lists import ListStyles
from nhipcau.docio.odt_names import qn
from nhipcau.docio.package import Package, whole
from nhipcau.docio.text import MAX_CHARACTERS, Extracted, tidy
from nhipcau.docio.words import CannotRead, Remark

_KIND = b"application/vnd.oasis.opendocument.text"
_PARAGRAPHS = (qn("text:p"), qn("text:h"))
_SKIPPED = frozenset(
    qn(name)
    for name in (
        "text:tracked-changes", "office:annotation", "text:sequence-decls", "office:forms", "text:ruby-text",
        "svg:title", "svg:desc", "text:note-citation",
    )
)  # fmt: skip
_ROW_GROUPS = (qn("table:table-header-rows"), qn("table:table-rows"), qn("table:table-row-group"))
_MAX_DEPTH = 60
_MAX_SPAN = 64
_MAX_ROWS = 500  # a row repeated: sheets pasted into a text end in thousands of empty ones


def is_odt(package: Package) -> bool:
    """Whether the package is an OpenDocument text."""
    if "mimetype" not in package or "content.xml" not in package:
        return False
    return package.read("mimetype").strip().startswith(_KIND)


def read_odt(package: Package) -> Extracted:
    """The text of an .odt file. Raises CannotRead."""
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise CannotRead("encrypted")
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = content.find(f"{qn('office:body')}/{qn('office:text')}")
    if body is None:
        raise CannotRead("other-zip")
    blocks = _Blocks(ListStyles(content, styles))
    lines = [*_letterhead(styles), *blocks.lines(body)]
    for number, note in enumerate(blocks.notes, 1):
        words = " ".join(" ".join(_Blocks(None).lines(note)).split())
        lines += ["", f"[{number}] {words}"]
    text, legacy = modernise("\n".join(lines))
    text = tidy(text)
    if not text.strip():
        raise CannotRead("no-text")
    return Extracted(
        text, encoding=legacy or "utf-8", warnings=(Remark("legacy-encoding", {"name": legacy}),) if legacy else ()
    )


def _letterhead(styles: Any) -> Iterator[str]:
    """The header of the first page where it holds a table or several lines, as a letterhead does."""
    if styles is None:
        return
    for name in ("style:header-first", "style:header"):
        for header in styles.iter(qn(name)):
            lines = [line for line in _Blocks(None).lines(header) if line.strip()]
            if len(lines) > 1 and any(len(line) > 12 for line in lines):
                yield from lines
                yield ""
                return


class _Blocks:
    def __init__(self, lists: ListStyles | None) -> None:
        self._lists = lists
        self._room = MAX_CHARACTERS
        self.notes: list[Any] = []

    def lines(self, parent: Any, depth: int = 0, levels: tuple[str, ...] = ()) -> Iterator[str]:
        """Every line below an element; `levels` are the names of the lists around it, outermost first."""
        if depth > _MAX_DEPTH:
            return
        for child in parent.iterchildren():
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag in _PARAGRAPHS:
                yield from self._paragraph(child, depth, "")
            elif tag == qn("table:table"):
                yield from table_lines(list(self._rows(child, depth)))
            elif tag == qn("text:list"):
                yield from self._list(child, depth, levels)
            elif tag not in (qn("draw:image"), qn("draw:object")):
                yield from self.lines(child, depth + 1, levels)

    def _list(self, element: Any, depth: int, levels: tuple[str, ...]) -> Iterator[str]:
        name = element.get(qn("text:style-name")) or (levels[-1] if levels else "")
        levels = (*levels, name)
        if self._lists is not None and element.get(qn("text:continue-numbering")) != "true":
            self._lists.begin(name, len(levels), new=element.get(qn("text:continue-list")) is None)
        for item in element.iterchildren(qn("text:list-item"), qn("text:list-header")):
            numbered = item.tag == qn("text:list-item") and self._lists is not None
            first = True
            for child in item.iterchildren():
                if child.tag in _PARAGRAPHS:
                    marker = self._lists.marker(name, len(levels)) if numbered and first and self._lists else ""
                    yield from self._paragraph(child, depth, marker)
                    first = False
                elif child.tag == qn("text:list") and depth < _MAX_DEPTH:
                    yield from self._list(child, depth + 1, levels)

    def _paragraph(self, element: Any, depth: int, marker: str) -> Iterator[str]:
        boxes: list[Any] = []
        text = "".join(self._pieces(element, boxes, depth))
        yield (marker + text) if text.strip() else text
        for box in boxes:
            yield from self.lines(box, depth + 1)

    def _pieces(self, element: Any, boxes: list[Any], depth: int) -> Iterator[str]:
        yield _words(element.text)
        for child in element.iterchildren():
            tag = child.tag
            if tag == qn("text:s"):
                yield " " * _count(child, "text:c")
            elif tag == qn("text:tab"):
                yield "\t"
            elif tag == qn("text:line-break"):
                yield "\n"
            elif tag == qn("text:note"):
                self.notes.extend(child.iterchildren(qn("text:note-body")))
            elif tag == qn("draw:text-box"):
                boxes.append(child)
            elif tag not in _SKIPPED and depth < _MAX_DEPTH:
                yield from self._pieces(child, boxes, depth + 1)
            yield _words(child.tail)

    def _rows(self, parent: Any, depth: int) -> Iterator[list[str]]:
        for child in parent.iterchildren():
            if child.tag == qn("table:table-row"):
                cells = list(self._cells(child, depth))
                times = _count(child, "table:number-rows-repeated", _MAX_ROWS) if any(cells) else 1
                self._take(times, cells)
                yield from [cells] * times
            elif child.tag in _ROW_GROUPS and depth < _MAX_DEPTH:
                yield from self._rows(child, depth + 1)

    def _cells(self, row: Any, depth: int) -> Iterator[str]:
        for cell in row.iterchildren(qn("table:table-cell"), qn("table:covered-table-cell")):
            covered = cell.tag == qn("table:covered-table-cell")
            words = "" if covered else "\n".join(self.lines(cell, depth + 1)).strip("\n")
            times = _count(cell, "table:number-columns-repeated")
            self._take(times, [words])
            yield from [words] * times

    def _take(self, times: int, cells: list[str]) -> None:
        """Counts what cells grow to: repeated ones inside repeated ones make gigabytes of a few hundred bytes."""
        self._room -= times * sum(len(cell) + 1 for cell in cells)
        if self._room < 0:
            raise CannotRead("too-long", limit=MAX_CHARACTERS)


def _words(text: str | None) -> str:
    """Text as OpenDocument means it: line ends and doubled blanks of the XML are one blank."""
    if not text:
        return ""
    squashed = " ".join(text.split())
    return (" " if text[0].isspace() else "") + squashed + (" " if squashed and text[-1].isspace() else "")


def _count(element: Any, name: str, most: int = _MAX_SPAN) -> int:
    return max(whole(element.get(qn(name)), 1, most), 1)
