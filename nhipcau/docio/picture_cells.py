"""The cells of a table on a picture: read one by one, their figures held against the shape of their ink."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageOps

from nhipcau.docio.cell_figures import is_figure, is_year
from nhipcau.docio.ink import Shape, shape_of
from nhipcau.docio.picture_lines import POINT
from nhipcau.docio.picture_words import mended
from nhipcau.docio.recognise import recognised_each
from nhipcau.docio.rulings import RuledTable
from nhipcau.docio.work import Work

MAX_CELLS = 2000  # of one table
_INSET = 5  # dots of a cell left out at its edges, where rulings leave traces
_INK = 150  # darker than this is ink
_ONE_LINE = 75  # dots
_LETTER = 32  # dots
_EDGE = 10  # dots of white around a cell
_FIGURE = re.compile(r"^[\W_]*(\d(?:[\d.,]*\d)?)[\W_]{0,2}$(?<![%)])")
_PLAIN = re.compile(r"\d[\d.,]*%?")
_ONLY_FIGURES = ("-c", "tessedit_char_whitelist=0123456789.,%")
_MOSTLY = 0.5  # of the cells of a column of figures
Place = tuple[int, int]


@dataclass
class Doubts:
    """What was done to the figures of a table: what was read and what it was taken for, and what is no figure."""

    mended: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_cells(table: RuledTable, picture: Any, work: Work) -> Doubts:
    """Writes into a table what stands in its cells on the picture: lone letters and figures apart."""
    cuts: dict[Place, Any] = {}
    for place, box in table.regions():
        cut = _ink(picture.crop(dots_of(box, picture.height, 0 if table.by_space else -_INSET)))
        if cut is not None and len(cuts) < MAX_CELLS:
            cuts[place] = cut
    texts = _read(cuts, work)
    doubts = Doubts()
    _settle_figures(cuts, texts, work, doubts)
    for place, text in texts.items():
        table.write(place, text)
    return doubts


def _read(cuts: dict[Place, Any], work: Work) -> dict[Place, str]:
    lone = [place for place, cut in cuts.items() if cut.height < _ONE_LINE and cut.width < 0.95 * cut.height]
    texts: dict[Place, str] = {}
    for places, mode in ((lone, "8"), ([place for place in cuts if place not in set(lone)], "6")):
        read = recognised_each([_framed(cuts[place]) for place in places], work, "--psm", mode)
        texts.update((place, _without_traces(mended(text))) for place, text in zip(places, read, strict=True))
    return texts


def _settle_figures(cuts: dict[Place, Any], texts: dict[Place, str], work: Work, doubts: Doubts) -> None:
    """Holds what was read in columns of figures against the ink; what does not fit is read again, as figures only."""
    shapes = {place: shape_of(cuts[place]) for place in _figure_places(texts) if cuts[place].height < _ONE_LINE}
    for place, shape in shapes.items():
        if shape.dash:
            texts[place] = "-"
    again = [place for place, shape in shapes.items() if not shape.dash and not _fits(texts[place], shape)]
    for mode, letter in (("8", _LETTER), ("7", _LETTER + 12)):
        read = recognised_each([_framed(cuts[place], letter) for place in again], work, "--psm", mode, *_ONLY_FIGURES)
        for place, text in zip(list(again), read, strict=True):
            text = with_marks(_without_traces(text), shapes[place])
            if _PLAIN.fullmatch(text) and _fits(text, shapes[place]):
                _take(texts, place, text, doubts)
                again.remove(place)
    for place in shapes:
        text = with_marks(texts[place], shapes[place])
        if _PLAIN.fullmatch(text):
            _take(texts, place, text, doubts)
        elif place in again and not is_figure(text):
            doubts.unread.append(text or "…")


def _take(texts: dict[Place, str], place: Place, text: str, doubts: Doubts) -> None:
    if text != texts[place]:
        doubts.mended.append((texts[place] or "…", text))
        texts[place] = text


def _figure_places(texts: dict[Place, str]) -> Iterator[Place]:
    """The cells of columns of figures, right of the column of words and below the head."""
    words: dict[int, int] = {}
    for (_, column), text in texts.items():
        words[column] = words.get(column, 0) + sum(letter.isalpha() for letter in text)
    label = max(words, key=lambda column: words[column], default=0)
    for column in sorted(words):
        given = {row: text for (row, at), text in texts.items() if at == column}
        figures = [row for row, text in given.items() if is_figure(text) and not is_year(text)]
        if column > label and len(figures) >= max(2, _MOSTLY * len(given)):
            yield from ((row, column) for row in given if row <= max(figures))  # rows count from the foot of the page


def _fits(text: str, shape: Shape) -> bool:
    """Whether a reading is a figure with as many digits and marks between them as the ink shows."""
    if not _PLAIN.fullmatch(text):
        return False
    digits, marks = sum(letter.isdigit() for letter in text), sum(letter in ".," for letter in text)
    return text.endswith("%") or shape.digits is None or (digits == shape.digits and marks == len(shape.marks))


def with_marks(text: str, shape: Shape) -> str:
    """The figure with the points and commas its ink shows and the reading lost, or took for others."""
    digits = re.sub(r"[.,:;·'’ ]", "", text)
    if not digits.isdigit() or len(digits) != shape.digits or not shape.marks:
        return text
    pieces = [digits[start:end] for start, end in zip((0, *shape.marks), (*shape.marks, len(digits)), strict=True)]
    if not all(pieces):
        return text
    if len(pieces[0]) > 3 or any(len(piece) != 3 for piece in pieces[1:]):
        return ".".join(pieces[:-1]) + "," + pieces[-1]
    decimal = text.count(",") == 1 and len(pieces) == 2 and not shape.points
    return ("," if decimal else ".").join(pieces)


def _without_traces(text: str) -> str:
    """The text of a cell without what is left of its rulings, and no full stop after a figure."""
    trimmed = text.strip(" |_[]")
    figure = _FIGURE.search(trimmed)
    return figure.group(1) if figure else trimmed


def _framed(cut: Any, letter: int = _LETTER) -> Any:
    return ImageOps.expand(_scaled(cut, letter), _EDGE, fill=255)


def _scaled(cut: Any, letter: int) -> Any:
    """The cut as large as Tesseract reads best: letters of about thirty dots."""
    scale = min(letter / _LETTER, letter / cut.height) if cut.height < _ONE_LINE else 0.75
    size = (max(1, round(cut.width * scale)), max(1, round(cut.height * scale)))
    return cut.resize(size, Image.Resampling.LANCZOS)


def _ink(cut: Any) -> Any:
    """The part of a cell that holds ink, or None where it is empty."""
    box = cut.point([255 if grey < _INK else 0 for grey in range(256)]).getbbox() if min(cut.size) > 8 else None
    return cut.crop(box) if box and max(box[2] - box[0], box[3] - box[1]) > 6 else None


def dots_of(box: tuple[float, float, float, float], high: int, more: int) -> tuple[int, int, int, int]:
    """A box in points, y upwards, as dots of the picture, wider by so many on each side."""
    left, bottom, right, top = (value / POINT for value in box)
    return round(left) - more, round(high - top) - more, round(right) + more, round(high - bottom) + more
