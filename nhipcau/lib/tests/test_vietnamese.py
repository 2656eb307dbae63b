"""Text, numbers and dates as people in Việt Nam write, sort and search them."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.lib.vietnamese import (
    NotADate,
    NotANumber,
    fold,
    format_date,
    format_number,
    parse_date,
    parse_number,
    sort_key,
)


def test_search_forgives_accents_case_and_spaces():
    assert fold("  Mái  ẤM\u00a0công đoàn ") == "mai am cong doan"
    assert fold("ĐẮK LẮK") == "dak lak"
    assert fold(unicodedata.normalize("NFD", "Nghiệp đoàn Ước Mơ")) == "nghiep doan uoc mo"


def _by_bytes(words):
    return sorted(words, key=lambda word: sort_key(word).encode())


def test_names_sort_in_the_order_of_the_vietnamese_alphabet():
    words = ["ân", "ăn", "an", "ba", "ca", "da", "đa", "em", "êm", "ong", "ông", "ơn", "tu", "uy", "ưu", "va"]
    assert _by_bytes(words) == ["an", "ăn", "ân", *words[3:]]


def test_tones_decide_only_between_the_same_letters():
    assert _by_bytes(["mạ", "má", "mã", "mả", "mà", "ma", "mab"]) == ["ma", "mà", "mả", "mã", "má", "mạ", "mab"]
    assert _by_bytes(["Bá Thước", "Ba Vì", "Ba Đình", "Bạch Mai"]) == ["Ba Đình", "Bá Thước", "Ba Vì", "Bạch Mai"]


def test_a_short_name_comes_before_the_longer_one_and_words_before_letters():
    assert _by_bytes(["Anh", "An Giang", "An"]) == ["An", "An Giang", "Anh"]


def test_numbers_in_names_sort_by_their_worth():
    assert _by_bytes(["Trường số 10", "Trường số 2", "Trường số 02b", "Trường xa"]) == [
        "Trường số 2",
        "Trường số 02b",
        "Trường số 10",
        "Trường xa",
    ]


def test_composed_and_decomposed_text_and_either_place_of_a_tone_give_the_same_key():
    assert sort_key(unicodedata.normalize("NFD", "Hoà Bình")) == sort_key("Hòa Bình")


@given(st.text())
def test_any_text_has_a_key_a_database_can_keep(text):
    key = sort_key(text)
    assert "\x00" not in key
    assert len(key) <= 3 * len(unicodedata.normalize("NFC", text.lower())) + 2
    assert "  " not in fold(text)


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("1234.5", "1.234,5", "1,234.5"),
        ("1234567", "1.234.567", "1,234,567"),
        ("-0.50", "-0,5", "-0.5"),
        ("0", "0", "0"),
        ("-0", "0", "0"),
        ("1E+3", "1.000", "1,000"),
        ("0.000001", "0,000001", "0.000001"),
        ("12345678901234567890.123456", "12.345.678.901.234.567.890,123456", "12,345,678,901,234,567,890.123456"),
    ],
)
def test_a_number_is_written_as_people_read_it(text, vietnamese, english):
    assert format_number(Decimal(text)) == vietnamese
    assert format_number(Decimal(text), language="en") == english


def test_places_are_shown_as_asked():
    assert format_number(7, 2) == "7,00"
    assert format_number(Decimal("2.5"), 0) == "2"
    assert format_number(Decimal("99.995"), 2) == "100,00"
    assert format_number(Decimal("-0.001"), 2) == "0,00"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1 234 567,25", "1234567.25"),
        ("1\u00a0234", "1234"),
        ("1234.5", "1234.5"),
        ("85.25", "85.25"),
        ("0.125", "0.125"),
        (",5", "0.5"),
        ("0,5", "0.5"),
        ("-12", "-12"),
        ("−12", "-12"),
        ("+3", "3"),
        (" 007 ", "7"),
    ],
)
def test_a_written_number_is_read(written, value):
    assert parse_number(written) == Decimal(value)


def test_english_exchanges_the_marks():
    assert parse_number("1,234.5", "en") == Decimal("1234.5")
    assert parse_number("1,234", "en") == 1234
    assert parse_number("1,5", "en") == Decimal("1.5")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "empty"),
        ("  -", "empty"),
        ("abc", "characters"),
        ("12 người", "characters"),
        ("1e5", "characters"),
        ("NaN", "characters"),
        ("٣", "characters"),
        ("--5", "characters"),
        (".", "characters"),
        ("1,2,3", "two_marks"),
        ("1.23.456", "grouping"),
        ("12.34,5", "grouping"),
        ("1,234.5", "grouping"),
        ("1 234.567", "grouping"),
        (".123,4", "grouping"),
        ("1234.567", "ambiguous"),
        ("1,1234567", "places"),
        ("123456789012345678901", "digits"),
    ],
)
def test_what_is_no_number_is_refused_with_a_reason(written, reason):
    with pytest.raises(NotANumber) as refusal:
        parse_number(written)
    assert refusal.value.reason == reason


@given(
    st.decimals(min_value=-(10**19), max_value=10**19, places=6, allow_nan=False, allow_infinity=False),
    st.sampled_from(["vi", "en"]),
)
def test_what_is_written_is_read_back(value, language):
    assert parse_number(format_number(value, 6, language), language) == value


def test_dates_are_written_and_read():
    assert format_date(date(2024, 5, 31)) == "31/5/2024"
    for written in ("31/5/2024", "31-05-2024", " 31.5.2024 ", "2024-05-31", "31 / 5 / 2024"):
        assert parse_date(written) == date(2024, 5, 31)


@pytest.mark.parametrize(
    ("written", "reason"),
    [("", "empty"), ("31/2/2024", "no_such_day"), ("5/2024", "form"), ("31/5-2024", "form"), ("31/5/24", "form")],
)
def test_what_is_no_date_is_refused_with_a_reason(written, reason):
    with pytest.raises(NotADate) as refusal:
        parse_date(written)
    assert refusal.value.reason == reason
