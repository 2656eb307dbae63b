"""A NUL in an address, a question, a form or a cookie is refused with one sentence, before anything is looked up."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

SENTENCE = "không thuộc văn bản nào (NUL)"


@pytest.fixture
def binh(world):
    client = Client()
    client.force_login(world.binh)
    return client


@pytest.mark.parametrize(
    "address",
    ["/units/A%00/", "/figures/A/2024-11/T%00/", "/reports/?q=%00", "/reports/?%00=a", "/documents/?q=a%00b", "/%00"],
)
def test_an_address_or_a_question(binh, address):
    page = binh.get(address)
    assert page.status_code == 400 and SENTENCE in page.text


@pytest.mark.parametrize("body", [{"title": "a\0b", "period": "2024"}, {"title\0": "a"}])
def test_a_form(binh, body):
    page = binh.post("/programmes/new/", body)
    assert page.status_code == 400 and SENTENCE in page.text


def test_a_form_with_a_file(binh):
    page = binh.post("/documents/upload/", {"file": SimpleUploadedFile("a.txt", b"a"), "text": "a\0"})
    assert page.status_code == 400 and SENTENCE in page.text


def test_a_cookie(db):
    page = Client(headers={"cookie": r'sessionid="\000aaaaaaaaaaaaaaaaaaaa"'}).get("/")
    assert page.status_code == 400 and SENTENCE in page.text


def test_in_english_where_english_was_chosen(binh):
    page = binh.get("/reports/?q=%00", headers={"cookie": "nhipcau_language=en"})
    assert "belongs to no text (NUL)" in page.text


def test_a_number_of_thousands_of_digits(binh):
    endless = "9" * 5000
    for page in (
        binh.get("/programmes/1/allocate/", {"unit": endless}),
        binh.get("/reports/", {"page": endless}),
        binh.get(f"/programmes/{endless}/"),
        binh.post("/reports/approve/", {"r-" + endless: "x", "revision": endless}),
    ):
        assert page.status_code == 400 and "không đọc được yêu cầu" in page.text


def test_many_long_numbers_are_looked_through_once(binh):
    """Anybody may send ten megabytes: looking at each digit of each run anew would take minutes of the only process."""
    begun = time.process_time()
    page = binh.post("/language/en/", {"next": ("9" * 4000 + "a") * 1000})
    assert page.status_code == 302 and time.process_time() - begun < 20


def test_a_file_that_holds_one_is_no_form(binh, settings, tmp_path):
    """What is in a file is its reader's to judge: a NUL there is refused, or left out, with a page of its own."""
    settings.MEDIA_ROOT = tmp_path
    for name, data in (("a.txt", b"abc\0def"), ("\0.txt", b"abc"), ("a.txt", "chỉ tiêu\0 5 nhà".encode())):
        page = binh.post("/documents/upload/", {"file": SimpleUploadedFile(name, data)})
        assert page.status_code in (302, 422)
