"""Which indicator a target is taken for: never money for things, and a bracket in a name is no condition."""

import pytest

from nhipcau.docio.indicator_hints import Catalogue

KNOWN = Catalogue(
    [
        ("C1", "Nhà Mái ấm công đoàn xây mới, sửa chữa", "nhà"),
        ("C1T", "Tiền hỗ trợ nhà Mái ấm công đoàn", "đồng"),
        ("A1", "Đoàn viên kết nạp mới", "người"),
        ("A2", "Đoàn viên tăng thêm (thực tăng)", "người"),
        ("A4", "Tổng số đoàn viên", "người"),
        ("B1", "Thỏa ước lao động tập thể ký mới", "bản"),
    ]
)


@pytest.mark.parametrize(
    ("subject", "unit", "code"),
    [
        ("Vận động hỗ trợ căn nhà Mái ấm công đoàn", "căn nhà", "C1"),
        ("Hỗ trợ nhà Mái ấm công đoàn", "triệu đồng", "C1T"),
        ("Hỗ trợ nhà Mái ấm công đoàn", "tỷ", "C1T"),
    ],
)
def test_a_number_of_things_is_no_sum_of_money(subject, unit, code):
    assert KNOWN.suggest(subject, unit)[0][0] == code


def test_what_a_name_says_in_brackets_is_not_missed_where_it_is_not_said():
    (code, plain), *_rest = KNOWN.suggest("Phát triển tăng thêm đoàn viên công đoàn", "đoàn viên")
    assert code == "A2" and plain >= KNOWN.suggest("Đoàn viên kết nạp", "người")[0][1] / 2
    assert KNOWN.suggest("Đoàn viên tăng thêm (thực tăng)", "người")[0][1] <= 1
