"""Reading again: what people decided and corrected stays; what is new or gone is said."""

from pathlib import Path

import pytest
from django.urls import reverse

from nhipcau.audit.models import Entry
from nhipcau.docio.tests.scans import needs_tesseract, page_of, saved
from nhipcau.documents import arrivals, files, services, services_adding, services_reading
from nhipcau.documents.models import Arrival, Document, ReadItem
from nhipcau.documents.tests.papers import PAPER, catalogue
from nhipcau.web.problems import Conflict, Problem

HOUSES = "- Hỗ trợ xây dựng 12 căn nhà Mái ấm công đoàn.\n"


@pytest.fixture
def by(world):
    return world.access(world.binh)


@pytest.fixture
def paper(world, settings, tmp_path, by) -> Document:
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    return services.receive(world.province_a, data=PAPER.encode(), file_name="a.txt", by=by)[0]


def target(paper: Document, value: str) -> ReadItem:
    return paper.items.get(kind=ReadItem.TARGET, as_read__value=value)


def stands(paper: Document) -> list[tuple]:
    found = paper.items.order_by("pk")
    return [(i.pk, i.kind, i.text, i.fields, i.indicator, i.decision, i.standing, i.span_start) for i in found]


def correct(paper: Document, text: str, by):
    paper.refresh_from_db()
    return services_reading.correct_text(paper, text, revision=paper.revision, by=by)


def test_the_same_file_read_again_changes_nothing(paper, by):
    services.decide(target(paper, "12"), ReadItem.ACCEPTED, by=by)
    services.correct(target(paper, "90"), {"value": "92"}, by=by)
    before = stands(paper)
    again = services_reading.read_again(paper, by=by)
    assert (again.new, again.gone) == (0, 0) and stands(paper) == before


def test_decisions_and_corrections_stay_when_the_text_moves_and_is_wrapped_anew(paper, by):
    services.decide(target(paper, "12"), ReadItem.REFUSED, by=by)
    services.correct(target(paper, "1200"), {"value": "1300"}, indicator="T4", accept=True, by=by)
    services.correct(target(paper, "90"), {"period": "2025"}, by=by)
    text = PAPER.replace("I. CHỦ ĐỀ", "Một dòng thêm vào.\n\nI. CHỦ ĐỀ").replace("12 căn nhà Mái", "12 căn nhà\nMái")
    again = correct(paper, text, by)
    paper.refresh_from_db()
    assert (again.new, again.gone) == (0, 0)
    houses, members, rate = target(paper, "12"), target(paper, "1200"), target(paper, "90")
    assert houses.decision == ReadItem.REFUSED
    assert (members.decision, members.fields["value"], members.indicator) == (ReadItem.ACCEPTED, "1300", "T4")
    assert rate.fields["period"] == "2025"
    assert "kết nạp" in paper.text[members.span_start : members.span_end]


def test_what_is_decided_never_disappears_and_what_is_not_is_shown_once_as_gone(paper, by):
    kept = services.decide(target(paper, "12"), ReadItem.ACCEPTED, by=by)
    other = target(paper, "1200")
    text = PAPER.replace(HOUSES, "").replace("- Phấn đấu kết nạp mới 1.200 đoàn viên công đoàn.\n", "")
    assert correct(paper, text, by).gone == 2
    assert target(paper, "12").standing == target(paper, "1200").standing == ReadItem.GONE
    correct(paper, text + "\n", by)
    assert paper.items.filter(pk=kept.pk, decision=ReadItem.ACCEPTED, standing=ReadItem.GONE).exists()
    assert not paper.items.filter(pk=other.pk).exists()


def test_what_comes_back_is_no_longer_gone(paper, by):
    services.decide(target(paper, "12"), ReadItem.ACCEPTED, by=by)
    correct(paper, PAPER.replace(HOUSES, ""), by)
    correct(paper, PAPER, by)
    assert (target(paper, "12").standing, target(paper, "12").decision) == (ReadItem.SAME, ReadItem.ACCEPTED)


def test_what_is_new_waits_and_is_marked(paper, by):
    again = correct(paper, PAPER.replace(HOUSES, HOUSES + "- Trao tặng 40 suất quà cho đoàn viên khó khăn.\n"), by)
    found = target(paper, "40")
    assert again.new == 1 and (found.standing, found.decision) == (ReadItem.NEW, ReadItem.PENDING)


def test_what_is_gone_is_not_accepted_with_all_others(paper, by):
    correct(paper, PAPER.replace(HOUSES, ""), by)
    services.accept_all(paper, kind=ReadItem.TARGET, least=None, by=by)
    assert target(paper, "12").decision == ReadItem.PENDING


def test_what_was_made_by_hand_moves_with_its_sentence(paper, by):
    made = services_adding.add(paper, kind=ReadItem.TASK, sentence="Vững nghề, bền cầu nối", by=by)
    correct(paper, "Dòng đầu.\n" + PAPER, by)
    made.refresh_from_db()
    paper.refresh_from_db()
    assert paper.text[made.span_start : made.span_end] == "Vững nghề, bền cầu nối" and made.standing == ReadItem.SAME
    correct(paper, PAPER.replace("bền cầu nối", "khác hẳn"), by)
    made.refresh_from_db()
    assert made.standing == ReadItem.GONE


def test_a_corrected_text_is_read_again_from_the_text_and_the_file_stays(paper, by):
    correct(paper, PAPER.replace("12 căn", "15 căn"), by)
    paper.refresh_from_db()
    services_reading.read_again(paper, by=by)
    assert target(paper, "15") and files.path_of(paper.sha256).read_bytes() == PAPER.encode()


def test_a_head_corrected_by_hand_stays_and_the_rest_is_read_anew(paper, by):
    services.correct_header(paper, {"title": "Tên đúng"}, revision=1, by=by)
    correct(paper, PAPER.replace("Trần Văn Cầu", "Lê Thị Nhịp"), by)
    paper.refresh_from_db()
    assert (paper.title, paper.signer) == ("Tên đúng", "Lê Thị Nhịp")


def test_of_two_who_correct_the_text_the_second_is_told(paper, by):
    services_reading.correct_text(paper, PAPER + "\n", revision=1, by=by)
    with pytest.raises(Conflict):
        services_reading.correct_text(paper, "Khác", revision=1, by=by)
    paper.refresh_from_db()
    assert paper.text.strip() == PAPER.strip()


def test_once_a_programme_was_drawn_up_nothing_is_read_again(paper, by, client, world):
    services.close(paper, by=by)
    paper.refresh_from_db()
    with pytest.raises(Conflict):
        services_reading.read_again(paper, by=by)
    client.force_login(world.binh)
    assert client.post(reverse("document-read-again", args=[paper.pk])).status_code == 409


def test_a_file_that_is_gone_is_said_and_nothing_changes(paper, by):
    Path(files.path_of(paper.sha256)).unlink()
    before = stands(paper)
    with pytest.raises(Problem):
        services_reading.read_again(paper, by=by)
    assert stands(paper) == before


@needs_tesseract
def test_a_scan_is_read_again_in_the_background_and_decisions_stay(world, by, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lines = [
        (300, 300, "KẾ HOẠCH"),
        (300, 600, "I. CHỈ TIÊU"),
        (300, 700, "1. Kết nạp 120 đoàn viên mới trong năm 2025."),
    ]
    scan, _ = services.receive(
        world.province_a, data=saved(page_of(lines)), file_name="scan.png", by=by, told=lambda done, pages: None
    )
    kept = services.decide(scan.items.filter(kind=ReadItem.TARGET).first(), ReadItem.ACCEPTED, by=by)
    client.force_login(world.binh)
    answer = client.post(reverse("document-read-again", args=[scan.pk]))
    arrival = Arrival.objects.get()
    assert answer.url == reverse("document-reading", args=[arrival.pk])
    arrivals.read_next()
    kept.refresh_from_db()
    assert (kept.decision, kept.standing) == (ReadItem.ACCEPTED, ReadItem.SAME)
    assert Entry.objects.filter(action="documents.document.read_again").count() == 1


def test_an_empty_text_is_refused_with_a_sentence(world, paper, client):
    client.force_login(world.binh)
    response = client.post(reverse("document-text", args=[paper.pk]), {"text": "  \n ", "revision": 1})
    paper.refresh_from_db()
    assert response.status_code == 422 and paper.text.strip() == PAPER.strip()


def test_the_page_says_what_is_new_and_what_is_gone(world, paper, by, client):
    client.force_login(world.binh)
    text = PAPER.replace(HOUSES, "- Trao tặng 40 suất quà cho đoàn viên khó khăn.\n")
    said = client.post(reverse("document-text", args=[paper.pk]), {"text": text, "revision": 1}, follow=True)
    page = said.content.decode()
    assert "1 mục mới" in page and "Không còn thấy" in page and ">Mới<" in page
