"""Word files: everything a person sees in Word is read, in its order; nothing that was struck out."""

import docx
import pytest
from docx.oxml import parse_xml

from nhipcau.docio import read_document
from nhipcau.docio.legacy import _TCVN3
from nhipcau.docio.open_file import extract
from nhipcau.docio.tests.making import _SPACES, changed, p, saved, text_of, word


def lines(*bodies):
    return text_of(word(*bodies), "a.docx")


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def box(text):
    inner = f"<v:textbox><w:txbxContent>{p(text)}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r>"


def test_words_of_a_text_box_follow_the_paragraph_it_hangs_on():
    assert lines(p("Trước", inside=box("Trong khung")), p("Sau")) == ["Trước", "Trong khung", "Sau"]


def test_a_text_box_kept_twice_for_older_programs_is_read_once():
    shape = f"<wps:txbx><w:txbxContent>{p('Một lần')}</w:txbxContent></wps:txbx>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{box('Một lần')}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(p(inside=both)) == ["Một lần"]


def test_tracked_changes_are_read_as_accepted():
    kept = f'<w:ins w:id="1" w:author="a">{run("mới")}</w:ins>'
    gone = '<w:del w:id="2" w:author="a"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="a">{run("dời đi")}</w:moveFrom>'
    here = f'<w:moveTo w:id="4" w:author="a">{run(" dời đến")}</w:moveTo>'
    assert lines(p("Kết nạp ", inside=gone + kept + moved + here)) == ["Kết nạp mới dời đến"]


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next():
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    assert lines(p("Phấn đấu kết nạp ", properties=mark), p("100 đoàn viên.")) == ["Phấn đấu kết nạp 100 đoàn viên."]


def test_a_deleted_row_of_a_table_is_gone():
    gone = '<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>' + cell("cũ") + cell("1") + cell("2") + cell("3")
    rows = [cell("A") + cell("B") + cell("C") + cell("D"), gone, cell("a") + cell("1") + cell("2") + cell("3")]
    assert lines(table(*rows)) == ["A\tB\tC\tD", "a\t1\t2\t3"]


def test_merged_cells_leave_empty_ones_so_that_columns_stay_in_line():
    wide, tall, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = cell("TT", tall) + cell("Nội dung", tall) + cell("Đơn vị", wide) + cell("Tổng", tall)
    under = cell("", on) + cell("", on) + cell("An") + cell("Bình") + cell("", on)
    row = cell("1") + cell("Kết nạp") + cell("5") + cell("6") + cell("11")
    assert lines(table(head, under, row)) == ["TT\tNội dung\tĐơn vị\t\tTổng", "\t\tAn\tBình\t", "1\tKết nạp\t5\t6\t11"]


def test_a_row_that_begins_further_right_keeps_its_place():
    late = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("x") + cell("y")
    full = cell("A") + cell("B") + cell("C") + cell("D")
    assert lines(table(full, late)) == ["A\tB\tC\tD", "\t\tx\ty"]


def test_a_table_inside_a_frame_of_one_cell_is_a_table():
    inner = table(*[cell(f"dòng {n}") + cell("1") + cell("2") + cell("3") for n in (1, 2)])
    frame = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{inner}{p()}</w:tc></w:tr></w:tbl>"
    assert lines(frame) == ["dòng 1\t1\t2\t3", "dòng 2\t1\t2\t3"]


def test_content_controls_are_looked_into():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Trong ô điền')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{run('2025')}</w:sdtContent></w:sdt>"
    rows = f"<w:sdt><w:sdtContent><w:tr>{cell('a')}{cell('1')}{cell('2')}{cell('3')}</w:tr></w:sdtContent></w:sdt>"
    found = lines(control, p("Năm ", inside=inline), f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}{rows}</w:tbl>")
    assert found == ["Trong ô điền", "Năm 2025", "a\t1\t2\t3", "a\t1\t2\t3"]


def test_soft_line_breaks_part_lines_and_hidden_words_are_not_read():
    broken = "<w:r><w:t>Dòng một</w:t><w:br/><w:t>Dòng hai</w:t></w:r>"
    assert lines(p(inside=broken + run("ẩn", "<w:vanish/>"))) == ["Dòng một", "Dòng hai"]


def test_signs_of_the_symbol_font_are_read():
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    assert lines(p("Đạt ", inside=sign + run(" 95%"))) == ["Đạt ≥ 95%"]


def test_footnotes_stand_at_the_end_and_leave_the_sentence_whole():
    data = word(p("Kết nạp 100", inside='<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" đoàn viên.")), p("Hết."))
    notes = f'<w:footnotes {_SPACES}><w:footnote w:id="2">{p("Kể cả lao động thời vụ.")}</w:footnote></w:footnotes>'
    link = (
        '<Relationship Id="rIdN" Target="footnotes.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    whole = changed(
        data,
        {
            "word/footnotes.xml": notes,
            "word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", link.encode()),
        },
    )
    assert text_of(whole, "a.docx") == ["Kết nạp 100 đoàn viên.", "Hết.", "[1] Kể cả lao động thời vụ."]


def with_header(fill):
    document = docx.Document()
    fill(document.sections[0].header)
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Kết nạp 100 đoàn viên mới năm 2025.")
    return saved(document)


def test_a_letterhead_set_in_the_header_is_read_first():
    def letterhead(header):
        cells = header.add_table(1, 2, docx.shared.Cm(16)).rows[0].cells
        cells[0].text, cells[1].text = "LĐLĐ TỈNH AN\nSố: 5/KH-LĐLĐ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"

    found = read_document(with_header(letterhead), "a.docx")
    assert found.header.number == "5/KH-LĐLĐ"
    assert found.text.startswith("LĐLĐ TỈNH AN\nSố: 5/KH-LĐLĐ\nCỘNG HÒA")


def test_a_page_number_in_the_header_is_no_part_of_the_text():
    def number(header):
        header.paragraphs[0].text = "- 2 -"

    assert text_of(with_header(number), "a.docx")[0] == "KẾ HOẠCH"


def numbered(kind, form, restart=""):
    """A document with two lists of that shape, of two items each."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for element in list(numbering):
        numbering.remove(element)
    shape = (
        f'<w:abstractNum {_SPACES} w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{form}"/></w:lvl></w:abstractNum>'
    )
    numbering.append(parse_xml(shape))
    for key, change in (("7", ""), ("8", restart)):
        numbering.append(parse_xml(f'<w:num {_SPACES} w:numId="{key}"><w:abstractNumId w:val="1"/>{change}</w:num>'))
    for key in ("7", "7", "8", "8"):
        paragraph = document.add_paragraph("Mục")
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {_SPACES}><w:ilvl w:val="0"/><w:numId w:val="{key}"/></w:numPr>')
        )
    return text_of(saved(document), "a.docx")


@pytest.mark.parametrize(
    ("kind", "form", "found"),
    [
        ("upperRoman", "%1.", ["I. Mục", "II. Mục", "III. Mục", "IV. Mục"]),
        ("lowerLetter", "%1)", ["a) Mục", "b) Mục", "c) Mục", "d) Mục"]),
        ("decimalZero", "%1.", ["01. Mục", "02. Mục", "03. Mục", "04. Mục"]),
        ("bullet", "+", ["+ Mục"] * 4),
        ("bullet", "\uf0b7", ["- Mục"] * 4),
    ],
)
def test_numbers_word_sets_by_itself_are_read(kind, form, found):
    assert numbered(kind, form) == found


def test_a_list_that_begins_anew_is_numbered_from_one():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert numbered("decimal", "%1.", restart) == ["1. Mục", "2. Mục", "1. Mục", "2. Mục"]


def old_letters(text):
    back = {letter: chr(code) for code, letter in _TCVN3.items()}
    return "".join(back.get(letter, letter) for letter in text)


def font(name):
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def test_runs_in_an_old_font_are_converted_and_the_others_kept():
    mixed = run(old_letters("kết nạp đoàn viên"), font(".VnTime")) + run(" và học nghị quyết", font("Times New Roman"))
    found = extract(word(p(inside=mixed)), "a.docx")
    assert found.text.strip() == "kết nạp đoàn viên và học nghị quyết"
    assert found.warnings[0].facts == {"name": "TCVN3"}


def test_small_letters_of_a_font_of_capitals_are_capitals():
    assert lines(p(inside=run(old_letters("kế hoạch"), font(".VnTimeH")))) == ["KẾ HOẠCH"]


def test_a_vni_letter_parted_over_two_runs_is_one_letter():
    assert lines(p(inside=run("ñoa", font("VNI-Times")) + run("øn vieân", font("VNI-Times")))) == ["đoàn viên"]


def test_real_vietnamese_letters_marked_with_an_old_font_stay():
    assert lines(p(inside=run("đoàn viên", font(".VnTime")))) == ["đoàn viên"]


def test_a_file_with_macros_is_read_and_its_macros_are_not_touched():
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = changed(
        word(p("Kết nạp 100 đoàn viên.")),
        {
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 whatever",
            "[Content_Types].xml": lambda old: old.replace(
                kind, b"application/vnd.ms-word.document.macroEnabled.main+xml"
            ),
        },
    )
    assert text_of(data, "a.docm") == ["Kết nạp 100 đoàn viên."]


def test_a_strict_office_file_is_read():
    def strict(body):
        return body.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    names = (
        "word/document.xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/numbering.xml",
    )
    assert text_of(changed(word(p("Chặt chẽ")), dict.fromkeys(names, strict)), "a.docx") == ["Chặt chẽ"]


def test_a_document_whose_main_part_has_another_name_is_read():
    data = word(p("Tên khác"))
    moved = changed(
        data,
        {
            "word/document.xml": None,
            "word/document2.xml": _part(data, "word/document.xml"),
            "_rels/.rels": lambda old: old.replace(b"word/document.xml", b"word/document2.xml"),
        },
    )
    assert text_of(moved, "a.docx") == ["Tên khác"]


def _part(data, name):
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(data)).read(name)
