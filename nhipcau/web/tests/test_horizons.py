"""Horizons on the page: said in the reader's language, stored in the words of documents."""

import pytest
from django.utils.translation import override

from nhipcau.web.horizons import HorizonField, horizon_name


@pytest.mark.parametrize(
    ("stored", "vietnamese", "english"),
    [
        ("hằng năm", "hằng năm", "yearly"), ("đến 2025", "đến 2025", "by 2025"),
        ("nhiệm kỳ 2023-2028", "nhiệm kỳ 2023-2028", "term 2023–2028"),
        ("2024H1", "6 tháng đầu năm 2024", "first half of 2024"), ("2024-05", "tháng 5/2024", "May 2024"),
        ("2024", "2024", "2024"), ("2021-2025", "2021-2025", "2021-2025"), ("", "", ""),
    ],
)  # fmt: skip
def test_a_horizon_is_said_in_the_language_of_the_page(stored, vietnamese, english):
    said = []
    for language in ("vi", "en"):
        with override(language):
            said.append(horizon_name(stored))
    assert said == [vietnamese, english]


def test_what_the_english_page_shows_in_a_field_comes_back_as_it_was_stored():
    field = HorizonField()
    with override("en"):
        shown = field.prepare_value("nhiệm kỳ 2023-2028")
        assert shown == "term 2023–2028"
        assert field.clean(shown) == "nhiệm kỳ 2023-2028"
        assert field.clean("đến 2025") == "đến 2025"
