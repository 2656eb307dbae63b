"""Signing in: Vietnamese throughout, plain sentences for what went wrong, the same answer for name and password."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from conftest import PASSWORD

SIGN_IN = "/accounts/login/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def answer(client, name, password):
    return client.post(SIGN_IN, {"login": name, "password": password})


def test_a_member_of_the_cast_signs_in_and_out(world, client):
    assert answer(client, "chi", PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(world.chi.pk)
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(world, client):
    sentence = "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra rồi nhập lại."
    assert sentence in answer(client, "chi", "sai").text
    assert sentence in answer(client, "nobody", "sai").text


def test_guessing_is_slowed_down_with_a_plain_sentence(world, client):
    for _attempt in range(6):
        page = answer(client, "chi", "sai")
    assert "Đã nhập sai quá nhiều lần. Chờ năm phút rồi thử lại" in page.text
    assert "Đã nhập sai quá nhiều lần" in answer(client, "chi", PASSWORD).text


def test_too_many_requests_get_a_page_of_their_own(world, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}
    answer(client, "chi", "sai")
    page = answer(client, "chi", "sai")
    assert page.status_code == 429
    assert "Thử quá nhiều lần" in page.text


def test_nobody_makes_an_account_by_themselves(client, db):
    page = client.get("/accounts/signup/")
    assert "Tài khoản do văn phòng cấp" in page.text
    assert "<form" not in page.text.split("<main")[1]


def test_a_forgotten_password_is_replaced_by_mail(world, client):
    world.chi.email = "chi@example.vn"
    world.chi.save()
    client.post("/accounts/password/reset/", {"email": "chi@example.vn"})
    assert len(mail.outbox) == 1
    assert "Đặt mật khẩu mới" in mail.outbox[0].subject
    link = re.search(r"https?://\S+", mail.outbox[0].body)[0]
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "một-mật-khẩu-khác", "password2": "một-mật-khẩu-khác"})
    assert answer(client, "chi", "một-mật-khẩu-khác").status_code == 302


def test_an_unknown_address_gets_the_same_page_as_a_known_one(world, client):
    page = client.post("/accounts/password/reset/", {"email": "ai@example.vn"}, follow=True)
    assert "Xem hộp thư" in page.text


def test_the_second_step_is_asked_for_once_it_is_switched_on(world, client):
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(world.chi, generate_totp_secret())
    assert get_adapter().is_mfa_enabled(world.chi)
    step = client.post(SIGN_IN, {"login": "chi", "password": PASSWORD}, follow=True)
    assert "Bước thứ hai" in step.text
    assert "_auth_user_id" not in client.session
    assert "Mã chưa đúng" in client.post("/accounts/2fa/authenticate/", {"code": "000000"}).text


def test_the_pages_of_the_second_step_are_vietnamese(world, client):
    client.post(SIGN_IN, {"login": "chi", "password": PASSWORD})
    assert "Đăng nhập hai bước" in client.get("/accounts/2fa/").text
    asked_again = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert "Có đúng là bạn không?" in asked_again.text
    switch_on = client.post(asked_again.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert "Nhập sáu chữ số" in switch_on.text
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 404
