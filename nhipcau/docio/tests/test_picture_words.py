"""What Tesseract confuses in Vietnamese print is put right; what a document may really say is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.docio.picture_words import mended


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Số: 64/CĐÐN-TC", "Số: 64/CĐN-TC"),
        ("LÐLĐ tỉnh", "LĐLĐ tỉnh"),
        ("các chỈ tiêu của nước, nhƯ sau", "các chỉ tiêu của nước, như sau"),
        ("nghị quyết của Đẳng; ĐẲNG ỦY XÃ", "nghị quyết của Đảng; ĐẢNG ỦY XÃ"),
        ("25 đẳng viên mới; đẳng ủy xã", "25 đảng viên mới; đảng ủy xã"),
    ],
)
def test_confused_letters_are_put_right(seen, meant):
    assert mended(seen) == meant


@pytest.mark.parametrize(
    "text",
    [
        "bình đẳng giới, cao đẳng nghề",
        "Trường Cao đẳng",
        "CAO ĐẲNG VÀ ĐẠI HỌC",
        "trường Cao Đẳng",
        "CĐCS, LĐLĐ, NĐ-CP",
        "TNHH",
    ],
)
def test_what_may_really_stand_there_is_left(text):
    assert mended(text) == text


@given(st.text(max_size=80))
def test_mending_twice_is_mending_once(text):
    assert mended(mended(text)) == mended(text)
