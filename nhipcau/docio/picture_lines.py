"""A picture of a page made fit for reading: set straight, and the rulings of its tables found and taken out."""

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


def without_rulings(picture: Any) -> tuple[Any, Rulings]:
    """The picture with its long straight lines painted over, and these lines in points, y upwards."""
    dark = picture.point([255 if grey < 150 else 0 for grey in range(256)])
    rulings = Rulings()
    clean = picture.copy()
    pen = ImageDraw.Draw(clean)
    for left, top, right, bottom in (*_flat(dark), *_upright(dark)):
        pen.rectangle((left - 2, top - 2, right + 2, bottom + 2), fill=255)
        rulings.add(left * POINT, (picture.height - bottom) * POINT, right * POINT, (picture.height - top) * POINT)
    return clean, rulings


def _flat(dark: Any) -> list[tuple[int, int, int, int]]:
    """Horizontal lines: rows of the picture, squeezed sideways, in which a stretch stays dark."""
    wide = max(1, dark.width // _RUN)
    squeezed = dark.resize((wide, dark.height), Image.Resampling.BOX)
    scale = dark.width / wide
    pixels = dark.load()
    lines = []
    for start, end, top, bottom in _bars(squeezed.tobytes(), wide, dark.height):
        left, right = round(start * scale), round(end * scale)
        while left > 0 and any(pixels[left - 1, y] for y in range(top, bottom)):
            left -= 1
        while right < dark.width and any(pixels[right, y] for y in range(top, bottom)):
            right += 1
        if right - left >= _LEAST:
            lines.append((left, top, right, bottom))
    return lines


def _upright(dark: Any) -> list[tuple[int, int, int, int]]:
    turned = dark.transpose(Image.Transpose.TRANSPOSE)
    return [(top, left, bottom, right) for left, top, right, bottom in _flat(turned)]


def _bars(squeezed: bytes, wide: int, high: int) -> list[tuple[int, int, int, int]]:
    """Stretches (start, end, top, bottom) of dark cells, those of neighbouring rows taken as one bar."""
    bars: list[tuple[int, int, int, int]] = []
    open_bars: list[tuple[int, int, int, int]] = []
    for y in range(high):
        row = squeezed[y * wide : (y + 1) * wide]
        runs = _runs(row) if max(row) >= _DARK else []
        still: list[tuple[int, int, int, int]] = []
        for start, end, top, bottom in open_bars:
            touching = [run for run in runs if run[0] < end and start < run[1]]
            if touching:
                runs = [run for run in runs if run not in touching]
                still.append((min(start, touching[0][0]), max(end, touching[-1][1]), top, y + 1))
            else:
                bars.append((start, end, top, bottom))
        still += [(start, end, y, y + 1) for start, end in runs]
        open_bars = still
    bars += open_bars
    return [bar for bar in bars if bar[3] - bar[2] <= _RUN // 3]  # thicker ones are pictures, stamps, shades


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
