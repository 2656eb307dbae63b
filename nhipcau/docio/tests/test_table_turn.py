"""A table with the units in its rows, turned: the same figures, units in the columns, the row of sums as totals."""

from decimal import Decimal

from nhipcau.docio import read_document
from nhipcau.docio.annexes import annexes_json
from nhipcau.docio.table_turn import turned

PAPER = """PHỤ LỤC
CHỈ TIÊU PHÁT TRIỂN ĐẢNG NĂM 2025

TT\tTên đơn vị\tĐoàn viên ưu tú giới thiệu (người)\tTrong đó\t\tTỷ lệ (%)
\t\t\tCông nhân\tNữ\t
I\tKhối huyện\t45\t10\t20\t80
1\tHuyện đoàn Sông Mã\t45\t10\t20\t80
II\tKhối thành phố\t80\t25\t40\t90
2\tThành đoàn Sơn La\t80\t25\t40\t90
\tTổng cộng\t125\t35\t61\t
"""


def paper():
    return read_document(PAPER.encode(), "annex.txt")


def test_rows_become_columns_and_the_row_of_sums_the_totals():
    table = turned(paper().tables[0])
    assert table.columns == ("Khối huyện", "Huyện đoàn Sông Mã", "Khối thành phố", "Thành đoàn Sơn La")
    first = table.rows[0]
    assert (first.label, first.measure, first.values[1], first.total) == (
        "Đoàn viên ưu tú giới thiệu (người)", "người", 45, 125
    )  # fmt: skip


def test_sums_of_a_group_are_columns_that_do_not_add_up_again():
    table = turned(paper().tables[0])
    assert [head.adds for head in table.heads] == [False, True, False, True]
    assert [row.residual for row in table.rows[:3]] == [0, 0, 1]


def test_parts_say_what_they_are_parts_of():
    labels = [row.label for row in turned(paper().tables[0]).rows]
    assert labels[2] == "Đoàn viên ưu tú giới thiệu (người), trong đó: Nữ"


def test_a_rate_is_never_added_up():
    rate = turned(paper().tables[0]).rows[3]
    assert (rate.rate, rate.residual, rate.values[1]) == (True, None, Decimal(80))


def test_no_figure_is_lost_by_turning():
    plain = paper().tables[0]
    figures = [value for row in plain.rows if not row.sums for value in row.values]
    assert sorted(map(str, figures)) == sorted(str(value) for row in turned(plain).rows for value in row.values)


def test_both_sides_are_given_with_the_side_the_names_speak_for():
    (annex,) = annexes_json(paper())
    assert annex["units_in_rows"]
    assert annex["turned"]["columns"][1]["name"] == "Huyện đoàn Sông Mã"
    assert [row["label"] for row in annex["plain"]["rows"]][1] == "Huyện đoàn Sông Mã"
    assert annex["turned"]["rows"][0]["total"] == "125"
