"""Hard scans: tables and papers of our own, set on paper, and damaged as scanners and telephones damage them."""

import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import typst
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from nhipcau.docio.letters import fold
from nhipcau.docio.reading import Table

_MARKS = re.compile(r"[\\#*_`$<>@=~\[\]/+\-\"'.]")
_STROKES = {"all": "0.6pt", "flat": "(x: none, y: 0.6pt)", "none": "none"}
HEIGHT = 3508  # of A4 at 300 dots an inch


@dataclass(frozen=True)
class Paper:
    """A table for paper: head rows and body rows of cells (None continues the cell before), columns as wide as said.
    `values` are the places of the figures, `total` that of the sums."""

    title: str
    head: tuple[tuple[str | None, ...], ...]
    body: tuple[tuple[str, ...], ...]
    widths: str
    label: int
    values: tuple[int, ...]
    total: int | None = None
    flipped: bool = False
    size: str = "11pt"
    after: str = ""
    padding: str = "5pt"

    def data(self) -> Iterator[tuple[str, list[str], str]]:
        """Of every row with figures its label, its figures in order and its sum, as printed."""
        for row in self.body:
            if any(row[place].strip(" -") for place in (*self.values, *((self.total,) if self.total else ()))):
                yield row[self.label], [row[place] for place in self.values], row[self.total] if self.total else ""


def typeset(words: str) -> str:
    """Words with the marks of the typesetter set aside."""
    return _MARKS.sub(lambda found: "\\" + found.group(), words)


def source_of(paper: Paper, rules: str) -> str:
    """The paper for the typesetter; `rules` all, flat or none."""
    cells = [
        f"table.cell(colspan: {span}, rowspan: {deep}, align: center + horizon)[#strong[{typeset(words)}]]"
        for words, span, deep in _head_cells(paper.head)
    ]
    body = []
    for row in paper.body:
        for place, words in enumerate(row):
            side = "left" if place == paper.label else "center"
            body.append(f"table.cell(align: {side} + horizon)[{typeset(words)}]")
    return (
        f'#set page(paper: "a4", flipped: {str(paper.flipped).lower()}, margin: 1.6cm, numbering: "1")\n'
        f'#set text(size: {paper.size}, lang: "vi", hyphenate: false)\n#set par(leading: 0.5em)\n'
        f"#align(center)[#strong[{typeset(paper.title)}]]\n#v(0.5em)\n"
        f"#table(columns: {paper.widths}, stroke: {_STROKES[rules]}, inset: (x: 3pt, y: {paper.padding}),\n"
        f"table.header({', '.join(cells)}),\n{', '.join(body)})\n\n{typeset(paper.after)}"
    )


def _head_cells(head: tuple[tuple[str | None, ...], ...]) -> Iterator[tuple[str, int, int]]:
    """The cells of a head with the columns and rows they take: None goes on to the right, "" from above."""
    for level, row in enumerate(head):
        for place, words in enumerate(row):
            if words is None or (level and words == ""):
                continue
            span = next((at for at in range(place + 1, len(row)) if row[at] is not None), len(row)) - place
            yield words, span, len(head) - level if all(lower[place] == "" for lower in head[level + 1 :]) else 1


def pictures_of(source: str) -> list[Image.Image]:
    """The pages of a source as grey pictures of 300 dots an inch."""
    pages = typst.compile(source.encode(), format="png", ppi=300)
    return [Image.open(io.BytesIO(page)).convert("L") for page in (pages if isinstance(pages, list) else [pages])]


def clean(sheet: Image.Image) -> Image.Image:
    """The sheet as it is."""
    return sheet


def coarse(sheet: Image.Image, dots: int = 200, quality: int = 60) -> Image.Image:
    """Scanned at few dots an inch and kept as a JPEG."""
    small = sheet.resize((sheet.width * dots // 300, sheet.height * dots // 300), Image.Resampling.BOX)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("L")


def faint(sheet: Image.Image) -> Image.Image:
    """A weak copy of a copy: 150 dots an inch, blurred, speckled, pale."""
    small = coarse(sheet.filter(ImageFilter.GaussianBlur(1.3)), 150, 70).point([int(70 + g * 0.72) for g in range(256)])
    grains = Image.frombytes("L", small.size, random.Random(7).randbytes(small.width * small.height))
    return ImageChops.subtract(small, grains.point([g // 7 for g in range(256)]))


def askew(sheet: Image.Image, degrees: float = 1.7) -> Image.Image:
    """Laid in askew, at 200 dots an inch."""
    return coarse(sheet.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))


def photographed(sheet: Image.Image, lean: float = 0.02) -> Image.Image:
    """Photographed by hand: the far edge shorter, one side in shadow, a table top around it."""
    wide, high = sheet.size
    edge = 0.04
    corners = [
        (wide * (edge + lean), high * edge), (wide * edge, high * (1 - edge * 0.6)),
        (wide * (1 - edge * 0.7), high * (1 - edge)), (wide * (1 - edge - lean * 0.7), high * (edge + lean * 0.4)),
    ]  # fmt: skip
    photo = sheet.transform(
        sheet.size, Image.Transform.PERSPECTIVE, _coefficients(corners, wide, high), Image.Resampling.BICUBIC,
        fillcolor=88,
    )  # fmt: skip
    shade = Image.linear_gradient("L").rotate(90).resize(sheet.size).point([150 + g * 105 // 255 for g in range(256)])
    return coarse(ImageChops.multiply(photo, shade).filter(ImageFilter.GaussianBlur(0.8)), 240, 75)


def _coefficients(corners: list[tuple[float, float]], wide: int, high: int) -> list[float]:
    """What makes Pillow set the sheet into the corners (left top, left bottom, right bottom, right top)."""
    rows = []
    for (x, y), (u, v) in zip(corners, [(0, 0), (0, high), (wide, high), (wide, 0)], strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        pivot = max(range(at, 8), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(8):
            if other != at:
                factor = rows[other][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[8] for row in rows]


def inked(sheet: Image.Image, stamp: tuple[int, int], line: tuple[int, int]) -> Image.Image:
    """A round stamp and a line of handwriting on the sheet, as grey as red and blue ink come out."""
    layer = Image.new("L", sheet.size, 255)
    pen = ImageDraw.Draw(layer)
    x, y = stamp
    for radius in (210, 150):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=140, width=9)
    draw = random.Random(3)
    x, y = line
    places = [(x + step * 28, y + draw.randint(-60, 60)) for step in range(22)]
    pen.line(places, fill=110, width=7, joint="curve")
    return ImageChops.multiply(sheet, layer)


def pdf_of(sheets: list[Image.Image]) -> bytes:
    """The sheets as a scanned PDF."""
    buffer = io.BytesIO()
    dots = 300 * max(sheets[0].size) / HEIGHT
    sheets[0].save(buffer, "PDF", save_all=True, append_images=sheets[1:], resolution=dots, quality=80)
    return buffer.getvalue()


def right_cells(paper: Paper, tables: tuple[Table, ...]) -> tuple[int, int]:
    """How many figures of the paper stand in the right row and column of what was read, and how many there are."""
    rows = [row for table in tables for row in table.rows]
    right = total = 0
    for label, values, whole in paper.data():
        total += len(values) + bool(paper.total)
        found = max(rows, key=lambda row: _likeness(label, row.label), default=None)
        if found is None or _likeness(label, found.label) < 0.7:
            continue
        rows.remove(found)
        read = [*found.values, *([None] * len(values))]
        right += sum(_same(wanted, got) for wanted, got in zip(values, read, strict=False))
        right += bool(paper.total) and _same(whole, found.total)
    return right, total


def right_names(paper: Paper, tables: tuple[Table, ...]) -> tuple[int, int]:
    """How many columns of figures carry their name, and how many there are."""
    names = tables[0].columns if tables else ()
    wanted = [next(name for row in reversed(paper.head) if (name := row[place])) for place in paper.values]
    close = (_likeness(one, other) >= 0.75 for one, other in zip(wanted, names, strict=False))
    return sum(close), len(wanted)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other)).ratio()


def _same(printed: str, read: Any) -> bool:
    digits = printed.strip(" -").replace(".", "").replace(",", ".")
    return read is None if not digits else read is not None and float(read) == float(digits)
