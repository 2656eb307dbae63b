"""The matrix in a real browser: a grid by keyboard, a block from Excel, sums that follow; pages that fit a phone."""

import pytest
from django.urls import reverse

from nhipcau.programmes import services
from nhipcau.programmes.tests.plans import assign, divide, programme, share, target
from tests.browser import axe, fits, sign_in

PASTE = """([target, text]) => {
    const field = document.querySelector(`#target-${target} td.cell input`);
    const block = new DataTransfer();
    block.setData("text/plain", text);
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: block, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def plan(world, page):
    made, by = programme(world, issued=False), world.access(world.binh)
    target(made, by=by, value=3750, code="T2", section="II")
    target(made, by=by, value=95, cascade="copy", code="T3", section="II")
    sign_in(page, "binh")
    return services.issue(made, today=world.today, by=by)


def line(page, goal):
    row = page.locator(f"#target-{goal.pk}")
    return row.locator(".sum").inner_text(), row.locator(".difference").inner_text().strip()


def test_sums_follow_what_is_typed_and_arrows_move(world, plan, page):
    first, second, _copied = plan.targets.all()
    page.goto(reverse("programme-allocate", args=[plan.pk]))
    page.locator(f"#target-{first.pk} td.cell input").first.focus()
    page.keyboard.type("60")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("30")
    assert line(page, first) == ("90", "−10")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("1.000,5")
    assert line(page, second)[0] == "1.000,5"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_selector(".message.success")
    assert sorted(first.allocations.values_list("value", flat=True)) == [30, 60]


def test_a_block_from_excel_fills_the_cells_it_covers(world, plan, page):
    first, second, _copied = plan.targets.all()
    page.goto(reverse("programme-allocate", args=[plan.pk]))
    page.evaluate(PASTE, [first.pk, "60\t40\r\n1.750\t2.000\t9\r\n"])
    assert line(page, first) == ("100", "0") and line(page, second) == ("3.750", "0")


def test_the_panel_divides_without_leaving_the_matrix(world, plan, page):
    goal = plan.targets.first()
    page.goto(reverse("programme-allocate", args=[plan.pk]))
    page.locator(f"#target-{goal.pk} .how a").click()
    page.locator("#division select").select_option("equal")
    page.locator("#division form.divide-form button").click()
    page.locator(".preview").wait_for()
    assert not goal.allocations.exists()
    page.get_by_role("button", name="Áp dụng").click()
    page.wait_for_selector(".message.success")
    assert [part.value for part in goal.allocations.all()] == [50, 50]


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_programmes_are_accessible_and_fit(world, plan, page, width):
    goal = plan.targets.first()
    divide(world, goal, {world.district: 60, world.a3: 40})
    page.set_viewport_size({"width": width, "height": 800})
    addresses = [
        reverse("programmes"), reverse("programme", args=[plan.pk]), reverse("programme-allocate", args=[plan.pk]),
        reverse("programme-assign", args=[plan.pk]), reverse("target-allocate", args=[goal.pk]),
        reverse("target-divide", args=[goal.pk]) + "?key=equal", reverse("programme-new"),
    ]  # fmt: skip
    for address in addresses:
        page.goto(address)
        fits(page)
        axe(page)
    assign(world, goal)
    for address in (reverse("allocation", args=[share(goal, world.a3).pk]), reverse("target-adjust", args=[goal.pk])):
        page.goto(address)
        fits(page)
        axe(page)


def test_on_paper_every_row_and_column_of_the_matrix_stands_free(world, plan, page):
    goal = plan.targets.first()
    divide(world, goal, {world.district: 60, world.a3: 40})
    page.goto(reverse("programme-allocate", args=[plan.pk]))
    page.emulate_media(media="print")
    styles = "(cell) => [getComputedStyle(cell).position, getComputedStyle(cell).overflowY]"
    for part in (".sum-cell", ".sum-head", "th.sticky", "td.difference"):
        assert page.locator(f".matrix {part}").first.evaluate(styles)[0] == "static"
    assert page.locator(".matrix-frame").evaluate(styles)[1] == "visible"
    assert not page.get_by_role("button", name="Lưu").is_visible()


def test_what_was_assigned_in_whole_offers_nothing_to_save_or_assign(world, page):
    made, by = programme(world, issued=False), world.access(world.binh)
    plan = services.issue(made, today=world.today, by=by)
    goal = plan.targets.first()
    sign_in(page, "binh")
    address = reverse("programme-allocate", args=[plan.pk])
    page.goto(address)
    assert page.get_by_role("button", name="Lưu").is_visible()
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    page.goto(address)
    assert not page.get_by_role("button", name="Lưu").is_visible()
    assert page.get_by_role("link", name="Ban hành").count() == 0
    assert page.locator("#division").count() == 0
