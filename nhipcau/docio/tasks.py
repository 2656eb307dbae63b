"""Work ordered without a figure: bullets and sentences of the task and organising parts."""

import re
from datetime import date

from nhipcau.docio.dates import days_in, month_end, month_in
from nhipcau.docio.letters import squash
from nhipcau.docio.reading import Span, Task
from nhipcau.docio.segments import BULLET, Passage
from nhipcau.docio.standing import Standing, standing

_LEAD = re.compile(
    r"(?:^|[.;]\s)(?:Giao|Phân công|Đề nghị|Yêu cầu)\s(?:cho\s)?([^,;.:]{3,90}?)\s(?:chủ trì|tham mưu|phối hợp|xây "
    r"dựng|theo dõi|tổng hợp|hướng dẫn|chịu|triển khai|là|thực hiện|căn cứ|chủ động|làm)"
)
_COLON_LEAD = re.compile(r"^((?:Ban|Văn phòng|Phòng|Ủy ban|UBKT|Các|Công đoàn|LĐLĐ|Tổ|Hội|Đoàn)[^:.;]{2,80}):\s")
_DUE = re.compile(
    r"(?:truoc|cham nhat|xong truoc|hoan thanh truoc|den het|het|trong|thoi gian hoan thanh:?)\s(?:ngay\s|thang\s|"
    r"quy\s|6 thang|06 thang)"
)
_HALF = re.compile(r"trong (?:6|06|sau) thang (dau|cuoi) nam(?:\s(20\d{2}))?")
_QUARTER = re.compile(r"trong quy\s(iv|i{1,3}|[1-4])(?:\s?[/ ]\s?(?:nam\s)?(20\d{2}))?")
_VERBS = re.compile(
    r"(?:tiep tuc|tang cuong|day manh|to chuc|trien khai|xay dung|phoi hop|chu dong|nang cao|thuc hien|tap "
    r"trung|quan tam|cham lo|doi moi|ra soat"
    r"|tuyen truyen|giao|phan cong|huong dan|chi dao|kiem tra|giam sat|phat dong|van dong|tham muu|thuong "
    r"xuyen|can cu|kip thoi|de nghi|yeu cau"
    r"|phat huy|trong|ban hanh|theo doi|don doc|quan triet|duy tri|hoan thanh|phat trien|dao tao|boi duong|"
    r"tham gia|ho tro|dinh ky|so ket|tong ket"
    r"|cac|ban|van phong|uy ban|cu the hoa|bao dam|dam bao|sua doi|mo dot|lua chon|chu trong|ung dung|khai "
    r"thac|cung co|kien toan|gan|tich cuc|nhan rong|mo|de xuat)\b"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def tasks_of(passages: list[Passage], base: Standing, year: int | None, targets: list[Span]) -> list[Task]:
    """The tasks: passages of the task parts that open with a verb of doing and hold no target."""
    found: list[Task] = []
    for index, passage in enumerate(passages):
        where = standing(passage, base)
        if passage.tabbed or where not in (Standing.TASKS, Standing.ORGANISE) or len(passage.text) < 30:
            continue
        if _is_heading(passages, index) or not _VERBS.match(passage.folded):
            continue
        span = passage.span(0, len(passage.text))
        if any(span[0] <= target[0] < span[1] for target in targets):
            continue
        found.append(Task(passage.text, span, passage.section, _lead(passage), due_of(passage, year)))
    return found


def _is_heading(passages: list[Passage], index: int) -> bool:
    """A numbered line above deeper ones heads them; it orders nothing itself."""
    passage = passages[index]
    if passage.level >= BULLET or index + 1 >= len(passages):
        return False
    below = passages[index + 1]
    return below.level > passage.level and not re.search(r"[.;]$", passage.text)


def _lead(passage: Passage) -> str | None:
    found = _LEAD.search(passage.text, 0, 260) or _COLON_LEAD.match(passage.text)
    return squash(found.group(1)) if found else None


def due_of(passage: Passage, year: int | None) -> date | None:
    """The day by which the work is to be done, or None."""
    folded = passage.folded
    half = _HALF.search(folded)
    if half and (half.group(2) or year):
        when = int(half.group(2) or year or 0)
        return date(when, 6, 30) if half.group(1) == "dau" else date(when, 12, 31)
    quarter = _QUARTER.search(folded)
    if quarter and (quarter.group(2) or year):
        which = _ROMAN.get(quarter.group(1)) or int(quarter.group(1))
        return month_end(int(quarter.group(2) or year or 0), which * 3)
    due = _DUE.search(folded)
    if not due:
        return None
    end = min(len(folded), due.end() + 30)
    days = days_in(folded, due.start(), end, year)
    if days:
        return days[0].day
    month = month_in(folded, due.start(), end, year)
    return month_end(*month) if month else None
