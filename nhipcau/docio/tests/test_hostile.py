"""Whatever the bytes, the reader answers: a reading or one sentence, and in time that grows with the length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.docio import CannotRead, read_document
from nhipcau.docio.text import tidy

PIECES = [
    "100% ",
    "ít nhất 01 ",
    "từ 2 đến 3% ",
    "mỗi CĐCS ",
    "Phấn đấu ",
    "không có ",
    "1/3 số ",
    "12/6/2021 ",
    "02-NQ/TW ",
    "(",
    ")",
    "“",
    "”",
    "\n",
    "\t",
    "I. ",
    "- ",
    "trở lên ",
    "đoàn viên ",
    "năm 2024 ",
    "10 triệu đồng ",
    "; ",
    ". ",
    "a",
    "0",
    "Nơi nhận:\n",
    "TM. BAN THƯỜNG VỤ\n",
    "Số: ",
    "KẾ HOẠCH\n",
    "Đợt 1: từ ",
    "báo cáo trước ngày ",
    "1\t2\t3\n",
    "A\t\t3\n",
]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_words_of_such_papers_in_any_order_are_read(text):
    check(text)


@settings(max_examples=150)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    check(text)


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.docx", "a.pdf", "a"]))
def test_any_bytes_are_read_or_refused(data, name):
    for head in (b"", b"PK\x03\x04", b"%PDF-1.4\n"):
        try:
            read_document(head + data, name)
        except CannotRead as refusal:
            assert refusal.sentence("vi")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


def check(text):
    data = text.encode("utf-8", "surrogatepass")
    try:
        reading = read_document(data, "a.txt")
    except CannotRead as refusal:
        assert refusal.sentence("vi")
        return
    for item in (*reading.targets, *reading.tasks, *reading.report_deadlines):
        assert reading.text[item.span[0] : item.span[1]] == item.text
    assert reading.as_json() == read_document(data, "a.txt").as_json()


ADVERSARIAL = {
    "figures": "100% ",
    "ranges": "từ 1 - ",
    "opening quotes": "“",
    "brackets": "((",
    "numbers": "1.111.",
    "slashes": "1/2/",
    "aims": "ít nhất ít nhất ",
    "each": "mỗi CĐCS có ",
    "blanks": " \t",
    "headings": "I. I. ",
    "one word": "a",
    "references": "1-A-",
    "capitals": "LIÊN ĐOÀN ",
    "thresholds": "doanh nghiệp có ",
    "zeros": "không có a ",
    "stars": "** ",
    "told": "Nhiệm kỳ 2015-2020 đã kết nạp 100 đoàn viên, ",
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_time_grows_with_the_length_only(name):
    """What takes the square of its length takes it each time; what a busy machine adds is not there each time."""
    piece = ADVERSARIAL[name]

    def seconds(length):
        data = (piece * (length // len(piece))).encode()
        started = time.process_time()
        try:
            read_document(data, "a.txt")
        except CannotRead:
            pass
        return time.process_time() - started

    taken = []
    while len(taken) < 4:
        taken.append((seconds(20_000), seconds(100_000)))
        if taken[-1][1] < max(0.5, taken[-1][0] * 5 * 3):
            return
    pytest.fail(f"seconds for 20 kB and for 100 kB: {taken}")
