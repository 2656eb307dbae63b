"""Printed names matched to known units: forgiving of how they are written, never sure where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.docio.matching import SURE, Known, match_units

UNITS = {
    "TP": "LĐLĐ thành phố Ninh Bình", "TD": "LĐLĐ thành phố Tam Điệp", "HL": "LĐLĐ huyện Hoa Lư",
    "GV": "LĐLĐ huyện Gia Viễn", "NQ": "LĐLĐ huyện Nho Quan", "YM": "LĐLĐ huyện Yên Mô", "YK": "LĐLĐ huyện Yên Khánh",
    "VC": "Công đoàn Viên chức tỉnh", "GD": "Công đoàn ngành Giáo dục", "KCN": "Công đoàn các khu công nghiệp tỉnh",
    "YT": "Công đoàn ngành Y tế", "CT": "Công đoàn ngành Công Thương", "PH": "Công đoàn phường Hoa Lư",
    "SM": "CĐCS Công ty TNHH May Sao Mai",
}  # fmt: skip
KNOWN = [Known(key, (name,)) for key, name in UNITS.items()]


def only(printed):
    (match,) = match_units([printed], KNOWN)
    return match


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("LĐLĐ TP Ninh Bình", "TP"), ("TP.Ninh Bình", "TP"), ("ldld thanh pho tam diep", "TD"), ("H. Hoa Lư", "HL"),
        ("P. Hoa Lư", "PH"), ("Liên đoàn Lao động huyện Gia Viễn", "GV"), ("Gia Vi ễn", "GV"),
        ("LĐLD huyện Nho Quán", "NQ"),
        ("CĐN Giáo dục", "GD"), ("CĐ GD&ĐT", "GD"), ("CĐVC tỉnh", "VC"), ("CĐ các KCN", "KCN"), ("Y tế", "YT"),
        ("CĐN Công thương", "CT"), ("CĐ Cty TNHH May Sao Mai", "SM"), ("YÊN KHÁNH", "YK"),
    ],
)  # fmt: skip
def test_a_name_is_known_however_it_is_written(printed, meant):
    assert (only(printed).key, only(printed).sure) == (meant, True)


@pytest.mark.parametrize("printed", ["Hoa Lư", "LĐLĐ huyện Quan", "LĐLĐ huyện Yên", "Công đoàn", "Cột 5", ""])
def test_what_may_mean_two_or_little_is_never_sure(printed):
    assert not only(printed).sure


def test_what_is_like_nothing_gets_no_unit_but_its_likest_are_named():
    found = only("Hội Cựu chiến binh xã Quảng Phú")
    assert found.key is None and found.score < SURE


def test_two_others_are_offered_beside_the_best():
    found = only("LĐLĐ huyện Yên Mô")
    assert len(found.others) == 2 and found.others[0][0] == "YK"


def test_each_unit_is_given_once_and_the_likest_name_gets_it():
    printed = ["LĐLĐ huyện Quan", "LĐLĐ huyện Nho Quan", "LĐLĐ huyện Nho Quan"]
    first, second, third = match_units(printed, KNOWN)
    assert (second.key, second.sure) == ("NQ", True)
    assert "NQ" not in (first.key, third.key)
    assert first.others[0][0] == "NQ"


def test_a_former_name_finds_the_unit_of_today():
    (found,) = match_units(
        ["LĐLĐ thị xã Ninh Bình"], [*KNOWN[1:], Known("TP", ("LĐLĐ thành phố Hoa Lư", "LĐLĐ thị xã Ninh Bình"))]
    )
    assert (found.key, found.sure) == ("TP", True)


def test_two_units_of_one_name_are_left_to_the_person():
    (found,) = match_units(["Công đoàn xã Tân Lập"], [Known(n, ("Công đoàn xã Tân Lập",)) for n in (1, 2)])
    assert found.key is not None and not found.sure


def test_numbers_tell_names_apart():
    known = [Known(n, (f"CĐCS Trường Tiểu học số {n}",)) for n in (1, 2, 12)]
    found = match_units(["CĐCS Trường TH số 12", "CĐCS trường tiểu học số 2"], known)
    assert [match.key for match in found] == [12, 2] and all(match.sure for match in found)


@given(st.permutations(list(UNITS)))
def test_the_order_of_the_columns_changes_no_match(order):
    found = match_units([UNITS[key] for key in order], KNOWN)
    assert [match.key for match in found] == order and all(match.sure for match in found)


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_names_are_matched_without_a_stumble_and_each_unit_once(printed):
    given_keys = [match.key for match in match_units(printed, KNOWN) if match.key is not None]
    assert len(given_keys) == len(set(given_keys))
