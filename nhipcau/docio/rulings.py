"""Ruled tables of a page: the lines drawn on it, the grids they make, and which cell a piece of text stands in."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nhipcau.docio.fragments import Fragment, in_reading_order, joined
from nhipcau.docio.row_tails import with_tails

_NEAR = 3.0  # points within which two rulings are the same line
_SHORT = 6.0
MAX_RULINGS = 6000
_MAX_CELLS = 20_000


@dataclass(frozen=True)
class Ruling:
    """A straight line along the page: at `at` across from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass
class Rulings:
    """The horizontal and vertical lines of a page."""

    flat: list[Ruling] = field(default_factory=list)
    upright: list[Ruling] = field(default_factory=list)

    def add(self, left: float, bottom: float, right: float, top: float) -> None:
        """A line, a thin filled bar, or a box, whose four sides are lines."""
        if len(self.flat) + len(self.upright) > MAX_RULINGS:
            return
        wide, high = right - left, top - bottom
        if high <= _NEAR and wide > _SHORT:
            self.flat.append(Ruling((top + bottom) / 2, left, right))
        elif wide <= _NEAR and high > _SHORT:
            self.upright.append(Ruling((left + right) / 2, bottom, top))
        elif wide > _SHORT and high > _SHORT:
            self.flat += [Ruling(bottom, left, right), Ruling(top, left, right)]
            self.upright += [Ruling(left, bottom, top), Ruling(right, bottom, top)]

    def between(self, left: float, right: float, height: float) -> bool:
        """Whether an upright line at that height stands between two places."""
        return any(left - 1 <= line.at <= right + 1 and line.start <= height <= line.end for line in self.upright)


class RuledTable:
    """A grid of cells. What stands in a cell that spans several stands in the first of them, the others are empty."""

    def __init__(self, flat: Sequence[Ruling], upright: Sequence[Ruling], *, by_space: bool = False) -> None:
        self.by_space = by_space  # no lines are drawn there: the white between words shows them
        self._xs = _levels(line.at for line in upright)
        self._ys = _levels(line.at for line in flat)
        self._flat, self._upright = _by_level(flat, self._ys), _by_level(upright, self._xs)
        self._cells: dict[tuple[int, int], list[Fragment]] = {}
        self._texts: dict[tuple[int, int], str] = {}

    @property
    def columns(self) -> int:
        return len(self._xs) - 1

    @property
    def is_table(self) -> bool:
        """Whether it has cells enough to be one: a frame or an underlined title is none."""
        rows = len(self._ys) - 1
        return self.columns >= 2 and rows >= 1 and rows * self.columns <= _MAX_CELLS

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top."""
        return self._xs[0], self._ys[0], self._xs[-1], self._ys[-1]

    def holds(self, fragment: Fragment) -> bool:
        """Whether the fragment stands inside."""
        middle = (fragment.left + fragment.right) / 2
        inside = self._xs[0] - 1 <= middle <= self._xs[-1] + 1
        return inside and self._ys[0] - 1 <= fragment.middle <= self._ys[-1] + 1

    def put(self, fragment: Fragment) -> None:
        """Sets a fragment into its cell."""
        column = _place(self._xs, (fragment.left + min(fragment.right, fragment.left + 6)) / 2)
        row = _place(self._ys, fragment.middle)
        while column > 0 and not _crossed(self._upright[column], fragment.middle):
            column -= 1
        across = (self._xs[column] + self._xs[column + 1]) / 2
        while row < len(self._ys) - 2 and not _crossed(self._flat[row + 1], across):
            row += 1
        self._cells.setdefault((row, column), []).append(fragment)

    def empty(self) -> None:
        """Takes out all that was set in."""
        self._cells.clear()

    def regions(self) -> Iterator[tuple[tuple[int, int], tuple[float, float, float, float]]]:
        """Each cell, merged ones whole: its place for `write`, and its left, bottom, right and top."""
        xs, ys = self._xs, self._ys
        for row in range(len(ys) - 2, -1, -1):
            middle = (ys[row] + ys[row + 1]) / 2
            for column in range(self.columns):
                across = (xs[column] + xs[column + 1]) / 2
                begins = column == 0 or _crossed(self._upright[column], middle)
                if not begins or (row < len(ys) - 2 and not _crossed(self._flat[row + 1], across)):
                    continue
                right, low = column + 1, row
                while right < self.columns and not _crossed(self._upright[right], middle):
                    right += 1
                while low > 0 and not _crossed(self._flat[low], across):
                    low -= 1
                yield (row, column), (xs[column], ys[low], xs[right], ys[row + 1])

    def write(self, place: tuple[int, int], text: str) -> None:
        """Sets the text of a cell of `regions`."""
        self._texts[place] = text

    def rows(self) -> list[list[str]]:
        """The cells from the top row down; rows wholly empty are left out."""
        rows = []
        for row in range(len(self._ys) - 2, -1, -1):
            cells = [self._text(row, column) for column in range(self.columns)]
            if any(cells):
                rows.append(cells)
        return with_tails(rows) if self.by_space else rows

    def _text(self, row: int, column: int) -> str:
        found = self._cells.get((row, column))
        if not found:
            return self._texts.get((row, column), "")
        return "\n".join(joined(line).text for line in in_reading_order(found))


def _place(edges: list[float], at: float) -> int:
    return max(0, min(bisect_right(edges, at) - 1, len(edges) - 2))


def _by_level(lines: Sequence[Ruling], levels: list[float]) -> list[list[Ruling]]:
    found: list[list[Ruling]] = [[] for _ in levels]
    for line in lines:
        found[max(0, bisect_right(levels, line.at + 0.01) - 1)].append(line)
    return found


def _crossed(lines: Sequence[Ruling], where: float) -> bool:
    return any(line.start - 1 <= where <= line.end + 1 for line in lines)


def _levels(places: Iterable[float]) -> list[float]:
    """The places in order, those near one another taken as one."""
    levels: list[float] = []
    for place in sorted(places):
        if not levels or place - levels[-1] > _NEAR:
            levels.append(place)
    return levels


def tables_of(rulings: Rulings) -> list[RuledTable]:
    """The ruled tables of a page: groups of lines that touch."""
    lines = [(line.start, line.at, line.end, line.at) for line in rulings.flat]
    lines += [(line.at, line.start, line.at, line.end) for line in rulings.upright]
    groups = _touching(lines)
    tables = []
    for group in groups:
        flat = [rulings.flat[index] for index in group if index < len(rulings.flat)]
        upright = [rulings.upright[index - len(rulings.flat)] for index in group if index >= len(rulings.flat)]
        if len(flat) >= 2 and len(upright) >= 2:
            table = RuledTable(flat, upright)
            if table.is_table:
                tables.append(table)
    return tables


def _touching(boxes: list[tuple[float, float, float, float]]) -> list[list[int]]:
    """Groups of the boxes that touch, by a sweep from left to right."""
    parent = list(range(len(boxes)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    open_boxes: list[int] = []
    for index in sorted(range(len(boxes)), key=lambda item: boxes[item]):
        left, bottom, _, top = boxes[index]
        open_boxes = [other for other in open_boxes if boxes[other][2] + _NEAR >= left]
        for other in open_boxes:
            if boxes[other][1] - _NEAR <= top and bottom <= boxes[other][3] + _NEAR:
                parent[root(index)] = root(other)
        open_boxes.append(index)
    groups: dict[int, list[int]] = {}
    for index in range(len(boxes)):
        groups.setdefault(root(index), []).append(index)
    return [sorted(group) for group in groups.values()]
