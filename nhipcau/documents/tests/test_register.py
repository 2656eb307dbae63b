"""The register of documents: what one sees in it, and a search that forgives accents."""

import pytest
from django.urls import reverse

from nhipcau.documents.models import Document, ReadItem


@pytest.fixture
def documents(world):
    def made(unit, title, **fields):
        document = Document(unit=unit, title=title, **{"issuer": unit.name, **fields})
        document.search_key = document.words()
        document.save()
        return document

    return {
        "received": made(
            world.province_a, "Xây nhà Mái ấm công đoàn", number="01/CV", issuer="Tổng Liên đoàn", sha256="1" * 64
        ),
        "issued": made(world.province_a, "Giao chỉ tiêu", number="02/QĐ-LĐLĐ", direction="out"),
        "below": made(world.district, "Báo cáo của huyện", sha256="2" * 64),
        "elsewhere": made(world.province_b, "Mái ấm ở tỉnh B", sha256="3" * 64),
    }


def seen(client, **query) -> str:
    return client.get(reverse("documents"), query).content.decode()


def test_an_office_sees_its_own_and_those_below_and_none_of_another_province(world, documents, client):
    client.force_login(world.binh)
    page = seen(client)
    assert "Xây nhà" in page and "Giao chỉ tiêu" in page and "Báo cáo của huyện" in page and "tỉnh B" not in page


def test_a_unit_below_sees_what_was_issued_above_but_not_what_was_received(world, documents, client):
    client.force_login(world.chi)
    page = seen(client)
    assert "Giao chỉ tiêu" in page and "Xây nhà" not in page


def test_the_search_forgives_missing_accents(world, documents, client):
    client.force_login(world.binh)
    page = seen(client, q="mai am")
    assert "Xây nhà" in page and "Giao chỉ tiêu" not in page


def item(document, kind="task", decision="pending"):
    return ReadItem.objects.create(
        document=document,
        kind=kind,
        decision=decision,
        order=document.items.count(),
        fields={},
        as_read={},
        span_start=0,
        span_end=1,
    )


def test_what_still_waits_for_a_word_is_a_register_of_its_own_and_leads_to_its_page(world, documents, client):
    item(documents["received"])
    item(documents["issued"], decision="accepted")
    item(documents["below"])
    client.force_login(world.binh)
    page = seen(client, direction="confirm")
    assert "Xây nhà" in page and "Giao chỉ tiêu" not in page and "Báo cáo của huyện" not in page
    assert f'href="{reverse("document-confirm", args=[documents["received"].pk])}"' in page
    assert "<b>1</b>" in page


def test_tasks_that_wait_are_counted_where_a_document_sets_no_target(world, documents, client):
    item(documents["received"])
    item(documents["received"], decision="refused")
    client.force_login(world.binh)
    assert "còn 1/2 mục chờ xác nhận" in seen(client)


def test_nothing_that_waits_is_said_so(world, documents, client):
    client.force_login(world.binh)
    assert "Không còn gì chờ xác nhận" in seen(client, direction="confirm")


def test_received_and_issued_are_two_registers(world, documents, client):
    client.force_login(world.binh)
    assert "Giao chỉ tiêu" not in seen(client, direction="in")
    assert "Xây nhà" not in seen(client, direction="out")


@pytest.mark.parametrize(
    ("issuer", "register"),
    [
        ("LĐLĐ tỉnh A", "Văn bản đi"),
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH A", "Văn bản đi"),
        ("BAN THƯỜNG VỤ LĐLĐ TỈNH A", "Văn bản đi"),
        ("Tổng Liên đoàn Lao động Việt Nam", "Văn bản đến"),
        ("LĐLĐ tỉnh B", "Văn bản đến"),
        ("", "Văn bản đến"),
    ],
)
def test_a_paper_with_the_units_own_head_is_its_own_though_it_came_as_a_file(world, client, issuer, register):
    document = Document.objects.create(unit=world.province_a, title="Kế hoạch riêng", issuer=issuer, sha256="4" * 64)
    client.force_login(world.binh)
    page = client.get(reverse("document", args=[document.pk])).content.decode()
    assert f"{register}</" in page.partition("<h1")[0]
    there = "out" if register == "Văn bản đi" else "in"
    assert "Kế hoạch riêng" in seen(client, direction=there)
    assert "Kế hoạch riêng" not in seen(client, direction={"in": "out", "out": "in"}[there])
    client.force_login(world.chi)
    assert "Kế hoạch riêng" not in seen(client)  # nobody published it to the units below


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
    world, documents, client, django_assert_num_queries
):
    client.force_login(world.binh)
    with django_assert_num_queries(7) as few:
        seen(client)
    for n in range(20):
        Document.objects.create(unit=world.province_a, title=f"Văn bản {n}", sha256=f"{n:064x}")
    with django_assert_num_queries(len(few)):
        seen(client)


def test_a_sentence_of_a_document_can_be_pointed_at(world, client):
    document = Document.objects.create(unit=world.province_a, direction="out", text="Một.\nHai ba.\nBốn.", title="x")
    client.force_login(world.chi)
    page = client.get(reverse("document", args=[document.pk]), {"at": "5-12"}).content.decode()
    assert '<mark class="sel" id="at">Hai ba.</mark>' in page
