"""PDF with text: the words in the order they were set, gaps between columns kept as tabs."""

from dataclasses import dataclass
from typing import Any

import pypdfium2

from nhipcau.docio.legacy import modernise
from nhipcau.docio.text import Extracted, tidy
from nhipcau.docio.words import CannotRead, Remark

MAX_PAGES = 300
MAX_PLACED = 30_000  # letters of a page whose places are asked for; a page with more is read as it comes
_PASSWORD = 4


@dataclass(frozen=True)
class _Line:
    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


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
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    warnings = [Remark("page-without-text", {"page": number}) for number in empty]
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
        text = str(words.get_text_range())
        if len(text) != words.count_chars() or len(text) > MAX_PLACED:
            return text
        return "\n".join(_set(_placed_lines(words, text)))
    finally:
        words.close()
        page.close()


def _placed_lines(words: Any, text: str) -> list[_Line]:
    """The lines of a page with their places; a wide gap inside one becomes a tab."""
    lines: list[_Line] = []
    start = 0
    for end in [place for place, letter in enumerate(text) if letter == "\n"] + [len(text)]:
        boxes = [(index, words.get_charbox(index)) for index in range(start, end) if not text[index].isspace()]
        if boxes:
            lines.append(_line(text, boxes))
        start = end + 1
    return lines


def _line(text: str, boxes: list[tuple[int, tuple[float, float, float, float]]]) -> _Line:
    bottom, top = min(box[1] for _, box in boxes), max(box[3] for _, box in boxes)
    height = max(top - bottom, 1.0)
    written, right, before = "", boxes[0][1][0], boxes[0][0] - 1
    for index, (left, _, edge, _) in boxes:
        if left - right > height * 1.8:
            written += "\t"
        elif index > before + 1:
            written += " "
        written += text[index]
        right, before = edge, index
    return _Line(written, boxes[0][1][0], max(box[2] for _, box in boxes), bottom, top)


def _set(lines: list[_Line]) -> list[str]:
    """Lines side by side are joined by a tab; a wide step down, or one up to a new column, leaves a blank line."""
    done: list[str] = []
    before: _Line | None = None
    for line in lines:
        if before is None:
            done.append(line.text)
        elif _beside(before, line):
            done[-1] += ("\t" if line.left - before.right > line.height * 0.8 else " ") + line.text
        else:
            step = before.bottom - line.top
            if step > 0.9 * line.height or step < -3 * line.height:
                done.append("")
            done.append(line.text)
        before = line
    return done


def _beside(before: _Line, line: _Line) -> bool:
    overlap = min(before.top, line.top) - max(before.bottom, line.bottom)
    return overlap > 0.5 * min(before.height, line.height) and line.left >= before.right - 1
