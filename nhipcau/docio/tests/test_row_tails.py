"""Lines of a table without rulings: what only goes on is put to its row, two figures are never taken for one."""

import pytest

from nhipcau.docio.row_tails import with_tails

ROW = ["1", "Kết nạp đoàn viên", "120", "35"]
NEXT = ["2", "Thành lập công đoàn", "5", "1"]


@pytest.mark.parametrize("tail", ["ngoài nhà nước", "Đảng xem xét", "“Giỏi việc nước”"])
def test_words_that_go_on_below_a_numbered_row_belong_to_it(tail):
    assert with_tails([ROW, ["", tail, "", ""], NEXT]) == [["1", f"Kết nạp đoàn viên\n{tail}", "120", "35"], NEXT]


def test_words_that_begin_above_the_line_of_the_figures_belong_to_it():
    assert with_tails([["", "Kết nạp", "", ""], ["1", "đoàn viên", "120", "35"]]) == [
        ["1", "Kết nạp\nđoàn viên", "120", "35"]
    ]


@pytest.mark.parametrize("own", [["II", "CHĂM LO", "", ""], ["", "CHĂM LO", "", ""], ["", "- Nữ", "60", "10"]])
def test_a_group_and_a_part_are_rows_of_their_own(own):
    assert with_tails([ROW, own, NEXT]) == [ROW, own, NEXT]


def test_two_lines_of_figures_are_two_rows():
    both = ["1\n2", "Huyện An\nHuyện Bình", "95\n110", "2\n3"]
    assert with_tails([both]) == [["1", "Huyện An", "95", "2"], ["2", "Huyện Bình", "110", "3"]]
