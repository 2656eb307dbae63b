"""Where words stand on a picture: boxes around ink that lies close together, without knowing any letter."""

import re
from statistics import median
from typing import Any

Box = tuple[int, int, int, int]
_REDUCED = 3  # times: what is looked for is larger than a dot
_DARK = re.compile(b"[\x00-\xaf]+")
_SPECK = 2  # reduced dots: dust
_MOST_RUNS = 120_000


def word_boxes(picture: Any) -> list[Box]:
    """Left, top, right and bottom of the words on a grey picture, in its dots, y downwards."""
    small = picture.reduce(_REDUCED)
    runs = _runs(small)
    if not runs:
        return []
    letters = [box for box in _joined(runs, 1) if box[3] - box[1] > 2 * _SPECK]
    if not letters:
        return []
    gap = max(2, round(0.6 * median(bottom - top for _, top, _, bottom in letters)))
    boxes = (box for box in _joined(runs, gap) if max(box[2] - box[0], box[3] - box[1]) > _SPECK)
    return [tuple(edge * _REDUCED for edge in box) for box in boxes]  # type: ignore[misc]


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
