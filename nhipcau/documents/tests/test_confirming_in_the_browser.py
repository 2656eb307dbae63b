"""The page that confirms what was read, in a real browser: by keyboard, beside its text, on a phone."""

import pytest
from django.urls import reverse

from nhipcau.documents import services
from nhipcau.documents.models import ReadItem
from nhipcau.documents.tests.papers import PAPER, catalogue
from tests.browser import axe, fits, sign_in


@pytest.fixture
def items(world, settings, tmp_path, page):
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    document, _ = services.receive(
        world.province_a, data=PAPER.encode(), file_name="a.txt", by=world.access(world.binh)
    )
    sign_in(page, "binh")
    page.goto(reverse("document-confirm", args=[document.pk]))
    return list(document.items.filter(kind=ReadItem.TARGET).order_by("span_start"))


def decision(item: ReadItem) -> str:
    return ReadItem.objects.get(pk=item.pk).decision


def chosen(page, item: ReadItem) -> None:
    page.wait_for_selector(f"#item-{item.pk}:focus")


def test_cards_are_accepted_left_out_and_edited_by_keyboard_alone(items, page):
    first, second, third = items
    page.locator(f"#item-{first.pk}").focus()
    page.keyboard.press("Enter")
    chosen(page, second)
    page.keyboard.press("Delete")
    chosen(page, third)
    page.keyboard.press("ArrowUp")
    chosen(page, second)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    page.wait_for_selector("[name=comparator]:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector(f"#item-{third.pk} form.edit", state="detached")
    assert [decision(item) for item in items] == ["accepted", "refused", "pending"]
    assert "(1/3)" in page.locator("#progress").inner_text()


def test_a_marked_sentence_leads_to_its_card_and_the_card_marks_its_sentence(items, page):
    page.locator(f"#span-{items[1].pk}").click()
    chosen(page, items[1])
    assert "chosen" in page.locator(f"#span-{items[1].pk}").get_attribute("class")


def test_a_wrong_number_is_said_beside_the_field_without_losing_the_page(items, page):
    card = page.locator(f"#item-{items[1].pk}")
    card.click()
    card.get_by_role("link", name="Sửa").click()
    card.locator("[name=value]").fill("mười hai")
    card.locator("form.edit button").click()
    card.locator(".errors").wait_for()
    assert card.locator("[name=value]").input_value() == "mười hai"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_documents_are_accessible_and_fit(items, page, width):
    document = items[0].document_id
    page.set_viewport_size({"width": width, "height": 800})
    for address in (
        reverse("documents"),
        reverse("document-upload"),
        reverse("document", args=[document]),
        reverse("document-confirm", args=[document]) + f"?edit={items[0].pk}&q=mai+am",
    ):
        page.goto(address)
        fits(page)
        axe(page)
