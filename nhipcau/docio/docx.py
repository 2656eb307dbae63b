"""Word documents: paragraphs and tables in order, text boxes, numbering, tracked changes as accepted."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from nhipcau.docio.docx_lists import ListNumbers
from nhipcau.docio.legacy import modernise
from nhipcau.docio.text import Extracted, tidy
from nhipcau.docio.words import CannotRead, Remark

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 5000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXTBOX = qn("w:txbxContent")
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_MAX_DEPTH = 60


def read_docx(data: bytes, *, named_docx: bool = True) -> Extracted:
    """The text of a .docx file. Raises CannotRead."""
    _check_package(data, named_docx=named_docx)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        numbers = ListNumbers(document)
        blocks = list(_heads(document))
        blocks.extend(_blocks(body, numbers, 0))
    except CannotRead:
        raise
    except (
        KeyError,
        ValueError,
        OSError,
        SyntaxError,
        zipfile.BadZipFile,
        AttributeError,
        EOFError,
        RecursionError,
    ) as error:
        raise CannotRead("truncated") from error
    text, legacy = modernise("\n".join(blocks))
    text = tidy(text)
    if not text.strip():
        raise CannotRead("no-text")
    warnings = (Remark("legacy-encoding", {"name": legacy}),) if legacy else ()
    return Extracted(text, encoding=legacy or "utf-8", warnings=warnings)


def _check_package(data: bytes, *, named_docx: bool) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            if (
                len(parts) > MAX_PARTS
                or unpacked > MAX_UNPACKED
                or unpacked > MAX_RATIO * max(len(data), 1) + 10_000_000
            ):
                raise CannotRead("bomb")
            if any(part.flag_bits & 1 for part in parts):
                raise CannotRead("encrypted")
            if "word/document.xml" not in names:
                raise CannotRead("other-zip" if named_docx else "unknown-kind")
            _check_sizes(package, parts)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise CannotRead("truncated") from error


def _check_sizes(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack once with a limit: the sizes a package declares may lie."""
    total = 0
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        with package.open(part) as stream:
            while chunk := stream.read(1 << 20):
                total += len(chunk)
                if total > MAX_UNPACKED:
                    raise CannotRead("bomb")
                if b"<!DOCTYPE" in chunk[:4096] or b"<!ENTITY" in chunk:
                    raise CannotRead("unknown-kind")


def _heads(document: Any) -> Iterator[str]:
    """Tables and words of the first page's header, where some offices put the letterhead."""
    for section in document.sections[:1]:
        header = section.first_page_header if section.different_first_page_header_footer else section.header
        if header.is_linked_to_previous:
            continue
        text = [block for block in _blocks(header._element, None, 0) if block.strip()]
        if any(len(block) > 12 for block in text):
            yield from text


def _blocks(parent: Any, numbers: ListNumbers | None, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(child, numbers, depth)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, numbers, depth)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
            yield from _blocks(child, numbers, depth + 1)


def _paragraph(element: Any, numbers: ListNumbers | None, depth: int) -> Iterator[str]:
    boxes: list[Any] = []
    text = "".join(_pieces(element, boxes, 0))
    marker = numbers.marker(element) if numbers is not None and text.strip() else ""
    yield marker + text
    for box in boxes:
        yield from _blocks(box, None, depth + 1)


def _pieces(element: Any, boxes: list[Any], depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    for child in element.iterchildren():
        tag = child.tag
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag == _TEXTBOX:
            boxes.append(child)
        elif tag in _SKIPPED or tag == _FALLBACK or not isinstance(tag, str):
            continue
        else:
            yield from _pieces(child, boxes, depth + 1)


def _table(element: Any, numbers: ListNumbers | None, depth: int) -> Iterator[str]:
    rows = [list(_cells(row, numbers, depth)) for row in element.iterchildren(qn("w:tr"))]
    if _is_layout(rows):
        yield from _side_by_side(rows)
        return
    yield ""
    for row in rows:
        yield "\t".join(" ".join(cell.split()) for cell in row)
    yield ""


def _cells(row: Any, numbers: ListNumbers | None, depth: int) -> Iterator[str]:
    for cell in row.iter(qn("w:tc")):
        if cell.getparent() is not row and cell.getparent().getparent().getparent() is not row:
            continue
        properties = cell.find(qn("w:tcPr"))
        merged = properties.find(qn("w:vMerge")) if properties is not None else None
        if merged is not None and merged.get(qn("w:val")) in (None, "continue"):
            yield ""
        else:
            yield "\n".join(_blocks(cell, numbers, depth + 1))
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        wide = span.get(qn("w:val"), "1") if span is not None else "1"
        for _ in range(min(int(wide), 64) - 1 if wide.isdigit() else 0):
            yield ""


def _is_layout(rows: list[list[str]]) -> bool:
    """Whether the table only sets things side by side: a letterhead or a signature block."""
    if not rows or max(len(row) for row in rows) > 3:
        return max((len(row) for row in rows), default=0) <= 1
    if len(rows) > 6:
        return max(len(row) for row in rows) == 1
    text = " ".join(cell for row in rows for cell in row).upper()
    return len(rows) == 1 or bool(
        re.search(r"CỘNG H[OÒ][AÀ] XÃ HỘI|ĐẢNG CỘNG SẢN|N[ƠO]I NHẬN|TM\.|KT\.|\bSỐ\s?:|T/M|CHỦ TỊCH\s*$", text)
    )


def _side_by_side(rows: list[list[str]]) -> Iterator[str]:
    for row in rows:
        for cell in row:
            yield from cell.split("\n")
        yield ""
