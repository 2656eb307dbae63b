"""From a damaged annex to draft allocations in a real browser, by a few answers; on a phone too."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from nhipcau.documents.tests.annexes import DAMAGED, thirteen_units
from nhipcau.documents.tests.papers import catalogue
from nhipcau.programmes.models import Allocation, Programme
from tests.browser import axe, fits, sign_in


@pytest.fixture
def office(world, settings, tmp_path, page):
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    thirteen_units(world)
    sign_in(page, "binh")
    page.goto(reverse("document-upload"))
    paper = {"name": "phu-luc.txt", "mimeType": "text/plain", "buffer": DAMAGED.encode()}
    page.locator("input[type=file]").set_input_files(files=[paper])
    page.locator("main form button.go").first.click()
    page.get_by_role("link", name="Trả lời và giao theo bảng này").click()
    page.wait_for_url("**/annexes/**")
    return page


def choose(select, words: str) -> None:
    """Takes the first option that has the words."""
    option = select.locator("option", has_text=words).first
    select.select_option(value=option.get_attribute("value"))


def confirm_columns(page) -> None:
    page.get_by_role("button", name="Xác nhận các cột").click()
    page.wait_for_selector(".message.success")
    page.wait_for_load_state()


def test_an_officer_gets_from_a_damaged_annex_to_drafts_by_a_few_answers(office):
    page = office
    expect(page.get_by_text("2 cột chưa rõ đơn vị").first).to_be_visible()
    selects = page.locator(".columns select")
    choose(selects.nth(4), "Nho Quan")
    choose(selects.nth(11), "Công Thương")
    confirm_columns(page)
    choose(page.locator("#after"), "Yên Khánh")
    page.get_by_role("button", name="Thêm cột").click()
    choose(page.locator(".columns select").nth(7), "Kim Sơn")
    confirm_columns(page)
    one, first, second = page.locator("#gaps select").all()
    choose(one, "Kim Sơn")
    choose(first, "Kim Sơn")
    choose(second, "Công Thương")
    page.get_by_label("Điền phần còn thiếu").check()
    page.get_by_role("button", name="Xếp số vào cột").click()
    expect(page.locator("tr.fits", has_text="Sáng kiến đăng ký").locator("td").nth(7)).to_contain_text("300")
    choose(page.get_by_label("Giá trị: Thành lập Ban Nữ công"), "lấy tổng cộng lại")
    page.wait_for_load_state()
    for tick in page.locator("#rows input[type=checkbox]").all():
        tick.check()
    page.locator("#rows").get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="Lập giao chỉ tiêu…").click()
    axe(page)
    page.get_by_role("button", name="Lập 3 chỉ tiêu").click()
    expect(page.locator("h1")).to_contain_text("Giao chỉ tiêu 2024")
    expect(page.locator("tr[data-given] .chip.met")).to_have_count(3)
    programme = Programme.objects.get()
    assert [target.value for target in programme.targets.all()] == [13, 3390, 9]
    assert Allocation.objects.filter(target__programme=programme, state="draft").count() == 13 + 13 + 12


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_a_table_are_accessible_and_fit(office, width):
    page = office
    page.set_viewport_size({"width": width, "height": 800})
    address = page.url.split("#")[0]
    choose(page.locator("#after"), "Yên Khánh")
    page.get_by_role("button", name="Thêm cột").click()
    for there in (f"{address}?unit=kim+son&indicator=mai+am", reverse("annex-allocate", args=[address.split("/")[-2]])):
        page.goto(there)
        fits(page)
        axe(page)
    page.goto(address)
    page.locator("#columns").get_by_role("link").count()
    page.goto(page.url.split("/annexes/")[0])
    fits(page)


def test_the_figures_of_a_row_are_corrected_beside_the_printed_ones(office):
    page = office
    page.get_by_role("link", name="Sửa số của dòng Sáng kiến").click()
    cell = page.locator("td.cell input").first
    cell.fill("ba trăm")
    page.get_by_role("button", name="Lưu số liệu").click()
    expect(page.locator(".message.error")).to_be_visible()
    expect(page.locator("td.cell input").first).to_have_value("ba trăm")
    page.locator("td.cell input").first.fill("310")
    page.get_by_role("button", name="Lưu số liệu").click()
    row = page.locator("tr", has_text="Sáng kiến đăng ký").first
    expect(row.locator("td.corrected")).to_contain_text("bản in: 300")
    axe(page)
