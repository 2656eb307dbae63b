"""Files: Word and PDF give the text that plain text gives; hostile ones are refused with a sentence."""

import io
import tracemalloc
import zipfile

import docx
import pypdfium2
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from nhipcau.docio import CannotRead, read_document
from nhipcau.docio.legacy import _TCVN3
from nhipcau.docio.open_file import MAX_BYTES
from nhipcau.docio.tests.test_reading import PLAN


def figures(reading):
    return [(target.comparator, float(target.value), target.unit) for target in reading.targets]


def refusal(data, name):
    with pytest.raises(CannotRead) as caught:
        read_document(data, name)
    for language in ("vi", "en"):
        sentence = caught.value.sentence(language)
        assert sentence.endswith(".")
        assert "\n" not in sentence
    return caught.value.code


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_of(text):
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return document


def test_a_word_document_reads_like_its_text():
    plain, word = read_document(PLAN.encode(), "plan.txt"), read_document(saved(word_of(PLAN)), "plan.docx")
    assert figures(word) == figures(plain)
    assert word.header == plain.header


def test_a_letterhead_set_in_a_table_is_read_in_order():
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "CÔNG ĐOÀN NGÀNH Y TẾ\nSố: 15/KH-CĐN"
    cells[
        1
    ].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHòa Sơn, ngày 05 tháng 02 năm 2025"
    for line in PLAN.split("\n")[5:]:
        document.add_paragraph(line)
    header = read_document(saved(document), "plan.docx").header
    assert (header.number, header.issuer, header.place) == ("15/KH-CĐN", "CÔNG ĐOÀN NGÀNH Y TẾ", "Hòa Sơn")


def test_a_word_table_of_figures_is_a_table():
    document = word_of("PHỤ LỤC GIAO CHỈ TIÊU NĂM 2025")
    rows = [("TT", "Nội dung", "Xã An", "Xã Bình", "Tổng"), ("1", "Đoàn viên kết nạp mới", "1.200", "800", "2.000")]
    table = document.add_table(rows=2, cols=5)
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    (read,) = read_document(saved(document), "annex.docx").tables
    assert [float(value) for value in read.rows[0].values] == [1200.0, 800.0]
    assert read.rows[0].residual == 0


def test_deleted_words_of_tracked_changes_are_gone_and_inserted_ones_read():
    document = word_of(PLAN)
    paragraph = next(p for p in document.paragraphs if "1.250" in p.text)
    run = paragraph.runs[0]._r
    deleted, kept = OxmlElement("w:del"), OxmlElement("w:ins")
    run.addprevious(deleted)
    deleted.append(run)
    for text in deleted.iter(qn("w:t")):
        text.tag = qn("w:delText")
    replacement = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "Phấn đấu kết nạp 900 đoàn viên mới."
    replacement.append(words)
    kept.append(replacement)
    deleted.addnext(kept)
    assert ("=", 900.0, "đoàn viên") in figures(read_document(saved(document), "plan.docx"))


def test_numbers_word_sets_by_itself_are_read_as_sections():
    document = docx.Document()
    document.add_paragraph("Các chỉ tiêu năm 2025", style="List Number")
    document.add_paragraph("Kết nạp 120 đoàn viên.", style="List Bullet")
    (target,) = read_document(saved(document), "plan.docx").targets
    assert target.section == "1"


def pdf_of(tmp_path, pages):
    """A PDF made of the lines by hand, in a font every viewer has."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        shown = "\n".join(f"1 0 0 1 {x} {y} Tm ({words}) Tj" for x, y, words in lines)
        stream = f"BT /F1 12 Tf\n{shown}\nET"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def test_columns_of_a_pdf_page_are_set_side_by_side(tmp_path):
    lines = [
        (60, 780, "LDLD TINH AN"),
        (330, 780, "CONG HOA XA HOI"),
        (60, 764, "So: 12/KH-LDLD"),
        (60, 700, "KE HOACH 2025"),
    ]
    reading = read_document(
        pdf_of(tmp_path, [lines, [(60, 780, "I. CHI TIEU"), (60, 764, "- 95% don vi hoan thanh.")]]), "a.pdf"
    )
    assert reading.pages == 2
    assert "LDLD TINH AN\tCONG HOA XA HOI" in reading.text
    assert reading.header.number == "12/KH-LDLD"
    assert figures(reading) == [("=", 95.0, "%")]


def test_a_pdf_without_text_says_it_may_be_a_scan(tmp_path):
    assert refusal(pdf_of(tmp_path, [[]]), "scan.pdf") == "no-text"


def test_a_text_in_the_old_tcvn3_letters_is_converted():
    back = {letter: chr(code) for code, letter in _TCVN3.items() if letter.islower()}
    old = "".join(back.get(letter, letter) for letter in PLAN.lower())
    reading = read_document(old.encode("latin-1"), "old.txt")
    assert "phấn đấu kết nạp 1.250 đoàn viên mới" in reading.text
    assert reading.warnings[0].code == "legacy-encoding"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"   \n\t ", "a.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a.txt", "truncated"),
        (b"GIF89a" + bytes(200), "a.gif", "unknown-kind"),
        (b"MZ" + bytes(range(256)) * 4, "a.docx", "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "unknown-kind"),
        (b"PK\x03\x04" + bytes(50), "a.docx", "truncated"),
        (b"%PDF-1.7\nnothing", "a.pdf", "truncated"),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence(data, name, code):
    assert refusal(data, name) == code


def test_a_file_of_more_than_fifty_megabytes_is_refused():
    assert refusal(b"a" * (MAX_BYTES + 1), "a.txt") == "too-large"


def test_a_word_file_cut_short_is_refused():
    data = saved(word_of(PLAN))
    assert refusal(data[: len(data) // 2], "plan.docx") == "truncated"


def test_another_zip_called_docx_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("readme.txt", "hello")
    assert refusal(buffer.getvalue(), "a.docx") == "other-zip"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 260_000_000)
    tracemalloc.start()
    assert refusal(buffer.getvalue(), "a.docx") == "bomb"
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_document_with_entities_is_refused():
    data = saved(word_of("Kế hoạch năm 2025"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename == "word/document.xml":
                body = body.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
            new.writestr(part.filename, body)
    assert refusal(buffer.getvalue(), "a.docx") == "unsafe-xml"


def test_a_pdf_with_a_password_is_refused(monkeypatch):
    def locked(data):
        raise pypdfium2.PdfiumError("Failed to load document (PDFium: Incorrect password error).")

    monkeypatch.setattr(pypdfium2, "PdfDocument", locked)
    assert refusal(b"%PDF-1.7\n", "a.pdf") == "encrypted"
