"""One walk through the whole product: from the sentence in a document to the answer that met it, and back."""

import re

import pytest
from playwright.sync_api import expect

from conftest import PASSWORD
from nhipcau.programmes.tests.plans import assign, divide, programme
from nhipcau.reporting.answers import unpack
from nhipcau.reporting.models import Submission
from nhipcau.reporting.services import return_cells
from nhipcau.reporting.tests.conftest import given, make_monthly
from tests.browser import visitor
from tests.walking import Walker, as_text, as_word


@pytest.fixture
def monthly(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_monthly(world)


def upload(page, name, data):
    page.goto("/documents/upload/")
    page.set_input_files('input[type="file"]', {"name": name, "mimeType": "", "buffer": data})
    page.get_by_role("button", name="Đọc", exact=True).click()
    page.wait_for_url("**/confirm/")


@pytest.mark.parametrize(("name", "data"), [("ctr.docx", as_word()), ("ctr.txt", as_text())], ids=["Word", "text"])
def test_a_paper_is_read_the_same_from_word_and_from_text(page, monthly, name, data):
    walker = Walker(page)
    walker.comes("binh")
    upload(page, name, data)
    walker.look()
    read(page)


def read(page):
    """The confirm page says what was read."""
    main = page.locator("main")
    for said in ("21/CTr-LĐLĐ", "8/1/2024", "Gần đoàn viên, chắc nhịp cầu", "Nguyễn Thị Nhịp"):
        expect(main).to_contain_text(said)
    expect(page.locator('[name="issuer"]')).to_have_value(re.compile("LIÊN ĐOÀN LAO ĐỘNG TỈNH A", re.I))
    joined, agreed = (page.locator("article.item").nth(place) for place in (0, 1))
    expect(joined.locator("h3")).to_have_text(re.compile(r"≥ 110 (đoàn viên|người)"))
    expect(joined).to_contain_text("T-KN")
    expect(agreed.locator("h3")).to_have_text(re.compile(r"≥ 80 %"))
    expect(agreed).to_contain_text("T-TU")


def test_a_figure_goes_from_the_sentence_down_to_the_answer_and_back(page, monthly):
    walker = Walker(page)
    the_province_reads_and_issues(walker)
    for person, unit_count in (("binh", 2), ("hoa", 2)):
        an_office_divides_and_assigns(walker, person, unit_count)
    chi_reports(walker, monthly)
    binh_returns_a_cell(walker)
    chi_mends_it(walker, monthly)
    binh_approves(walker)
    lan_opens_the_national_figure(walker)


def the_province_reads_and_issues(walker):
    page = walker.page
    walker.comes("binh")
    upload(page, "ctr.docx", as_word())
    walker.look()
    first = page.locator("article.item").first
    walker.follow("Sửa", first)
    page.locator('article.item [name="value"]').fill("120")
    walker.press("Lưu và nhận", within=first)
    expect(first.locator("h3")).to_contain_text("≥ 120")
    second = page.locator("article.item").nth(1)
    walker.press("Nhận", within=second)
    expect(second).to_contain_text("Đã nhận")
    page.get_by_role("button", name=re.compile("Lập chương trình")).click()
    page.wait_for_url(re.compile(r"/programmes/\d+/$"))
    walker.look()
    walker.follow("Ban hành chương trình…")
    walker.press("Ban hành")
    expect(page.locator("main")).to_contain_text("21/CTr-LĐLĐ")


def an_office_divides_and_assigns(walker, person, unit_count):
    page = walker.page
    walker.comes(person)
    walker.follow("Chương trình")
    page.locator("main a", has_text="công tác công đoàn năm 2024").first.click()
    page.wait_for_load_state()
    walker.look()
    walker.follow("Chia cho đơn vị cấp dưới")
    row = page.locator("tr", has_text="Kết nạp mới")
    walker.follow("chia", row)
    division = page.locator("#division")
    division.locator('[name="key"]').select_option("equal")
    walker.press("Xem trước", within=division)
    expect(division.locator(".preview tbody tr")).to_have_count(unit_count)
    walker.press("Áp dụng", within=division)
    given = row.locator("td.num").first.inner_text().strip()
    expect(row.locator(".sum")).to_have_text(given)
    walker.follow("Ban hành…")
    walker.press("Giao chỉ tiêu")
    expect(page.locator(".message.success")).to_contain_text(re.compile(r"\d+/QĐ-LĐLĐ|\d+/QĐ"))


def chi_reports(walker, monthly):
    page, asked = walker.page, monthly.asked
    walker.comes("chi", width=360)
    page.get_by_role("link", name=re.compile("^Xác nhận.*kết nạp mới")).click()
    walker.look()
    walker.press("Đã nhận được")
    page.locator("details.phone-menu summary").click()
    walker.follow("Việc của tôi")
    duty = page.locator("section.due", has_text="tháng 11/2024")
    expect(duty).to_contain_text("5/12/2024")
    expect(page.locator("main")).to_contain_text(re.compile(r"Đoàn viên kết nạp mới.*30", re.S))
    walker.follow("Điền báo cáo", duty)
    page.fill(f"#n-{asked.members.pk}", "100")
    page.fill(f"#n-{asked.women.pk}", "140")
    page.fill(f"#n-{asked.admitted.pk}", "12")
    walker.answers(asked.wage, "none")
    walker.answers(asked.agreements, "na")
    page.locator("#saved", has_text=":").wait_for()
    walker.press("Gửi báo cáo")
    expect(page.locator(f"#p-{asked.women.pk}")).to_be_visible()
    assert not Submission.objects.filter(state="submitted").exists()
    page.fill(f"#n-{asked.women.pk}", "40")
    walker.press("Gửi báo cáo")
    page.wait_for_url("**/result/")
    expect(page.locator("h1")).to_have_text("Đã gửi. Đơn vị đang đứng ở đâu")
    expect(page.locator(".targets")).to_contain_text(re.compile("/ 30.*đang chờ duyệt: 12", re.S))
    walker.look()


def binh_returns_a_cell(walker):
    page = walker.page
    walker.comes("binh")
    page.goto("/reports/?period=2024-11&below=all")
    walker.follow("CĐCS Trường A1")
    page.locator("#return summary").click()
    page.get_by_label(re.compile("^Đoàn viên kết nạp mới")).fill("Xem lại: danh sách có 15 người")
    walker.press("Trả lại các số này")


def chi_mends_it(walker, monthly):
    page = walker.page
    walker.comes("chi", width=360)
    expect(page.locator("main")).to_contain_text("danh sách có 15 người")
    page.fill(f"#n-{monthly.asked.admitted.pk}", "15")
    walker.press("Gửi lại")
    page.wait_for_url("**/result/")


def binh_approves(walker):
    page = walker.page
    walker.comes("binh")
    page.goto("/figures/A/2024-11/T-KN/")
    expect(page.locator(".the-figure")).to_contain_text("chưa có báo cáo nào được duyệt")
    page.goto("/reports/?period=2024-11&below=all")
    walker.look()
    page.get_by_role("button", name=re.compile("^Duyệt.*CĐCS Trường A1")).click()
    page.locator("tr .chip.met", has_text="đã duyệt").wait_for()
    page.goto("/figures/A/2024-11/T-KN/")
    expect(page.locator("p.big")).to_contain_text("15")
    expect(page.locator(".the-figure")).to_contain_text("1/3 đã báo cáo")


def lan_opens_the_national_figure(walker):
    page = walker.page
    walker.comes("lan")
    walker.follow("Bảng điều hành")
    walker.follow("Mọi số của năm")
    page.locator("tr", has_text="Đoàn viên kết nạp mới").locator('a[href*="2024-11"]').click()
    expect(page.locator("p.big")).to_contain_text("15")
    expect(page.locator(".the-figure")).to_contain_text("1/4 đã báo cáo")
    walker.look()
    for unit in ("LĐLĐ tỉnh A", "LĐLĐ huyện Một", "CĐCS Trường A1"):
        walker.follow(unit, page.locator("table.parts"))
        expect(page.locator("p.big")).to_contain_text("15")
    expect(page.locator("main dl.facts")).to_contain_text(re.compile(r"Phiên bản\s*2.*Bình", re.S))
    walker.follow("Câu trong văn bản", page.locator("ol.thread"))
    expect(page.locator("mark#at")).to_contain_text("Kết nạp mới 110 đoàn viên")


@pytest.fixture
def plain_page(chromium, site):
    """A visitor on a phone whose browser runs no scripts."""
    with visitor(chromium, site.url, width=360, java_script_enabled=False) as page:
        yield page


def test_a_chair_reports_and_mends_on_a_phone_without_scripts(plain_page, monthly):
    page, asked, world = plain_page, monthly.asked, monthly.world
    goal = programme(world).targets.get()
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    divide(world, goal, {world.a1: 30, world.a2: 30}, unit=world.district, person=world.hoa)
    assign(world, goal, unit=world.district, person=world.hoa)
    page.goto("/")
    page.fill('input[name="login"]', "chi")
    page.fill('input[name="password"]', PASSWORD)
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("Chỉ tiêu T1")
    page.locator("section.due", has_text="tháng 11/2024").get_by_role("link", name="Điền báo cáo").click()
    page.fill(f"#n-{asked.members.pk}", "mười")
    page.fill(f"#n-{asked.women.pk}", "40")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.locator(f"#p-{asked.members.pk}")).to_be_visible()
    expect(page.locator(f"#n-{asked.members.pk}")).to_have_value("mười")
    page.fill(f"#n-{asked.members.pk}", "100")
    page.fill(f"#n-{asked.admitted.pk}", "12")
    page.check(f'[name="a-{asked.wage.pk}"][value="none"]', force=True)
    page.check(f'[name="a-{asked.agreements.pk}"][value="na"]', force=True)
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.locator("h1")).to_have_text("Đã gửi. Đơn vị đang đứng ở đâu")
    sent = Submission.objects.get()
    return_cells(by=world.access(world.binh), submission=sent, reasons={asked.admitted.pk: "Danh sách có 15 người"})
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Danh sách có 15 người")
    page.fill(f"#n-{asked.admitted.pk}", "15")
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.locator("h1")).to_have_text("Đã gửi. Đơn vị đang đứng ở đâu")
    assert unpack(Submission.objects.get(state="submitted"))[asked.admitted.pk] == given(15)
