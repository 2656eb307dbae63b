"""Pictures of papers, drawn by the tests; what such tests need on the machine."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from nhipcau.docio.pictures import can_read

needs_tesseract = pytest.mark.skipif(
    not can_read(), reason="no Tesseract with Vietnamese: apt install tesseract-ocr tesseract-ocr-vie"
)
_FONTS = (
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
)


def _has_accents(name: str) -> bool:
    font = ImageFont.truetype(name, 40)
    return bytes(font.getmask("ế")) != bytes(font.getmask("\uffff"))


def page_of(lines: list[tuple[int, int, str]], *, size: int = 54) -> Image.Image:
    """A sheet of A4 at 300 dots an inch with the lines at (x, y). Skips the test where no font has Vietnamese."""
    font = next((name for name in _FONTS if Path(name).exists() and _has_accents(name)), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters: apt install fonts-noto-core")
    sheet = Image.new("L", (2480, 3508), 255)
    pen = ImageDraw.Draw(sheet)
    for x, y, words in lines:
        pen.text((x, y), words, font=ImageFont.truetype(font, size), fill=0)
    return sheet


def saved(sheet: Image.Image, kind: str = "PNG", **options) -> bytes:
    """The sheet as a file."""
    buffer = io.BytesIO()
    sheet.save(buffer, kind, **options)
    return buffer.getvalue()
