"""Hard scans and prints: tables without rulings, askew, photographed, faint; floors that only rise."""

import pytest
import typst

from nhipcau.docio import read_document
from nhipcau.docio.tests.hard_papers import LETTER_GOLD, ROWS, YEARS, annex, letter_source, long_annex
from nhipcau.docio.tests.hard_scans import (
    askew,
    coarse,
    faint,
    inked,
    pdf_of,
    photographed,
    pictures_of,
    right_cells,
    right_names,
    source_of,
)
from nhipcau.docio.tests.scans import needs_tesseract, saved
from nhipcau.docio.tests.scoring import invented, matched, right_header

PAPERS = {"annex of 13": annex(13), "annex of 5": annex(5), "years": YEARS, "rows": ROWS, "long": long_annex()}


@pytest.mark.parametrize("rules", ["flat", "none"])
@pytest.mark.parametrize("name", PAPERS)
def test_a_printed_table_without_rulings_keeps_its_columns(name, rules):
    paper = PAPERS[name]
    tables = read_document(typst.compile(source_of(paper, rules).encode()), "a.pdf").tables
    right, total = right_cells(paper, tables)
    assert right >= total * (0.96 if name == "long" else 1)
    named, columns = right_names(paper, tables)
    assert named >= columns - (name == "rows")


SCANS = [
    ("annex of 13", "none", coarse, 0.98),
    ("annex of 13", "flat", askew, 0.97),
    ("annex of 13", "all", photographed, 0.95),
    ("annex of 13", "none", photographed, 0.95),
    ("annex of 13", "none", faint, 0.9),
    ("years", "none", askew, 0.9),
    ("rows", "flat", photographed, 0.96),
]


@needs_tesseract
@pytest.mark.parametrize(("name", "rules", "damage", "floor"), SCANS)
def test_a_table_on_a_bad_scan_keeps_its_columns(name, rules, damage, floor):
    paper = PAPERS[name]
    reading = read_document(saved(damage(pictures_of(source_of(paper, rules))[0]), "JPEG", quality=85), "a.jpg")
    right, total = right_cells(paper, reading.tables)
    assert right >= floor * total


@needs_tesseract
def test_a_ruled_annex_over_two_scanned_sheets_is_one_table_without_its_second_head():
    paper = long_annex()
    sheets = [askew(sheet, 0.8) for sheet in pictures_of(source_of(paper, "all"))[:2]]
    (table,) = read_document(pdf_of(sheets), "a.pdf").tables
    right, total = right_cells(paper, (table,))
    assert right >= 0.9 * total  # its last row stands on a third sheet
    assert not any("Chỉ tiêu" in row.label for row in table.rows)


@needs_tesseract
@pytest.mark.parametrize(("damage", "ink"), [(coarse, True), (photographed, True), (faint, False)])
def test_a_plan_with_stamp_and_signature_gives_its_header_and_targets(damage, ink):
    (sheet,) = pictures_of(letter_source())
    if ink:
        sheet = inked(sheet, (1500, 2880), (1450, 2900))
    read = read_document(saved(damage(sheet), "JPEG", quality=85), "a.jpg").as_json()
    assert len(matched(LETTER_GOLD["targets"], read["targets"])) == 7
    assert not invented(LETTER_GOLD, read["targets"])
    right, fields = right_header(LETTER_GOLD, read)
    assert right >= fields - 1


@needs_tesseract
def test_what_was_read_otherwise_at_first_is_said():
    sheet = faint(pictures_of(source_of(annex(13), "none"))[0])
    warnings = {warning.code: warning for warning in read_document(saved(sheet), "a.png").warnings}
    assert {"scanned", "figures-mended"} <= set(warnings)
    assert "→" in warnings["figures-mended"].sentence("vi")
