"""The title of a table: the lines above it that name it."""

import re

from nhipcau.docio.clean import Line
from nhipcau.docio.letters import fold

_REACH = 12
_NAMES = re.compile(r"(?:bieu|bang|phu bieu)\s?(?:so\s?)?[\dIVX.\-:]|(?:bang|bieu) (?:giao|phan bo|chi tieu|tong hop)")
_SAYS = re.compile(
    r"chi tieu|ke hoach|phan bo|\bgiao (?!duc|thong)|bang|bieu|danh (?:sach|muc)|tong hop|ket qua|so lieu"
)
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap|tm\.|dang cong san|noi nhan|"
    r"(?:tong )?lien doan|cong doan|(?:tinh|thanh|huyen|quan|xa)? ?doan |hoi |uy ban|dang bo|ban (?:chap|thuong)|bch"
)


def title_above(lines: list[Line], first: int) -> str | None:
    """The title above line `first`: the nearest line "Biểu 1…" or in capitals that says what a table holds, else the
    longest in capitals, else the short line just above."""
    above = lines[max(0, first - _REACH) : first]
    runs = _capital_runs(above)
    for index in range(len(above) - 1, -1, -1):
        text = above[index].text
        if "\t" not in above[index].raw and _NAMES.match(fold(text)) and not text.isupper():
            return text
        run = next((run for last, run in runs if last == index and _SAYS.search(fold(run))), None)
        if run:
            return run
    capitals = [run for _, run in runs if len(run) > 12]
    named = [run for run in capitals if not _is_letterhead(run)] or capitals
    if named:
        return max(named, key=len)
    last = next((line.text for line in reversed(above) if line.text and "\t" not in line.raw), "")
    return last if 0 < len(last) < 160 else None


def _is_letterhead(text: str) -> bool:
    return bool(_LETTERHEAD.match(fold(text))) and not _SAYS.search(fold(text))


def _capital_runs(lines: list[Line]) -> list[tuple[int, str]]:
    """Lines in capitals with the place of their last; those that follow one another without a blank are one title, but
    a line "PHỤ LỤC" or of a letterhead is none of it."""
    runs: list[tuple[int, str]] = []
    open_run = False
    for index, line in enumerate(lines):
        if not line.text.isupper() or "\t" in line.raw:
            open_run = False
        elif open_run and not _is_letterhead(line.text):
            runs[-1] = (index, f"{runs[-1][1]} {line.text}")
        elif not re.match(r"phu luc.{0,8}$", fold(line.text)):
            runs.append((index, line.text))
            open_run = not _is_letterhead(line.text)
    return runs
