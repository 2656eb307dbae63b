"""Units of measure in English, and what is said beside them."""

import pytest

from nhipcau.lib.measures import in_english, said_beside


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("người", "people"), ("Đoàn viên", "members"), ("căn nhà", "houses"), ("cuộc/năm", "events a year"),
        ("đồng/tháng", "đồng a month"), ("đồng", "đồng"), ("%", "%"), ("", ""), ("cây xanh", "cây xanh"),
        ("cuộc/xóm", "cuộc/xóm"), ("cây/năm", "cây/năm"),
    ],
)  # fmt: skip
def test_a_measure_is_said_in_english_where_it_is_known(written, english):
    assert in_english(written) == english


@pytest.mark.parametrize(
    ("per", "measure", "said"),
    [
        ("mỗi năm", "cuộc/năm", ""), ("Mỗi năm", "tiết/Năm", ""), ("mỗi năm", "cuộc", "mỗi năm"),
        ("mỗi CĐCS", "cuộc/năm", "mỗi CĐCS"), ("mỗi CĐCS", "người/CĐCS", ""), ("", "cuộc/năm", ""), ("mỗi", "", "mỗi"),
    ],
)  # fmt: skip
def test_what_the_measure_says_for_each_is_not_said_once_more(per, measure, said):
    assert said_beside(per, measure) == said
