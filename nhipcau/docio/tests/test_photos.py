"""Photographs of papers: even light, no table top, level lines; a clean scan is left as it is."""

import pytest
from PIL import Image, ImageChops, ImageDraw

from nhipcau.docio.photos import levelled, squared
from nhipcau.docio.picture_lines import without_rulings
from nhipcau.docio.tests.hard_scans import photographed


def ruled_sheet():
    sheet = Image.new("L", (2480, 1754), 255)
    pen = ImageDraw.Draw(sheet)
    for y in range(300, 1500, 150):
        pen.line((300, y, 2200, y), fill=0, width=5)
    for x in range(300, 2201, 380):
        pen.line((x, 300, x, 1350), fill=0, width=5)
    return sheet


def test_a_clean_scan_is_left_as_it_is():
    sheet = ruled_sheet()
    assert levelled(sheet) is sheet
    assert squared(sheet) is sheet


def test_a_shadow_over_half_the_sheet_is_gone_and_its_lines_stay():
    shade = Image.linear_gradient("L").rotate(90).resize((2480, 1754)).point([120 + g // 2 for g in range(256)])
    clear = levelled(ImageChops.multiply(ruled_sheet(), shade))
    assert clear.getpixel((400, 380)) > 245 and clear.getpixel((2100, 380)) > 245
    assert clear.getpixel((500, 450)) < 120


def test_the_table_top_around_a_photographed_sheet_becomes_paper():
    clear = levelled(photographed(ruled_sheet()))
    assert all(clear.getpixel(place) == 255 for place in ((2, 2), (clear.width - 3, 2), (2, clear.height - 3)))


@pytest.mark.parametrize("lean", [0.01, 0.025])
def test_a_grid_seen_aslant_has_upright_sides_again(lean):
    sheet = squared(levelled(photographed(ruled_sheet(), lean)))
    _, rulings = without_rulings(sheet)
    whole = [line for line in rulings.upright if line.end - line.start > 0.5 * sheet.height * 72 / 300]
    assert len({round(line.at / 10) for line in whole}) >= 6


def test_a_line_a_little_askew_is_one_line_and_is_painted_over_whole():
    sheet = Image.new("L", (2480, 400), 255)
    ImageDraw.Draw(sheet).line((200, 190, 2300, 208), fill=0, width=4)
    clean, rulings = without_rulings(sheet)
    assert len(rulings.flat) == 1 and rulings.flat[0].end - rulings.flat[0].start > 490
    assert min(clean.tobytes()) > 150
