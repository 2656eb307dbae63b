"""What the part of the document a passage stands in is for: targets, past results, tasks, purpose."""

import re
from enum import Enum

from nhipcau.docio.letters import fold
from nhipcau.docio.segments import PLAIN, Passage


class Standing(Enum):
    """The use of a part of a document."""

    TARGETS = "targets"
    PAST = "past"
    TASKS = "tasks"
    PURPOSE = "purpose"
    ORGANISE = "organise"
    CRITERIA = "criteria"
    PREAMBLE = "preamble"
    OTHER = "other"


_NUMBERING = r"(?:phan \w+(?: \w+)?[.: -]*)?"
_GENERAL = re.compile(r"muc tieu (?:chung|tong quat)|phuong huong(?: chung| tong quat)?$")
_CRITERIA = re.compile(
    r"(?:cac |nhung |ve )?(?:xep loai$|tieu chuan|tieu chi|dieu kien|muc xep loai|thang diem|cham diem"
    r"|bang diem|cach tinh diem|nguyen tac (?:danh gia|xep)|"
    r"co cau giai|doi tuong va muc)"
)
_OWN_LABEL = re.compile(
    r"(?:cac |mot so )?(?:muc tieu|chi tieu|phuong huong|ket qua|tieu chuan|dieu kien|phan dau|tinh hinh|thuc "
    r"trang|dac diem|thuan loi|kho khan|ton tai|han che|uu diem|boi canh)(?:\s\D{0,30})?$"
)
_PAST_OPENING = re.compile(
    r"(?:(?:thong qua|nhat tri|tan thanh|thong nhat|ve)\s(?:voi\s|cac\s|noi dung\s|bao cao\s){0,3})?"
    r"(?:danh gia (?:ket qua|nam|nhiem ky|viec thuc hien|tinh hinh|chung)|ket qua (?:thuc hien"
    r"|hoat dong|dat duoc)|(?:bao cao )?(?:tong ket|so ket|kiem diem))"
)
_TARGETS = re.compile(
    r"(?:chi tieu|muc tieu cu the|muc tieu|cac muc tieu|con so phan dau|noi dung giao uoc"
    r"|dang ky thi dua|danh hieu thi dua|dang ky danh hieu|phan dau dat)"
)
_REACHING = re.compile(r"(?:hoan thanh|thuc hien)(?: thang loi| tot)?(?: cac)? (?:muc tieu|chi tieu)")
_GIVEN = re.compile(r"nhu sau|sau day|sau:|^giao |phan dau")
_PAST = re.compile(
    _NUMBERING
    + r"(?:khai quat |so luoc |tom tat |vai net |diem lai |nhin lai |tong quan |mot so |mot vai |nhung |cac |ve )*"
    r"(?:ket qua|tinh hinh|thuc trang|hien trang|danh gia (?:ket qua|chung|tinh hinh|viec|thuc)"
    r"|danh gia$|danh gia (?:quy|thang|hoat dong|nam|6 thang)|uu diem|han che|ton tai"
    r"|gioi thieu (?:chung|ve|khai quat|truong|nha truong|don vi)"
    r"|khuyet diem|nguyen nhan|bai hoc|kiem diem|boi canh|dac diem|thuan loi|kho khan|thanh tich|viec thuc "
    r"hien cac chi tieu"
    r"|ket qua dat duoc|mat duoc|su can thiet|co so thuc tien)"
)
_RESULT_AIMED = re.compile(r"ket qua (?!thuc hien|hoat dong|dat duoc|da |chung|cong tac|noi bat|chu yeu|nam )")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_BESIDE_YEAR = re.compile(r"so voi|tu nam|ke tu|nghi quyet|quyet dinh|ke hoach|chi thi|nhiem ky|giai doan|[-–]")
_FUTURE = re.compile(
    r"phuong huong|nhiem vu (?:trong tam|chu yeu|nam|giai phap)|du kien|muc tieu|phan dau|chuong trinh cong "
    r"tac nam|nhiem ky (?:toi|moi)"
    r"|nam toi|thoi gian toi|6 thang cuoi nam"
)
# What the second part of a report opens with, where no heading above has said that it tells of the past.
_AHEAD = re.compile(
    r"\W*(?:phan (?:thu )?\w+\W+)?(?:mot so |cac |nhung )?"
    r"(?:phuong huong|nhiem vu|giai phap|muc tieu|chi tieu|ke hoach|chuong trinh|dieu chinh|du kien|noi dung)(?!\w)"
)
_TASKS = re.compile(r"nhiem vu|giai phap|noi dung|cong tac|bien phap|hoat dong|trong tam")
_PURPOSE = re.compile(
    r"muc dich|yeu cau|quan diem|pham vi|doi tuong|nguyen tac|can cu|co so phap ly|chu de|phuong cham"
)
_ORGANISE = re.compile(
    r"to chuc thuc hien|phan cong|trach nhiem|tien do|thoi gian thuc hien|che do bao cao|kinh phi|khen thuong"
)


def base_standing(doc_type: str | None, title: str | None) -> Standing:
    """What the whole document is for, where no heading says otherwise."""
    if doc_type in ("giao ước thi đua", "đăng ký thi đua"):
        return Standing.TARGETS
    if doc_type is None and title and _TARGETS.search(fold(title)) and not _MET_TITLE.search(fold(title)):
        return Standing.TARGETS
    return Standing.PAST if doc_type == "báo cáo" else Standing.OTHER


def standing(passage: Passage, base: Standing, year: int | None = None, *, opened: bool = False) -> Standing:
    """What the passage's place in the document is for; `opened` says the opening words are over.

    `year` is the document's own: a heading that only names an earlier one tells of the past.
    """
    opening = not opened and not passage.above and passage.level == PLAIN and passage.section is None
    if opening and base is not Standing.PAST:
        return _of_lead(passage, Standing.PREAMBLE)
    now, told = base, False
    for heading in passage.above:
        ahead = now is Standing.PAST and not told and _AHEAD.match(heading)
        now = _step(Standing.OTHER if ahead else now, heading, year)
        told = now is Standing.PAST
    now = _of_lead(passage, now)
    if _PAST_OPENING.match(passage.folded):
        return Standing.PAST
    label, colon, _ = passage.folded[:50].partition(":")
    return _step(now, label, year) if colon and _OWN_LABEL.match(label) else now


_MET_TITLE = re.compile(r"(?<!\w)(?:vuot|hoan thanh|dat)(?: [^\W_]+){0,4} (?:chi tieu|muc tieu)")
_LISTS = re.compile(
    r"(?<!\w)(?<!so với )(?:chỉ tiêu|mục tiêu)(?! chung| tổng quát| này| quốc gia)[^.:;]{0,90}"
    r"(?::|, cụ thể,| như:|[,;] trong đó,?)\s|^\W*(?:mục tiêu|chỉ tiêu)[^.:;]{0,60} ph[ấầ]n đ[ấầ]u\s"
)
# "đã hoàn thành các chỉ tiêu: …" lists what was met; "đã đề ra", "đã nhất trí" set what is to be.
_MET = re.compile(
    r"(?<!\w)đã (?!đề ra|đặt ra|thống nhất|nhất trí|thông qua|xác định|quyết nghị|biểu quyết|ban hành)[^.:;]{0,70}$"
    r"|(?<!\w)(?:kết quả|đạt|vượt)(?!\w)[^.:;]{0,40}$"
)


def list_opening(passage: Passage, where: Standing) -> int:
    """Where a paragraph begins to list targets ("đề ra các chỉ tiêu chủ yếu: …"), or its end."""
    if where in (Standing.OTHER, Standing.TASKS, Standing.PREAMBLE):
        for found in _LISTS.finditer(passage.low):
            if not _MET.search(passage.low[max(0, found.start() - 60) : found.start()]):
                return found.end()
    return len(passage.text)


def _step(now: Standing, heading: str, year: int | None) -> Standing:
    aimed = now is Standing.TARGETS and _RESULT_AIMED.match(heading)  # "Kết quả rèn luyện:" among the targets
    told = _PAST.match(heading) or (_PAST_OPENING.match(heading) and not _FUTURE.search(heading))
    if (told and not aimed) or _is_of_the_past(heading, year):
        return Standing.PAST
    if now is Standing.PAST and not _FUTURE.search(heading):
        return now
    head = heading[:150]
    if _GENERAL.match(head):
        return Standing.PURPOSE
    if _CRITERIA.match(head):
        return Standing.CRITERIA
    if _TARGETS.search(head) and (_GIVEN.search(head) or not _REACHING.search(head)):
        return Standing.TARGETS
    if _ORGANISE.search(head):
        return Standing.ORGANISE
    if _TASKS.search(head):
        return Standing.TARGETS if now is Standing.TARGETS else Standing.TASKS
    if _PURPOSE.search(head):
        return Standing.PURPOSE
    return now


def _is_of_the_past(heading: str, year: int | None) -> bool:
    """Whether a short heading names only years before the document's own: "Công tác năm 2023" in a plan of 2024."""
    years = [int(found.group()) for found in _YEAR.finditer(heading)]
    if not years or year is None or len(heading) > 110 or _BESIDE_YEAR.search(heading) or _FUTURE.search(heading):
        return False
    return max(years) < year


def _of_lead(passage: Passage, now: Standing) -> Standing:
    lead = passage.lead
    if not lead:
        return now
    if re.search(r"chi tieu|muc tieu|phan dau", lead) and not re.search(r"ket qua|da dat|dat duoc", lead):
        return Standing.TARGETS if now is not Standing.PAST or _FUTURE.search(lead) else now
    if re.search(r"ket qua|da dat", lead) and not (now is Standing.TARGETS and _RESULT_AIMED.match(lead)):
        return Standing.PAST
    return now
