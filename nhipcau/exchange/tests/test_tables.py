"""Reading tables people made: what is wrong with the file is one sentence, whatever the file."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from nhipcau.exchange.cells import guarded, unguarded, write_csv
from nhipcau.exchange.tables import open_table
from nhipcau.exchange.workbooks import write_workbook
from nhipcau.web.problems import Problem


def rows_of(tmp_path, content, name="table.csv", required=("code", "name"), optional=("note",)):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    table = open_table(path, required, optional)
    return list(table.rows()), table


def test_columns_are_found_by_name_in_any_order(tmp_path):
    rows, table = rows_of(tmp_path, "Name, CODE \nMột, a \n\n,\nHai,b\n")
    assert rows == [(2, ("a", "Một", "")), (5, ("b", "Hai", ""))]
    assert (table.count, table.problems) == (2, [])


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    assert rows_of(tmp_path, b"\xef\xbb\xbfcode,name\na,M\n")[0] == [(2, ("a", "M", ""))]


def test_letters_typed_as_two_signs_become_one(tmp_path):
    assert rows_of(tmp_path, "code,name\na,Mo\u0323\u0302t\n")[0] == [(2, ("a", "Một", ""))]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "trống"),
        ("\n\n", "trống"),
        ("code\n", "name"),
        ("code;name\na;b\n", "chấm phẩy"),
        ("code\tname\na\tb\n", "tab"),
        ("code,name,colour\n", "colour"),
        ("code,name,name\n", "name"),
        ("code,name\na,\xf4\n".encode("latin-1"), "Dòng 2 không phải mã UTF-8"),
        ("code,name\na,Một\n".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"),
        (b"PK\x03\x04 cut short", "hỏng"),
        (b"code,name\na,b\x00c\n", "UTF-8"),
        ('code,name\na,"b\n', "ngoặc kép"),
    ],
)
def test_a_file_that_is_no_such_table_gives_a_sentence(tmp_path, content, words):
    with pytest.raises(Problem) as refusal:
        rows_of(tmp_path, content)
    assert words in str(refusal.value)


def test_a_row_of_another_width_is_named_and_the_others_are_read(tmp_path):
    rows, table = rows_of(tmp_path, "code,name\na,b,c\nd,e\nf\ng,h,\n")
    assert [number for number, _ in rows] == [3, 5]
    assert [problem.row for problem in table.problems] == [2, 4]


def test_a_missing_file_gives_a_sentence(tmp_path):
    with pytest.raises(Problem, match="Không có"):
        open_table(tmp_path / "none.csv", ["code"])


def workbook(tmp_path, fill):
    path = tmp_path / "table.xlsx"
    book = xlsxwriter.Workbook(path)
    fill(book, book.add_worksheet())
    book.close()
    return path


def test_cells_of_a_workbook_read_as_the_csv_would(tmp_path):
    def fill(book, sheet):
        sheet.write_row(0, 0, ["code", "name", "note"])
        sheet.write(1, 0, 2024)
        sheet.write(1, 1, 0.1)
        sheet.write_datetime(1, 2, date(2024, 5, 31), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_boolean(3, 0, True)
        sheet.write(3, 1, "x")

    table = open_table(workbook(tmp_path, fill), ("code", "name"), ("note",))
    assert list(table.rows()) == [(2, ("2024", "0.1", "2024-05-31")), (4, ("1", "x", ""))]


def test_a_workbook_that_begins_lower_keeps_its_row_numbers(tmp_path):
    table = open_table(
        workbook(
            tmp_path, lambda _, sheet: (sheet.write_row(2, 0, ["code", "name"]), sheet.write_row(3, 0, ["a", "b"]))
        ),
        ("code", "name"),
    )
    assert list(table.rows()) == [(4, ("a", "b"))]


def test_a_workbook_with_macros_is_refused(tmp_path):
    path = workbook(tmp_path, lambda _, sheet: sheet.write_row(0, 0, ["code", "name"]))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(Problem, match="macro"):
        open_table(path, ("code", "name"))


def test_a_package_that_unpacks_to_far_more_is_refused_unopened(tmp_path):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<x/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (60 * 1024**2))
    with pytest.raises(Problem, match="quá lớn"):
        rows_of(tmp_path, packed.getvalue(), "bomb.xlsx")


def test_a_value_far_away_from_the_table_is_refused_unopened(tmp_path):
    far = workbook(
        tmp_path, lambda _, sheet: (sheet.write_row(0, 0, ["code", "name"]), sheet.write(1048575, 16383, "x"))
    )
    with pytest.raises(Problem, match="16384 cột"):
        open_table(far, ("code", "name"))


@pytest.mark.parametrize("value", ["=1+1", "+84 912", "-x", "@cmd", "'=x", "''=x", "\tx", "- nữ", "'"])
def test_text_a_spreadsheet_would_run_goes_out_harmless_and_comes_back_the_same(tmp_path, value):
    assert guarded(value)[0] not in "=+-@\t\r"
    assert unguarded(guarded(value)) == value
    with (tmp_path / "out.csv").open("w", encoding="utf-8", newline="") as stream:
        write_csv([("code",), (value,)], stream)
    if value == value.strip():
        assert list(open_table(tmp_path / "out.csv", ["code"]).rows()) == [(2, (value,))]


@pytest.mark.parametrize("value", ["-5", "+3.25", "=", "-", "Một", "2024-05-31", "'a"])
def test_numbers_signs_and_plain_text_are_left_as_they_are(value):
    assert guarded(value) == unguarded(value) == value


def test_a_written_workbook_holds_text_and_reads_back_the_same(tmp_path):
    rows = [("code", "name"), ("001", "=1+1"), ("2", "http://x.vn"), ("", "3,5")]
    assert write_workbook(rows, tmp_path / "out.xlsx") == 3
    assert [values for _, values in open_table(tmp_path / "out.xlsx", rows[0]).rows()] == rows[1:]
