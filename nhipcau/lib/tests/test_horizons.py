"""Horizons in the words of documents."""

import pytest

from nhipcau.lib.horizons import is_in_words


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
