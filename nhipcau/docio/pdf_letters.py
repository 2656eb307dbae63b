"""The letters of a PDF page as fragments: turned upright, parted at wide gaps and at the rulings of tables."""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unicodedata import combining

import pypdfium2
import pypdfium2.raw as pdfium

from nhipcau.docio.fragments import Fragment, in_reading_order
from nhipcau.docio.rulings import MAX_RULINGS, Rulings

MAX_PLACED = 30_000  # letters of a page whose places are asked for; a page with more is read as it comes
_SAMPLE = 60
_MAX_SEGMENTS = 400
_SAME_HEIGHT = 2.0  # points
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x02": "-", "\ufffe": "-"}
)
Box = tuple[float, float, float, float]
Turn = Callable[[float, float, float, float], Box]


def turn_of(words: Any, count: int) -> tuple[int, Turn]:
    """How the letters of a page lie (0, 90, 180 or 270 degrees), and what turns boxes so that they stand upright."""
    step = max(1, count // _SAMPLE)
    seen = Counter(_angle(words, index) for index in range(0, count, step))
    seen.pop(None, None)
    angle = min(seen, key=lambda found: (-seen[found], found or 0)) if seen else 0
    return angle or 0, _TURNS[angle or 0]


_TURNS: dict[int, Turn] = {
    0: lambda left, bottom, right, top: (left, bottom, right, top),
    90: lambda left, bottom, right, top: (bottom, -right, top, -left),
    180: lambda left, bottom, right, top: (-right, -top, -left, -bottom),
    270: lambda left, bottom, right, top: (-top, left, -bottom, right),
}


def _angle(words: Any, index: int) -> int | None:
    found = pdfium.FPDFText_GetCharAngle(words, index)
    if found < 0:
        return None
    degrees = -round(math.degrees(found)) % 360  # pdfium counts clockwise
    return next((right for right in (0, 90, 180, 270) if abs(degrees - right) <= 5 or degrees - right >= 355), None)


def rulings_of(page: Any, turn: Turn) -> Rulings:
    """The straight lines drawn on a page."""
    rulings = Rulings()
    try:
        for number, drawn in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)):
            if number > MAX_RULINGS:
                break
            for box in _lines_of(drawn):
                rulings.add(*turn(*box))
    except pypdfium2.PdfiumError:
        pass
    return rulings


def _lines_of(drawn: Any) -> Iterator[Box]:
    count = pdfium.FPDFPath_CountSegments(drawn)
    if drawn.level > 0 or count <= 5:
        try:
            yield drawn.get_bounds()
        except pypdfium2.PdfiumError:
            return
        return
    matrix = drawn.get_matrix()
    before: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(count, _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = matrix.on_point(x.value, y.value)
        if before and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            yield min(before[0], here[0]), min(before[1], here[1]), max(before[0], here[0]), max(before[1], here[1])
        before = here


@dataclass(slots=True)
class _Letter:
    """A letter with the marks that stand on it; `spaced` when a blank comes before it."""

    text: str
    index: int
    spaced: bool
    left: float
    bottom: float
    right: float
    top: float


def fragments_of(words: Any, text: str, turn: Turn, angle: int, rulings: Rulings) -> list[Fragment]:
    """The fragments of a page in the order they were set. `text` has one character for each letter of the page."""
    found: list[Fragment] = []
    for line in _mended(_lines(words, text, turn, angle), words, turn):
        found += _parted(line, rulings)
    # pdfium itself sorts letters that lie on their side, not always from top to bottom.
    return found if angle in (0, 180) else [piece for row in in_reading_order(found) for piece in row]


def _lines(words: Any, text: str, turn: Turn, angle: int) -> Iterator[list[_Letter]]:
    start = 0
    box = (ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double())
    upright = (angle, None if angle else 0)
    for end in [place for place, letter in enumerate(text) if letter == "\n"] + [len(text)]:
        line: list[_Letter] = []
        spaced = False
        for index in range(start, end):
            letter = text[index]
            if letter.isspace():
                spaced = True
            elif line and combining(letter):
                line[-1].text += letter
            else:
                line.append(_Letter(letter.translate(_LIGATURES), index, spaced, *_box(words, index, box, turn)))
                spaced = False
        if line and _angle(words, line[0].index) in upright:
            yield line
        start = end + 1


def _box(words: Any, index: int, box: Any, turn: Turn) -> Box:
    left, right, bottom, top = box
    pdfium.FPDFText_GetCharBox(words, index, left, right, bottom, top)
    return turn(left.value, bottom.value, right.value, top.value)


def _mended(lines: Iterable[list[_Letter]], words: Any, turn: Turn) -> Iterator[list[_Letter]]:
    """The lines with letters in the order they stand in: where a font lacks accented letters, programs set these
    from another font after the rest of the line, and the line comes in pieces laid over one another."""
    whole: list[_Letter] = []
    for line in lines:
        if whole and _laid_over(whole, line):
            whole += line
            continue
        yield from _in_order(whole, words, turn)
        whole = line
    yield from _in_order(whole, words, turn)


def _laid_over(whole: list[_Letter], line: list[_Letter]) -> bool:
    bottom, top = _height(whole)
    low, high = _height(line)
    if min(top, high) - max(bottom, low) <= 0.5 * min(top - bottom, high - low):
        return False
    left, right = min(letter.left for letter in line), max(letter.right for letter in line)
    return left < max(letter.right for letter in whole) - 1 and right > min(letter.left for letter in whole) + 1


def _height(line: list[_Letter]) -> tuple[float, float]:
    return min(letter.bottom for letter in line), max(letter.top for letter in line)


def _in_order(letters: list[_Letter], words: Any, turn: Turn) -> Iterator[list[_Letter]]:
    """The lines these letters make, each from left to right. What came in another order is judged by its places:
    letters of one line stand on one height, and a gap between them is a blank."""
    if all(after.left >= before.left - 1 for before, after in pairwise(letters)):
        if letters:
            yield letters
        return
    heights: list[float] = []
    lines: list[list[_Letter]] = []
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    for letter in letters:
        pdfium.FPDFText_GetCharOrigin(words, letter.index, x, y)
        _, height, _, _ = turn(x.value, y.value, x.value, y.value)
        if pdfium.FPDFText_GetLooseCharBox(words, letter.index, box):  # the room a letter takes, not the ink of it
            letter.left, _, letter.right, _ = turn(box.left, box.bottom, box.right, box.top)
        place = next((place for place, other in enumerate(heights) if abs(other - height) < _SAME_HEIGHT), None)
        if place is None:
            heights.append(height)
            lines.append([letter])
        else:
            lines[place].append(letter)
    for line in lines:
        yield _spaced(line)


def _spaced(line: list[_Letter]) -> list[_Letter]:
    line.sort(key=lambda letter: (letter.left, letter.index))
    bottom, top = _height(line)
    once = [line[0]]
    for letter in line[1:]:
        before = once[-1]
        if letter.text == before.text and letter.left - before.left < 0.6:
            continue  # drawn twice to look bold
        letter.spaced = letter.left - before.right > 0.13 * (top - bottom)
        once.append(letter)
    return once


def _parted(line: list[_Letter], rulings: Rulings) -> Iterator[Fragment]:
    """The words of a line as fragments, parted where the gap is wide or ruled."""
    height = max(_height(line)[1] - _height(line)[0], 1.0)
    words = [[line[0]]]
    wide: list[list[Fragment]] = [[]]
    for before, letter in pairwise(line):
        gap = letter.left - before.right
        ruled = gap > 0.5 and rulings.between(before.right, letter.left, (letter.bottom + letter.top) / 2)
        if gap > height * 1.8 or ruled or letter.spaced:
            wide[-1].append(_word(words.pop()))
            words.append([])
        if gap > height * 1.8 or ruled:
            wide.append([])
        words[-1].append(letter)
    wide[-1].append(_word(words[-1]))
    bottom, top = _height(line)
    for parts in wide:
        text = " ".join(part.text for part in parts)
        yield Fragment(text, parts[0].left, bottom, parts[-1].right, top, tuple(parts))


def _word(letters: list[_Letter]) -> Fragment:
    bottom, top = _height(letters)
    return Fragment("".join(letter.text for letter in letters), letters[0].left, bottom, letters[-1].right, top)
