"""Where words stand on a picture: boxes around ink that lies close together, without knowing any letter."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from statistics import median
from typing import Any

Box = tuple[int, int, int, int]
_REDUCED = 3  # times: what is looked for is larger than a dot
_DARK = re.compile(b"[\x00-\xaf]+")
_SPECK = 2  # reduced dots: dust
_MOST_RUNS = 120_000
_PALE = 70  # of 255, lighter than the digits beside it: no print
_DASH = 14  # dots a dash is high, at most


def word_boxes(picture: Any) -> list[Box]:
    """Left, top, right and bottom of the words on a grey picture, in its dots, y downwards."""
    small = picture.reduce(_REDUCED)
    runs = _runs(small)
    if not runs:
        return []
    letters = [box for box in _joined(runs, 1) if box[3] - box[1] > 2 * _SPECK]
    if not letters:
        return []
    high = median(bottom - top for _, top, _, bottom in letters)
    boxes = (box for box in _joined(runs, max(2, round(0.6 * high))) if max(_wide(box), _high(box)) > _SPECK)
    return [
        (left * _REDUCED, top * _REDUCED, right * _REDUCED, bottom * _REDUCED)
        for left, top, right, bottom in _with_marks(list(boxes), high)
    ]


def _wide(box: Box) -> int:
    return box[2] - box[0]


def _high(box: Box) -> int:
    return box[3] - box[1]


def _with_marks(boxes: list[Box], high: float) -> list[Box]:
    """The boxes with accents that stand apart from their letters put to these."""
    words = sorted(box for box in boxes if _high(box) >= 0.7 * high)
    lefts = [box[0] for box in words]
    widest = max(map(_wide, words), default=0)
    alone = []
    for mark in boxes:
        if _high(mark) >= 0.7 * high:
            continue
        near = range(bisect_left(lefts, mark[0] - widest), bisect_right(lefts, mark[2]))
        owner = next((place for place in near if _carries(words[place], mark, high)), None)
        if owner is None:
            alone.append(mark)
        else:
            word = words[owner]
            words[owner] = (word[0], min(word[1], mark[1]), word[2], max(word[3], mark[3]))
    return words + alone


def _carries(word: Box, mark: Box, high: float) -> bool:
    beside = word[0] - high / 2 <= mark[0] and mark[2] <= word[2] + high / 2
    return beside and max(mark[1] - word[3], word[1] - mark[3]) < 0.35 * high


def _runs(small: Any) -> list[tuple[int, int, int]]:
    """Row, start and end of every stretch of ink; none where the picture is more noise than print."""
    wide, dots = small.width, small.tobytes()
    found = []
    for y in range(small.height):
        found += [(y, run.start(), run.end()) for run in _DARK.finditer(dots[y * wide : (y + 1) * wide])]
        if len(found) > _MOST_RUNS:
            return []
    return found


def _joined(runs: list[tuple[int, int, int]], gap: int) -> list[Box]:
    """Boxes around runs that touch, or stand beside one another nearer than the gap."""
    parent: list[int] = []
    boxes: list[list[int]] = []

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    above: list[tuple[int, int, int]] = []
    row: list[tuple[int, int, int]] = []
    at = -1
    for y, start, end in runs:
        if y != at:
            above, row = (row if y == at + 1 else []), []
            at, first = y, 0
        if row and start - row[-1][1] < gap:
            place = row[-1][2]
            row[-1] = (row[-1][0], end, place)
        else:
            place = len(parent)
            parent.append(place)
            boxes.append([start, y, end, y + 1])
            row.append((start, end, place))
        while first < len(above) and above[first][1] < start:
            first += 1
        for left, _, other in above[first:]:
            if left > end:
                break
            parent[root(other)] = root(place)
        box = boxes[place]
        box[0], box[2] = min(box[0], start), max(box[2], end)
    whole: dict[int, list[int]] = {}
    for place, (left, top, right, bottom) in enumerate(boxes):
        box = whole.setdefault(root(place), [left, top, right, bottom])
        box[0], box[1], box[2], box[3] = min(box[0], left), min(box[1], top), max(box[2], right), max(box[3], bottom)
    return [(left, top, right, bottom) for left, top, right, bottom in whole.values()]


@dataclass(frozen=True)
class Shape:
    """What the ink of a figure shows: how many digits, after how many of them points or commas stand (None and nothing
    where it does not show), and whether it is but a dash."""

    digits: int | None = None
    marks: tuple[int, ...] = ()
    points: bool = False  # no mark reaches below the digits, as commas do
    dash: bool = False


def shape_of(cut: Any) -> Shape:
    """The shape of the ink of a cell of one line."""
    boxes = sorted(box for box in _joined(_runs(cut), 1) if min(_wide(box), _high(box)) > _SPECK)
    if not boxes:
        return Shape()
    high = max(map(_high, boxes))
    if len(boxes) == 1 and _wide(boxes[0]) > 1.4 * high:
        return Shape(dash=high < _DASH)
    darkest = cut.getextrema()[0]
    foot = max(box[3] for box in boxes if _high(box) == high)
    digits, marks, lowest = 0, [], 0
    for box in boxes:
        if _high(box) > 0.75 * high and _wide(box) < 0.95 * high:
            digits += 1
        elif _high(box) < 0.5 * high and box[1] > foot - 0.4 * high and _wide(box) < 0.45 * high:
            if cut.crop(box).getextrema()[0] > darkest + _PALE:
                continue  # dust
            marks.append(digits)
            lowest = max(lowest, box[3])
        else:
            return Shape()
    return Shape(digits, tuple(marks), points=bool(marks) and lowest - foot <= 0.1 * high)
