"""The words of the heading above a place, of which only the mark is known."""

import pytest

from nhipcau.docio.headings import heading_words

PAPER = """I. MỤC ĐÍCH
1. Đánh giá phong trào.
II. CÁC CHỈ TIÊU CHỦ YẾU
1. Kết nạp 110 đoàn viên.
III. NHIỆM VỤ, GIẢI PHÁP CHĂM LO ĐỜI SỐNG
ĐOÀN VIÊN, NGƯỜI LAO ĐỘNG
Vận động 02 nhà.
Phụ lục
STT\tChỉ tiêu\tThành phố
II\tVề nữ công\t
1\tBan Nữ công\t2
**V. Kiểm tra:**
"""


@pytest.mark.parametrize(
    ("mark", "near", "words"),
    [
        ("II", "Kết nạp", "CÁC CHỈ TIÊU CHỦ YẾU"),
        ("III", "Vận động", "NHIỆM VỤ, GIẢI PHÁP CHĂM LO ĐỜI SỐNG ĐOÀN VIÊN, NGƯỜI LAO ĐỘNG"),
        ("II", "Ban Nữ", "Về nữ công"),
        ("II", "Đánh giá", ""),
        ("IV", "Ban Nữ", ""),
        ("1", "Ban Nữ", ""),
        ("Điều 2", "Ban Nữ", ""),
    ],
)
def test_the_nearest_heading_with_that_mark_above_a_place_gives_its_words(mark, near, words):
    assert heading_words(PAPER, mark, PAPER.index(near)) == words


def test_marks_of_bold_and_a_colon_are_no_words():
    assert heading_words(PAPER, "V", len(PAPER)) == "Kiểm tra"
