"""Files made to hurt: each refused with a sentence that says what to do, early and within bounds."""

import io
import struct
import time
import tracemalloc
import zipfile

import pypdfium2
import pytest

from nhipcau.docio import CannotRead, read_document
from nhipcau.docio.open_file import extract
from nhipcau.docio.package import MAX_PARTS, MAX_XML
from nhipcau.docio.tests.making import Pdf, W, changed, odt, p, pdf_of, text_of, word, zipped
from nhipcau.docio.words import SENTENCES

GOOD = word(p("Kết nạp 100 đoàn viên."))
MAIN = "word/document.xml"


def refusal(data, name="a.docx"):
    """Why the file is refused; it must be so at once, with little memory, in one sentence of either language."""
    started = time.process_time()
    tracemalloc.start()
    with pytest.raises(CannotRead) as caught:
        extract(data, name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - started < 20
    assert peak < 400_000_000
    for language in ("vi", "en"):
        sentence = caught.value.sentence(language)
        assert sentence.endswith(".") and "\n" not in sentence and "{" not in sentence
    return caught.value.code


def test_every_sentence_of_the_reader_is_there_in_both_languages():
    for code, (english, vietnamese) in SENTENCES.items():
        assert english and vietnamese and english != vietnamese, code


def test_a_part_that_unpacks_to_more_than_it_may_is_refused_even_when_it_lies_about_it():
    noise = b"".join(struct.pack("<Q", n * n * 2654435761) for n in range(60_000))  # so that the ratio looks harmless
    big = zipped({MAIN: b"<a>" + b" " * MAX_XML + b"</a>", "noise": noise})
    lying = big.replace(struct.pack("<I", MAX_XML + 7), struct.pack("<I", 2000))
    assert lying != big
    assert refusal(lying) in ("bomb", "truncated")
    assert refusal(big) == "bomb"


def test_a_bomb_inside_a_bomb_is_never_opened():
    inner = zipped({"x": b"\0" * 30_000_000})
    assert text_of(changed(GOOD, {"word/embeddings/inner.zip": inner}), "a.docx") == ["Kết nạp 100 đoàn viên."]
    assert refusal(zipped({"inner.docx": inner})) == "other-zip"


def test_cells_repeated_in_cells_are_refused_before_they_fill_the_memory():
    body = "<text:p>a</text:p>"
    for _ in range(6):
        body = (
            '<table:table><table:table-row table:number-rows-repeated="500"><table:table-cell'
            f' table:number-columns-repeated="64">{body}</table:table-cell></table:table-row></table:table>'
        )
    assert refusal(odt(body), "a.odt") == "too-long"


def test_cells_over_many_columns_are_refused_before_they_fill_the_memory():
    assert refusal(b"<html><table><tr>" + b"<td colspan=64>" * 100_000, "a.html") == "too-long"


def test_a_zip_of_very_many_entries_is_refused_before_they_are_looked_at():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for number in range(MAX_PARTS + 1):
            package.writestr(f"{number}", b"")
    assert refusal(buffer.getvalue()) == "bomb"
    end = GOOD.rfind(b"PK\x05\x06")
    lying = GOOD[: end + 12] + struct.pack("<I", 3_000_000_000) + GOOD[end + 16 :]
    assert refusal(lying) == "bomb"


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        "<!DOCTYPE a [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)) + "]>",
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
    ids=["one", "billion laughs", "a file of the machine", "a file of the network"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_defines_its_own_entities_is_refused(start, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{start}<a>&b;</a>'.encode(encoding)
    assert refusal(changed(GOOD, {MAIN: xml})) == "unsafe-xml"
    assert refusal(changed(odt("<text:p>a</text:p>"), {"content.xml": xml}), "a.odt") == "unsafe-xml"


def test_an_encoding_that_hides_entities_is_not_believed():
    xml = '<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE a+AD4-<a/>'.encode("ascii")
    assert refusal(changed(GOOD, {MAIN: xml})) == "truncated"


def test_xml_nested_without_end_is_refused():
    assert refusal(changed(GOOD, {MAIN: b"<a>" * 100_000 + b"</a>" * 100_000})) == "unsafe-xml"


def test_a_document_with_tables_nested_deeply_is_read():
    deep = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>" * 60 + p("a b c") + "</w:tc></w:tr></w:tbl>" * 60
    assert "Kết nạp 100 đoàn viên." in text_of(word(deep, p("Kết nạp 100 đoàn viên.")), "a.docx")


def test_a_locked_zip_is_refused():
    locked = bytearray(GOOD)
    place = locked.find(b"PK\x01\x02")
    while place >= 0:
        locked[place + 8] |= 1
        place = locked.find(b"PK\x01\x02", place + 4)
    assert refusal(bytes(locked)) == "encrypted"


@pytest.mark.parametrize("part", [MAIN, "_rels/.rels", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_word_file_with_a_broken_part_is_refused_or_read_without_it(part):
    assert refusal(changed(GOOD, {part: b"<w:document"})) == "truncated"


def test_a_word_file_without_its_words_is_refused():
    assert refusal(changed(GOOD, {MAIN: None})) == "other-zip"


def test_what_a_word_file_links_to_outside_is_never_fetched():
    link = (
        b'<Relationship Id="rIdX" TargetMode="External" Target="http://127.0.0.1:9/x" Type="http://schemas.openxmlformats'
        b'.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    data = changed(GOOD, {"word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", link)})
    assert text_of(data, "a.docx") == ["Kết nạp 100 đoàn viên."]


NUMBERING = (
    '<w:numbering xmlns:w="{space}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{n}"><w:start w:val="{n}"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId '
    'w:val="1"/><w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="{n}"/></w:lvlOverride></w:num></w:numbering>'
)
LEVEL = '<text:list-style style:name="L"><text:list-level-style-number text:level="{n}" text:start-value="{n}"/>'


@pytest.mark.parametrize("n", ["²", "٣", "-1", "", "x", "9" * 5000, "999999999"], ids=lambda n: n[:9])
def test_what_should_be_a_number_and_is_none_is_no_reason_to_fail_nor_to_count_for_ever(n):
    item = p("Kết nạp 100.", properties=f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr>')
    cell = f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{n}"/></w:tcPr>{p("Kết nạp 101.")}</w:tc></w:tr></w:tbl>'
    data = changed(word(item, cell), {"word/numbering.xml": NUMBERING.format(n=n, space=W)})
    assert [line.split("nạp")[1].strip() for line in text_of(data, "a.docx")] == ["100.", "101."]
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>Kết nạp 100.</text:p></text:list-item></text:list>'
        f'<text:p>Kết<text:s text:c="{n}"/>nạp 101.</text:p>'
    )
    data = odt(body, automatic=LEVEL.format(n=n) + "</text:list-style>")
    assert [line.split("nạp")[1].strip() for line in text_of(data, "a.odt")] == ["100.", "101."]
    data = f"<html><table><tr><td colspan='{n}'>Kết nạp 100.</td></tr></table></html>".encode()
    assert [line.strip() for line in text_of(data, "a.html")] == ["Kết nạp 100."]


def test_a_sign_of_a_list_of_very_many_letters_does_not_fill_the_memory():
    item = p("Kết nạp 100.", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    numbering = NUMBERING.format(n=0, space=W).replace("%1.", "Số " * 100_000)
    data = changed(word(*[item] * 50), {"word/numbering.xml": numbering})
    assert len("".join(text_of(data, "a.docx"))) < 10_000


# --- PDF ----------------------------------------------------------------------------------------------------------


def test_a_pdf_of_a_hundred_thousand_pages_is_refused():
    kids = " ".join("3 0 R" for _ in range(100_000))
    pages = f"<< /Type /Pages /Kids [{kids}] /Count 100000 >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    assert refusal(pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", pages, page]), "a.pdf") == "too-many-pages"


@pytest.mark.parametrize("count", ["1", "100", "-1", "2000000000"])
def test_a_pdf_whose_pages_go_round_in_a_circle_is_refused(count):
    one = f"<< /Type /Pages /Kids [3 0 R] /Count {count} >>"
    other = f"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count {count} >>"
    data = pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", one, other])
    assert refusal(data, "a.pdf") in ("truncated", "no-text", "too-many-pages")


def test_a_pdf_that_opens_only_with_a_password_is_refused():
    sealed = "<< /Filter /Standard /V 1 /R 2 /O <" + "11" * 32 + "> /U <" + "22" * 32 + "> /P -44 >>"
    data = Pdf().page([(60, 700, "Kết nạp 100 đoàn viên")]).bytes()
    number = data.count(b" 0 obj")
    body = f"{number + 1} 0 obj\n{sealed}\nendobj\n".encode()
    start = data.rfind(b"xref\n0")
    table = data[start:].replace(b"/Root 1 0 R", f"/Root 1 0 R /Encrypt {number + 1} 0 R /ID [<00> <00>]".encode())
    entries = table.replace(f"0 {number + 1}\n".encode(), f"0 {number + 2}\n".encode(), 1)
    entries = entries.replace(b"trailer", f"{start:010d} 00000 n \ntrailer".encode(), 1)
    place = str(start + len(body)).encode()
    entries = entries.replace(b"startxref\n" + str(start).encode(), b"startxref\n" + place)
    assert refusal(data[:start] + body + entries, "a.pdf") == "encrypted"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_pdf_cut_short_is_refused_or_gives_what_is_whole(share):
    data = Pdf().page([(60, 700 - 20 * n, "Kết nạp một trăm đoàn viên mới") for n in range(20)]).bytes()
    try:
        assert "Kết nạp" in extract(data[: int(len(data) * share)], "a.pdf").text
    except CannotRead as said:
        assert said.code in ("truncated", "no-text", "garbled-no-ocr")


def test_a_page_of_very_many_letters_and_rulings_is_read_in_time():
    lines = [(60, 800 - n % 700, "đoàn viên " * 6) for n in range(700)]
    drawn = "\n".join(f"{n % 500} 0 m {n % 500} 800 l S" for n in range(20_000))
    started = time.process_time()
    extract(Pdf().page(lines, drawn=drawn).bytes(), "a.pdf")
    assert time.process_time() - started < 20


def test_pages_that_are_too_long_together_are_refused_though_each_is_short(monkeypatch):
    monkeypatch.setattr("nhipcau.docio.pdf.MAX_CHARACTERS", 500)
    lines = [(60, 700 - 20 * n, "Kết nạp một trăm đoàn viên mới") for n in range(10)]
    assert len(text_of(Pdf().page(lines).bytes(), "a.pdf")) == 10
    assert refusal(Pdf().page(lines).page(lines).bytes(), "a.pdf") == "too-long"


def test_a_page_of_absurd_size_is_no_reason_to_fail():
    data = Pdf().page([(60, 700, "Kết nạp một trăm đoàn viên")]).bytes()
    huge = data.replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]")
    assert "Kết nạp" in extract(huge, "a.pdf").text


def test_the_pdf_library_is_built_without_what_runs_scripts():
    assert "V8" not in pypdfium2.version.PDFIUM_INFO.flags


# --- text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    [b"MZ", b"\x7fELF", b"GIF89a", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"RIFF\0\0\0\0WEBP"],
)
def test_programs_archives_and_other_pictures_are_no_text(start):
    assert refusal(start + bytes(range(256)) * 20, "a.txt") == "unknown-kind"


def test_a_text_of_many_millions_of_letters_is_refused():
    assert refusal(b"a b " * 1_000_000, "a.txt") == "too-long"


@pytest.mark.parametrize("name", ["a.doc", "a.png", "a", "", "." * 300, "a\x00b.rtf", "../../a.html"])
def test_text_is_read_as_text_whatever_its_name(name):
    assert len(read_document("Kết nạp 100 đoàn viên mới năm 2025.".encode(), name).targets) == 1


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pdf"])
def test_text_in_a_file_that_calls_itself_word_or_pdf_is_refused_as_damaged(name):
    assert refusal(b"not what it says", name) == "truncated"
