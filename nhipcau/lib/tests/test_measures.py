"""Units of measure in English."""

import pytest

from nhipcau.lib.measures import in_english


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
