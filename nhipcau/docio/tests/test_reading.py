"""What a reading gives, whatever the document says."""

import json
import unicodedata

import pytest

from nhipcau.docio import CannotRead, read_document

PLAN = """CÔNG ĐOÀN NGÀNH Y TẾ
Số: 15/KH-CĐN

Hòa Sơn, ngày 05 tháng 02 năm 2025

KẾ HOẠCH
Hoạt động công đoàn năm 2025

Căn cứ Nghị quyết số 12-NQ/TU ngày 03/01/2025 của Tỉnh ủy về công tác dân vận.

I. CHỈ TIÊU
- Phấn đấu kết nạp 1.250 đoàn viên mới; trên 92,5% công đoàn cơ sở hoàn thành tốt nhiệm vụ.
- Mỗi công đoàn cơ sở có ít nhất hai sáng kiến được công nhận.

II. NHIỆM VỤ
- Tiếp tục tuyên truyền nghị quyết đại hội đến đoàn viên, báo cáo kết quả trước ngày 20/6/2025.

Nơi nhận:
- Công đoàn cấp trên;
- Lưu: VP.

TM. BAN CHẤP HÀNH
CHỦ TỊCH

Trần Thị Bình
"""


def test_the_figures_of_a_plan_are_read_with_their_signs():
    reading = read_document(PLAN.encode(), "plan.txt")
    found = [(target.comparator, target.value, target.unit) for target in reading.targets]
    assert [(sign, float(value), unit) for sign, value, unit in found] == [
        ("=", 1250.0, "đoàn viên"),
        (">", 92.5, "%"),
        (">=", 2.0, "sáng kiến"),
    ]


def test_the_header_says_who_wrote_what_and_when():
    reading = read_document(PLAN.encode(), "plan.txt").as_json()
    assert reading["number"] == "15/KH-CĐN"
    assert reading["issuer"] == "CÔNG ĐOÀN NGÀNH Y TẾ"
    assert reading["date"] == "2025-02-05"
    assert reading["signer"] == "Trần Thị Bình"
    assert reading["references"][0]["number"] == "12-NQ/TU"


def test_every_span_points_at_its_words():
    reading = read_document(PLAN.encode(), "plan.txt")
    for item in (*reading.targets, *reading.tasks, *reading.report_deadlines):
        assert reading.text[item.span[0] : item.span[1]] == item.text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_way_letters_are_stored_changes_nothing(form, encoding):
    plain = read_document(PLAN.encode(), "plan.txt").as_json()
    other = read_document(unicodedata.normalize(form, PLAN).encode(encoding), "plan.txt").as_json()
    assert {**other, "sha256": ""} == {**plain, "sha256": ""}


def test_the_same_bytes_give_the_same_reading():
    first, second = (json.dumps(read_document(PLAN.encode(), "plan.txt").as_json()) for _ in range(2))
    assert first == second


def test_an_empty_file_is_refused_with_a_sentence():
    with pytest.raises(CannotRead) as refusal:
        read_document(b"", "plan.txt")
    assert "rỗng" in refusal.value.sentence("vi")
    assert "empty" in refusal.value.sentence("en")


def test_a_paper_pasted_as_one_line_is_cut_where_its_parts_begin():
    text = (
        "CÔNG ĐOÀN NGÀNH MỎ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: 03/KH-CĐN "
        "Hòa Sơn, ngày 8 tháng 4 năm 2025 KẾ HOẠCH HOẠT ĐỘNG NĂM 2025 I. Tình hình: Ngành có 25 đơn vị. "
        "II. Chỉ tiêu: 1. 100% đơn vị tổ chức hội nghị; 2. Kết nạp 30 đoàn viên mới. III. Nhiệm vụ: "
        "- Tổ chức 02 lớp tập huấn. TM. BAN CHẤP HÀNH CHỦ TỊCH Lò Văn Sơn"
    )
    reading = read_document(text.encode(), "pasted.txt")
    head = reading.header
    assert (head.number, head.place, head.signer) == ("03/KH-CĐN", "Hòa Sơn", "Lò Văn Sơn")
    assert [int(target.value) for target in reading.targets] == [100, 30, 2]


def test_a_paper_does_not_cite_itself_where_its_annex_repeats_its_number():
    paper = (
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÒA SƠN\nSố: 101/LĐLD-VP\n\nHòa Sơn, ngày 15 tháng 4 năm 2025\n\n"
        "Thực hiện Quyết định số 675/QĐ-TLĐ của Tổng Liên đoàn, đề nghị các đơn vị triển khai.\n\n"
        "PHỤ LỤC\n(theo Công văn số 101/LĐLĐ ngày 15/4/2025 của LĐLĐ tỉnh)\n"
    )
    assert [cited.number for cited in read_document(paper.encode(), "letter.txt").references] == ["675/QĐ-TLĐ"]
