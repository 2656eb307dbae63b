"""When two units of a figure are no difference worth a word, and when they are."""

import pytest

from nhipcau.documents.above import same_measure


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("người", "đoàn viên"),
        ("đoàn viên", "đoàn viên ưu tú"),
        ("nhà", "căn nhà"),
        ("%", "%"),
        ("CĐCS", "cđcs"),
        ("", ""),
    ],
)
def test_units_that_count_the_same_things_are_no_difference(there, here):
    assert same_measure(there, here) and same_measure(here, there)


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("%", "người"), ("đồng", "triệu đồng"), ("tỷ đồng", "triệu đồng"), ("người", "CĐCS"), ("cuộc", "cuộc/năm"),
        ("người", ""), ("đồng", "đồng/người"), ("nhà", "nhà trẻ"), ("người", "người/CĐCS"),
    ],
)  # fmt: skip
def test_other_units_are_a_difference(there, here):
    assert not same_measure(there, here)
