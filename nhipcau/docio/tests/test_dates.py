"""Deadlines for reports, phases of a campaign, tasks with their day: what the words say, no more."""

from datetime import date

import pytest

from nhipcau.docio import read_document


def read(words, heading="TỔ CHỨC THỰC HIỆN"):
    text = f"KẾ HOẠCH\nCông tác năm 2025\n\nI. {heading}\n\n- {words}\n"
    return read_document(text.encode(), "a.txt")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Các đơn vị báo cáo về Ban Tổ chức trước ngày 20/6/2025.", [(date(2025, 6, 20), False, None)]),
        ("Gửi báo cáo chậm nhất ngày 15/11.", [(date(2025, 11, 15), True, None)]),
        (
            "Báo cáo sơ kết 6 tháng và tổng kết năm về Văn phòng trước ngày 31/5 và 15/11/2025.",
            [(date(2025, 5, 31), False, "half-year"), (date(2025, 11, 15), False, "yearly")],
        ),
        ("Định kỳ hằng tháng, hằng quý báo cáo kết quả.", [(None, False, "monthly"), (None, False, "quarterly")]),
        ("Các cấp định kỳ báo cáo kết quả theo quy định.", [(None, False, None)]),
        ("Báo cáo quý gửi trước ngày 20 tháng cuối quý.", [(None, False, "quarterly")]),
        (
            "Báo cáo hằng tháng; riêng báo cáo 6 tháng gửi trước ngày 25/5/2025, báo cáo năm trước ngày 05/11/2025.",
            [(None, False, "monthly"), (date(2025, 5, 25), False, "half-year"), (date(2025, 11, 5), False, "yearly")],
        ),
        (
            "Báo cáo tháng, báo cáo 6 tháng trước ngày 25/5/2025, báo cáo năm trước ngày 05/11/2025.",
            [(None, False, "monthly"), (date(2025, 5, 25), False, "half-year"), (date(2025, 11, 5), False, "yearly")],
        ),
        ("Hoàn thành việc rà soát trước ngày 20/6/2025.", []),
    ],
)
def test_report_deadlines(words, found):
    deadlines = read(words).report_deadlines
    assert [(deadline.date, deadline.inclusive, deadline.recurrence) for deadline in deadlines] == found


def test_a_report_says_through_whom_it_goes():
    (deadline,) = read("Báo cáo về LĐLĐ tỉnh (qua Ban Tuyên giáo) trước ngày 20/6/2025.").report_deadlines
    assert deadline.to == "Ban Tuyên giáo"


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Đợt 1: Từ đầu năm đến 30/6/2025 với chủ đề “Thi đua”", date(2025, 1, 1), date(2025, 6, 30)),
        ("Đợt 2 (từ 01/7/2025 đến 31/12/2025): tổng kết", date(2025, 7, 1), date(2025, 12, 31)),
        ("Giai đoạn 1: từ tháng 3 đến hết tháng 6/2025: ra quân", date(2025, 3, 1), date(2025, 6, 30)),
    ],
)
def test_phases(words, start, end):
    (phase,) = read(words).phases
    assert (phase.start, phase.end) == (start, end)


def test_a_phase_keeps_its_theme():
    (phase,) = read("Đợt 1: Từ đầu năm đến 30/6/2025 với chủ đề: “Đoàn kết, sáng tạo”").phases
    assert phase.theme == "Đoàn kết, sáng tạo"


def test_a_task_names_who_leads_and_by_when():
    words = "Giao Ban Tổ chức chủ trì, tham mưu phân bổ chỉ tiêu, hoàn thành trong quý I/2025."
    (task,) = read(words).tasks
    assert (task.lead, task.due) == ("Ban Tổ chức", date(2025, 3, 31))


def test_a_sentence_that_is_a_target_is_no_task():
    reading = read("Tổ chức 02 lớp tập huấn cho cán bộ công đoàn cơ sở trong năm.", "NHIỆM VỤ")
    assert (len(reading.targets), len(reading.tasks)) == (1, 0)
