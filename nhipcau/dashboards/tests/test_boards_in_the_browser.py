"""Board, door and year of figures in a real browser: nothing for axe to find, nothing sideways, one click a step."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from nhipcau.dashboards.tests.reported import add_up, allocate, answer, indicator, programme, target
from tests.browser import axe, fits, sign_in


@pytest.fixture
def houses(world):
    one = indicator("C1", name="Nhà Mái ấm công đoàn xây mới, sửa chữa", unit="nhà")
    aim = target(programme(world.province_a), one, 12)
    allocate(aim, world.province_a, world.district, 8)
    for number, month in enumerate(("2024-07", "2024-09", "2024-10"), 1):
        answer(world.a1, month, {one: number})
    answer(world.a3, "2024-10", {one: "none"})
    add_up()
    return one


def addresses(world):
    return [
        reverse("board"),
        reverse("figure", args=["A", "2024", "C1"], query={"to": "2024-10"}),
        reverse("figure", args=["A", "2024", "C1"], query={"by": "units"}),
        reverse("figure", args=["A1", "2024-10", "C1"]),
        reverse("figure", args=["A2", "2024-10", "C1"]),
        reverse("unit-figures", args=["A"]),
    ]


def test_axe_finds_nothing_and_a_phone_is_wide_enough(page, world, houses):
    sign_in(page, "binh")
    for address in addresses(world):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            fits(page)
        axe(page)


def test_from_the_board_to_the_leaf_and_back(page, world, houses):
    sign_in(page, "binh")
    page.goto(reverse("board"))
    page.click(".line .num a")
    expect(page.locator(".big b")).to_have_text("6")
    page.click("text=tháng 10/2024 >> nth=-1")
    page.click("th >> text=LĐLĐ huyện Một")
    page.click("text=CĐCS Trường A1")
    expect(page.locator(".answer")).to_have_text("3")
    page.click(".crumbs >> text=LĐLĐ tỉnh A")
    expect(page.locator(".big b")).to_have_text("3")


def test_a_heat_map_wider_than_a_phone_scrolls_in_its_own_place(page, world, houses):
    plan = programme(world.province_a, title="Nhiều chỉ tiêu", period="2024-10")
    for number in range(6):
        one = indicator(f"W{number}", name=f"Chỉ tiêu giao xuống thứ {number + 1}")
        allocate(target(plan, one, 10), world.province_a, world.district, 5)
        answer(world.a1, f"2024-0{number + 1}", {one: 1})
    add_up()
    sign_in(page, "binh")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(reverse("board"))
    assert page.evaluate("[...document.querySelectorAll('.scroll')].some((box) => box.scrollWidth > box.clientWidth)")
    fits(page)
