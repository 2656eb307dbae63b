"""Each error page says in the person's language what to do, and the status is right."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from nhipcau.web import views

pytestmark = pytest.mark.django_db


def test_an_address_without_anything_is_404_with_advice(client):
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "Không có gì ở đây" in page.text
    assert "Về trang đầu" in page.text


def test_a_form_without_its_token_is_403_and_says_to_reload():
    page = Client(enforce_csrf_checks=True).post("/language/en/")
    assert page.status_code == 403
    assert "tải lại trang" in page.text


def test_a_host_that_is_not_ours_is_400(client):
    page = client.get("/nowhere/", headers={"host": "evil.example"})
    assert page.status_code == 400
    assert "Hệ thống không đọc được yêu cầu này" in page.text


def test_a_mistake_of_ours_is_500_with_advice(client, settings):
    settings.ROOT_URLCONF = "tests.showcase_urls"
    client.raise_request_exception = False
    page = client.get("/broken/")
    assert page.status_code == 500
    assert "Thử lại sau một phút" in page.text


@pytest.mark.parametrize(("language", "heading"), [("vi", "Hệ thống gặp lỗi"), ("en", "The site made a mistake")])
def test_the_page_of_our_mistake_needs_no_database(language, heading, django_assert_num_queries):
    with translation.override(language), django_assert_num_queries(0):
        page = views.failed(RequestFactory().get("/"))
    assert page.status_code == 500
    assert heading in page.content.decode()
    assert re.search(r"\d\d:\d\d \d", page.content.decode())


def test_what_is_forbidden_says_whom_to_ask(world):
    request = RequestFactory().get("/")
    request.user, request.session = world.chi, {}
    with translation.override("vi"):
        page = views.forbidden(request, PermissionError())
    assert page.status_code == 403
    assert "liên hệ văn phòng" in page.content.decode()


def test_an_address_that_only_takes_a_form_says_so(client, world):
    client.force_login(world.chi)
    page = client.get(reverse("submissions-approve"))
    assert page.status_code == 405 and page["Allow"] == "POST"
    assert "Hãy quay lại trang" in page.text


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("http://testserver/reports/?tab=late", "/reports/%3Ftab%3Dlate"),
        ("http://evil.example/reports/", "/"),
        ("", "/"),
    ],
)
def test_what_is_sent_after_the_session_ended_leads_back_to_the_page_it_stood_on(client, before, back):
    answer = client.post(reverse("submissions-approve"), headers={"referer": before} if before else {})
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={back}"


def test_a_part_of_a_page_does_not_swallow_the_door(client):
    now = {"hx-request": "true", "hx-current-url": "http://testserver/"}
    answer = client.get(reverse("my-targets"), headers=now)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"{reverse('account_login')}?next=/"
