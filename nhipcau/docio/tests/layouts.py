"""The same paper in the forms it may arrive in: Word, PDF, and damaged the way scanning damages."""

import io
import re

import docx
import typst

_PAGE = '#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2cm), numbering: "1")\n'
_TYPE = '#set text(size: 13pt, lang: "vi")\n#set par(justify: true, leading: 0.8em, spacing: 1.1em)\n'
_SPECIAL = re.compile(r"[\\#*_`$<>@=~\[\]/+\-\"'.]")


def as_docx(text: str) -> bytes:
    """The paper in Word, a paragraph a line."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(text: str) -> bytes:
    """The paper as set and printed: justified lines, numbered pages; runs of blanks or tabs are wide gaps."""
    return typst.compile((_PAGE + _TYPE + "\n\n".join(_set(line) for line in text.split("\n"))).encode())


def _set(line: str) -> str:
    pieces = re.split(r"\t+| {3,}", line)
    return " #h(2.5em) ".join(_SPECIAL.sub(lambda found: "\\" + found.group(), piece) for piece in pieces)


_MISREAD = {
    "Phấn đấu": "Phần đấu",
    "phấn đấu": "phần đầu",
    "LĐLĐ": "LĐLD",
    "Liên đoàn Lao động": "Liên đoàn lao đông",
    "100%": "l00%",
    "ở": "ờ",
}


def as_scanned(text: str, width: int = 84) -> str:
    """The paper as recognition gives it: wrapped, its pages numbered in mid-sentence, letters mistaken."""
    for right, wrong in _MISREAD.items():
        text = text.replace(right, wrong)
    lines = [part for line in text.split("\n") for part in wrapped(line, width)]
    paged = []
    for number, line in enumerate(lines, 1):
        paged.append(line)
        if number % 38 == 0:
            paged += ["", str(number // 38 + 1), ""]
    return "\n".join(paged)


def wrapped(line: str, width: int) -> list[str]:
    """The line cut at blanks so that no piece is wider; a line with a gap is left alone."""
    if len(line) <= width or "\t" in line or "   " in line:
        return [line]
    pieces, current = [], ""
    for word in line.split(" "):
        if current and len(current) + 1 + len(word) > width:
            pieces.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*pieces, current]
