"""Pictures of pages: read by Tesseract where it is there, upright or not, tables cell by cell."""

import io

import pytest
from PIL import Image, ImageDraw

from nhipcau.docio import CannotRead, TakesLong, Work, read_document
from nhipcau.docio.open_file import extract
from nhipcau.docio.pictures import MAX_SCANS, can_read
from nhipcau.docio.tests.scans import needs_tesseract, page_of, saved

LINES = [
    (300, 250, "LIÊN ĐOÀN LAO ĐỘNG"), (1350, 250, "CỘNG HÒA XÃ HỘI"),
    (300, 330, "TỈNH AN BÌNH"), (1350, 330, "CHỦ NGHĨA VIỆT NAM"),
    (300, 410, "Số: 12/KH-LĐLĐ"), (1350, 410, "An Bình, ngày 15 tháng 01 năm 2025"),
    (1000, 600, "KẾ HOẠCH"), (800, 690, "Phát triển đoàn viên năm 2025"),
    (300, 850, "I. CHỈ TIÊU"),
    (300, 950, "1. Kết nạp 120 đoàn viên mới, thành lập 15 công đoàn cơ sở."),
    (300, 1050, "2. Có 95% trở lên công đoàn cơ sở hoàn thành tốt nhiệm vụ."),
]  # fmt: skip


def read(data, name="scan.png"):
    return read_document(data, name)


def figures(reading):
    return [float(target.value) for target in reading.targets]


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_of_a_page_gives_its_header_and_targets(kind):
    reading = read(saved(page_of(LINES), kind))
    assert reading.header.number == "12/KH-LĐLĐ"
    assert figures(reading) == [120, 15, 95]
    assert reading.warnings[0].code == "scanned"


@needs_tesseract
@pytest.mark.parametrize("degrees", [90, 180, 1.5])
def test_a_sheet_laid_in_askew_or_turned_is_read_as_if_upright(degrees):
    assert figures(read(saved(page_of(LINES).rotate(degrees, expand=degrees >= 90, fillcolor=255)))) == [120, 15, 95]


@needs_tesseract
def test_a_photo_that_says_how_it_was_held_is_turned_upright():
    sheet = page_of(LINES).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise to look at
    assert figures(read(saved(sheet, "JPEG", exif=exif), "photo.jpg")) == [120, 15, 95]


@needs_tesseract
def test_the_same_picture_gives_the_same_reading():
    data = saved(page_of(LINES))
    assert read(data).as_json() == read(data).as_json()


@needs_tesseract
def test_a_tiff_of_several_pages_says_how_far_it_is():
    sheets = [page_of([(300, 300, f"Trang {number} kết nạp {number}00 đoàn viên.")]) for number in (1, 2)]
    buffer = io.BytesIO()
    sheets[0].save(buffer, "TIFF", save_all=True, append_images=sheets[1:])
    told = []
    found = extract(buffer.getvalue(), "a.tif", Work(told=lambda done, pages: told.append((done, pages))))
    assert found.pages == 2 and "100 đoàn viên" in found.text and "200 đoàn viên" in found.text
    assert told == [(0, 2), (1, 2), (2, 2)]


def table_sheet():
    rows = [("TT", "Nội dung", "Huyện An", "Bình", "Tổng"), ("1", "Kết nạp đoàn viên", "1.200", "800", "2.000"),
            ("2", "Thành lập CĐCS", "10", "5", "15"), ("3", "Giới thiệu Đảng", "", "7", "7")]  # fmt: skip
    xs, top, high = [250, 420, 1050, 1400, 1750, 2150], 900, 130
    lines = [
        (xs[column] + 30, top + high * row + 30, words)
        for row, cells in enumerate(rows)
        for column, words in enumerate(cells)
        if words
    ]
    sheet = page_of([(500, 500, "PHỤ LỤC GIAO CHỈ TIÊU NĂM 2025"), *lines])
    pen = ImageDraw.Draw(sheet)
    for row in range(len(rows) + 1):
        pen.line((xs[0], top + high * row, xs[-1], top + high * row), fill=0, width=4)
    for x in xs:
        pen.line((x, top, x, top + high * len(rows)), fill=0, width=4)
    return sheet, rows


@needs_tesseract
def test_a_ruled_table_is_read_cell_by_cell():
    sheet, rows = table_sheet()
    found = extract(saved(sheet), "annex.png").text
    assert [line for line in found.split("\n") if "\t" in line] == ["\t".join(row) for row in rows]


@needs_tesseract
def test_a_table_on_a_sheet_that_lay_askew_keeps_its_cells():
    sheet, _ = table_sheet()
    (table,) = read(saved(sheet.rotate(0.8, fillcolor=255))).tables
    assert [[float(value) for value in row.values if value is not None] for row in table.rows] == [
        [1200, 800], [10, 5], [7],
    ]  # fmt: skip
    assert [float(row.total) for row in table.rows] == [2000, 15, 7]


@needs_tesseract
def test_a_blank_picture_says_that_it_holds_no_words():
    assert refusal(saved(Image.new("L", (800, 1000), 255))) == "no-text"


@needs_tesseract
def test_nobody_waits_for_a_picture_where_there_is_no_time():
    with pytest.raises(TakesLong) as later:
        extract(saved(page_of(LINES)), "a.png", Work(slow=False))
    assert later.value.pages == 1


@needs_tesseract
def test_a_picture_that_takes_longer_than_it_may_is_given_up_with_a_sentence():
    assert refusal(saved(page_of(LINES)), Work(seconds=0.05)) == "too-slow"


def test_a_picture_gets_a_sentence_where_nothing_can_read_it(monkeypatch):
    monkeypatch.setattr("nhipcau.docio.pictures.can_read", lambda: False)
    assert refusal(saved(Image.new("L", (800, 1000), 255))) == "no-ocr"


def test_a_picture_of_huge_size_is_refused_before_it_is_unpacked():
    assert refusal(saved(Image.new("1", (30_000, 30_000)))) == "picture-too-large"


def test_a_tiff_of_very_many_pages_is_refused():
    sheet = Image.new("1", (64, 64))
    buffer = io.BytesIO()
    sheet.save(buffer, "TIFF", save_all=True, append_images=[sheet] * MAX_SCANS)
    assert refusal(buffer.getvalue()) == "too-many-scans"


def test_a_picture_cut_short_is_refused():
    data = saved(Image.effect_noise((400, 400), 90))
    assert refusal(data[: len(data) // 2]) == "truncated"


def refusal(data, work=None):
    with pytest.raises(CannotRead) as caught:
        extract(data, "a.png", work)
    assert caught.value.sentence("vi") != caught.value.sentence("en")
    return caught.value.code


def test_the_check_for_tesseract_gives_an_answer():
    assert can_read() in (True, False)
