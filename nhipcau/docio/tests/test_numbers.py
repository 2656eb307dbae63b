"""Numbers as Vietnamese papers write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.docio import read_document
from nhipcau.docio.letters import fold, lower
from nhipcau.docio.numbers import NUMBER, figure, value_of


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("6.071", "6071"),
        ("0,5", "0.5"),
        ("01", "1"),
        ("1.234.567", "1234567"),
        ("1.250,75", "1250.75"),
        ("99.5", "99.5"),
    ],
)
def test_a_dot_groups_thousands_and_a_comma_is_decimal(written, value):
    assert value_of(written) == Decimal(value)


def test_a_comma_before_three_digits_of_counted_things_is_doubtful():
    text = "1,200 sáng kiến"
    found = figure(text, NUMBER.match(text), counted=True)
    assert (found.value, found.doubtful) == (Decimal(1200), True)


def targets(words):
    return read_document(f"KẾ HOẠCH\nNăm 2025\n\nI. CHỈ TIÊU\n\n- {words}.\n".encode(), "a.txt").targets


@given(st.integers(min_value=1, max_value=9_999_999))
def test_a_number_survives_being_written_with_or_without_dots(number):
    dotted = f"{number:,}".replace(",", ".")
    for written in {str(number), dotted}:
        if 1900 <= number <= 2100:
            continue  # may be a year
        (target,) = targets(f"Kết nạp {written} đoàn viên")
        assert target.value == number


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["nghìn", "triệu", "tỷ"]))
def test_words_of_scale_multiply(number, scale):
    (target,) = targets(f"Vận động {number} {scale} đồng")
    assert target.value == number * {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}[scale]


@given(st.text())
def test_folding_keeps_every_letter_in_its_place(text):
    assert len(fold(text)) == len(text) == len(lower(text))
