"""The look in a real browser: nothing for axe to find, nothing sideways, nothing the security policy refuses."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe, fits, sign_in, visitor

SIZES = [(1280, 800), (360, 740)]
OUTSIDE = ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/accounts/password/reset/key/1-a/"]
INSIDE = ["/look/", "/nowhere/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/email/"]
EXPECTED = {"/nowhere/": 404}


def look_over(page, address):
    assert page.goto(address).status == EXPECTED.get(address, 200)
    fits(page)
    axe(page)


@pytest.fixture(autouse=True)
def with_showcase(settings):
    settings.ROOT_URLCONF = "tests.showcase_urls"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_pages_for_visitors_are_accessible_and_fit(page, size, scheme):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    for address in OUTSIDE:
        look_over(page, address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_every_component_is_accessible_and_fits(page, world, size, scheme):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    sign_in(page, "binh")
    for address in INSIDE:
        look_over(page, address)


def test_twice_the_letter_size_still_fits(page, world):
    page.set_viewport_size({"width": 640, "height": 400})  # a window of 1280 × 800 at 200 %
    sign_in(page, "chi")
    assert page.goto("/look/").status == 200
    fits(page)


def test_the_menu_of_a_phone_opens_without_a_script(chromium, site, world):
    with visitor(chromium, site.url, width=360, java_script_enabled=False) as page:
        sign_in(page, "lan")
        page.goto("/accounts/password/change/")
        leave = page.get_by_role("button", name="Đăng xuất")
        expect(leave).to_be_hidden()
        page.locator(".phone-menu summary").click()
        expect(leave).to_be_visible()
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", name="Change password")).to_be_visible()


def test_the_first_tab_offers_to_skip_the_menu(page, world):
    sign_in(page, "lan")
    page.goto("/accounts/password/change/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_paper_shows_neither_menu_nor_buttons(page, world):
    sign_in(page, "lan")
    page.goto("/look/")
    page.emulate_media(media="print")
    assert not page.locator("header.bar").is_visible()
    assert not page.locator(".top .actions").is_visible()
    assert page.locator(".chip").first.evaluate("chip => getComputedStyle(chip).borderTopWidth") == "1px"
