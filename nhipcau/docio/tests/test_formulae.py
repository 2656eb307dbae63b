"""Fixed expressions of papers read from pictures: accents that are certain are put right, nothing else is touched."""

import unicodedata

import pytest

from nhipcau.docio.formulae import put_right
from nhipcau.docio.tests.scoring import gold_documents


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("LIÊN ĐOÀN LAO ĐỌNG", "LIÊN ĐOÀN LAO ĐỘNG"),
        ("PHỤ LỤC GIAO CHỈ TIỂU", "PHỤ LỤC GIAO CHỈ TIÊU"),
        ("CHỦ TICH", "CHỦ TỊCH"),
        ("Phần đầu kết nạp 100 đoàn viện", "Phấn đấu kết nạp 100 đoàn viên"),
        ("các công đoàn cở sở", "các công đoàn cơ sở"),
        ("phong trào thị đua", "phong trào thi đua"),
        ("giao chi tiêu cho huyẹn", "giao chỉ tiêu cho huyện"),
    ],
)
def test_accents_of_a_fixed_expression_are_put_right_in_its_own_case(read, meant):
    text, changed = put_right(read)
    assert text == meant
    assert all(was in read and now in meant for was, now in changed) and changed


@pytest.mark.parametrize(
    "words",
    [
        "quy chế chi tiêu nội bộ", "phần đầu của văn bản", "thông báo về việc", "có số lượng", "thì đưa ra",
        "công đoạn sản xuất", "Nguyễn Thanh Lập", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Tô Chức",
    ],
)  # fmt: skip
def test_what_may_be_meant_as_it_stands_is_left_alone(words):
    assert put_right(words) == (words, [])


def test_papers_typed_right_are_not_touched():
    damaged = ("scan", "ocr", "loi")
    for path, _ in gold_documents():
        if any(word in path.stem for word in damaged):
            continue
        text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8", errors="ignore"))
        touched = [was for line in text.split("\n") for was, _ in put_right(line)[1]]
        assert len(touched) <= len(text) / 200, (path.name, touched)
