"""Tables without rulings, or with rulings across only: their columns found by the white between what stands in them.

Boxes are left, bottom, right, top of words; y grows upwards.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from nhipcau.docio.cell_figures import is_figure
from nhipcau.docio.rulings import RuledTable, Ruling

Box = tuple[float, float, float, float]
_COLUMN = 0.8  # heights of white that part two columns of a row
_GUTTER = 0.5  # heights of white all the way down
_BLANK = 0.5  # heights of white between two words of one cell, at most
_WORDS = 0.65  # heights of white that part two columns in half of the rows: more than between words
_HEAD = 5  # of the full rows of a table one in so many, and one, may be its head
_FEW = 0.2  # of the rows that may reach over a gutter: heads, groups, wide figures
_LEAST = 3  # columns, and rows, of a table
_APART = 4.0  # heights between two rows of one table
_POOR = 4  # rows in succession that need not fill the columns
_TALL = 3.0  # heights: stamps, emblems
_CLOSE = 0.6  # of the usual step between rows: lines of one cell stand closer
_CLOSER = 0.75  # of the white on the other side
_PART = 0.2  # of the width of the table: a line drawn across
_BESIDE = 0.32  # of its own height: what stands beside a line
_NOISE = 0.4  # heights by which the white under a line differs for its letters alone
_MOST_BOXES = 8_000
_MOST_COLUMNS = 60


@dataclass
class _Band:
    """What stands side by side on a page."""

    boxes: list[Box] = field(default_factory=list)
    bottom: float = 0.0
    top: float = 0.0

    def add(self, box: Box) -> None:
        self.bottom = min(self.bottom, box[1]) if self.boxes else box[1]
        self.top = max(self.top, box[3]) if self.boxes else box[3]
        self.boxes.append(box)

    def pieces(self, gap: float) -> list[tuple[float, float]]:
        """The stretches that gaps as wide part, left to right."""
        return _united(((left, right) for left, _, right, _ in self.boxes), gap)

    def crosses(self, x: float) -> bool:
        return any(left < x < right for left, _, right, _ in self.boxes)


def tables_by_space(boxes: Sequence[Box], flat: Sequence[Ruling] = ()) -> Iterator[RuledTable]:
    """The tables that the places of words show. `flat` are the lines drawn across, which part rows where they are."""
    heights = sorted(top - bottom for _, bottom, _, top in boxes if top - bottom > 1)
    if not heights or len(boxes) > _MOST_BOXES:
        return
    height = median(high for high in heights if 2 * high >= heights[len(heights) * 4 // 5])  # no accents, no dust
    bands = _bands([box for box in boxes if box[3] - box[1] <= _TALL * height], height)
    for zone in _zones(bands, height):
        gutters = _gutters(zone, height)
        zone = _trimmed(zone, bands, gutters, height)
        if _LEAST <= len(gutters) + 1 <= _MOST_COLUMNS and len(zone) >= _LEAST:
            yield _table(zone, gutters, flat, height)


def has_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are those of a table of figures: most have a cell that holds nothing else."""
    given = [[cell for cell in row if cell] for row in rows]
    full = [row for row in given if len(row) > 1]
    return len(full) >= _LEAST and 2 * sum(any(map(is_figure, row)) for row in full) >= len(full)


def _bands(boxes: Sequence[Box], height: float) -> list[_Band]:
    """The boxes as bands, top to bottom: boxes whose heights overlap stand in one."""
    bands: list[_Band] = []
    for box in sorted(boxes, key=lambda box: (-box[3], box[0])):
        if bands and min(box[3], bands[-1].top) - bands[-1].bottom > _BESIDE * (box[3] - box[1]):
            bands[-1].add(box)
        else:
            bands.append(_Band())
            bands[-1].add(box)
    return bands


def _zones(bands: list[_Band], height: float) -> Iterator[list[_Band]]:
    """Bands that follow one another, most of them in three pieces or more."""
    zone: list[_Band] = []
    poor: list[_Band] = []
    rich = 0
    for band in bands:
        before = (poor or zone)[-1] if zone else None
        if before and (before.bottom - band.top > _APART * height or len(poor) > _POOR):
            if rich >= _LEAST:
                yield zone
            zone, poor, rich = [], [], 0
        if len(band.pieces(_COLUMN * height)) >= _LEAST:
            zone += [*poor, band]
            poor, rich = [], rich + 1
        elif zone:
            poor.append(band)
    if rich >= _LEAST:
        yield zone


def _gutters(zone: list[_Band], height: float) -> list[float]:
    """The middles of the white stripes that run down a zone, over nearly all its rows."""
    rich = [band for band in zone if len(band.pieces(_COLUMN * height)) >= _LEAST]
    rows = [_united(((left, right) for left, _, right, _ in band.boxes), 0) for band in rich]
    head = 1 + len(rich) // _HEAD
    pieces = [piece for band in rich[head:] for piece in band.pieces(_COLUMN * height)]
    stripes: list[tuple[float, float]] = []
    for start, end in _valleys(rows, int(_FEW * len(rows))):
        inside = _united((piece for piece in pieces if piece[0] >= start and piece[1] <= end), _GUTTER * height)
        edges = [start, *(edge for stretch in inside for edge in stretch), end]
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            if right - left >= _GUTTER * height and _parts(rows, left, right) >= _WORDS * height:
                _put(stripes, (left, right), pieces)
    return [_clearest(zone, left, right) for left, right in stripes] + _empty_column(rich[:head], pieces, height)


def _empty_column(head: list[_Band], pieces: list[tuple[float, float]], height: float) -> list[float]:
    """Where a column begins that has a name and nothing below it, right of all others."""
    end = max((right for _, right in pieces), default=0.0)
    for band in head:
        *_, before, last = [(0.0, 0.0), *band.pieces(_COLUMN * height)]
        if last[0] >= end:
            return [(max(end, before[1]) + last[0]) / 2]
    return []


def _put(stripes: list[tuple[float, float]], stripe: tuple[float, float], pieces: list[tuple[float, float]]) -> None:
    """Adds a stripe; where no piece has its middle between it and the one before, only the wider one is kept."""
    before = stripes[-1] if stripes else None
    if before and not any(before[0] < (left + right) / 2 < stripe[1] for left, right in pieces):
        stripes[-1] = max(before, stripe, key=lambda one: one[1] - one[0])
    else:
        stripes.append(stripe)


def _parts(rows: list[list[tuple[float, float]]], start: float, end: float) -> float:
    """How wide the white is that a stripe stands in, in half of the rows or more: blanks between words are narrow."""
    middle = (start + end) / 2
    widths = []
    for row in rows:
        before = max((right for _, right in row if right <= middle), default=None)
        after = min((left for left, _ in row if left >= middle), default=None)
        if before is not None and after is not None:
            widths.append(after - before)
    return median(widths) if widths else 0.0


def _clearest(zone: list[_Band], start: float, end: float) -> float:
    """The place in a stripe that the fewest words of all rows cross, in the middle of the widest such place."""
    near = [(left, right) for band in zone for left, _, right, _ in band.boxes if left < end and right > start]
    edges = sorted([(max(left, start), 1) for left, _ in near] + [(min(right, end), -1) for _, right in near])
    crossed, best, at = 0, (len(near) + 1, 0.0), (start + end) / 2
    for (x, step), (after, _) in pairwise([(start, 0), *edges, (end, 0)]):
        crossed += step
        if after > x and (crossed, x - after) < best:
            best, at = (crossed, x - after), (x + after) / 2
    return at


def _valleys(rows: list[list[tuple[float, float]]], allowed: int) -> list[tuple[float, float]]:
    """Stretches between the outermost words that no more than so many rows cover."""
    edges = sorted([(left, 1) for row in rows for left, _ in row] + [(right, -1) for row in rows for _, right in row])
    found: list[tuple[float, float]] = []
    covered, start, begun = 0, None, False
    for x, step in edges:
        covered += step
        if covered > allowed:
            if start is not None and begun and x > start:
                found.append((start, x))
            start, begun = None, True
        elif start is None:
            start = x
    return found


def _trimmed(zone: list[_Band], bands: list[_Band], gutters: list[float], height: float) -> list[_Band]:
    """The zone without lines at its ends that run over its columns, with the lines that belong to its ends."""

    def runs_over(band: _Band) -> bool:
        return sum(band.crosses(x) for x in gutters) * 5 > 2 * len(gutters)

    while zone and runs_over(zone[0]):
        zone = zone[1:]
    while zone and runs_over(zone[-1]):
        zone = zone[:-1]
    if len(zone) < _LEAST:
        return zone
    usual = _usual_step(zone)
    after = bands.index(zone[-1]) + 1
    while after < len(bands) and zone[-1].bottom - bands[after].top < _CLOSE * usual and not runs_over(bands[after]):
        zone = [*zone, bands[after]]
        after += 1
    above = bands.index(zone[0]) - 1
    if above >= 0 and _stands_over(bands[above], zone, gutters, height):
        zone = [bands[above], *zone]
    return zone


def _stands_over(band: _Band, zone: list[_Band], gutters: list[float], height: float) -> bool:
    """Whether a band is a name over several columns of the zone below it, and no title over the whole table."""
    left, right = _sides(zone)
    pieces = band.pieces(_COLUMN * height)
    middle = (pieces[0][0] + pieces[-1][1]) / 2
    near = band.bottom - zone[0].top < 1.5 * height
    over = any(band.crosses(x) for x in gutters) and abs(middle - (left + right) / 2) > 0.03 * (right - left)
    return near and over and pieces[0][0] > gutters[0] and pieces[-1][1] <= right + height


def _sides(zone: list[_Band]) -> tuple[float, float]:
    return min(box[0] for band in zone for box in band.boxes), max(box[2] for band in zone for box in band.boxes)


def _usual_step(zone: list[_Band]) -> float:
    """The white between two rows: the third quarter of what stands between the lines."""
    steps = sorted(max(0.0, above.bottom - below.top) for above, below in pairwise(zone))
    return steps[len(steps) * 3 // 4]


def _table(zone: list[_Band], gutters: list[float], flat: Sequence[Ruling], height: float) -> RuledTable:
    left, right = _sides(zone)
    left, right = left - height / 2, right + height / 2
    rows = _rows(zone, gutters, flat, height)
    xs = [left, *gutters, right]
    lines = [Ruling(rows[0].top + height / 2, left, right), Ruling(rows[-1].bottom - height / 2, left, right)]
    lines += [Ruling((above.bottom + below.top) / 2, left, right) for above, below in pairwise(rows)]
    edges = sorted((line.at for line in lines), reverse=True)
    sides = [Ruling(x, edges[-1], edges[0]) for x in (left, right)]
    for row, (top, bottom) in zip(rows, pairwise(edges), strict=True):
        sides += [Ruling(x, bottom + 2, top - 2) for x in gutters if x not in _spanned(row, xs, height)]
    return RuledTable(lines, sides, by_space=True)


def _spanned(row: _Band, xs: list[float], height: float) -> set[float]:
    """The gutters of a row that its words run over; a name set in the middle of several columns spans all of them."""
    crossed: set[float] = set()
    for start, end in row.pieces(_BLANK * height):
        over = [x for x in xs[1:-1] if start < x < end]
        if over:
            crossed.update(over, _centred(row, xs, (start, end), height))
    return crossed


def _centred(row: _Band, xs: list[float], piece: tuple[float, float], height: float) -> list[float]:
    """The gutters within the widest run of columns that is empty but for a piece and has it in its middle."""
    others = row.pieces(_BLANK * height)
    least = max((right for left, right in others if right < piece[0]), default=xs[0])
    most = min((left for left, right in others if left > piece[1]), default=xs[-1])
    runs = [
        (last - first, first, last)
        for first in xs
        for last in xs
        if least <= first <= piece[0]
        and piece[1] <= last <= most
        and abs(first + last - piece[0] - piece[1]) < 2 * height
    ]
    _, first, last = max(runs, default=(0.0, 0.0, 0.0))
    return [x for x in xs[1:-1] if first < x < last]


def _rows(zone: list[_Band], gutters: list[float], flat: Sequence[Ruling], height: float) -> list[_Band]:
    """The bands put together to rows: by the lines drawn across, else where lines stand close and only one is full."""
    left, right = _sides(zone)
    rulings = [line.at for line in flat if line.end - line.start > _PART * (right - left)]
    steps = [above.bottom - below.top for above, below in pairwise(zone)]
    usual = _usual_step(zone)
    rows: list[_Band] = []
    for place, band in enumerate(zone):
        step = steps[place - 1] if place else 0.0
        beside = max(steps[max(0, place - 2) : place - 1] + steps[place : place + 1], default=0.0)
        near = usual - step > _NOISE * height and step < _CLOSE * usual
        near = near and (step < _CLOSER * beside or _goes_on(band, gutters))
        if not rows or not _belongs(rows[-1], band, gutters, rulings, near=near):
            rows.append(_Band())
        for box in band.boxes:
            rows[-1].add(box)
    return rows


def _belongs(before: _Band, band: _Band, gutters: list[float], rulings: list[float], *, near: bool) -> bool:
    if any(band.top - 1 <= at <= before.bottom + 1 for at in rulings):
        return False
    full = min(_filled(before, gutters), _filled(band, gutters)) >= _LEAST and not _goes_on(band, gutters)
    if rulings and min(rulings) < band.bottom and before.top < max(rulings):
        return not full or len(rulings) > _LEAST
    return near and not full and not (_begins(before, gutters) and _begins(band, gutters))


def _begins(band: _Band, gutters: list[float]) -> bool:
    """Whether a line has something in the first column."""
    return any(left < gutters[0] for left, _, _, _ in band.boxes)


def _goes_on(band: _Band, gutters: list[float]) -> bool:
    """Whether a line has nothing in the first two columns, where a row has its number or its name."""
    return all(left > gutters[1] for left, _, _, _ in band.boxes)


def _filled(band: _Band, gutters: list[float]) -> int:
    return len({sum(x < (left + right) / 2 for x in gutters) for left, _, right, _ in band.boxes})


def _united(stretches: Iterable[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Stretches in order, those nearer than the gap as one."""
    found: list[tuple[float, float]] = []
    for left, right in sorted(stretches):
        if found and left - found[-1][1] < gap:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found
