"""Whether a cited number means a document of the register, whatever typists and scanners did to it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.documents.cited import Cited, Kept, closeness, key_of, same_body

symbols = st.lists(st.sampled_from(["NQ", "CTr", "LĐLĐ", "TLĐ", "BCH", "KH", "QĐ", "UBND"]), min_size=1, max_size=3)


@given(st.integers(1, 9999), symbols, st.sampled_from(["-", " – ", "/", " / ", " — ", "- "]), st.booleans())
def test_spaces_dashes_case_and_zeros_in_front_do_not_matter(number, parts, mark, small):
    plain = f"{number}/" + "-".join(parts)
    typed = f"{number:04d}{mark}" + mark.join(parts)
    assert key_of(typed.lower() if small else typed) == key_of(plain) != ""


@pytest.mark.parametrize("scanned", ["03/CTr-LĐLD", "03/CTr-LDLĐ", "3/CTr-LDLD", "03 /CTr - LĐLĐ", "03/CTR–LĐLĐ"])
def test_slips_of_scanners_do_not_matter(scanned):
    assert key_of(scanned) == key_of("03/CTr-LĐLĐ")


@pytest.mark.parametrize("none", ["", "/TB-LĐLĐ", "-KH/TU", "07", "Nghị quyết"])
def test_what_is_no_whole_number_finds_nothing(none):
    assert key_of(none) == ""
    assert closeness(Cited(none), Kept(key_of(none), None, "")) == 0


def kept(number="03/CTr-LĐLĐ", day=date(2026, 1, 10), issuer="Liên đoàn Lao động tỉnh Ninh Bình"):
    return Kept(key_of(number), day, issuer)


def test_another_year_or_another_issuer_is_another_document():
    assert closeness(Cited("03/CTr-LĐLĐ", date(2026, 1, 10), "LĐLĐ tỉnh Ninh Bình"), kept()) > 0
    assert closeness(Cited("03/CTr-LĐLĐ", date(2025, 1, 10), "LĐLĐ tỉnh Ninh Bình"), kept()) == 0
    assert closeness(Cited("03/CTr-LĐLĐ", date(2026, 1, 10), "LĐLĐ huyện Hoa Lư"), kept()) == 0
    assert closeness(Cited("04/CTr-LĐLĐ", date(2026, 1, 10), "LĐLĐ tỉnh Ninh Bình"), kept()) == 0


def test_the_very_day_and_a_named_issuer_make_it_surer():
    bare = closeness(Cited("03/CTr-LĐLĐ"), kept())
    dated = closeness(Cited("03/CTr-LĐLĐ", date(2026, 1, 10)), kept())
    whole = closeness(Cited("03/CTr-LĐLĐ", date(2026, 1, 10), "LĐLĐ tỉnh"), kept())
    assert 0 < bare < dated < whole


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("LĐLĐ tỉnh", "Liên đoàn Lao động tỉnh Kiên Giang", True),
        ("BTV LĐLĐ tỉnh Kiên Giang", "LIÊN ĐOÀN LAO ĐỘNG TỈNH KIÊN GIANG", True),
        ("Đoàn Chủ tịch Tổng LĐLĐ Việt Nam", "Tổng Liên đoàn Lao động Việt Nam", True),
        ("LĐLĐ tỉnh", "Liên đoàn Lao động huyện Vĩnh Thuận", False),
        ("Bộ Chính trị", "Liên đoàn Lao động tỉnh Kiên Giang", False),
    ],
)
def test_names_short_and_long_of_one_body_agree(one, other, same):
    assert same_body(one, other) is same and same_body(other, one) is same
