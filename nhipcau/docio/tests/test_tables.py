"""Annex tables: what adds up, what does not, and what is only said."""

from nhipcau.docio import read_document

PLAIN = """PHỤ LỤC
CHỈ TIÊU GIAO CÁC ĐƠN VỊ NĂM 2025

TT\tNội dung\tĐVT\tXã An\tXã Bình\tXã Cát\tTổng số
I\tTỔ CHỨC
1\tĐoàn viên kết nạp mới\tngười\t1.200\t850\t-\t2.050
2\tCĐCS thành lập mới\tCĐCS\t2\t1\t1\t5
II\tKIỂM TRA
1\tCĐCS được kiểm tra\tCĐCS\t6\t5\t4\t15
\tTrong đó: CĐCS doanh nghiệp\tCĐCS\t2\t6\t1\t9
"""


def table_of(text):
    (table,) = read_document(text.encode(), "annex.txt").as_json()["tables"]
    return table


def test_columns_groups_values_and_totals_are_told_apart():
    table = table_of(PLAIN)
    assert table["title"] == "CHỈ TIÊU GIAO CÁC ĐƠN VỊ NĂM 2025"
    assert table["columns"] == ["Xã An", "Xã Bình", "Xã Cát"]
    first = table["rows"][0]
    assert first["label"] == "Đoàn viên kết nạp mới"
    assert first["group"].startswith("I ")
    assert (first["values"], first["total"], first["residual"]) == ([1200, 850, None], 2050, 0)


def test_a_total_that_does_not_add_up_is_kept_with_its_residual():
    row = table_of(PLAIN)["rows"][1]
    assert (row["values"], row["total"], row["residual"]) == ([2, 1, 1], 5, 1)
    assert any("CĐCS thành lập mới" in warning and "lệch 1" in warning for warning in table_of(PLAIN)["warnings"])


def test_a_part_larger_than_its_whole_is_said():
    assert any("Trong đó" in warning and "lớn hơn" in warning for warning in table_of(PLAIN)["warnings"])


def test_a_header_with_fewer_names_than_the_rows_have_cells_is_said():
    text = PLAIN.replace("\tXã Cát\tTổng số", "\tTổng số").replace("\t2.050", "\t7").replace("\t5\n", "\t1\n")
    table = table_of(text)
    assert any("Tiêu đề có 2 cột" in warning for warning in table["warnings"])


# The same table with a name and the totals of most rows lost: what stands in the last place is a value.
LOST = """PHỤ LỤC
CHỈ TIÊU GIAO CÁC ĐƠN VỊ NĂM 2025

TT\tNội dung\tĐVT\tXã An\tXã Bình\tXã Cát\tTổng số
1\tĐoàn viên kết nạp mới\tngười\t200\t150\t90\t60
2\tCĐCS thành lập mới\tCĐCS\t2\t1\t3\t0
II\tKIỂM TRA\t\t\t\t\t7
1\tCĐCS được kiểm tra\tCĐCS\t6\t5\t4\t3
\t\t\t\t\t\t20
"""


def test_a_total_printed_one_line_too_low_is_taken_and_said():
    table = table_of(LOST)
    assert [(row["total"], row["residual"]) for row in table["rows"]] == [(None, None), (7, 1), (20, 2)]
    assert any("20" in warning and "CĐCS được kiểm tra" in warning for warning in table["warnings"])


def test_where_the_columns_are_whole_a_total_below_its_parts_is_kept_and_its_residual_said():
    row = table_of(PLAIN.replace("\t6\t5\t4\t15\n", "\t6\t5\t4\t3\n"))["rows"][2]
    assert (row["values"], row["total"], row["residual"]) == ([6, 5, 4], 3, -12)


def test_a_total_alone_is_a_total_where_the_columns_are_whole():
    row = table_of(PLAIN.replace("\t2\t6\t1\t9\n", "\t\t\t\t9\n"))["rows"][3]
    assert (row["values"], row["total"], row["residual"]) == ([None, None, None], 9, None)


def test_a_markdown_table_reads_like_a_tabbed_one():
    lines = [line for line in PLAIN.splitlines() if "\t" in line and line.count("\t") > 3]
    bars = "\n".join("| " + line.replace("\t", " | ") + " |" for line in lines)
    rows = table_of("BẢNG CHỈ TIÊU GIAO NĂM 2025\n\n" + bars)["rows"]
    assert [row["total"] for row in rows] == [2050, 5, 15, 9]


def test_the_figures_of_a_table_are_no_targets_of_the_text():
    assert read_document(PLAIN.encode(), "annex.txt").targets == ()


def test_a_table_of_what_was_done_of_a_plan_gives_no_targets():
    report = (
        "BÁO CÁO\nNăm 2024\n\nTT\tChỉ tiêu\tKế hoạch\tThực hiện\tTỷ lệ (%)\n1\tKết nạp đoàn viên\t350\t360\t102,9\n"
    )
    plan = "KẾ HOẠCH\nNăm 2025\n\nTT\tChỉ tiêu\tThực hiện 2024\tKế hoạch 2025\n1\tKết nạp đoàn viên\t360\t400\n"
    more = "2\tThành lập CĐCS\t5\t6\t120\n", "2\tThành lập CĐCS\t5\t6\n"
    done, planned = (
        read_document((text + row).encode(), "a.txt").targets for text, row in zip((report, plan), more, strict=True)
    )
    assert done == ()
    assert [int(target.value) for target in planned] == [400, 6]
