"""Sending a document: it is read apart, kept unchanged, once; bad input says what to do and changes nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nhipcau.access import Forbidden, NotVisible
from nhipcau.documents import files, services
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.tests.papers import PAPER, catalogue
from nhipcau.web.problems import Problem


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(client, data: bytes, name: str = "ctr.txt"):
    return client.post(reverse("document-upload"), {"file": SimpleUploadedFile(name, data)})


def test_a_file_sent_is_read_kept_unchanged_and_waits_for_a_persons_word(world, client):
    catalogue()
    client.force_login(world.binh)
    response = upload(client, PAPER.encode())
    document = Document.objects.get()
    assert response.status_code == 302 and response.url == reverse("document-confirm", args=[document.pk])
    assert files.path_of(document.sha256).read_bytes() == PAPER.encode()
    assert document.number == "07/CTr-LĐLĐ" and document.unit == world.province_a
    targets = document.items.filter(kind=ReadItem.TARGET)
    assert [item.fields["value"] for item in targets] == ["1200", "12", "90"]
    assert {item.decision for item in targets} == {ReadItem.PENDING}
    assert all(document.text[item.span_start : item.span_end] for item in targets)


def test_the_same_file_twice_leads_to_the_document_that_is_there(world, client):
    client.force_login(world.binh)
    upload(client, PAPER.encode())
    response = upload(client, PAPER.encode(), "other-name.txt")
    assert response.url == reverse("document-confirm", args=[Document.objects.get().pk])
    assert Document.objects.count() == 1
    ReadItem.objects.update(decision=ReadItem.ACCEPTED)
    assert upload(client, PAPER.encode()).url == reverse("document", args=[Document.objects.get().pk])


def test_whoever_sends_a_file_twice_is_told_where_it_stands_and_may_have_it_read_again(world, client):
    client.force_login(world.binh)
    upload(client, PAPER.encode())
    document = Document.objects.get()
    address, again = reverse("document", args=[document.pk]), reverse("document-read-again", args=[document.pk])
    link = f'<a href="{address}">07/CTr-LĐLĐ</a>'
    for decided in (ReadItem.PENDING, ReadItem.ACCEPTED):
        ReadItem.objects.update(decision=decided)
        page = client.get(upload(client, PAPER.encode(), "other-name.txt").url).content.decode()
        assert "Sổ đã có đúng tệp này" in page and link in page and f'action="{again}"' in page
    Document.objects.update(confirmed_at=timezone.now())
    page = client.get(upload(client, PAPER.encode()).url).content.decode()
    assert link in page and "đã lập chương trình" in page and f'action="{again}"' not in page


def test_a_name_in_the_sentence_of_a_second_sending_is_only_words(world, client):
    client.force_login(world.binh)
    upload(client, PAPER.encode())
    Document.objects.update(number="<script>1</script>")
    page = client.get(upload(client, PAPER.encode()).url).content.decode()
    assert "<script>1" not in page and "&lt;script&gt;1" in page


def test_the_same_file_sent_to_another_unit_is_another_document(world, client):
    first, new = services.receive(world.province_a, data=PAPER.encode(), file_name="a.txt", by=world.access(world.binh))
    second, also_new = services.receive(
        world.province_b, data=PAPER.encode(), file_name="a.txt", by=world.access(world.dung)
    )
    assert new and also_new and first.pk != second.pk and first.sha256 == second.sha256


def test_pasted_text_is_a_document_too(world, client):
    client.force_login(world.binh)
    response = client.post(reverse("document-upload"), {"text": PAPER})
    assert response.status_code == 302
    assert Document.objects.get().items.filter(kind=ReadItem.TARGET).count() == 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02\x03" * 400,
        b"PK\x03\x04 not a zip at all",
        b"%PDF-1.7 cut short",
        b"\xd0\xcf\x11\xe0" + b"x" * 600,
    ],
    ids=["empty", "bytes", "zip that is none", "pdf cut short", "old word"],
)
def test_what_is_no_document_gets_a_sentence_and_changes_nothing(world, client, data, tmp_path):
    client.force_login(world.binh)
    response = upload(client, data, "x.docx")
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Document.objects.exists() and not list(tmp_path.rglob("*"))


def test_a_file_above_the_limit_is_refused(world, client, settings):
    settings.UPLOAD_LIMIT = 1000
    client.force_login(world.binh)
    response = upload(client, b"a" * 1001)
    assert response.status_code == 422 and not Document.objects.exists()


def test_an_empty_file_gets_one_sentence(world, client):
    client.force_login(world.binh)
    page = client.post(reverse("document-upload"), {"file": SimpleUploadedFile("a.txt", b"")})
    assert page.status_code == 422 and page.text.lower().count("rỗng") == 1 and not Document.objects.exists()


def test_neither_file_nor_text_gets_a_sentence(world, client):
    client.force_login(world.binh)
    assert client.post(reverse("document-upload"), {"text": "  "}).status_code == 422


def test_a_reader_that_takes_too_long_is_stopped_with_a_sentence(world, settings):
    settings.READING_SECONDS = 0
    with pytest.raises(Problem):
        services.receive(world.province_a, data=PAPER.encode() * 2000, file_name="a.txt", by=world.access(world.binh))
    assert not Document.objects.exists()


def test_a_reader_that_needs_too_much_memory_breaks_alone(world, settings):
    settings.READING_MEMORY = 20_000_000
    with pytest.raises(Problem):
        services.receive(world.province_a, data=PAPER.encode(), file_name="a.txt", by=world.access(world.binh))
    assert not Document.objects.exists()


def test_only_those_who_may_write_documents_send_them(world, client):
    with pytest.raises(NotVisible):
        services.receive(world.province_b, data=PAPER.encode(), file_name="a.txt", by=world.access(world.binh))
    with pytest.raises(Forbidden):
        services.receive(world.a1, data=PAPER.encode(), file_name="a.txt", by=world.access(world.chi))
    client.force_login(world.chi)
    assert client.get(reverse("document-upload")).status_code == 403


def test_the_file_comes_back_as_an_attachment_byte_for_byte(world, client):
    client.force_login(world.binh)
    upload(client, PAPER.encode(), "<b>ctr.html")
    response = client.get(reverse("document-file", args=[Document.objects.get().pk]))
    assert b"".join(response.streaming_content) == PAPER.encode()
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
