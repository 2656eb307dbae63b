"""Whatever bytes someone uploads as a table: rows, or one sentence."""

from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nhipcau.exchange.tables import open_table
from nhipcau.web.problems import Problem


def read(path):
    try:
        for number, values in open_table(path, ["code"], ["name"]).rows():
            assert number > 1 and len(values) == 2 and any(values) and "\0" not in "".join(values)
    except Problem as refusal:
        assert str(refusal)


@settings(max_examples=150)
@given(content=st.binary(max_size=200) | st.binary(max_size=100).map(lambda tail: b"code,name\n" + tail))
@example(content=b"code,name\n" + b'"' + b"a" * 200_000)
@example(content=b"code\n\xff\xfe")
@example(content=b"code,name\r1,2\r\n3,4\n")
def test_any_bytes_are_rows_or_a_sentence(content, tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    read(path)


def book_bytes(*rows):
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for number, row in enumerate([["code", "name"], *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


BOOK = book_bytes()


@settings(max_examples=150)
@given(cut=st.integers(2, len(BOOK)), place=st.integers(0, len(BOOK) - 1), sign=st.integers(0, 255))
def test_any_damaged_workbook_is_rows_or_a_sentence(cut, place, sign, tmp_path):
    damaged = bytearray(BOOK)
    damaged[place] = sign
    path = tmp_path / "table.xlsx"
    path.write_bytes(bytes(damaged[:cut]) if sign % 2 else bytes(damaged))
    read(path)


def test_a_nul_in_a_cell_is_a_sentence_that_names_the_row(tmp_path):
    path = tmp_path / "table.xlsx"
    with ZipFile(BytesIO(book_bytes(["A1", "one"], ["A2", "MARK"]))) as book, ZipFile(path, "w") as marked:
        for name in book.namelist():
            marked.writestr(name, book.read(name).replace(b"MARK", b"_x0000_"))
    with pytest.raises(Problem, match="Dòng 3"):
        list(open_table(path, ["code"], ["name"]).rows())


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(Problem):
        open_table(tmp_path, ["code"])
