"""Texts under no heading: what they tell of a time gone by is no target, what they then set is one."""

import pytest

from nhipcau.docio import read_document


def figures(text):
    return [float(target.value) for target in read_document(text.encode(), "pasted.txt").targets]


AIM = "Nhiệm kỳ 2025-2030, hội phấn đấu trồng 900 cây xanh."


@pytest.mark.parametrize(
    "told",
    [
        "Nhiệm kỳ 2020-2025, hội mở được 6 lớp học hè. Tỷ lệ hội viên đóng góp đạt 71%.",
        "Năm năm qua, hội tiếp tục giữ nếp sinh hoạt, lập được 12 tổ góp vốn; tặng 40 thẻ bảo hiểm.",
        "Nhiệm kỳ qua, hội đã hoàn thành thắng lợi các chỉ tiêu đề ra. Thu nhập bình quân đạt 48 triệu đồng/người/năm.",
        "Nhiệm kỳ qua, 9/11 chỉ tiêu đề ra đạt và vượt kế hoạch; tỷ lệ hộ nghèo giảm còn 3,1%; giúp 17 hộ thoát nghèo.",
        "Đến nay, phường đã đổi khác nhiều. Tỷ lệ đường hoa đạt 62%, có 5 câu lạc bộ hát ru.",
        "Trong nhiệm kỳ 2020-2025, các chi hội góp sức làm đường.\n\nQuỹ hội có 210 triệu đồng, cho 35 hộ vay.",
        "Khách đến xã ước tăng 9,4% so với cùng kỳ; tiền bán vé tăng 12% so với năm 2023.",
        "Thu ngân sách ba tháng là 40 tỷ đồng, đạt 23% dự toán.",
        "Hội Nông dân xã Sen có 7 chi hội, mỗi chi hội một sân chơi.",
        "Việc ấy dễ làm do toàn huyện có 30 trang trại.",
        "Hội vận động được 80 triệu đồng, giúp sửa chữa 4 nhà dột.",
        "Vượt chỉ tiêu mở lớp học\n\nNăm nay huyện mở được 12 lớp, nâng tổng số lên 90 lớp, vượt hơn 8,5% kế hoạch.",
    ],
)
def test_what_was_done_is_no_target_and_what_follows_is_read(told):
    assert figures(f"{told}\n\n{AIM}") == [900]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Đại hội thông qua 5 chỉ tiêu, như: 600 chị em được vay vốn; dạy nghề cho 150 lao động nữ.", [600, 150]),
        ("Xã đề ra các mục tiêu đến 2030: tổng thu là 30 tỷ đồng. Năng suất lúa 62 tạ/ha.", [30e9, 62]),
        ("Họp tập trung hoàn thành các chỉ tiêu chính, cụ thể, tổng vốn trên 6 tỷ đồng; lãi: 2 tỷ đồng.", [6e9, 2e9]),
        ("Đại biểu đã nhất trí với chỉ tiêu mới, trong đó thu nhập đạt 41 triệu đồng/người/năm trở lên.", [41e6]),
        (
            "Phấn đấu trồng 12.000 cây; rau sạch khoảng 8,5%; tỷ số giới tính khi sinh dưới 108 bé trai.",
            [12000, 8.5, 108],
        ),
        ("Phấn đấu trên 91% hộ dùng nước máy (nước hợp vệ sinh đạt 99%).", [91, 99]),
        ("Năm nay hội sẽ hướng nghiệp, dạy thêm cho 2 nghìn thanh niên.", [2000]),
        ("Phấn đấu đến năm 2030 không còn hộ nghèo, 96% hộ có vườn.", [0, 96]),
        ("Phấn đấu giá trị thu trên 1ha đạt 90 - 95 triệu/năm; năng suất đạt 58tạ/ha.", [90e6, 58]),
        ("Phấn đấu tiền bán chè gấp 3 lần năm 2019; thu vào quỹ đạt 44% sổ sách.", [3, 44]),
        (
            "Mục tiêu chung năm sau phấn đấu tổng thu đạt 7 tỷ đồng. Trong đó vườn rau 2 tỷ đồng, chiếm 28%.",
            [7e9, 2e9, 28],
        ),
        ("Phấn đấu 90% hộ có nhà tắm. Tỷ lệ thất nghiệp ở thị trấn dưới 4%.", [90, 4]),
        ("Xã có các chỉ tiêu sau: I. Về đời sống (9 chỉ tiêu) tổng thu đạt 5 tỷ đồng.", [5e9]),
        ("Phấn đấu đến năm 2020 có 40 tổ hợp tác, năm 2025 có 60 tổ hợp tác.", [40, 60]),
        ("Phấn đấu tỷ lệ người tập bơi so với dân số 33%.", [33]),
        (
            "Phấn đấu giảm số hộ ở nhà tạm từ 19 hộ xuống còn 11 hộ; nâng mức thu nhập 9.000.000 đồng/người/tháng.",
            [11, 9e6],
        ),
    ],
)
def test_targets_named_in_running_text_are_read(text, values):
    assert figures(text) == values


def test_what_a_school_tells_of_itself_is_no_target():
    text = "KẾ HOẠCH\nNăm học mới\n\n1. Giới thiệu chung về nhà trường\nTrường có 9 điểm trường, xã có 1.200 hộ.\n"
    assert figures(text) == []


def test_a_rate_among_so_many_and_the_noun_left_out_for_a_later_year():
    paper = (
        "KẾ HOẠCH\nII. CHỈ TIÊU\n1. Kéo số ca sốt rét năm 2026 xuống còn 7/100.000 dân và 4/100.000 dân vào năm 2028.\n"
        "2. Sửa 25 căn nhà dột vào năm 2026 và 40 vào năm 2028.\n3. Số ca ngộ độc không quá 3/1.000 lao động."
    )
    read = read_document(paper.encode(), "a.txt").targets
    assert [(int(t.value), t.unit, t.period) for t in read] == [
        (7, "/100.000 dân", "2026"),
        (4, "/100.000 dân", "2028"),
        (25, "căn nhà", "2026"),
        (40, "căn nhà", "2028"),
        (3, "/1.000 lao động", "2026"),
    ]
    assert read[-1].comparator == "<="
