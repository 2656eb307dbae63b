"""Paragraphs and tables of Word as lines: tracked changes accepted, merged cells kept in their columns."""

from collections.abc import Iterator
from typing import Any

from nhipcau.docio.cells import table_lines
from nhipcau.docio.docx_fonts import Fonts
from nhipcau.docio.docx_lists import ListNumbers
from nhipcau.docio.package import whole
from nhipcau.docio.word_names import qn

_SKIPPED = frozenset(
    qn(name)
    for name in (
        "w:del", "w:moveFrom", "w:instrText", "w:delText", "w:delInstrText", "w:pPr", "w:rPr", "mc:Fallback", "w:rt",
        "w:softHyphen", "w:sdtPr", "w:sdtEndPr",
    )
)  # fmt: skip
_WRAPPERS = frozenset(
    qn(name)
    for name in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "mc:AlternateContent",
                 "mc:Choice")
)  # fmt: skip
_TEXTS = frozenset((qn("w:t"), qn("m:t")))
_BREAKS = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-",
}  # fmt: skip
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB7: "•", 0xA7: "•", 0xD8: "➢", 0xFC: "✓", 0xAE: "→", 0xB4: "×"}
_MAX_DEPTH = 60
_MAX_SPAN = 64


class Blocks:
    """The lines of a part of a document. `notes` gathers the footnotes it points to, in order."""

    def __init__(self, fonts: Fonts, numbers: ListNumbers | None = None) -> None:
        self._fonts = fonts
        self._numbers = numbers
        self.notes: list[str] = []

    def lines(self, parent: Any, depth: int = 0) -> Iterator[str]:
        """Every line below an element, in order; text boxes follow the paragraph they hang on."""
        if depth > _MAX_DEPTH:
            return
        carried = ""
        for child in _through(parent, depth):
            if child.tag == qn("w:tbl"):
                if carried:
                    yield carried
                carried = ""
                yield from table_lines(list(self._rows(child, depth)))
                continue
            text, boxes = self._paragraph(child, numbered=not carried)
            if _mark_deleted(child):  # its end was deleted: it runs on into the next paragraph
                carried += text
            else:
                yield carried + text
                carried = ""
            for box in boxes:
                yield from Blocks(self._fonts).lines(box, depth + 1)
        if carried:
            yield carried

    def _paragraph(self, element: Any, *, numbered: bool) -> tuple[str, list[Any]]:
        boxes: list[Any] = []
        properties = element.find(qn("w:pPr"))
        chosen = properties.find(qn("w:pStyle")) if properties is not None else None
        style = chosen.get(qn("w:val"), "") if chosen is not None else ""
        text = "".join(self._fonts.modern(self._pieces(element, style, "", boxes, 0)))
        if not numbered or self._numbers is None or not text.strip():
            return text, boxes
        return self._numbers.marker(element) + text, boxes

    def _pieces(self, element: Any, style: str, font: str, boxes: list[Any], depth: int) -> Iterator[tuple[str, str]]:
        if depth > _MAX_DEPTH:
            return
        for child in element.iterchildren():
            tag = child.tag
            if tag in _TEXTS:
                yield child.text or "", font
            elif tag in _BREAKS:
                yield _BREAKS[tag], font
            elif tag == qn("w:sym"):
                yield _symbol(child), ""
            elif tag == qn("w:txbxContent"):
                boxes.append(child)
            elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                self.notes.append(f"{tag.rpartition('}')[2][:-9]}:{child.get(qn('w:id'), '')}")
            elif tag == qn("w:r"):
                properties = child.find(qn("w:rPr"))
                if not _is_hidden(properties):
                    yield from self._pieces(child, style, self._fonts.of(properties, style), boxes, depth + 1)
            elif tag not in _SKIPPED:
                yield from self._pieces(child, style, font, boxes, depth + 1)

    def _rows(self, table: Any, depth: int) -> Iterator[list[str]]:
        for row in _through(table, depth, qn("w:tr")):
            properties = row.find(qn("w:trPr"))
            if properties is not None and properties.find(qn("w:del")) is not None:
                continue
            yield [
                *[""] * _count(properties, "w:gridBefore"),
                *self._cells(row, depth),
                *[""] * _count(properties, "w:gridAfter"),
            ]

    def _cells(self, row: Any, depth: int) -> Iterator[str]:
        for cell in _through(row, depth, qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            if properties is not None and properties.find(qn("w:cellDel")) is not None:
                continue
            if _continues(properties, "w:hMerge"):
                yield ""
                continue
            merged = _continues(properties, "w:vMerge")
            yield "" if merged else "\n".join(self.lines(cell, depth + 1)).strip("\n")
            yield from [""] * (_count(properties, "w:gridSpan") - 1)


def _through(parent: Any, depth: int, *wanted: str) -> Iterator[Any]:
    """Paragraphs and tables (or the elements named) of a parent, also those inside content controls and insertions."""
    names = wanted or (qn("w:p"), qn("w:tbl"))
    for child in parent.iterchildren():
        if child.tag in names:
            yield child
        elif child.tag in _WRAPPERS and depth < _MAX_DEPTH:
            yield from _through(child, depth + 1, *names)


def _mark_deleted(paragraph: Any) -> bool:
    path = f"{qn('w:pPr')}/{qn('w:rPr')}/"
    return paragraph.find(path + qn("w:del")) is not None or paragraph.find(path + qn("w:moveFrom")) is not None


def _is_hidden(properties: Any) -> bool:
    hidden = properties.find(qn("w:vanish")) if properties is not None else None
    return hidden is not None and hidden.get(qn("w:val"), "1") not in ("0", "false", "off")


def _symbol(element: Any) -> str:
    try:
        return _SYMBOLS.get(int(element.get(qn("w:char"), "0"), 16) & 0xFF, "")
    except ValueError:
        return ""


def _count(properties: Any, name: str) -> int:
    found = properties.find(qn(name)) if properties is not None else None
    return whole(found.get(qn("w:val")), 0, _MAX_SPAN) if found is not None else 0


def _continues(properties: Any, name: str) -> bool:
    found = properties.find(qn(name)) if properties is not None else None
    return found is not None and found.get(qn("w:val")) in (None, "continue")
