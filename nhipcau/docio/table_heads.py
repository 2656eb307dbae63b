"""The head of a table: what each column is, over two or three header rows, names split over lines too."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nhipcau.docio.cell_figures import figure_in, is_figure, is_year, says_figure
from nhipcau.docio.grids import Grid, GridRow
from nhipcau.docio.letters import fold, squash

ORDER, LABEL, MEASURE, NOTE, TOTAL, VALUE, ASIDE = "order", "label", "measure", "note", "total", "value", "aside"
_ORDER = re.compile(r"(?:s ?t ?t|tt|so tt|so thu tu|stt|ma so|ma)$")
IS_TOTAL = re.compile(
    r"(?:tong|tc|tong so|tong cong|tong giao|cong|cong chung|toan (?:tinh|huyen|nganh|thanh pho|quoc|cum)|tong chi tieu"
    r"(?: giao)?|tong so giao|chung|ca (?:tinh|nam)|chi tieu (?:toan )?(?:tinh|huyen))"
    r"(?: (?:nam )?\d{4}|\s?\([\w+ =]{1,16}\))?$"
)
_MEASURE = re.compile(r"(?:don vi tinh|dvt|dv tinh|don vi|d\.?v\.?t\.?|\(dvt\)|unit)$")
_NOTE = re.compile(r"ghi chu|thoi gian (?:thuc hien|hoan thanh)|don vi (?:chu tri|phu trach|phoi hop|tham muu)|ban phu"
                   r" trach|can cu|chu tri|ly do|nam sinh|ngay sinh|dien thoai|\bsdt\b|cccd|email")  # fmt: skip
_PERSONAL = re.compile(r"nam sinh|ngay sinh|dien thoai|\bsdt\b|cccd")
_ASIDE = re.compile(r"\bty le\b|%|\bthuc hien\b|^th |\buoc\b|\bket qua\b|\bso voi\b|\bnam truoc\b|\bcung ky\b")
_UMBRELLA = re.compile(
    r"(?:giao )?(?:cho )?(?:cac )?(?:don vi|chi tieu giao|ke hoach giao|giao cho)(?: \w+){0,4}$|"
    r"chi tieu$|trong do:?$|chia ra:?$"
)
_SAYS_NOTHING = re.compile(_UMBRELLA.pattern.replace("|trong do:?$", ""))  # over others; "trong đó" says something
_HEAD_WORD = re.compile(
    r"(?:s ?t ?t|tt|stt|nhom chi tieu|(?:noi dung|ten|cac)? ?chi tieu.{0,30}|noi dung.{0,30}|nhiem vu|don vi.{0,12}|"
    r"ten don vi|dvt|tong so|tong cong|ghi chu|chi tieu giao|ke hoach.{0,12}|thuc hien.{0,12})$"
)
_GROUP_MARK = re.compile(r"(?:[IVX]{1,5}|[A-H])(?:[.)\s]|$)")
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Da-d])\)?(?:\s?=.*)?$")
_MOST_HEAD_ROWS = 8


@dataclass(frozen=True)
class Column:
    """A column: its place, name, what stands over it in the head, what it is."""

    place: int
    name: str
    over: str = ""
    kind: str = VALUE


@dataclass(frozen=True)
class Head:
    """The columns of a table and how many of its rows are head. `total` is None where its column is not certain
    although a total is named (`has_total`)."""

    columns: tuple[Column, ...]
    rows: int
    has_total: bool
    total: int | None = None
    label: int = 0
    order: int | None = None
    measure: int | None = None
    notes: frozenset[int] = field(default_factory=frozenset)

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns of figures that are no total, named or not, left to right."""
        return tuple(column for column in self.columns if column.kind in (VALUE, ASIDE))

    @property
    def named(self) -> tuple[Column, ...]:
        """Those with a name."""
        return tuple(column for column in self.figures if column.name)


def head_of_grid(grid: Grid) -> Head | None:
    """The head of a grid; None where it holds no row of figures."""
    body = body_start(grid.rows)
    if body is None:
        return None
    data = [row for row in grid.rows[body:] if is_data(row)]
    if not data:
        return None
    width = max(len(row.cells) for row in data)
    header = _mended([row.cells for row in grid.rows[:body] if not is_numbering(row.cells)], width)
    named = _named(header, max([width, *(len(row) for row in header)]))
    label = _label_place(data, named)
    columns, misplaced = _kinds(named, data, label)
    totals = [column.place for column in columns if column.kind == TOTAL]
    columns = _one_total(columns, totals)
    return Head(
        columns=columns,
        rows=body,
        has_total=bool(totals) or misplaced,
        total=next((column.place for column in columns if column.kind == TOTAL), None),
        label=label,
        order=next((column.place for column in columns if column.kind == ORDER), None),
        measure=next((column.place for column in columns if column.kind == MEASURE), None),
        notes=frozenset(column.place for column in columns if column.kind == NOTE),
    )


def body_start(rows: Sequence[GridRow]) -> int | None:
    """The first row that is no head."""
    start = None
    for index, row in enumerate(rows):
        if is_numbering(row.cells):
            return index + 1 if index < _MOST_HEAD_ROWS else start
        if is_data(row) and not (index < _MOST_HEAD_ROWS and _says_columns(row.cells)):
            start = index
            break
    while start and _opens(rows[start - 1].cells):
        start -= 1
    return start


def is_data(row: GridRow) -> bool:
    """Whether a row carries figures and words."""
    figures = sum(1 for cell in row.cells[1:] if says_figure(cell) and not is_year(cell))
    texts = sum(1 for cell in row.cells if cell and not says_figure(cell))
    filled = sum(1 for cell in row.cells if cell)
    return figures >= 1 and 1 <= texts <= 5 and (figures >= 2 or filled <= 6)


def is_numbering(cells: Sequence[str]) -> bool:
    """The line "(1) (2) (3)", "A B 1 2 3" that only numbers the columns."""
    given = [cell for cell in cells if cell]
    if len(given) < 3 or not all(_NUMBERING.fullmatch(cell) for cell in given):
        return False
    counted = [int(found.group()) for cell in given if (found := re.search(r"\d+", cell.split("=")[0]))]
    return len(counted) >= 2 and counted[0] <= 4 and all(b == a + 1 for a, b in itertools.pairwise(counted))


def _says_columns(cells: Sequence[str]) -> bool:
    """Whether the cells are names of columns: a head word among them, no figure but years."""
    if any(figure_in(cell) is not None and not is_year(cell) for cell in cells):
        return False
    return any(_HEAD_WORD.fullmatch(fold(cell)) for cell in cells if cell)


def is_group(cells: Sequence[str]) -> bool:
    """Whether a row opens a group: I, II…, A, B…, and no figure."""
    return bool(_GROUP_MARK.match(squash(" ".join(cells)))) and not any(figure_in(cell) is not None for cell in cells)


def _opens(cells: Sequence[str]) -> bool:
    """A group, or a numbered row without figures that only heads the rows below it."""
    filled = [cell for cell in cells if cell]
    numbered = len(filled) == 2 and bool(re.fullmatch(r"\d{1,2}\.?", filled[0])) and filled[0] == cells[0]
    return is_group(cells) or (numbered and not is_figure(filled[1]))


def _mended(header: list[tuple[str, ...]], width: int) -> list[tuple[str, ...]]:
    """Header lines cut inside a cell, put together again: the last cell of one goes on in the first of the next."""
    cut = len(header) > 1 and max(len(row) for row in header) < width
    if not cut or sum(len(row) for row in header) - (len(header) - 1) != width:
        return header
    whole = list(header[0])
    for row in header[1:]:
        whole[-1] = squash(f"{whole[-1]} {row[0]}")
        whole.extend(row[1:])
    return [tuple(whole)]


def _named(header: list[tuple[str, ...]], width: int) -> list[tuple[list[str], list[str]]]:
    """For each column the pieces of its name, top to bottom, and of what stands over it and its neighbours."""
    rows = [list(row) + [""] * (width - len(row)) for row in header]
    named: list[tuple[list[str], list[str]]] = [([], []) for _ in range(width)]
    for index, row in enumerate(rows):
        over, reach = "", False
        for place, text in enumerate(row):
            below = any(lower[place] for lower in rows[index + 1 :])
            if text and not (reach and text == over):
                over, reach = text, below and _spreads(rows, index, place)
            pieces, above = named[place]
            if reach and below and (not text or text == over):
                above.append(over)
            elif text:
                reach = False
                if text not in pieces[-1:]:
                    pieces.append(text)
    return named


def _spreads(rows: list[list[str]], index: int, place: int) -> bool:
    """Whether a name stands over the next column too: nothing (or the same) beside it, a name of its own below that."""
    beside = place + 1
    if beside >= len(rows[index]) or rows[index][beside] not in ("", rows[index][place]):
        return False
    return any(lower[beside] for lower in rows[index + 1 :])


def _label_place(rows: list[GridRow], named: list[tuple[list[str], list[str]]]) -> int:
    """The column of words: the longest text on average among the first three."""
    best, length = 0, -1.0
    for place in range(min(3, max(len(row.cells) for row in rows))):
        if _ORDER.match(fold(" ".join(named[place][0]))):
            continue
        cells = [row.cells[place] for row in rows if place < len(row.cells)]
        average = sum(0 if is_figure(cell) else len(cell) for cell in cells) / max(1, len(cells))
        if average > length:
            best, length = place, average
    return best


def _kinds(
    named: list[tuple[list[str], list[str]]], rows: list[GridRow], label: int
) -> tuple[tuple[Column, ...], bool]:
    """What each column is; and whether a total is named where another name stands too, so that it is not certain."""
    columns, misplaced = [], False
    for place, (pieces, above) in enumerate(named):
        name, over = squash(" ".join(pieces)), squash(" – ".join(dict.fromkeys(above)))
        kind = LABEL if place == label else _kind(place, name, rows, label)
        if kind == VALUE and len(pieces) > 1 and any(IS_TOTAL.match(fold(piece)) for piece in pieces):
            name, misplaced = " ".join(piece for piece in pieces if not IS_TOTAL.match(fold(piece))), True
        if kind == VALUE and _UMBRELLA.match(fold(name)):
            name, over = "", name
        columns.append(Column(place, name, "" if _SAYS_NOTHING.match(fold(over)) else over, kind))
    return tuple(columns), misplaced


def _kind(place: int, name: str, rows: list[GridRow], label: int) -> str:
    folded = fold(name).strip(" .:()")
    if place < label or _ORDER.match(folded):
        return ORDER
    if IS_TOTAL.match(folded):
        return TOTAL
    cells = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]]
    words = [cell for cell in cells if not says_figure(cell)]
    wordy = len(words) * 2 > len(cells)
    if _NOTE.search(folded) and (wordy or not cells or _PERSONAL.search(folded)):
        return NOTE
    if (_MEASURE.match(folded) and not len(cells) > len(words)) or (wordy and not folded and place == label + 1):
        return MEASURE
    if wordy and len(words) >= 2 and not any(re.search(r"\d", word) for word in words):
        return NOTE
    return ASIDE if _ASIDE.search(folded) else VALUE


def _one_total(columns: tuple[Column, ...], totals: list[int]) -> tuple[Column, ...]:
    """Of several columns of totals the one that nothing stands over is the whole; the others are sums of a part."""
    if len(totals) < 2:
        return columns
    free = [column.place for column in columns if column.place in totals and not column.over]
    whole = (free or totals)[-1 if (free or totals)[-1] == columns[-1].place else 0]
    return tuple(
        Column(column.place, column.name, column.over, ASIDE)
        if column.place in totals and column.place != whole
        else column
        for column in columns
    )
