"""The words of the page that confirms: steps of confidence, remarks in one's language, what a line says of a thing."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from nhipcau.documents.models import Document, ReadItem


@pytest.fixture
def paper(world) -> Document:
    return Document.objects.create(unit=world.province_a, title="Kế hoạch", sha256="1" * 64, text="Một câu.")


def item(paper: Document, kind: str, **told) -> ReadItem:
    given = {"order": paper.items.count(), "text": "Một câu.", "span_start": 0, "span_end": 8, "fields": {}} | told
    return ReadItem.objects.create(document=paper, kind=kind, as_read=given["fields"], **given)


def page(world, client, paper: Document) -> str:
    client.force_login(world.binh)
    return client.get(reverse("document-confirm", args=[paper.pk])).content.decode()


@pytest.mark.parametrize(
    ("confidence", "shown"),
    [("0.90", '<progress class="sure"'), ("0.89", '<progress class="fair"'), ("0.69", "Cần xem 69 %")],
)
def test_a_confidence_is_shown_in_one_of_three_steps(world, client, paper, confidence, shown):
    item(paper, ReadItem.TARGET, confidence=confidence, fields={"value": "5", "comparator": "="})
    assert shown in page(world, client, paper)


def test_a_remark_of_the_reading_is_said_in_the_language_of_the_person(world, client, paper):
    paper.reading = {"warnings": ["Không tìm thấy ngày ban hành."]}
    paper.save()
    assert "Không tìm thấy ngày ban hành." in page(world, client, paper)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "No date of issue was found." in page(world, client, paper)


def test_a_phase_says_its_first_day_before_its_last(world, client, paper):
    item(paper, ReadItem.PHASE, fields={"name": "Đợt 1", "end": "2024-06-30", "start": "2024-01-01"})
    shown = page(world, client, paper)
    assert shown.index("1/1/2024") < shown.index("30/6/2024")


def test_the_same_paper_in_another_file_is_pointed_out(world, client, paper):
    def named(document, number):
        document.number, document.issued_on = number, date(2024, 2, 12)
        document.save()

    other = Document.objects.create(unit=world.province_a, title="Bản quét", sha256="2" * 64)
    elsewhere = Document.objects.create(unit=world.province_b, title="Nơi khác", sha256="3" * 64)
    named(paper, "07/CTr-LĐLĐ")
    named(elsewhere, "07/CTr-LĐLĐ")
    assert "Sổ đã có" not in page(world, client, paper)
    named(other, "07/CTr - LĐLD")
    shown = page(world, client, paper)
    assert "Sổ đã có" in shown and f'href="{reverse("document", args=[other.pk])}"' in shown


def test_where_no_target_was_read_no_programme_is_offered(world, client, paper):
    item(paper, ReadItem.TASK)
    shown = page(world, client, paper)
    assert reverse("programme-from-document", args=[paper.pk]) not in shown and "hãy thêm từ văn bản" in shown
    item(paper, ReadItem.TARGET, fields={"value": "5", "comparator": "="}, confidence="0.9")
    assert reverse("programme-from-document", args=[paper.pk]) in page(world, client, paper)


def test_what_is_gone_and_undecided_is_not_said_to_be_decided(world, client, paper):
    gone = item(paper, ReadItem.TASK, standing=ReadItem.GONE)
    assert "hãy bỏ, hoặc nhận nếu vẫn đúng" in page(world, client, paper)
    gone.decision = ReadItem.ACCEPTED
    gone.save()
    assert "vẫn giữ như đã quyết định" in page(world, client, paper)


@pytest.mark.parametrize(("unit", "said"), [("cuộc/năm", False), ("cuộc", True), (None, True)])
def test_the_year_is_said_once(world, client, paper, unit, said):
    fields = {"value": "2", "comparator": ">=", "per": "mỗi năm", **({"unit": unit} if unit else {})}
    item(paper, ReadItem.TARGET, fields=fields, confidence="0.9")
    assert ("mỗi năm" in page(world, client, paper)) is said
