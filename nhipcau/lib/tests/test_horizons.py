"""Horizons in the words of documents."""

import pytest

from nhipcau.lib.horizons import in_english, in_vietnamese, is_in_words


@pytest.mark.parametrize(
    "text",
    [
        "hằng năm", "Hàng năm", "đến 2025", "Đến năm 2025", "đến hết năm 2025", "nhiệm kỳ", "nhiệm kỳ 2023-2028",
        "năm học 2024–2025", "giai đoạn 2021 - 2025",
    ],
)  # fmt: skip
def test_what_documents_write_is_a_horizon(text):
    assert is_in_words(text)


@pytest.mark.parametrize("text", ["", "2024", "đến 25", "đến 9999", "nhiệm kỳ 2028-2023", "sang năm", "hằng năm 2024x"])
def test_what_nobody_could_place_in_time_is_none(text):
    assert not is_in_words(text)


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("hằng năm", "yearly"), ("mỗi quý", "quarterly"), ("đến 2025", "by 2025"),
        ("đến hết năm 2025", "by the end of 2025"), ("nhiệm kỳ", "the term"),
        ("Nhiệm kỳ 2023-2028", "term 2023–2028"), ("năm học 2024–2025", "school year 2024–2025"),
        ("giai đoạn 2021 - 2025", "years 2021–2025"), ("2024H1", "2024H1"), ("sang năm", "sang năm"),
    ],
)  # fmt: skip
def test_what_documents_write_is_said_in_english_and_back(written, english):
    assert in_english(written) == english
    back = in_vietnamese(english)
    assert in_english(back) == english
    assert is_in_words(back) == is_in_words(written)
