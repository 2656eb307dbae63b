"""The first lines of a paper as they were meant: words a page on the web cut off joined, its label rows gone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from nhipcau.docio.clean import Line
from nhipcau.docio.letters import fold

# A line of one word, "Số:" or a day without its month, with the next line right below it, was cut in its middle.
_CUT_OFF = re.compile(r"(?:[^\W\d_]{1,8}|[Ss][ốô]\s?[:.]?|.{2,40}?,?\s?ngày\s\d{1,2})$", re.IGNORECASE)
_BLANK_NUMBER = re.compile(r"[Ss][ốô]\s?:$")
_GOES_ON = re.compile(r"[^\W_]|[“\"(/]")
_NO_WORDS = re.compile(r"[\W_]*$")
# What a library of papers says of a paper before it gives the paper itself.
_LABEL = re.compile(
    r"(?:so (?:hieu|ky hieu|cong bao)|ngay (?:ban hanh|hieu luc|co hieu luc|het hieu luc|cong bao|dang|hieu luc)"
    r"|loai van ban|co quan ban hanh|noi ban hanh|nguoi ky|linh vuc|tinh trang|trich yeu|ngay cap nhat)\s?(?::|\||\t|$)"
)
_ENTRY = re.compile(
    r"-?\s?\d{0,2}\s?(?:luat|bo luat|nghi dinh|nghi quyet|quyet dinh|thong tu|chi thi|cong van|ke hoach)[^;]{4,240}"
    r"(?:19|20)\d{2}[^;.]{0,240}$"
)


def head_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines, one for one: a broken one stands empty and its words open the next; label rows stand empty."""
    mended = [_emptied(line) if _LABEL.match(fold(line.text)) else line for line in lines]
    entries = _listed_laws(mended)
    for number in range(len(mended)):
        if number < entries:
            mended[number] = _emptied(mended[number])
        elif number + 2 < len(mended) and _BLANK_NUMBER.match(mended[number].text) and mended[number + 1].blank:
            if mended[number + 2].text.startswith("/"):
                mended[number + 2] = _joined(mended[number], mended[number + 2])
                mended[number] = _emptied(mended[number])
        elif number + 1 < len(mended) and _is_cut_off(mended, number):
            mended[number + 1] = _joined(mended[number], mended[number + 1])
            mended[number] = _emptied(mended[number])
    return mended


def _is_cut_off(lines: Sequence[Line], number: int) -> bool:
    line, below = lines[number], lines[number + 1]
    if "\t" in line.raw or not _CUT_OFF.match(line.text) or not _GOES_ON.match(below.text):
        return False
    if line.text.isupper():
        return below.text.lstrip('“"')[:2].isupper()
    return not below.text[:3].isupper() or line.text[-1:] in ":ốô." or below.text[:1].isdigit()


def _listed_laws(lines: Sequence[Line]) -> int:
    """How many lines at the top only list the laws that the page puts beside the paper."""
    count = 0
    for number, line in enumerate(lines):
        if _NO_WORDS.match(line.text):
            continue
        if not line.text.startswith("-") or not _ENTRY.match(fold(line.text)):
            break
        count = number + 1
    return count


def _emptied(line: Line) -> Line:
    return replace(line, raw="", text="", at=[])


def _joined(line: Line, below: Line) -> Line:
    return replace(
        below,
        raw=f"{line.raw.rstrip()} {below.raw.lstrip()}",
        text=f"{line.text} {below.text}",
        at=[*line.at, line.end, *below.at],
    )
