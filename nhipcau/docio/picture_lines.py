"""A picture of a page made fit for reading: set straight, and the rulings of its tables found and taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from nhipcau.docio.rulings import Rulings

POINT = 72 / 300  # points of a dot: pictures are read at 300 dots an inch
_RUN = 48  # dots without a break that no letter has
_LEAST = 100  # dots of a ruling: bars of large letters are shorter
_DARK = 215
_SMALL = 700
_ANGLES = [step / 4 for step in range(-12, 13)]  # degrees a sheet may lie askew


def straight(picture: Any) -> Any:
    """The grey picture turned by the few degrees a sheet lay askew, judged by how sharply its lines part."""
    small = ImageOps.invert(picture.resize((_SMALL, max(1, round(_SMALL * picture.height / picture.width)))))
    best = max(_ANGLES, key=lambda angle: (_sharpness(small, angle), -abs(angle)))
    if not best:
        return picture
    return picture.rotate(best, Image.Resampling.BICUBIC, fillcolor=255)


def _sharpness(dark: Any, angle: float) -> int:
    turned = dark.rotate(angle, Image.Resampling.BILINEAR)
    rows = turned.resize((1, dark.height), Image.Resampling.BOX).tobytes()
    return sum((after - before) ** 2 for before, after in pairwise(rows))


@dataclass
class _Bar:
    """A dark stretch of the squeezed picture: its cells, and from which row to which each is dark."""

    cells: dict[int, tuple[int, int]]

    def add(self, start: int, end: int, y: int) -> None:
        for cell in range(start, end):
            self.cells[cell] = (self.cells.get(cell, (y, y))[0], y + 1)

    @property
    def thick(self) -> int:
        """How thick it is where it is thickest: a line that lies askew is no thicker for that."""
        return max(bottom - top for top, bottom in self.cells.values())


@dataclass(frozen=True)
class _Line:
    """A line across the picture in dots, and the pieces of it that follow its lean."""

    left: int
    right: int
    middle: float
    pieces: tuple[tuple[int, int, int, int], ...]


def without_rulings(picture: Any) -> tuple[Any, Rulings]:
    """The picture with its long straight lines painted over, and these lines in points, y upwards."""
    dark = picture.point([255 if grey < 150 else 0 for grey in range(256)])
    rulings = Rulings()
    clean = picture.copy()
    pen = ImageDraw.Draw(clean)
    high = picture.height
    for line in _flat(dark):
        for left, top, right, bottom in line.pieces:
            pen.rectangle((left - 2, top - 2, right + 2, bottom + 2), fill=255)
        at = (high - line.middle) * POINT
        rulings.add(line.left * POINT, at, line.right * POINT, at)
    for line in _flat(dark.transpose(Image.Transpose.TRANSPOSE)):
        for top, left, bottom, right in line.pieces:
            pen.rectangle((left - 2, top - 2, right + 2, bottom + 2), fill=255)
        at = line.middle * POINT
        rulings.add(at, (high - line.right) * POINT, at, (high - line.left) * POINT)
    return clean, rulings


def _flat(dark: Any) -> list[_Line]:
    """Horizontal lines: rows of the picture, squeezed sideways, in which a stretch stays dark."""
    wide = max(1, dark.width // _RUN)
    squeezed = dark.resize((wide, dark.height), Image.Resampling.BOX)
    scale = dark.width / wide
    pixels = dark.load()
    lines = []
    for bar in _bars(squeezed.tobytes(), wide, dark.height):
        first, last = min(bar.cells), max(bar.cells)
        left, right = round(first * scale), round((last + 1) * scale)
        while left > 0 and any(pixels[left - 1, y] for y in range(*bar.cells[first])):
            left -= 1
        while right < dark.width and any(pixels[right, y] for y in range(*bar.cells[last])):
            right += 1
        if right - left >= _LEAST:
            lines.append(_Line(left, right, _middle(bar), tuple(_pieces(bar, scale, left, right))))
    return lines


def _middle(bar: _Bar) -> float:
    return sum(top + bottom for top, bottom in bar.cells.values()) / (2 * len(bar.cells))


def _pieces(bar: _Bar, scale: float, left: int, right: int) -> Iterator[tuple[int, int, int, int]]:
    first, last = min(bar.cells), max(bar.cells)
    for cell, (top, bottom) in bar.cells.items():
        from_ = left if cell == first else round(cell * scale)
        to = right if cell == last else round((cell + 1) * scale)
        yield from_, top, to, bottom


def _bars(squeezed: bytes, wide: int, high: int) -> list[_Bar]:
    """Dark cells, those of neighbouring rows that touch taken as one bar."""
    bars: list[_Bar] = []
    open_bars: list[tuple[int, int, _Bar]] = []
    for y in range(high):
        row = squeezed[y * wide : (y + 1) * wide]
        runs = _runs(row) if max(row) >= _DARK else []
        still: list[tuple[int, int, _Bar]] = []
        for start, end, bar in open_bars:
            touching = [run for run in runs if run[0] <= end and start <= run[1]]
            if touching:
                runs = [run for run in runs if run not in touching]
                for run in touching:
                    bar.add(*run, y)
                still.append((touching[0][0], touching[-1][1], bar))
            else:
                bars.append(bar)
        for start, end in runs:
            bar = _Bar({})
            bar.add(start, end, y)
            still.append((start, end, bar))
        open_bars = still
    bars += [bar for _, _, bar in open_bars]
    return [bar for bar in bars if bar.thick <= _RUN // 3]  # thicker ones are pictures, stamps, shades


def _runs(row: bytes) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x, grey in enumerate(row):
        if grey < _DARK:
            continue
        if runs and runs[-1][1] == x:
            runs[-1] = (runs[-1][0], x + 1)
        else:
            runs.append((x, x + 1))
    return runs
