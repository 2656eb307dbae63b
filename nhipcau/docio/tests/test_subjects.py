"""What a target is about, in words a person would choose: without the figure and what only led up to it."""

import pytest

from nhipcau.docio import read_document


@pytest.mark.parametrize(
    ("words", "subjects"),
    [
        ("Có từ 98% trở lên đoàn viên được học nghị quyết", ["đoàn viên được học nghị quyết"]),
        ("Đạt tỷ lệ 95% đoàn viên cài đặt ứng dụng", ["đoàn viên cài đặt ứng dụng"]),
        ("Số đoàn viên được kết nạp mới: 350 người", ["đoàn viên được kết nạp mới"]),
        (
            "Thành lập mới 5 CĐCS (trong đó có 03 CĐCS ngoài nhà nước)",
            ["Thành lập mới CĐCS", "CĐCS (trong đó có CĐCS ngoài nhà nước)"],
        ),
        (
            "100% công đoàn huyện và 80% CĐCS tổ chức hội nghị",
            ["công đoàn huyện tổ chức hội nghị", "CĐCS tổ chức hội nghị"],
        ),
        (
            "Trên 80% cán bộ nữ công qua tập huấn, 100% nữ đoàn viên được khám sức khỏe",
            ["cán bộ nữ công qua tập huấn", "nữ đoàn viên được khám sức khỏe"],
        ),
        (
            "Tổ chức 02 lớp tập huấn cho 300 cán bộ công đoàn",
            ["Tổ chức lớp tập huấn", "lớp tập huấn cho cán bộ công đoàn"],
        ),
    ],
)
def test_the_subject_says_what_is_to_be_reached(words, subjects):
    text = f"KẾ HOẠCH\nNăm 2025\n\nI. CHỈ TIÊU\n\n- {words}.\n"
    assert [target.subject for target in read_document(text.encode(), "a.txt").targets] == subjects
