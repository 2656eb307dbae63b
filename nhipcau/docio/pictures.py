"""Pictures of pages (.png, .jpg, .tif, pages of a scanned PDF) read by Tesseract, where it is installed."""

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from PIL import Image, ImageOps, ImageSequence

from nhipcau.docio.formulae import put_right
from nhipcau.docio.fragments import Fragment
from nhipcau.docio.gutters import has_figures, tables_by_space
from nhipcau.docio.ink import word_boxes
from nhipcau.docio.pages import Page, text_of
from nhipcau.docio.photos import levelled, squared
from nhipcau.docio.picture_cells import MAX_CELLS, Doubts, dots_of, read_cells
from nhipcau.docio.picture_lines import POINT, straight, without_rulings
from nhipcau.docio.picture_words import mended
from nhipcau.docio.recognise import recognised
from nhipcau.docio.rulings import RuledTable, Rulings, tables_of
from nhipcau.docio.text import Extracted, tidy
from nhipcau.docio.tools import run_tool, tool
from nhipcau.docio.words import CannotRead, Remark
from nhipcau.docio.work import TakesLong, Work

MAX_SCANS = 60
_MOST_LISTED = 12
_MAX_DOTS = 80_000_000
_FORMATS = ("PNG", "JPEG", "TIFF")
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_LONG_SIDE = 3508  # of an A4 page at 300 dots an inch
_SURE = 60.0  # of 100: a page read less surely than this is tried the other way up
_WORD = "5"  # the level of a word in Tesseract's table
_COLUMNS = ("level", "block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text")


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a picture that can be read does."""
    return data.startswith(_STARTS)


@cache
def can_read() -> bool:
    """Whether this machine has Tesseract with Vietnamese."""
    program = tool("tesseract")
    done = run_tool([program, "--list-langs"], seconds=120) if program else None
    return done is not None and b"vie" in done[1].split()


def read_picture(data: bytes, work: Work) -> Extracted:
    """The text of a picture; a TIFF may hold several pages. Raises CannotRead."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd tags of cameras and scanners are nobody's concern
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                pages = _pages(picture, work)
        except CannotRead:
            raise
        except Image.DecompressionBombError as error:
            raise CannotRead("picture-too-large") from error
        except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, ArithmeticError) as error:
            raise CannotRead("truncated") from error
    text = tidy(text_of(pages))
    if len(text.split()) < 3:
        raise CannotRead("no-text")
    read = {number: page for number, page in enumerate(pages, 1) if page.letters}
    return Extracted(text, pages=len(pages), warnings=tuple(scan_remarks(read)))


def scan_remarks(pages: Mapping[int, Page]) -> Iterator[Remark]:
    """What to say of the pages that were read from pictures, by their numbers."""
    if pages:
        yield Remark("scanned", {"pages": ", ".join(map(str, pages))})
    for number, page in pages.items():
        if page.mended:
            pairs = [f"“{was}” → {now}" for was, now in page.mended]
            yield Remark("figures-mended", {"page": number, "figures": _listed(pairs)})
        if page.reworded:
            pairs = [f"“{was}” → “{now}”" for was, now in dict.fromkeys(page.reworded)]
            yield Remark("words-mended", {"page": number, "words": _listed(pairs)})
        if page.unread:
            yield Remark("figures-unread", {"page": number, "cells": _listed([f"“{cell}”" for cell in page.unread])})


def _listed(things: list[str]) -> str:
    return ", ".join(things[:_MOST_LISTED]) + (", …" if len(things) > _MOST_LISTED else "")


def _pages(picture: Any, work: Work) -> list[Page]:
    count = getattr(picture, "n_frames", 1)
    _check_size(picture)
    if count > MAX_SCANS:
        raise CannotRead("too-many-scans", limit=MAX_SCANS)
    if not can_read():
        picture.load()  # what is broken is said before what is missing here
        raise CannotRead("no-ocr")
    if not work.slow:
        picture.load()
        raise TakesLong(count)
    pages = []
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        work.told(number, count)
        _check_size(frame)
        pages.append(page_of_picture(_prepared(frame), work))
    work.told(count, count)
    return pages


def _check_size(picture: Any) -> None:
    if picture.width * picture.height > _MAX_DOTS:
        raise CannotRead("picture-too-large")


def _prepared(picture: Any) -> Any:
    """Upright, grey, on white, about 300 dots an inch."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
    grey = ImageOps.autocontrast(upright.convert("L"), cutoff=(0, 1))
    long_side = max(grey.size)
    if 600 < long_side < _LONG_SIDE * 0.7 or long_side > _LONG_SIDE * 1.6:
        scale = _LONG_SIDE / long_side
        size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    return grey


def page_of_picture(picture: Any, work: Work) -> Page:
    """What stands on a grey picture of a page. Raises CannotRead when it takes too long."""
    picture = levelled(picture)
    page, sure = _page(picture, work)
    if sure < _SURE:
        turned = _turned(picture, work)
        if turned:
            again, surer = _page(picture.rotate(turned, expand=True, fillcolor=255), work)
            if surer > sure:
                page = again
    _put_right(page)
    return page


def _put_right(page: Page) -> None:
    """The fixed expressions on a page with their right accents."""

    def right(text: str) -> str:
        text, changed = put_right(text)
        page.reworded += changed
        return text

    page.things = [
        replace(thing, text=right(thing.text))
        if isinstance(thing, Fragment)
        else [[right(cell) for cell in row] for row in thing]
        for thing in page.things
    ]


def _page(picture: Any, work: Work) -> tuple[Page, float]:
    """The page, its ruled tables cell by cell, and how sure Tesseract is on average (0–100)."""
    upright = squared(straight(picture))
    clean, rulings = without_rulings(upright)
    lined = clean.copy()
    tables = [table for table in tables_of(rulings) if table.columns * 2 <= MAX_CELLS]
    for table in tables:
        clean.paste(255, dots_of(table.box, clean.height, 2))
    spaced = _tables_by_space(clean, rulings, work)
    for table, _ in spaced:
        clean.paste(255, dots_of(table.box, clean.height, 0))
    page, sure = _recognised(clean, work)
    if sure >= _SURE or not page.things:
        read = [(table, read_cells(table, lined, work)) for table in tables] + spaced
        for table, doubts in read:
            _insert(page, table.rows(), table.box)
            page.mended += doubts.mended
            page.unread += doubts.unread
    return page, sure


def _tables_by_space(clean: Any, rulings: Rulings, work: Work) -> list[tuple[RuledTable, Doubts]]:
    """The tables without rulings, or with rulings across only, read; those that hold figures."""
    boxes = [_points(box, clean.height) for box in word_boxes(clean)]
    read = ((table, read_cells(table, clean, work)) for table in tables_by_space(boxes, rulings.flat))
    return [(table, doubts) for table, doubts in read if has_figures(table.rows())]


def _points(box: tuple[int, int, int, int], high: int) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left * POINT, (high - bottom) * POINT, right * POINT, (high - top) * POINT


def _insert(page: Page, rows: list[list[str]], box: tuple[float, float, float, float]) -> None:
    below = (
        index
        for index, thing in enumerate(page.things)
        if isinstance(thing, Fragment) and thing.top <= box[1] + thing.height
    )
    if rows:
        page.things.insert(next(below, len(page.things)), rows)


def _recognised(picture: Any, work: Work) -> tuple[Page, float]:
    page = Page(0, picture.height * POINT)
    lines: dict[tuple[str, ...], list[Fragment]] = {}
    scores: list[float] = []
    tall = 0
    for cells in _words(recognised(picture, work, "--psm", "3", "tsv")):
        left, top, wide, high = (float(cells[name]) * POINT for name in ("left", "top", "width", "height"))
        scores.append(float(cells["conf"]))
        tall += len(cells["text"]) > 2 and high > wide
        upper = page.top - top
        place = Fragment(cells["text"], left, upper - high, left + wide, upper)
        lines.setdefault((cells["block_num"], cells["par_num"], cells["line_num"]), []).append(place)
    for words in lines.values():
        page.things += [replace(part, text=mended(part.text)) for part in _parted(words)]
    # Words that stand upright on their ends: read, but the sheet lies on its side.
    return page, 0.0 if not scores or tall > len(scores) / 3 else sum(scores) / len(scores)


def _words(table: str) -> Iterator[dict[str, str]]:
    """The rows of Tesseract's table that are words."""
    head, *rows = table.replace("\r", "").split("\n")
    names = head.split("\t")
    if not set(_COLUMNS) <= set(names):
        return
    for row in rows:
        cells = dict(zip(names, row.split("\t"), strict=False))
        cells["text"] = cells.get("text", "").strip()
        if cells["level"] == _WORD and cells["text"]:
            yield cells


def _parted(words: list[Fragment]) -> Iterator[Fragment]:
    """The words of a line as fragments, parted where a wide gap shows a new column."""
    bottom, top = min(word.bottom for word in words), max(word.top for word in words)
    height = sorted(word.height for word in words)[len(words) // 2]
    run = [words[0]]
    for word in words[1:]:
        if word.left - run[-1].right > 1.3 * height:
            yield Fragment(" ".join(part.text for part in run), run[0].left, bottom, run[-1].right, top)
            run = []
        run.append(word)
    yield Fragment(" ".join(part.text for part in run), run[0].left, bottom, run[-1].right, top)


def _turned(picture: Any, work: Work) -> int:
    """By how many degrees the picture must be turned to stand upright, as Tesseract guesses."""
    for line in recognised(picture, work, "--psm", "0", language="osd").split("\n"):
        name, _, value = line.partition(":")
        if name == "Rotate" and value.strip() in ("90", "180", "270"):
            return 360 - int(value)  # Tesseract counts clockwise
    return 0
