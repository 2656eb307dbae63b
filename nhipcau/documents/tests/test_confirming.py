"""Confirming what was read: only what a person accepts counts; corrections keep what was first read."""

import gzip
from decimal import Decimal

import pytest
from django.urls import reverse

from nhipcau.audit.models import Entry
from nhipcau.documents import services
from nhipcau.documents.cited import key_of
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.tests.papers import PAPER, catalogue
from nhipcau.web.problems import Conflict, Problem


@pytest.fixture
def paper(world, settings, tmp_path) -> Document:
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    return services.receive(world.province_a, data=PAPER.encode(), file_name="a.txt", by=world.access(world.binh))[0]


def target(paper: Document, value: str) -> ReadItem:
    return paper.items.get(kind=ReadItem.TARGET, fields__value=value)


def test_a_target_is_tied_to_the_indicator_its_words_mean_and_goes_down_its_way(paper):
    admitted, houses, rate = target(paper, "1200"), target(paper, "12"), target(paper, "90")
    assert (admitted.indicator, houses.indicator, rate.indicator) == ("T1", "T2", "T3")
    assert (admitted.fields["cascade"], rate.fields["cascade"]) == ("split", "copy")
    assert admitted.fields["duty"] == "aspiration" and rate.fields["comparator"] == ">="


def test_the_page_shows_the_sentence_marked_and_a_card_that_points_to_it(world, paper, client):
    client.force_login(world.binh)
    page = client.get(reverse("document-confirm", args=[paper.pk])).content.decode()
    item = target(paper, "12")
    assert f'id="span-{item.pk}" href="#item-{item.pk}"' in page and f'id="item-{item.pk}"' in page
    assert 'class="read deadline"' in page


def test_accepting_a_target_leaves_a_record_and_only_it_counts(world, paper):
    services.decide(target(paper, "12"), ReadItem.ACCEPTED, by=world.access(world.binh))
    assert list(paper.items.filter(decision=ReadItem.ACCEPTED).values_list("fields__value", flat=True)) == ["12"]
    assert Entry.objects.filter(action="documents.item.accepted").count() == 1


def test_a_correction_keeps_what_was_first_read(world, paper):
    item = target(paper, "12")
    services.correct(item, {"value": "15"}, indicator="T1", accept=True, by=world.access(world.binh))
    item.refresh_from_db()
    assert (item.fields["value"], item.indicator, item.decision) == ("15", "T1", ReadItem.ACCEPTED)
    assert (item.as_read["value"], item.as_read["indicator"]) == ("12", "T2")


def test_another_indicator_brings_its_own_way_down(world, paper):
    item = services.correct(target(paper, "1200"), {}, indicator="T4", by=world.access(world.binh))
    assert item.fields["cascade"] == "roll"


def test_an_unknown_indicator_is_refused_with_a_sentence(world, paper, client):
    client.force_login(world.binh)
    item = target(paper, "12")
    response = client.post(reverse("read-item-indicator", args=[item.pk]), {"code": "NO-SUCH"})
    item.refresh_from_db()
    assert response.status_code == 422 and "NO-SUCH" in response.content.decode() and item.indicator == "T2"


def test_accept_all_takes_those_from_a_confidence_upwards(world, paper):
    paper.items.filter(kind=ReadItem.TARGET).update(confidence=0.99)
    ReadItem.objects.filter(pk=target(paper, "12").pk).update(confidence=0.6)
    count = services.accept_all(paper, kind=ReadItem.TARGET, least=Decimal("0.95"), by=world.access(world.binh))
    assert count == 2 and target(paper, "12").decision == ReadItem.PENDING


def test_a_number_written_wrongly_comes_back_with_its_form(world, paper, client):
    client.force_login(world.binh)
    item = target(paper, "12")
    fields = {"comparator": "=", "value": "mười hai", "period": "2024", "cascade": "split", "duty": "required"}
    response = client.post(reverse("read-item-edit", args=[item.pk]), fields)
    item.refresh_from_db()
    assert response.status_code == 422 and "mười hai" in response.content.decode() and item.fields["value"] == "12"


def test_a_period_that_does_not_exist_comes_back_with_one_sentence(world, paper, client):
    client.force_login(world.binh)
    item = target(paper, "12")
    fields = {"comparator": "=", "value": "13", "period": "2024-13", "cascade": "split", "duty": "required"}
    response = client.post(reverse("read-item-edit", args=[item.pk]), fields)
    item.refresh_from_db()
    assert response.status_code == 422 and response.content.decode().count("Không có kỳ này") == 1
    assert item.fields["value"] == "12"


def test_with_htmx_a_card_comes_back_alone_with_the_count(world, paper, client):
    client.force_login(world.binh)
    item = target(paper, "12")
    response = client.post(
        reverse("read-item-decide", args=[item.pk]), {"decision": "accepted"}, headers={"HX-Request": "true"}
    )
    page = response.content.decode()
    assert page.lstrip().startswith(f'<article class="item accepted" id="item-{item.pk}"')
    assert 'hx-swap-oob="true"' in page and "(1/3)" in page


def test_the_catalogue_is_searched_without_accents_beside_the_card(world, paper, client):
    client.force_login(world.binh)
    item = target(paper, "1200")
    page = client.get(reverse("read-item-edit", args=[item.pk]), {"q": "mai am"}, headers={"HX-Request": "true"})
    assert "T2" in page.content.decode()
    plain = client.get(reverse("document-confirm", args=[paper.pk]), {"edit": item.pk, "q": "mai am"})
    assert "T2 · Nhà Mái ấm" in plain.content.decode()


def test_a_stale_head_is_refused_and_nothing_changes(world, paper):
    services.correct_header(paper, {"title": "Một"}, revision=1, by=world.access(world.binh))
    with pytest.raises(Conflict):
        services.correct_header(paper, {"title": "Hai"}, revision=1, by=world.access(world.lan))
    paper.refresh_from_db()
    assert paper.title == "Một"


def test_the_head_is_corrected_from_the_page(world, paper, client):
    client.force_login(world.binh)
    fields = {"number": "08/CTr-LĐLĐ", "issued_on": "13/2/2024", "direction": "in", "title": "T", "revision": 1}
    assert client.post(reverse("document-header", args=[paper.pk]), fields).status_code == 302
    paper.refresh_from_db()
    assert (paper.number, paper.issued_on.isoformat()) == ("08/CTr-LĐLĐ", "2024-02-13")
    assert (
        client.post(reverse("document-header", args=[paper.pk]), {**fields, "issued_on": "31/2/2024"}).status_code
        == 422
    )
    assert client.post(reverse("document-header", args=[paper.pk]), fields).status_code == 409


def test_once_a_programme_was_drawn_up_the_items_are_closed(world, paper):
    services.close(paper, by=world.access(world.binh))
    with pytest.raises(Problem):
        services.decide(target(paper, "12"), ReadItem.ACCEPTED, by=world.access(world.binh))


def test_a_target_without_a_value_is_not_accepted(world, paper):
    item = target(paper, "12")
    services.correct(item, {"value": None}, by=world.access(world.binh))
    with pytest.raises(Problem):
        services.decide(item, ReadItem.ACCEPTED, by=world.access(world.binh))


@pytest.mark.parametrize("name", ["document", "document-file", "document-confirm"])
def test_a_document_of_another_province_does_not_exist_here(world, paper, client, name):
    client.force_login(world.dung)
    assert client.get(reverse(name, args=[paper.pk])).status_code == 404


def test_who_may_only_read_is_refused_the_confirming(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made, _ = services.receive(world.a1, data=PAPER.encode(), file_name="a.txt", by=world.access(world.lan))
    client.force_login(world.chi)
    assert client.get(reverse("document", args=[made.pk])).status_code == 200
    assert client.get(reverse("document-confirm", args=[made.pk])).status_code == 403
    item = made.items.first()
    assert client.post(reverse("read-item-decide", args=[item.pk]), {"decision": "accepted"}).status_code == 403


def full(paper: Document, many: int) -> Document:
    """The paper as one with that many things read: sentences, suggestions, cited numbers, numbers left out."""
    lines = [
        f"- Phấn đấu {n + 10} đoàn viên được học tập nghị quyết, theo Kế hoạch số {n + 10}/KH-LĐLĐ."
        for n in range(many)
    ]
    text = "\n".join(lines)
    items, at = [], 0
    for n, line in enumerate(lines):
        kind = (ReadItem.TARGET, ReadItem.TASK, ReadItem.REFERENCE)[n % 3]
        fields = {"value": str(n + 10), "comparator": ">=", "unit": "%", "period": "2024", "subject": line[12:40],
                  "cascade": "copy", "duty": "required", "section": "II"}  # fmt: skip
        if kind == ReadItem.REFERENCE:
            fields = {"number": f"{n + 10}/KH-LĐLĐ", "date": None, "issuer": None, "role": "basis"}
        items.append(ReadItem(
            document=paper, kind=kind, order=1000 + n, text=line, span_start=at + 2, span_end=at + 40 + n % 9,
            fields=fields, as_read=fields, indicator="T3" if kind == ReadItem.TARGET else "", confidence=0.9,
            suggestions=[["T3", 0.9], ["T1", 0.7], ["T4", 0.6]], number_key=key_of(fields.get("number", "")),
        ))  # fmt: skip
        at += len(line) + 1
    paper.items.all().delete()
    ReadItem.objects.bulk_create(items)
    left = [{"text": "10", "span": [n * 60 + 12, n * 60 + 14], "why": "a date"} for n in range(60)]
    Document.objects.filter(pk=paper.pk).update(text=text, reading={**paper.reading, "refused": left})
    return paper


def test_a_document_with_three_hundred_items_asks_few_questions_and_is_a_small_page(
    world, paper, client, django_assert_max_num_queries
):
    full(paper, 300)
    client.force_login(world.binh)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("document-confirm", args=[paper.pk]), {"numbers": 1})
    assert page.content.decode().count('<article class="item') == 360
    assert len(gzip.compress(page.content)) < 100_000


def test_a_decision_asks_few_questions(world, paper, client, django_assert_max_num_queries):
    item = full(paper, 300).items.filter(kind=ReadItem.TARGET).first()
    client.force_login(world.binh)
    with django_assert_max_num_queries(20):
        client.post(
            reverse("read-item-decide", args=[item.pk]), {"decision": "accepted"}, headers={"HX-Request": "true"}
        )


def test_the_page_says_beforehand_how_many_a_confidence_takes_and_what_will_enter(world, paper, client):
    paper.items.filter(kind=ReadItem.TARGET).update(confidence=0.92)
    ReadItem.objects.filter(pk=target(paper, "12").pk).update(confidence=0.99)
    services.decide(target(paper, "1200"), ReadItem.ACCEPTED, by=world.access(world.binh))
    client.force_login(world.binh)
    page = client.get(reverse("document-confirm", args=[paper.pk])).content.decode()
    assert "95 % · 1 chỉ tiêu" in page and "90 % · 2 chỉ tiêu" in page
    assert "Sẽ vào chương trình: 1 chỉ tiêu, 0 nhiệm vụ" in page
    services.accept_all(paper, kind=ReadItem.TARGET, least=Decimal("0.95"), by=world.access(world.binh))
    assert target(paper, "12").decision == ReadItem.ACCEPTED and target(paper, "90").decision == ReadItem.PENDING
    page = client.get(reverse("document-confirm", args=[paper.pk])).content.decode()
    assert '<option value="90" selected>90 % · 1 chỉ tiêu' in page


def test_the_cards_that_wait_are_shown_alone(world, paper, client):
    refused = services.decide(target(paper, "12"), ReadItem.REFUSED, by=world.access(world.binh))
    client.force_login(world.binh)
    address = reverse("document-confirm", args=[paper.pk])
    assert f'id="item-{refused.pk}"' not in client.get(address, {"show": "pending"}).content.decode()
    assert f'id="item-{refused.pk}"' in client.get(address, {"show": "refused"}).content.decode()


def test_the_search_gives_only_what_it_found_to_htmx(world, paper, client):
    client.force_login(world.binh)
    address = reverse("read-item-edit", args=[target(paper, "1200").pk])
    page = client.get(address, {"choices": "", "q": "mai am"}, headers={"HX-Request": "true"}).content.decode()
    assert "T2 · Nhà Mái ấm" in page and "<article" not in page
