"""The form in a real browser: it saves by itself, survives a lost line, checks parts at once, fits a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from nhipcau.reporting.answers import unpack
from nhipcau.reporting.models import Submission
from nhipcau.reporting.services import return_cells
from nhipcau.reporting.tests.conftest import given
from tests.browser import axe, fits, sign_in


@pytest.fixture
def form(page, monthly):
    sign_in(page, "chi")
    page.goto(reverse("report-fill", args=[monthly.of(monthly.world.a1).pk]))
    return page


def saved(page):
    """Waits until the page says at what time it was saved."""
    page.locator("#saved", has_text=":").wait_for()


def test_what_is_typed_is_saved_by_itself(form, monthly):
    form.fill(f"#n-{monthly.asked.members.pk}", "1.234")
    saved(form)
    assert unpack(Submission.objects.get()) == {monthly.asked.members.pk: given(1234)}
    expect(form.locator("#progress b")).to_have_text("1/5")


def test_sending_right_after_typing_does_not_collide_with_the_saving(form, monthly):
    asked = monthly.asked
    for indicator, text in (
        (asked.members, "100"),
        (asked.women, "40"),
        (asked.admitted, "2"),
        (asked.wage, "8000000"),
    ):
        form.fill(f"#n-{indicator.pk}", text)
    form.fill(f"#b-{asked.wage.pk}", "100")
    form.wait_for_timeout(1150)  # just before it saves by itself; whichever of the two is first, the report goes in
    form.click('button[value="submit"]')
    form.wait_for_url("**/result/")
    assert Submission.objects.get().state == "submitted"


def test_a_part_larger_than_its_whole_is_said_at_once(form, monthly):
    form.fill(f"#n-{monthly.asked.members.pk}", "100")
    form.fill(f"#n-{monthly.asked.women.pk}", "101")
    assert form.is_visible(f"#p-{monthly.asked.women.pk}")
    form.fill(f"#n-{monthly.asked.women.pk}", "40")
    assert not form.is_visible(f"#p-{monthly.asked.women.pk}")


def test_choosing_none_arose_clears_the_number_and_typing_chooses_the_number(form, monthly):
    number, row = f"#n-{monthly.asked.admitted.pk}", f'[name="a-{monthly.asked.admitted.pk}"]'
    form.fill(number, "5")
    assert form.is_checked(f'{row}[value="given"]')
    form.locator(f'label:has({row}[value="none"])').click()
    assert form.input_value(number) == ""


def test_what_was_typed_without_a_line_is_there_when_the_page_opens_again(form, monthly):
    address = form.url
    form.route("**/save/", lambda route: route.abort())
    form.fill(f"#n-{monthly.asked.members.pk}", "77")
    form.locator("#saved", has_text="Mất kết nối").wait_for()
    assert not Submission.objects.exists()
    form.unroute("**/save/")
    form.goto("/")
    form.goto(address)
    expect(form.locator(f"#n-{monthly.asked.members.pk}")).to_have_value("77")
    saved(form)
    assert unpack(Submission.objects.get()) == {monthly.asked.members.pk: given(77)}


def test_someone_elses_save_stops_the_saving_and_says_so(form, monthly):
    monthly.draft(monthly.of(monthly.world.a1))
    form.fill(f"#n-{monthly.asked.members.pk}", "5")
    form.locator("#saved", has_text="Có người").wait_for()
    assert unpack(Submission.objects.get()) == monthly.plain()


def test_a_report_is_approved_in_place(page, monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    sign_in(page, "hoa")
    page.goto("/reports/?period=2024-11")
    page.click('tr button[value="approve"]')
    page.locator("tr .chip.met", has_text="đã duyệt").wait_for()
    assert page.url.endswith("/reports/?period=2024-11")
    assert Submission.objects.get(pk=sent.pk).state == "approved"


def test_the_pages_fit_a_phone_and_are_accessible(page, monthly):
    world, owed = monthly.world, monthly.of(monthly.world.a1)
    sent = monthly.sent(owed)
    hoa = world.access(world.hoa)
    pages = {
        "chi": ["/", "/reports/?period=2024-11", reverse("submission-result", args=[sent.pk])],
        "hoa": ["/", "/reports/?period=2024-11", reverse("submission", args=[sent.pk])],
    }
    for person, addresses in pages.items():
        sign_in(page, person)
        for address in addresses:
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(address)
                fits(page)
            axe(page)
    return_cells(by=hoa, submission=sent, reasons={monthly.asked.admitted.pk: "Xem lại"})
    sign_in(page, "chi")
    for address in ("/", reverse("report-fill", args=[owed.pk])):
        page.goto(address)
        axe(page)
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto(address)
        fits(page)
