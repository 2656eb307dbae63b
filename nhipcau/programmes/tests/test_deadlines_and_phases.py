"""What a programme asks to be reported and its phases: from the confirmed sentence to its page."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import F
from django.urls import reverse

from nhipcau.audit.models import Entry
from nhipcau.documents import services as documents
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.services_reading import read_again
from nhipcau.documents.tests.papers import PAPER, catalogue
from nhipcau.programmes import services
from nhipcau.programmes.integrity import findings
from nhipcau.programmes.models import Phase, Programme, ReportDeadline
from nhipcau.programmes.queries_lines import time_line
from nhipcau.programmes.services_lines import save_line
from nhipcau.programmes.tests.deadlines import YEARLY, asking
from nhipcau.web.problems import Problem

DRIVES = """
- Phong trào chia hai đợt. Đợt 1: từ ngày 01/01/2024 đến ngày 31/5/2024 với chủ đề “Vào việc ngay”. Đợt 2: từ ngày 01/6/2024 đến ngày 30/11/2024 với chủ đề “Giữ nhịp”.
- Công đoàn cơ sở báo cáo hằng tháng trên hệ thống."""  # noqa: E501


@pytest.fixture
def paper(world, settings, tmp_path) -> Document:
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    text = PAPER.replace("ngày 15/11/2024.", "ngày 15/12/2024." + DRIVES)
    return documents.receive(world.province_a, data=text.encode(), file_name="a.txt", by=world.access(world.binh))[0]


@pytest.fixture
def office(client, world):
    client.force_login(world.binh, backend="django.contrib.auth.backends.ModelBackend")
    return client


def drawn_up(world, paper, *kinds) -> Programme:
    by = world.access(world.binh)
    for kind in (ReadItem.TARGET, *kinds):
        documents.accept_all(paper, kind=kind, least=None, by=by)
    return services.from_document(paper, by=by)


def test_confirmed_deadlines_and_phases_enter_each_with_its_sentence(world, paper):
    made = drawn_up(world, paper, ReadItem.DEADLINE, ReadItem.PHASE)
    found = [(one.to, *one.due) for one in made.deadlines.all()]
    assert found == [("Văn phòng", date(2024, 12, 15), False, ""), ("", None, False, "monthly")]
    assert "trước ngày 15/12/2024" in paper.text[slice(*made.deadlines.values_list("span_start", "span_end")[0])]
    phases = [(one.name, one.starts_on, one.ends_on, one.theme) for one in made.phases.all()]
    assert phases == [
        ("Đợt 1", date(2024, 1, 1), date(2024, 5, 31), "Vào việc ngay"),
        ("Đợt 2", date(2024, 6, 1), date(2024, 11, 30), "Giữ nhịp"),
    ]
    assert Entry.objects.get(action="programmes.programme.drawn_up").after["deadlines"] == 2


def test_what_nobody_confirmed_does_not_enter(world, paper):
    by = world.access(world.binh)
    refused = paper.items.filter(kind=ReadItem.DEADLINE).first()
    documents.decide(refused, ReadItem.REFUSED, by=by)
    made = drawn_up(world, paper)
    assert not made.deadlines.exists() and not made.phases.exists()


def test_a_programme_that_is_there_already_takes_them_after_its_own(world, paper):
    by = world.access(world.binh)
    there = services.create(world.province_a, fields={"title": "Từ bảng", "period": "2024"}, document=paper, by=by)
    save_line(there, ReportDeadline(), YEARLY, by=by)
    made = drawn_up(world, paper, ReadItem.DEADLINE)
    assert made == there and [one.order for one in made.deadlines.all()] == [1, 2, 3]


def test_a_phase_that_ends_before_it_begins_is_neither_accepted_nor_drawn_up(world, paper, office):
    item = paper.items.filter(kind=ReadItem.PHASE).first()
    item.fields = {**item.fields, "end": "2023-12-01"}
    item.save()
    with pytest.raises(Problem):
        documents.decide(item, ReadItem.ACCEPTED, by=world.access(world.binh))
    page = office.post(reverse("read-item-edit", args=[item.pk]), {"name": "Đợt 1", "start": "2/1/2024",
                                                                    "end": "1/1/2024"})  # fmt: skip
    assert page.status_code == 422 and "không thể kết thúc trước khi bắt đầu" in page.text
    documents.accept_all(paper, kind=ReadItem.PHASE, least=None, by=world.access(world.binh))
    with pytest.raises(Problem):
        drawn_up(world, paper)
    paper.refresh_from_db()
    assert paper.confirmed_at is None and not Programme.objects.exists()


def test_the_page_says_the_rule_beside_the_date_and_opens_the_sentence(world, paper, office):
    made = drawn_up(world, paper, ReadItem.DEADLINE, ReadItem.PHASE)
    services.issue(made, today=world.today, number="07/CTr-LĐLĐ", by=world.access(world.binh))
    page = office.get(reverse("programme", args=[made.pk])).text
    deadline, phase = made.deadlines.first(), made.phases.first()
    assert "Gửi Văn phòng: trước 15/12/2024" in page
    assert "Không tính ngày ấy: hết ngày 14/12/2024." in page and "Lần tới: hết ngày 14/12/2024." in page
    assert "Hằng tháng" in page and "Lần tới: hết ngày 30/11/2024." in page
    for line in (deadline, phase):
        assert f"{reverse('document', args=[paper.pk])}?at={line.span_start}-{line.span_end}#at" in page
    assert "Vào việc ngay" in page and page.count('class="stretch') == 2 and 'class="stretch now"' in page


def test_the_time_line_spans_the_year_and_marks_today(world, paper):
    made = drawn_up(world, paper, ReadItem.PHASE)
    line = time_line(made, date(2024, 7, 1))
    assert (line.start, line.end) == (date(2024, 1, 1), date(2024, 12, 31))
    first, second = line.bars
    assert (first.left, first.running, second.running) == (0, False, True)
    assert first.left + first.width == second.left and 490 < line.today < 500
    assert time_line(made, date(2026, 1, 1)).today is None


def test_a_draft_takes_a_deadline_by_hand_and_gives_it_back(world, office):
    plan = asking(world, issued=False)
    there = plan.deadlines.get()
    words = {"text": "Báo cáo quý", "to": "Ban Tổ chức", "named_on": "25/3/2024", "inclusive": "on",
             "recurrence": "quarterly"}  # fmt: skip
    assert office.post(reverse("deadline-new", args=[plan.pk]), words).status_code == 302
    added = plan.deadlines.last()
    assert added.due == (date(2024, 3, 25), True, "quarterly")
    assert office.post(reverse("deadline-edit", args=[added.pk]), {**words, "named_on": "26/3/2024"}).status_code == 302
    added.refresh_from_db()
    assert added.named_on == date(2024, 3, 26)
    entry = Entry.objects.filter(action="programmes.reportdeadline.saved").last()
    assert (entry.before["named_on"], entry.after["named_on"]) == ("2024-03-25", "2024-03-26")
    assert office.post(reverse("deadline-remove", args=[there.pk])).status_code == 302
    assert plan.deadlines.get() == added


@pytest.mark.parametrize(
    ("address", "wrong", "said"),
    [
        ("deadline-new", {"text": "Báo cáo", "named_on": "31/2/2024"}, "31/5/2024"),
        ("deadline-new", {"text": "", "named_on": "1/2/2024"}, ""),
        ("deadline-new", {"text": "Báo cáo", "recurrence": "mỗi tuần"}, ""),
        ("phase-new", {"name": "Đợt 1", "starts_on": "2/1/2024", "ends_on": "1/1/2024"}, "trước khi bắt đầu"),
    ],
)
def test_a_line_that_cannot_be_comes_back_and_changes_nothing(world, office, address, wrong, said):
    plan = asking(world, issued=False)
    page = office.post(reverse(address, args=[plan.pk]), wrong)
    assert page.status_code == 422 and said in page.text
    assert plan.deadlines.count() == 1 and not Phase.objects.exists()


def test_an_issued_programme_keeps_its_deadlines_and_phases(world, office):
    plan = asking(world, issued=False)
    phase = save_line(plan, Phase(), {"name": "Đợt 1", "ends_on": date(2024, 6, 30)}, by=world.access(world.binh))
    services.issue(plan, today=world.today, number="1", by=world.access(world.binh))
    line = plan.deadlines.get()
    for address, pk in (("deadline-edit", line.pk), ("deadline-remove", line.pk), ("phase-edit", phase.pk),
                        ("phase-remove", phase.pk), ("deadline-new", plan.pk), ("phase-new", plan.pk)):  # fmt: skip
        page = office.post(reverse(address, args=[pk]), {"text": "Khác", "name": "Khác"})
        assert page.status_code == 422 and "đã ban hành không sửa được" in page.text
    assert plan.deadlines.get().text == YEARLY["text"] and plan.phases.get().name == "Đợt 1"


def test_the_confirm_page_says_what_becomes_of_each_card(world, paper, office):
    documents.accept_all(paper, kind=ReadItem.DEADLINE, least=None, by=world.access(world.binh))
    page = office.get(reverse("document-confirm", args=[paper.pk])).text
    for said in ("thành chỉ tiêu của chương trình", "thành hạn báo cáo của chương trình",
                 "thành nhiệm vụ của chương trình", "thành các đợt trên trục thời gian"):  # fmt: skip
        assert said in page
    assert "2 hạn báo cáo, 0 đợt" in page
    assert "Không tính ngày ấy: hết ngày 14/12/2024" in page and "Văn bản không nêu ngày: hết ngày cuối" in page


def test_how_often_and_whether_the_day_counts_are_corrected_on_the_card(world, paper, office):
    item = paper.items.filter(kind=ReadItem.DEADLINE).first()
    words = {"date": "15/12/2024", "to": "Văn phòng", "inclusive": "on", "recurrence": "yearly"}
    assert office.post(reverse("read-item-edit", args=[item.pk]), words).status_code == 302
    made = drawn_up(world, paper)
    assert made.deadlines.get().due == (date(2024, 12, 15), True, "yearly")


def test_what_was_confirmed_before_programmes_kept_it_enters_with_the_upgrade(world, paper):
    made = drawn_up(world, paper, ReadItem.DEADLINE, ReadItem.PHASE)
    kept = list(made.deadlines.values_list("text", "named_on", "recurrence")), made.phases.count()
    ReportDeadline.objects.all().delete()
    Phase.objects.all().delete()
    import_module("nhipcau.programmes.migrations.0005_deadlines_confirmed_before").enter(apps, None)
    assert (list(made.deadlines.values_list("text", "named_on", "recurrence")), made.phases.count()) == kept


def test_check_data_names_a_deadline_whose_place_is_not_in_the_document(world, paper):
    made = drawn_up(world, paper, ReadItem.DEADLINE)
    assert [one for one in findings() if one.check.endswith("_place")] == []
    made.deadlines.update(span_end=F("span_end") + 100_000)
    assert len([one for one in findings() if one.check == "programmes.deadline_place"]) == 2


def test_reading_again_keeps_what_was_decided_on_deadlines_and_phases(world, paper):
    by = world.access(world.binh)
    deadline = paper.items.get(kind=ReadItem.DEADLINE, fields__recurrence="monthly")
    documents.correct(deadline, {"to": "Ban Tổ chức", "recurrence": "quarterly"}, accept=True, by=by)
    documents.decide(paper.items.filter(kind=ReadItem.PHASE).first(), ReadItem.REFUSED, by=by)
    read_again(paper, by=by)
    paper.refresh_from_db()
    documents.decide(paper.items.filter(kind=ReadItem.PHASE).last(), ReadItem.ACCEPTED, by=by)
    made = drawn_up(world, paper)
    assert [(one.to, *one.due) for one in made.deadlines.all()] == [("Ban Tổ chức", None, False, "quarterly")]
    assert [one.name for one in made.phases.all()] == ["Đợt 2"]
