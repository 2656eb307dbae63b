"""Vietnamese until somebody switches; the switch is one press and is remembered."""

import pytest

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"


def test_the_site_is_vietnamese_whatever_the_browser_prefers(client):
    page = client.get(SIGN_IN, headers={"accept-language": "en"})
    assert '<html lang="vi">' in page.text
    assert "Đăng nhập" in page.text


def test_switching_goes_back_to_the_page_and_is_remembered(client):
    answer = client.post("/language/en/", {"next": f"{SIGN_IN}?next=/units/"})
    assert answer.status_code == 302
    assert answer.url == f"{SIGN_IN}?next=/units/"
    assert '<html lang="en">' in client.get(SIGN_IN).text
    client.post("/language/vi/")
    assert '<html lang="vi">' in client.get(SIGN_IN).text


def test_the_switch_leads_nowhere_else(client):
    assert client.post("/language/en/", {"next": "https://example.org/"}).url == "/"


def test_a_language_there_is_not_and_a_switch_by_link_are_refused(client):
    assert client.post("/language/xx/").status_code == 404
    assert client.get("/language/en/").status_code == 405
