"""PDF files: lines in the order a person reads them, ruled tables in cells, running heads and page numbers left out."""

import io

import pypdfium2
import pytest

from nhipcau.docio import CannotRead, TakesLong, Work, read_document
from nhipcau.docio.legacy import _TCVN3
from nhipcau.docio.open_file import extract
from nhipcau.docio.pictures import can_read
from nhipcau.docio.tests.making import Pdf, text_of
from nhipcau.docio.tests.scans import needs_tesseract, page_of

BODY = [
    "Thực hiện nghị quyết của Đảng về xây dựng tổ chức công đoàn trong tình hình mới, Ban",
    "Thường vụ xây dựng kế hoạch với các chỉ tiêu sau đây cho năm 2025.",
    "1. Kết nạp 120 đoàn viên mới.",
    "2. Có 95% trở lên công đoàn cơ sở hoàn thành tốt nhiệm vụ.",
]


def down(lines, top=640, left=60, step=18):
    return [(left, top - number * step, words) for number, words in enumerate(lines)]


def lines_of(pdf):
    return text_of(pdf.bytes(), "a.pdf")


def test_vietnamese_letters_are_read_and_targets_found():
    reading = read_document(Pdf().page(down(BODY)).bytes(), "a.pdf")
    assert [float(target.value) for target in reading.targets] == [120, 95]


def test_a_letterhead_set_column_by_column_is_read_column_by_column():
    left = down(["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH AN BÌNH", "Số: 12/KH-LĐLĐ"], top=790, step=15)
    right = down(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"], top=786, left=330)
    place = [(340, 740, "An Bình, ngày 15 tháng 01 năm 2025")]
    title = [(260, 690, "KẾ HOẠCH"), (200, 672, "Công tác năm 2025")]
    reading = read_document(Pdf().page(left + right + place + title + down(BODY, top=600)).bytes(), "a.pdf")
    assert (reading.header.number, reading.header.place) == ("12/KH-LĐLĐ", "An Bình")
    assert reading.header.issuer == "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN BÌNH"


def grid(xs, ys):
    """Rulings drawn as thin filled bars, as Word does."""
    flat = [f"{xs[0]} {y - 0.25} {xs[-1] - xs[0]} 0.5 re f" for y in ys]
    return "\n".join(flat + [f"{x - 0.25} {ys[-1]} 0.5 {ys[0] - ys[-1]} re f" for x in xs])


COLUMNS = [60, 90, 250, 320, 390, 460]
ROWS = [700, 660, 610, 580]
CELLS = [
    (65, 680, "TT"), (95, 680, "Nội dung"), (255, 688, "Huyện"), (255, 672, "An"), (325, 680, "Bình"),
    (395, 680, "Tổng"), (65, 640, "1"), (95, 640, "Đoàn viên kết nạp mới"), (95, 626, "trong năm"),
    (255, 633, "1.200"), (325, 633, "800"), (395, 633, "2.000"), (65, 590, "2"), (95, 590, "Thành lập CĐCS"),
    (255, 590, "10"), (395, 590, "10"),
]  # fmt: skip
TABLE = ["TT\tNội dung\tHuyện An\tBình\tTổng", "1\tĐoàn viên kết nạp mới trong năm\t1.200\t800\t2.000",
         "2\tThành lập CĐCS\t10\t\t10"]  # fmt: skip


def test_a_ruled_table_keeps_wrapped_and_empty_cells_in_their_columns():
    assert lines_of(Pdf().page(CELLS, drawn=grid(COLUMNS, ROWS))) == TABLE


def test_a_table_drawn_as_strokes_in_one_path_is_a_table_too():
    strokes = [f"60 {y} m 460 {y} l" for y in ROWS] + [f"{x} 700 m {x} 580 l" for x in COLUMNS]
    assert lines_of(Pdf().page(CELLS, drawn="\n".join(strokes) + " S")) == TABLE


def test_a_cell_over_two_columns_stands_in_the_first():
    flat = "\n".join(f"60 {y} m 340 {y} l S" for y in (700, 670, 640))
    upright = "60 700 m 60 640 l S 200 700 m 200 640 l S 340 700 m 340 640 l S 270 670 m 270 640 l S"
    words = [(65, 680, "Nội dung"), (250, 680, "Đơn vị"), (65, 650, "Kết nạp"), (205, 650, "5"), (275, 650, "6")]
    assert lines_of(Pdf().page(words, drawn=flat + "\n" + upright)) == ["Nội dung\tĐơn vị\t", "Kết nạp\t5\t6"]


def test_a_table_that_goes_on_over_a_page_is_one_table_with_one_header():
    pdf = (
        Pdf()
        .page(CELLS, drawn=grid(COLUMNS, ROWS))
        .page(
            [*CELLS[:6], (65, 640, "3"), (95, 640, "Giới thiệu Đảng"), (255, 640, "7"), (395, 640, "7")],
            drawn=grid(COLUMNS, ROWS[:3]),
        )
    )
    (table,) = read_document(pdf.bytes(), "a.pdf").tables
    assert [row.label for row in table.rows][-1] == "Giới thiệu Đảng"
    assert lines_of(pdf) == [*TABLE, "3\tGiới thiệu Đảng\t7\t\t7"]


def test_page_numbers_and_running_heads_are_left_out():
    pdf = Pdf()
    for number in range(1, 5):
        head = [(60, 815, f"Kế hoạch năm 2025 - trang {number}/4"), (290, 25, f"- {number} -")]
        pdf.page(head + down([f"Phần thứ {number} của văn bản này.", *BODY]))
    found = "\n".join(lines_of(pdf))
    assert "trang" not in found and "- 2 -" not in found
    assert found.count("Kết nạp 120") == 4 and "Phần thứ 4" in found


def test_a_sentence_that_happens_to_stand_at_the_head_of_several_pages_is_kept():
    pdf = Pdf()
    for number in range(1, 5):
        same = f"{number}. Phấn đấu kết nạp {number}00 đoàn viên mới và thành lập {number} công đoàn cơ sở trong năm."
        pdf.page([(60, 800, same), *down(BODY)])
    assert sum("Phấn đấu kết nạp" in line for line in lines_of(pdf)) == 4


@pytest.mark.parametrize("turn", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"], ids=["left", "right", "upside down"])
def test_letters_that_lie_on_their_side_are_read_along_their_lines(turn):
    a, b, c, d = (int(part) for part in turn.split())
    turned = [(a * x + c * y + 300, b * x + d * y + 420, words) for x, y, words in down(BODY, top=200, left=-200)]
    assert lines_of(Pdf().page(turned, turn=turn)) == BODY


def test_a_page_that_says_it_is_turned_is_read():
    turned = [(600 - y, x, words) for x, y, words in down(BODY, top=500)]
    assert lines_of(Pdf().page(turned, turn="0 1 -1 0", keys="/Rotate 90")) == BODY


def test_accented_letters_set_after_the_rest_of_the_line_stand_in_their_places():
    # Letters are 6 points wide: the program wrote "L P" first and "Ậ" from another font afterwards.
    found = lines_of(Pdf().page([(60, 700, "L"), (72, 700, "P NAM"), (66, 700, "Ậ"), *down(BODY)]))
    assert found[0] == "LẬP NAM"


def test_words_drawn_twice_to_look_bold_are_read_once():
    found = lines_of(Pdf().page([(60, 700, "KẾ HOẠCH"), (60.3, 700, "KẾ HOẠCH"), *down(BODY)]))
    assert found[0] == "KẾ HOẠCH"


def test_accents_kept_apart_from_their_letters_and_ligatures_are_joined():
    found = lines_of(Pdf().page([(60, 700, "Kê\u0301 hoa\u0323ch o\ufb03ce"), *down(BODY)]))
    assert found[0] == "Kế hoạch office"


def test_a_pdf_in_the_old_tcvn3_letters_is_converted():
    back = {letter: chr(code) for code, letter in _TCVN3.items()}
    old = ["".join(back.get(letter, letter) for letter in line) for line in BODY]
    found = extract(Pdf().page(down(old)).bytes(), "a.pdf")
    assert "Kết nạp 120 đoàn viên mới" in found.text and found.encoding == "TCVN3"


def test_scripts_and_attached_files_are_not_looked_at():
    pdf = Pdf().page(down(BODY))
    pdf.catalogue = (
        "/OpenAction << /S /JavaScript /JS (app.alert\\('x'\\)) >> /Names << /EmbeddedFiles << /Names [(a) 8 0 R] >> >>"
    )
    pdf.extra = ["<< /Type /Filespec /F (virus.exe) >>"]
    assert lines_of(pdf) == BODY


def test_letters_without_a_table_of_meanings_are_never_taken_for_words():
    data = Pdf(mapped=False).page(down(BODY * 4)).bytes()
    try:
        found = extract(data, "a.pdf")
    except CannotRead as refusal:
        assert refusal.code == "garbled-no-ocr"
    else:
        assert can_read() or "page-garbled" in [warning.code for warning in found.warnings]


def test_an_empty_page_among_others_is_said():
    warnings = extract(Pdf().page(down(BODY)).page([]).bytes(), "a.pdf").warnings
    assert [(warning.code, warning.facts) for warning in warnings] == [("page-without-text", {"page": 2})]


def scanned_pdf(*sheets):
    buffer = io.BytesIO()
    sheets[0].save(buffer, "PDF", save_all=True, append_images=sheets[1:], resolution=300)
    return buffer.getvalue()


def mixed_pdf():
    """A page of text and a page that is a picture."""
    sheet = page_of([(300, 400, "3. Giới thiệu 25 đoàn viên ưu tú cho Đảng."), (300, 520, "4. Trao 30 suất quà Tết.")])
    text, scan = (pypdfium2.PdfDocument(data) for data in (Pdf().page(down(BODY)).bytes(), scanned_pdf(sheet)))
    both = pypdfium2.PdfDocument.new()
    both.import_pages(text)
    both.import_pages(scan)
    buffer = io.BytesIO()
    both.save(buffer)
    for document in (text, scan, both):
        document.close()
    return buffer.getvalue()


@needs_tesseract
def test_pages_of_text_and_pages_that_are_pictures_are_read_together():
    told = []
    found = extract(mixed_pdf(), "a.pdf", Work(told=lambda done, pages: told.append((done, pages))))
    assert "Kết nạp 120 đoàn viên mới." in found.text
    assert "25 đoàn viên" in found.text and "30 suất quà" in found.text
    assert [(warning.code, warning.facts) for warning in found.warnings] == [("scanned", {"pages": "2"})]
    assert told == [(0, 1), (1, 1)]


@needs_tesseract
def test_pictures_are_left_for_later_where_nobody_can_wait():
    with pytest.raises(TakesLong) as later:
        extract(mixed_pdf(), "a.pdf", Work(slow=False))
    assert later.value.pages == 1
    assert text_of(Pdf().page(down(BODY)).bytes(), "a.pdf") == BODY


@needs_tesseract
def test_a_scan_of_one_page_saved_as_pdf_is_read_the_same_each_time():
    data = scanned_pdf(page_of([(300, 400, "Kết nạp 120 đoàn viên mới trong năm 2025.")]))
    assert extract(data, "a.pdf") == extract(data, "a.pdf")
    assert "120 đoàn viên" in extract(data, "a.pdf").text


def test_a_scan_gets_a_sentence_where_nothing_can_read_pictures(monkeypatch):
    monkeypatch.setattr("nhipcau.docio.pdf.can_read", lambda: False)
    data = scanned_pdf(page_of([(300, 400, "Kết nạp")]))
    with pytest.raises(CannotRead) as refusal:
        extract(data, "a.pdf")
    assert refusal.value.code == "no-ocr" and "tesseract-ocr-vie" in refusal.value.sentence("vi")
