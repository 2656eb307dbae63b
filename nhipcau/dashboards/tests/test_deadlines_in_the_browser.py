"""From a programme's deadline to the form and to My duties in a real browser: one click a step, nothing for axe."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from nhipcau.programmes import services
from nhipcau.programmes.models import Phase
from nhipcau.programmes.services_lines import save_line
from nhipcau.programmes.tests.deadlines import HALF, YEARLY, asking
from nhipcau.reporting.models import Form
from tests.browser import axe, fits, sign_in


@pytest.fixture
def plan(world):
    made, by = asking(world, HALF, YEARLY, issued=False), world.access(world.binh)
    for name, start, end in (("Đợt 1", date(2024, 1, 1), date(2024, 5, 31)), ("Đợt 2", date(2024, 6, 1), None)):
        save_line(made, Phase(), {"name": name, "starts_on": start, "ends_on": end, "theme": "Giữ nhịp"}, by=by)
    return services.issue(made, today=world.today, number="07/CTr-LĐLĐ", by=by)


def looked_at(page, *addresses):
    for address in addresses:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            fits(page)
        axe(page)


def test_axe_finds_nothing_and_a_phone_is_wide_enough(page, world, plan):
    sign_in(page, "binh")
    first = plan.deadlines.first()
    draft = asking(world, YEARLY, issued=False)
    lines = [reverse("deadline-edit", args=[draft.deadlines.get().pk]), reverse("phase-new", args=[draft.pk])]
    programmes = [reverse("programme", args=[one.pk]) for one in (plan, draft)]
    looked_at(page, reverse("my-duties"), *programmes, *lines, f"{reverse('form-new')}?deadline={first.pk}")


def test_from_the_deadline_to_the_report_and_back_to_the_programme(page, world, plan):
    sign_in(page, "binh")
    page.goto(reverse("my-duties"))
    page.locator(".asked-above .row", has_text="mỗi 6 tháng").get_by_role("link", name="Lập biểu mẫu").click()
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url("**/forms/*/")
    form = Form.objects.get(code="BC-6T-A-2024-1")
    page.get_by_role("button", name="Mở", exact=True).click()
    page.wait_for_selector(".message.success")
    page.locator(".asked-by a").click()
    expect(page.get_by_role("link", name=form.name)).to_be_visible()


def test_a_chair_goes_from_my_duties_to_the_programme(page, world, plan):
    sign_in(page, "chi")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(reverse("my-duties"))
    fits(page)
    page.locator(".asked-above a").first.click()
    page.wait_for_url(f"**#reportdeadline-{plan.deadlines.first().pk}")
    expect(page.locator(".phases .stretch")).to_have_count(2)
