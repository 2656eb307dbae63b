"""The page that confirms what was read, in a real browser: keyboard, text beside cards, phone, no scripts."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from nhipcau.documents import services
from nhipcau.documents.models import ReadItem
from nhipcau.documents.tests.papers import PAPER, catalogue
from tests.browser import axe, fits, sign_in, visitor
from tests.waiting import until


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
    expect(page.locator("#progress")).to_contain_text("(1/3)")
    expect(page.locator("#n-refused")).to_have_text("1")
    expect(page.locator("#sums p")).to_contain_text("1 chỉ tiêu")


def test_from_the_page_itself_a_key_leads_to_the_marked_card_and_decides_nothing_yet(items, page):
    first, second, _third = items
    for way in ("Enter", "ArrowDown", "Delete"):
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(way)
        chosen(page, first)
    page.keyboard.press("ArrowDown")
    chosen(page, second)
    page.reload()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content, past the menu
    page.keyboard.press("ArrowDown")
    chosen(page, first)
    assert {decision(item) for item in items} == {"pending"}
    page.keyboard.press("Enter")
    chosen(page, second)
    assert decision(first) == "accepted"


def test_the_last_decision_is_undone_by_one_key_and_the_next_that_waits_is_found(items, page):
    first, second, third = items
    page.locator(f"#item-{first.pk}").focus()
    page.keyboard.press("Enter")
    chosen(page, second)
    page.keyboard.press("u")
    page.wait_for_selector(f"#item-{first.pk}.pending:focus")
    assert decision(first) == "pending"
    page.keyboard.press("n")
    chosen(page, second)
    page.keyboard.press("n")
    chosen(page, third)


def test_the_keys_are_shown_and_do_nothing_while_one_types(items, page):
    item = items[1]
    page.locator(f"#item-{item.pk}").focus()
    page.keyboard.press("?")
    assert page.locator("#keys dl").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys dl").is_visible()
    page.keyboard.press("e")
    page.wait_for_selector("[name=comparator]:focus")
    page.locator(f"#item-{item.pk} [name=condition]").focus()
    page.keyboard.type("neu du, u n e x ?")
    page.keyboard.press("Delete")
    page.keyboard.press("Backspace")
    assert page.locator(f"#item-{item.pk} [name=condition]").input_value() == "neu du, u n e x "
    assert [decision(one) for one in items] == ["pending"] * 3


def test_a_marked_sentence_leads_to_its_card_and_the_card_marks_its_sentence(items, page):
    page.locator(f"#span-{items[1].pk}").click()
    chosen(page, items[1])
    assert "chosen" in page.locator(f"#span-{items[1].pk}").get_attribute("class")
    page.keyboard.press("t")
    page.wait_for_selector(f"#span-{items[1].pk}:focus")
    page.keyboard.press("t")
    chosen(page, items[1])


def test_the_card_brings_its_sentence_into_view(items, page):
    page.set_viewport_size({"width": 1280, "height": 420})
    page.locator(f"#item-{items[2].pk}").click(position={"x": 5, "y": 5})
    # Not Playwright's own waiting for a function: from its second try on the page's security policy forbids it.
    in_view = """id => { const mark = document.getElementById(id).getBoundingClientRect();
                         const paper = document.getElementById("paper").getBoundingClientRect();
                         return mark.top >= paper.top && mark.bottom <= paper.bottom; }"""
    until(lambda: page.evaluate(in_view, f"span-{items[2].pk}"))


def test_the_search_answers_while_one_types_and_forgives_accents(items, page):
    card = page.locator(f"#item-{items[0].pk}")
    card.get_by_role("link", name="tìm chỉ tiêu khác").click()
    page.wait_for_selector(".seek input[type=search]:focus")
    page.keyboard.type("mai am")
    card.get_by_role("button", name="T2 · Nhà Mái ấm").click()
    card.locator(".said b", has_text="T2").wait_for()
    assert ReadItem.objects.get(pk=items[0].pk).indicator == "T2"


def test_a_sentence_selected_in_the_text_stands_ready_to_be_added(items, page):
    page.evaluate(
        """() => { const lines = [...document.querySelectorAll("#paper p")];
                   getSelection().selectAllChildren(lines.find((p) => p.innerText.includes("Vững nghề"))); }"""
    )
    page.wait_for_selector("#add[open]")
    expect(page.locator("#add [name=sentence]")).to_have_value(re.compile("Vững nghề"))
    page.locator("#add select").select_option("task")
    page.locator("#add button").click()
    page.wait_for_selector(".item form.edit")
    made = ReadItem.objects.get(by_hand=True)
    assert page.locator(f"#item-{made.pk} form.edit").count() == 1
    assert made.kind == ReadItem.TASK and "Vững nghề" in made.text


def test_a_stale_card_says_what_happened_and_shows_how_it_stands(items, page, world):
    services.decide(items[0], ReadItem.REFUSED, by=world.access(world.lan))
    page.locator(f"#item-{items[0].pk}").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#item-{items[0].pk}.refused [role=alert]")
    assert decision(items[0]) == "refused"


def test_a_wrong_number_is_said_beside_the_field_without_losing_the_page(items, page):
    card = page.locator(f"#item-{items[1].pk}")
    card.click()
    card.get_by_role("link", name="Sửa").click()
    card.locator("[name=value]").fill("mười hai")
    card.locator("form.edit button").click()
    card.locator(".errors").wait_for()
    assert card.locator("[name=value]").input_value() == "mười hai"


def test_on_a_phone_text_and_cards_are_two_tabs_and_the_card_shows_its_sentence(items, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    card = page.locator(f"#item-{items[0].pk}")
    assert card.locator(".sentence").is_visible() and not page.locator("#paper").is_visible()
    card.get_by_role("link", name="trong văn bản").click()
    assert page.locator(f"#span-{items[0].pk}").is_visible() and not card.is_visible()
    page.locator(f"#span-{items[0].pk}").click()
    chosen(page, items[0])
    small = page.evaluate(
        """() => [...document.querySelectorAll(".item.chosen .actions .btn, .sides a, .sieve a")]
                   .filter((one) => one.getBoundingClientRect().height < 44).length"""
    )
    assert small == 0


def test_without_scripts_everything_is_there_and_anchors_lead_to_and_fro(items, page):
    browser, known = page.context.browser, page.context.storage_state()
    with visitor(browser, page.url.split("/documents")[0], storage_state=known, java_script_enabled=False) as plain:
        plain.goto(page.url)
        by_links_and_forms(plain, items)


def by_links_and_forms(plain, items):
    first, second, _third = items
    plain.locator(f"#span-{second.pk}").click()
    plain.wait_for_url(f"**#item-{second.pk}")
    plain.locator(f"#item-{second.pk}").get_by_role("link", name="trong văn bản").click()
    plain.wait_for_url(f"**#span-{second.pk}")
    plain.locator(f"#item-{first.pk}").get_by_role("button", name="Nhận").click()
    plain.wait_for_url(f"**#item-{first.pk}")
    assert decision(first) == "accepted"
    plain.locator(f"#item-{second.pk}").get_by_role("link", name="Sửa").click()
    plain.locator(f"#seek-{second.pk}").fill("doan vien")
    plain.get_by_role("button", name="Tìm").click()
    plain.get_by_role("button", name="T1 · Đoàn viên").click()
    expect(plain.locator(f"#item-{second.pk} .said b")).to_have_text("T1")
    assert ReadItem.objects.get(pk=second.pk).indicator == "T1"
    plain.locator("#add summary").click()
    plain.locator("#add [name=sentence]").fill("Vững nghề, bền cầu nối")
    plain.locator("#add button").click()
    expect(plain.locator(".item form.edit")).to_be_visible()
    assert ReadItem.objects.filter(by_hand=True).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_documents_are_accessible_and_fit(items, page, width, scheme):
    document = items[0].document_id
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    confirm = reverse("document-confirm", args=[document])
    addresses = [
        confirm + f"?edit={items[0].pk}&q=mai+am",
        confirm + "?numbers=1#paper",
        reverse("document", args=[document]),
        reverse("document-bases", args=[document]),
        reverse("document-text", args=[document]),
    ]
    if scheme == "light":
        addresses += [reverse("documents"), reverse("document-upload")]
    for address in addresses:
        page.goto(address)
        fits(page)
        axe(page)
