"""Tables found in text: lines whose cells are parted by tabs or upright bars, over pages too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nhipcau.docio.cell_figures import figure_in, is_figure
from nhipcau.docio.clean import Line
from nhipcau.docio.letters import fold, squash

_MARKUP = re.compile(r"</?\w{1,8}\s?/?>|\*\*|__")
_RULE = re.compile(r"[\s|:\-–—=+]*$")
_BETWEEN_PAGES = re.compile(
    r"(?:[-–]?\s?(?:trang\s)?\d{1,3}(?:\s?/\s?\d{1,3})?\s?[-–]?|\(?(?:tiep theo|con tiep|xem tiep).{0,24}"
    r"|phu luc.{0,12}\(tiep theo\))$"
)
MAX_COLUMNS = 200
_BRIDGED = 8  # lines of page end and page head that may stand between two parts of one table


@dataclass(frozen=True)
class GridRow:
    """The cells of a row and the lines of the text it stands on, first and last."""

    cells: tuple[str, ...]
    first: int
    last: int

    @property
    def figures(self) -> int:
        """How many cells hold a number or the sign for none."""
        return sum(is_figure(cell) for cell in self.cells)

    @property
    def blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class Grid:
    """The rows of one table; `parted` says that it came in parts, over pages."""

    rows: tuple[GridRow, ...]
    parted: bool = False

    @property
    def first_line(self) -> int:
        return self.rows[0].first

    @property
    def last_line(self) -> int:
        return self.rows[-1].last

    @property
    def width(self) -> int:
        return max(len(row.cells) for row in self.rows)


def grids_of(lines: list[Line]) -> Iterator[Grid]:
    """The tables of a text, top to bottom. A single blank line does not end one, nor does the end of a page."""
    before: Grid | None = None
    for grid in _pieces(lines):
        together = _joined(before, grid, lines) if before else None
        if together is None and before is not None and len(before.rows) > 1:
            yield before
        before = together or grid
    if before is not None and len(before.rows) > 1:
        yield before


def _pieces(lines: list[Line]) -> Iterator[Grid]:
    rows: list[GridRow] = []
    for number, line in enumerate(lines):
        inside = bool(rows) and number == rows[-1].last + 1
        cells = cells_of_row(line.raw, inside=inside or _opens_narrow(lines, number))
        if cells is not None:
            rows.append(GridRow(cells, number, number))
        elif inside and _continues(rows, lines, number):
            rows[-1] = _longer(rows[-1], line.text, number)
        elif rows and _RULE.match(line.raw) and number - rows[-1].last < 2:
            continue
        elif rows:
            yield Grid(tuple(rows))
            rows = []
    if rows:
        yield Grid(tuple(rows))


def _opens_narrow(lines: list[Line], number: int) -> bool:
    """Whether a table of two columns opens here: this line and the next two have one tab each, figures behind it."""
    cells = [line.raw.split("\t") for line in lines[number : number + 3]]
    figures = [figure_in(squash(row[1])) is not None for row in cells if len(row) == 2]
    return len(figures) == 3 and all(figures[1:]) and bool(cells[0][0].strip())


def _continues(rows: list[GridRow], lines: list[Line], number: int) -> bool:
    """Whether a line without tabs goes on with the words of the row above: the table goes on below it."""
    text = lines[number].text
    if not text or len(text) > 90 or not (text[0].islower() or text[0] in "(,"):
        return False
    below = next((line.raw for line in lines[number + 1 : number + 4] if "\t" in line.raw or not line.text), "")
    return cells_of_row(below, inside=True) is not None and len(rows[-1].cells) > 2


def _longer(row: GridRow, words: str, number: int) -> GridRow:
    """The row with words put to the longest of its cells that hold words."""
    place = max(range(len(row.cells)), key=lambda at: (not is_figure(row.cells[at]), len(row.cells[at])))
    cells = [squash(f"{cell} {words}") if at == place else cell for at, cell in enumerate(row.cells)]
    return GridRow(tuple(cells), row.first, number)


def _joined(above: Grid, below: Grid, lines: list[Line]) -> Grid | None:
    """Both as one table where nothing but the end of a page stands between and the columns are the same."""
    between = [line.text for line in lines[above.last_line + 1 : below.first_line] if line.text]
    if len(between) > _BRIDGED or not all(_BETWEEN_PAGES.match(fold(text)) for text in between):
        return None
    repeated = _repeated_head(above, below)
    if repeated:
        return Grid((*above.rows, *below.rows[repeated:]), parted=True)
    goes_on = (
        above.width == below.width and below.rows[0].figures > 0 and not any(map(_is_word, below.rows[0].cells[:1]))
    )
    return Grid((*above.rows, *below.rows), parted=True) if goes_on else None


def _is_word(cell: str) -> bool:
    return bool(cell) and figure_in(cell) is None and len(cell) > 5


def _repeated_head(above: Grid, below: Grid) -> int:
    """How many rows at the top of `below` say again what stands at the top of `above`."""
    same = 0
    for one, other in zip(above.rows[:4], below.rows[:4], strict=False):
        if _folded(one) != _folded(other):
            break
        same += 1
    return same if any(_folded(above.rows[0])) else 0


def _folded(row: GridRow) -> tuple[str, ...]:
    cells = [re.sub(r"\W+", "", fold(cell)) for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def cells_of_row(raw: str, *, inside: bool = False) -> tuple[str, ...] | None:
    """The cells of a table line, or None where it is none; `inside` a table one tab is enough."""
    if raw.count("\t") >= (1 if inside else 2):
        parts = raw.split("\t")
    elif raw.strip().startswith("|") and raw.count("|") >= 3:
        if _RULE.match(raw):
            return None
        parts = raw.strip().removeprefix("|").removesuffix("|").split("|")
    else:
        return None
    return tuple(squash(_MARKUP.sub(" ", part)) for part in parts[:MAX_COLUMNS])
