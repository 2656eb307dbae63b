"""Photographs and weak copies made like scans: even light, the table top around the sheet gone, its edges square."""

from itertools import pairwise
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps, ImageStat

_BLOCK = 16  # dots a side: the light is looked at through so coarse a sieve
_UNEVEN = 30  # of 255: paper is not as bright everywhere
_DULL = 235
_GRAINY = 0.25  # of the dots of bare paper
_TOP = 0.62  # of the light of the sheet: darker than this at the edge is no paper
_SHEET = 0.35  # of the picture, at least
_SIDE = 700  # dots of the small picture that is looked at
_STRIPS = 3
_ANGLES = [step / 4 for step in range(-10, 11)]  # degrees the edges of a strip may lean
_CLOSER = (0.125, 0.0625)  # of a degree
_CLEARLY = 1.06  # times as sharp as before


def levelled(picture: Any) -> Any:
    """The grey picture with its paper white: shadows, grains and what lies around the sheet are gone. A picture whose
    paper is white already stays as it is."""
    small = picture.reduce(_BLOCK)
    if min(small.size) < 2 * _STRIPS:
        return picture
    around = _around(small)
    paper = _paper(small, around)
    low, high = _spread(paper)
    if not around and high - low < _UNEVEN and low >= _DULL and not _is_grainy(picture, high):
        return picture
    light = paper.filter(ImageFilter.GaussianBlur(2)).resize(picture.size, Image.Resampling.BICUBIC)
    depth = ImageChops.subtract(light, picture)
    ink = depth.point([255 - min(255, max(0, round((grey - 20) * 1.7))) for grey in range(256)])
    if around:
        ink.paste(255, mask=around.resize(picture.size))
    return ink


def _paper(small: Any, around: Any) -> Any:
    """How bright the paper is all over: ink is lighter than it beside its letters."""
    paper = small.filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.MaxFilter(5))
    if around:
        inside = ImageOps.invert(around)
        mean = round(ImageStat.Stat(small, inside).mean[0])
        paper = Image.composite(Image.new("L", small.size, mean), paper, around)
    return paper


def _spread(paper: Any) -> tuple[int, int]:
    """The light of all but the darkest and brightest twentieth."""
    levels = sorted(paper.tobytes())
    return levels[len(levels) // 20], levels[len(levels) * 19 // 20]


def _is_grainy(picture: Any, white: int) -> bool:
    counts: list[int] = picture.reduce(2).histogram()
    return sum(counts[max(0, white - 70) : max(0, white - 8)]) > _GRAINY * sum(counts)


def _around(small: Any) -> Any:
    """What lies around the sheet, as a mask; None where the sheet fills the picture."""
    levels = sorted(small.tobytes())
    bound = levels[len(levels) * 3 // 4] * _TOP
    dark = small.filter(ImageFilter.MedianFilter(3)).point([255 if grey < bound else 0 for grey in range(256)])
    wide, high = dark.size
    edge = [(x, y) for x in range(wide) for y in (0, high - 1)] + [(x, y) for x in (0, wide - 1) for y in range(high)]
    for place in edge:
        if dark.getpixel(place) == 255:
            ImageDraw.floodfill(dark, place, 128)
    covered = sum(dark.getpixel(place) == 128 for place in edge)
    mask = dark.point([255 if grey == 128 else 0 for grey in range(256)]).filter(ImageFilter.MaxFilter(5))
    share = mask.histogram()[255] / (wide * high)
    return mask if covered > 0.2 * len(edge) and share < 1 - _SHEET else None


def squared(picture: Any) -> Any:
    """The grey picture with lines that lean more at one edge than at the other made level, and its sides upright."""
    scale = _SIDE / max(picture.size)
    small = ImageOps.invert(
        picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
    )
    flat = _leans(small)
    upright = _leans(small.transpose(Image.Transpose.TRANSPOSE))
    if flat == (0.0, 0.0) and upright == (0.0, 0.0):
        return picture
    wide, high = picture.size

    def source(x: float, y: float) -> tuple[float, float]:
        level = flat[0] + (flat[1] - flat[0]) * y / high
        lean = upright[0] + (upright[1] - upright[0]) * x / wide
        return x + lean * (y - high / 2), y + level * (x - wide / 2)

    corners = [*source(0, 0), *source(0, high), *source(wide, high), *source(wide, 0)]
    return picture.transform(
        picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=255
    )  # fmt: skip


def _leans(dark: Any) -> tuple[float, float]:
    """How lines run down to the right, as a share of their length, at the top and at the bottom of a picture."""
    high = dark.height // _STRIPS
    found = []
    for number in range(_STRIPS):
        lean = _lean(dark.crop((0, number * high, dark.width, (number + 1) * high)))
        if lean is not None:
            found.append(((number + 0.5) / _STRIPS, lean))
    if len(found) < 2:
        return (0.0, 0.0)
    middle = sum(place for place, _ in found) / len(found)
    mean = sum(lean for _, lean in found) / len(found)
    spread = sum((place - middle) ** 2 for place, _ in found)
    slope = sum((place - middle) * (lean - mean) for place, lean in found) / spread
    return mean - slope * middle, mean + slope * (1 - middle)


def _lean(strip: Any) -> float | None:
    """The lean of a strip, or None where nothing in it tells."""
    sharp = {angle: _sharpness(strip, angle) for angle in _ANGLES}
    best = max(_ANGLES, key=lambda angle: (sharp[angle], -abs(angle)))
    for step in _CLOSER:
        for angle in (best - step, best + step):
            sharp[angle] = _sharpness(strip, angle)
        best = max(sharp, key=lambda angle: (sharp[angle], -abs(angle)))
    if not sharp[best]:
        return None
    if sharp[best] < _CLEARLY * sharp[0.0]:
        best = 0.0
    return best * 3.14159265 / 180


def _sharpness(dark: Any, angle: float) -> int:
    rows = dark.rotate(angle, Image.Resampling.BILINEAR).resize((1, dark.height), Image.Resampling.BOX).tobytes()
    return sum((after - before) ** 2 for before, after in pairwise(rows))
