"""OpenDocument, web pages, .doc and .rtf, and text in any encoding."""

import unicodedata

import pytest

from nhipcau.docio import CannotRead, TakesLong, Work, read_document
from nhipcau.docio.legacy import _TCVN3, _VNI_ALONE, _VNI_MARKS
from nhipcau.docio.open_file import extract
from nhipcau.docio.tests.making import odt, p, text_of, word, zipped
from nhipcau.docio.tests.test_reading import PLAN
from nhipcau.docio.tools import tool

needs_libreoffice = pytest.mark.skipif(
    tool("soffice") is None, reason="no LibreOffice: apt install --no-install-recommends libreoffice-writer-nogui"
)


def lines(body, **parts):
    return text_of(odt(body, **parts), "a.odt")


# --- OpenDocument -------------------------------------------------------------------------------------------------


def test_paragraphs_tabs_blanks_and_line_breaks_of_an_odt():
    spaced = "Kết\n   nạp<text:s text:c='2'/>100<text:tab/>người<text:line-break/>mới"
    body = f"<text:h>KẾ HOẠCH</text:h><text:p>{spaced}</text:p>"
    assert lines(body) == ["KẾ HOẠCH", "Kết nạp  100\tngười", "mới"]


def test_deleted_words_notes_and_comments_of_an_odt():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>cũ</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Kết nạp 100<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Kể cả thời vụ"
        "</text:p></text:note-body></text:note> đoàn viên.<office:annotation><text:p>hỏi lại</text:p>"
        "</office:annotation></text:p><text:p>Hết.</text:p>"
    )
    assert lines(body) == ["Kết nạp 100 đoàn viên.", "Hết.", "[1] Kể cả thời vụ"]


def test_a_table_of_an_odt_keeps_covered_and_repeated_cells():
    def cell(words, more=""):
        return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"

    wide = cell("Đơn vị", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    head = f"<table:table-row>{cell('TT')}{cell('Nội dung')}{wide}</table:table-row>"
    row = f"<table:table-row>{cell('1')}{cell('Kết nạp')}{empty}</table:table-row>"
    body = f"<table:table><table:table-header-rows>{head}</table:table-header-rows>{row}</table:table>"
    assert lines(body) == ["TT\tNội dung\tĐơn vị\t", "1\tKết nạp\t\t"]


def test_numbers_of_lists_in_an_odt_are_worked_out():
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." '
        'text:display-levels="2"/></text:list-style>'
    )
    inner = "<text:list><text:list-item><text:p>Con</text:p></text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="L"><text:list-item><text:p>Một</text:p>{inner}</text:list-item>'
        "<text:list-item><text:p>Hai</text:p></text:list-item></text:list>"
    )
    assert lines(body, automatic=style) == ["I. Một", "I.1. Con", "II. Hai"]


def test_a_text_box_and_the_letterhead_of_an_odt_are_read():
    box = "<draw:frame><draw:text-box><text:p>Trong khung</text:p></draw:text-box></draw:frame>"
    head = (
        "<office:master-styles><style:master-page><style:header><text:p>LIÊN ĐOÀN LAO ĐỘNG TỈNH AN</text:p>"
        "<text:p>Số: 5/KH-LĐLĐ</text:p></style:header></style:master-page></office:master-styles>"
    )
    found = lines(f"<text:p>Trước{box}</text:p><text:p>Sau</text:p>", styles=head)
    assert found == ["LIÊN ĐOÀN LAO ĐỘNG TỈNH AN", "Số: 5/KH-LĐLĐ", "Trước", "Trong khung", "Sau"]


def test_a_locked_odt_is_refused():
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": b"\x01\x02\x03 sealed",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<m:file-entry><m:encryption-data m:checksum="x"/></m:file-entry></m:manifest>',
        }
    )
    with pytest.raises(CannotRead) as refusal:
        extract(data, "a.odt")
    assert refusal.value.code == "encrypted"


# --- web pages ----------------------------------------------------------------------------------------------------


def test_a_web_page_gives_its_words_and_tables_and_not_its_scripts():
    page = """<!DOCTYPE html><html><head><title>Trang</title><style>p{}</style></head><body><script>alert("x")</script>
    <h1>KẾ HOẠCH</h1><p>Kết nạp&nbsp;100 <b>đoàn viên</b><br>năm 2025</p>
    <table><tr><th>TT<th colspan=2>Nội dung<th>An</tr><tr><td>1</td><td>Kết nạp</td><td></td><td>5</td></tr></table>"""
    found = text_of(page.encode(), "a.html")
    assert found == ["KẾ HOẠCH", "Kết nạp\xa0100 đoàn viên", "năm 2025", "TT\tNội dung\t\tAn", "1\tKết nạp\t\t5"]


def test_a_web_page_that_calls_itself_doc_is_read_as_what_it_is():
    page = "<html><body><p>Kết nạp 100 đoàn viên.</p></body></html>"
    assert text_of(page.encode("utf-16"), "a.doc") == ["Kết nạp 100 đoàn viên."]


# --- old formats --------------------------------------------------------------------------------------------------


def rtf(text):
    coded = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in text)
    return ("{\\rtf1\\ansi " + coded.replace("\n", "\\par\n") + "\\par}").encode("ascii")


@needs_libreoffice
def test_an_rtf_file_is_converted_and_read():
    reading = read_document(rtf(PLAN), "plan.rtf")
    assert [float(target.value) for target in reading.targets] == [
        float(target.value) for target in read_document(PLAN.encode(), "plan.txt").targets
    ]


@needs_libreoffice
def test_an_rtf_file_that_is_broken_is_refused_or_empty():
    with pytest.raises(CannotRead) as refusal:
        extract(b"{\\rtf1" + b"{" * 2000, "a.rtf")
    assert refusal.value.code in ("not-converted", "no-text")


def test_old_formats_wait_where_there_is_no_time_and_get_a_sentence_where_nothing_converts(monkeypatch):
    monkeypatch.setattr("nhipcau.docio.convert._program", lambda: "/bin/false")
    with pytest.raises(TakesLong):
        extract(rtf(PLAN), "plan.rtf", Work(slow=False))
    assert refusal_of(rtf(PLAN), "plan.rtf") == "not-converted"
    monkeypatch.setattr("nhipcau.docio.convert._program", lambda: None)
    assert refusal_of(rtf(PLAN), "plan.rtf") == "no-converter"


def refusal_of(data, name):
    with pytest.raises(CannotRead) as refusal:
        extract(data, name)
    assert "libreoffice" in refusal.value.sentence("en").lower() or "Word" in refusal.value.sentence("en")
    return refusal.value.code


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("Workbook".encode("utf-16-le"), "spreadsheet"),
        ("Anything".encode("utf-16-le"), "unknown-kind"),
    ],
)
def test_an_old_office_file_that_is_no_word_file_is_refused_for_what_it_is(inside, code):
    with pytest.raises(CannotRead) as refusal:
        extract(OLE + bytes(504) + inside + bytes(600), "a.doc")
    assert refusal.value.code == code


def test_an_old_word_file_with_a_password_is_refused_before_it_is_converted():
    head = b"\xec\xa5" + bytes(8) + (0x0100).to_bytes(2, "little") + bytes(100)
    with pytest.raises(CannotRead) as refusal:
        extract(OLE + bytes(504) + head + "WordDocument".encode("utf-16-le"), "a.doc")
    assert refusal.value.code == "encrypted"


@pytest.mark.parametrize("inside", ["xl/workbook.xml", "ppt/presentation.xml"])
def test_a_workbook_or_slides_get_a_sentence_of_their_own(inside):
    with pytest.raises(CannotRead) as refusal:
        extract(zipped({inside: "<a/>"}), "a.xlsx")
    assert refusal.value.code == "spreadsheet"


# --- text ---------------------------------------------------------------------------------------------------------

ENCODED = {
    "utf-8": PLAN.encode(),
    "utf-8 with mark": PLAN.encode("utf-8-sig"),
    "utf-16 with mark": PLAN.encode("utf-16"),
    "utf-16 le": PLAN.encode("utf-16-le"),
    "utf-16 be": PLAN.encode("utf-16-be"),
    "utf-32": PLAN.encode("utf-32"),
    "nfd": unicodedata.normalize("NFD", PLAN).encode(),
    "line ends of Windows": PLAN.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_any_encoding_gives_the_same_text(name):
    assert extract(ENCODED[name], "a.txt").text == extract(PLAN.encode(), "a.txt").text


def windows_1258(text):
    """Accents of tone stand apart behind their letter, as Windows wrote them."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", apart.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def vni(text):
    alone = {new: old for old, new in _VNI_ALONE.items()}
    marks = {marks: old for old, marks in _VNI_MARKS.items()}
    out = ""
    for letter in text:
        low = letter.lower()
        apart = unicodedata.normalize("NFD", low)
        if low in alone:
            old = alone[low]
        elif len(apart) == 1:
            old = low
        elif apart[1] == "\u031b":
            old = {"o": "ô", "u": "ö"}[apart[0]] + marks[apart[2:]]
        else:
            tones = apart[1:]
            old = apart[0] + (marks.get(tones) or marks[tones[::-1]])
        out += old.upper() if letter.isupper() else old
    return out.encode("latin-1")


def test_text_of_windows_1258_is_recognised():
    found = extract(windows_1258(PLAN), "a.txt")
    assert (found.text, found.encoding) == (extract(PLAN.encode(), "a.txt").text, "windows-1258")


def test_text_in_vni_letters_is_recognised_and_said():
    found = extract(vni(PLAN), "a.txt")
    assert "kết nạp 1.250 đoàn viên mới" in found.text
    assert [warning.facts for warning in found.warnings] == [{"name": "VNI"}]


def test_tcvn3_letters_inside_a_word_file_without_their_font_are_recognised():
    back = {letter: chr(code) for code, letter in _TCVN3.items() if letter.islower()}
    old = ["".join(back.get(letter, letter) for letter in line.lower()) for line in PLAN.split("\n") if "<" not in line]
    found = extract(word(*(p(line) for line in old if line)), "a.docx")
    assert "kết nạp 1.250 đoàn viên mới" in found.text and found.encoding == "TCVN3"
