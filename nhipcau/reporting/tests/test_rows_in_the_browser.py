"""Putting the rows of a form in order in a real browser: the page stays where it is, and so does the keyboard."""

from django.urls import reverse
from playwright.sync_api import expect

from nhipcau.reporting.models import Form
from tests.browser import axe, fits, sign_in


def test_rows_are_moved_by_keyboard_and_saved_in_their_order(page, monthly):
    sign_in(page, "binh")
    page.goto(reverse("form-new"))
    page.fill('[name="name"]', "Báo cáo quý")
    page.fill('[name="code"]', "T-QUY")
    rows = page.locator("#order li")
    for count, one in enumerate((monthly.asked.members, monthly.asked.wage), 1):
        page.check(f'[name="rows"][value="{one.pk}"]')
        expect(rows).to_have_count(count)
    first = rows.first.locator("button[id^=down]")
    name = first.get_attribute("id")
    first.focus()
    page.keyboard.press("Enter")
    expect(rows.last.locator("button[id^=down]")).to_have_id(name)
    expect(page.locator(f"#{name}")).to_be_focused()
    axe(page)
    page.set_viewport_size({"width": 360, "height": 800})
    fits(page)
    last = int(name.partition("-")[2])
    # Enter in a field saves: it never moves a row.
    page.press('[name="code"]', "Enter")
    expect(page.locator("h1")).to_have_text("Báo cáo quý")
    asked = [row.indicator_id for row in Form.objects.get(code="T-QUY").versions.get().rows.all()]
    assert len(asked) == 2 and asked[-1] == last
