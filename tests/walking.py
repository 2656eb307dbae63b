"""Steps a person takes on the site, for the walks through the whole product."""

import io
from typing import Any

from docx import Document as Word
from playwright.sync_api import expect

from conftest import PASSWORD
from tests.browser import axe, fits

PAPER = [
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH A",
    "Số: 21/CTr-LĐLĐ",
    "Tỉnh A, ngày 08 tháng 01 năm 2024",
    "CHƯƠNG TRÌNH",
    "Công tác công đoàn năm 2024",
    "I. CHỦ ĐỀ NĂM 2024",
    "“Gần đoàn viên, chắc nhịp cầu”",
    "II. CÁC CHỈ TIÊU CHỦ YẾU",
    "- Kết nạp mới 110 đoàn viên công đoàn trở lên.",
    "- Có từ 80% trở lên doanh nghiệp ký thỏa ước lao động tập thể.",
    "III. NHIỆM VỤ",
    "- Tuyên truyền pháp luật lao động tới người lao động trong các doanh nghiệp.",
    "TM. BAN THƯỜNG VỤ",
    "CHỦ TỊCH",
    "Nguyễn Thị Nhịp",
]


def as_text() -> bytes:
    return "\n".join(PAPER).encode()


def as_word() -> bytes:
    """The same paper as an office writes it."""
    paper, kept = Word(), io.BytesIO()
    for line in PAPER:
        paper.add_paragraph(line)
    paper.save(kept)
    return kept.getvalue()


class Walker:
    """A person at a window: every page arrived at is looked through by axe, and at phone width must fit."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def comes(self, username: str, width: int = 1280) -> None:
        """Another person sits down: signs in through the form."""
        page = self.page
        page.context.clear_cookies()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/")
        page.fill('input[name="login"]', username)
        page.fill('input[name="password"]', PASSWORD)
        page.locator('main form button:not([name="next"])').first.click()
        expect(page.locator("h1")).to_have_text("Việc của tôi")
        self.look()

    def look(self) -> None:
        """The page as it stands holds to WCAG and, on a phone, does not scroll sideways."""
        axe(self.page)
        if self.page.viewport_size["width"] <= 360:
            fits(self.page)

    def press(self, name: str, role: str = "button", within: Any = None) -> None:
        """Presses what carries exactly this name, then looks at what came."""
        (within or self.page).get_by_role(role, name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, name: str, within: Any = None) -> None:
        self.press(name, "link", within)

    def answers(self, indicator: Any, choice: str) -> None:
        """Chooses “no number” answers of a row, as a finger does: on the words."""
        self.page.locator(f'label:has([name="a-{indicator.pk}"][value="{choice}"])').click()
