"""Tables of a document as lines: a table of figures parted by tabs, a letterhead or signature block side by side."""

import re
from collections.abc import Iterator, Sequence

_OFFICIAL = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI|ĐẢNG CỘNG SẢN|N[ƠO]I NHẬN|TM\.|KT\.|\bSỐ\s?:|T/M|CHỦ TỊCH\s*$")


def table_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines a table gives. A cell may hold several lines; an empty cell keeps its column."""
    if _is_layout(rows):
        for row in rows:
            for cell in row:
                yield from cell.split("\n")
            yield ""
        return
    yield ""
    for row in rows:
        yield "\t".join(" ".join(cell.split()) for cell in row)
    yield ""


def _is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the table only sets things side by side: a letterhead, a signature block, a frame."""
    widest = max((sum(1 for cell in row if cell.strip()) for row in rows), default=0)
    if widest <= 1 and len({len(row) for row in rows}) == 1 and (not rows or len(rows[0]) <= 1):
        return True
    if widest > 3 or len(rows) > 6:
        return False
    text = " ".join(cell for row in rows for cell in row).upper()
    return len(rows) == 1 or bool(_OFFICIAL.search(text))
