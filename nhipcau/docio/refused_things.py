"""Counts of things that are no aims: prizes, parts, marks, lengths of time, what exists already."""

import re

from nhipcau.docio.letters import any_of, last_match
from nhipcau.docio.orders import DOING_BEFORE
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.scene import Scene
from nhipcau.docio.standing import Standing
from nhipcau.docio.units import head, is_noun, is_time

_STRUCTURE = re.compile(
    any_of(
        "khau;chuc nang;nhom;nhiem vu;giai phap;dot;giai doan;buoc;khoi;tru cot;linh vuc;noi dung;quan diem;muc tieu"
        ";chi tieu;tieu chi;tieu chuan;phuong cham;nghi quyet;chuong;dieu;van de;nguyen tac;yeu cau;bai hoc;"
        "dan toc;mien;chieu;ben"
        ";thanh phan;hinh thuc;co so du lieu;loai hinh;phuong an;nganh;chu the;tai khoan;de an;bo tieu chi;chuyen de"
        ";chuong trinh;phong trao;cuoc van dong;nam;ngay;uu dai;cum;tinh;don vi hanh chinh;huyen;dia ban;dia phuong"
        ";diem cau;vong;luat;khau dot pha;cap;mat;phan;phan chinh;phan thi;tieu ban;diem"
    )
    + r"(?!\w|\s(?:tran|viec|qua|mem|thuong|the|tu van|tet|nguyen|cong nghiep|vui choi|sinh hoat|truy cap|che do))"
)
_EVERY = re.compile(r"(?<!\w)(?:moi|hang) (?:nam|quy|thang|tuan)\s(?:it nhat |toi thieu )?$")
_IN_THE_YEAR = re.compile(r"\s(?:trong|mot|moi|hang) (?:nam|quy|thang)(?!\w)")
_MARKING = re.compile(
    r"(?<!\w)(?:xếp loại|thang điểm|chấm điểm|tổng điểm|điểm tối đa|điểm thưởng|trừ|cộng|được cộng|thang)(?!\w)"
)
_CLASSED = re.compile(
    r"(?<!\w)(?:la|xep|xep loai|dat loai|loai)\s(?:loai\s)?(?:xuat sac|tot|kha|trung binh|yeu|hoan thanh)"
    r"|(?<!\w)xet (?:khen|thi dua|cong nhan)"
)
_NOMINATED = re.compile(r"de nghi (?:[\w]+ ){0,4}?(?:khen|tang|xet)|xet khen")
_PLAYERS = ("nguoi", "cau thu", "van dong vien", "thi sinh", "thanh vien", "dong chi")
_EACH_TEAM = re.compile(r"(?<!\w)moi (?:doi|doan|nhom|to|lop|doi tuyen)(?: [^\W\d]+){0,4}\s$")
_GAINS = re.compile(r"(?<!\w)(?:ket nap|phat trien|thu hut|tang|van dong|tap hop)(?: them| moi)?\s$")
_COPIES = re.compile(r"(?:lap thanh|ben giu|giu)\s$")
_STARS = re.compile(r"(?<!\w)(?:dat|dat du|dat chuan|dat hang|dat tu)\s$")
_HELD = re.compile(r"(?<!\w)(?:to chuc|mo|phat dong|thuc hien)\s(?:duoc |them )?$")
_EVENTS = ("dot", "chuong trinh", "ngay hoi", "chuyen de")
_OF_THE_PLAN = re.compile(r"\s(?:nhom (?:nhiem vu|giai phap|chi tieu|muc tieu)|phong trao thi dua lon|khau dot pha)")
_ON_A_PLACE = re.compile(r"trên 0?[1-3]\s")
_PLACES = re.compile(r"(?:trang|kenh|nen tang|bao|phan mem|website|tai khoan|tuyen)(?!\w)")
_PRIZE = re.compile(r"giai(?! phap)")
_MADE_UP = re.compile(
    r"(?<!\w)(?:gồm|nhân sự|cơ cấu ban|số lượng ban|bao gồm|gồm có|thành phần|số lượng (?:ủy viên"
    r"|uỷ viên|đại biểu|người))(?!\w)"
)
_SPREADS = re.compile(r"(?<!\w)(?:nhan rong|nang cap|cung co)\s$")
_EXISTING = re.compile(
    r"\s(?:hiện nay|đã có|đang hoạt động|hiện hữu)|[^,;:.]{0,40}?\s(?:hiện có|đã (?:được )?thành lập)(?!\w)"
)
_ALL_OF = re.compile(r"(?<!\w)(?:cả|tất cả|trong)\s$")
_HAS = re.compile(
    r"(?:^|[;.:] ?)(?:hoi|doan thanh nien|dang bo|chi bo)(?: +[^\W\d]+){1,8} (?:hien )?co\s$"
    r"|(?:^|[;,.:] ?|(?<!\w)(?:do|vi) )(?:toan )?(?:toan thi xa|toan huyen|toan tinh|toan nganh|truong|cong ty|nganh"
    r"|tinh|huyen|xa|phuong|thanh pho|chi bo|dang bo"
    r"|benh vien|trung tam|co quan)"
    r"(?: [^\W\d]+){0,3} (?:(?:hien )?co|con)\s$"
)
_COMPARES_INSIDE = re.compile(
    r"\(\s?(?:tăng|giảm|đạt|bằng|chiếm|tương đương|so với|năm (?:học )?(?:trước|\d)|hiện|cuối năm"
    r"|kết quả|thực hiện|\d+ (?:cháu|em)|mức)"
)
_ALSO_INSIDE = re.compile(r"\([^()\d%]{3,60} (?:đạt|dưới|trên|còn|khoảng)(?: khoảng| trên| dưới| từ)?\s$")
_SAID_INSIDE = re.compile(r"trong đó|ph[ấầ]n đ[ấầ]u|ít nhất|tối thiểu|mỗi|gồm")
_OF_A_WHOLE = re.compile(r"\s(?:của|theo|trong|đã|nêu|quy định|về)\s")
_RAISED = re.compile(
    r"(?<!\w)(?:nâng|đưa) (?:tổng )?số (?:lượng )?(?P<what>(?:đoàn viên|hội viên|cđcs|công đoàn cơ sở"
    r"|đảng viên|[^\W\d]+)"
    r"(?: (?:công đoàn|cơ sở))?)[\w ,]{0,60}? (?:lên|đạt|là) (?:trên |ít nhất )?$"
)


def thing(scene: Scene, quantity: Quantity) -> str | None:
    """A count of what is no aim: a prize, a part, a mark, a length of time, what there is already."""
    if quantity.kind not in ("count", "fraction"):
        return None
    if quantity.unit is None and quantity.kind == "fraction" and quantity.stated:
        return None  # "chiếm ít nhất 1/3"
    if quantity.unit is None:
        alone = _stands_for_itself(scene, quantity) or unit_before(scene, quantity) or raised_to(scene, quantity)
        return None if alone else "nothing is counted"
    for why, rule in _RULES:
        if rule(scene, quantity):
            return why
    return None


def unit_before(scene: Scene, quantity: Quantity) -> str | None:
    """The unit of a figure that ends a line of a table that lost its columns: "Kết nạp đoàn viên mới đoàn viên 950"."""
    if quantity.unit is not None or scene.where is not Standing.TARGETS or quantity.end < scene.end - 1:
        return None
    words = scene.passage.text[scene.near(quantity.lead, 40) : quantity.lead].split()
    if words[-1:] == ["%"]:
        return "%"
    for count in (3, 2, 1):
        noun = " ".join(words[-count:])
        if len(words) > count + 1 and is_noun(noun):
            return noun
    return None


def _is_prize(scene: Scene, quantity: Quantity) -> bool:
    """Prizes, unless they are to be won: "trao 02 giải Nhì", "cơ cấu giải thưởng gồm 01 giải Nhất"."""
    if not _PRIZE.match(head(quantity.unit or "")):
        return False
    before = scene.before(quantity.lead, 20)
    if quantity.stated or before.endswith(" dat "):
        return False
    handed = re.search(r"(?<!\w)(?:trao|tang|gom|co cau|thuong)(?!\w)", scene.before(quantity.lead, 60))
    return scene.where is not Standing.TARGETS or handed is not None


def _is_time(scene: Scene, quantity: Quantity) -> bool:
    if not is_time(quantity.unit):
        return False
    spent = quantity.stated and re.search(r"(?<!\w)(?:danh|di|xuong)(?: co so)?\s$", scene.before(quantity.lead, 20))
    return not spent and (not quantity.each or quantity.comparator in ("<=", "<"))


def is_aside(scene: Scene, quantity: Quantity) -> bool:
    """What brackets only tell: "(hiện còn 87 doanh nghiệp)", "(dự kiến giảm 03 CĐCS)"."""
    low = scene.passage.low
    opened = low.rfind("(", scene.near(quantity.start), quantity.start)
    if opened < 0 or low.find(")", opened, quantity.start) >= 0:
        return False
    if quantity.stated and quantity.comparator == ">=" and quantity.kind == "percent":
        return False
    if _COMPARES_INSIDE.match(low, opened):
        return True
    if scene.where is Standing.TARGETS:
        return False
    also = quantity.kind == "percent" and _ALSO_INSIDE.match(low[opened : quantity.start])
    return not also and _SAID_INSIDE.search(low, opened, quantity.start) is None


def _is_routine(scene: Scene, quantity: Quantity) -> bool:
    """How a day or a week is laid out: "dạy học 2 buổi/ngày"."""
    each = head(quantity.each or "").strip()
    return each in ("ngay", "tuan") and head(quantity.unit or "") in ("buoi", "tiet", "gio") and not quantity.stated


def _is_grant(scene: Scene, quantity: Quantity) -> bool:
    """What somebody may have: "mỗi hộ chỉ được hỗ trợ một lần"."""
    return (
        re.search(
            r"(?<!\w)(?:chỉ được|được hưởng)(?!\w)", scene.passage.low[scene.near(quantity.lead, 120) : quantity.lead]
        )
        is not None
    )


def _is_company(scene: Scene, quantity: Quantity) -> bool:
    """Whom something is done with: "phối hợp với 03 bệnh viện"."""
    before = scene.before(quantity.lead, 60)
    return before.endswith("phoi hop voi ") and not re.search(r"(?<!\w)(?:ky|quy che)(?!\w)", before)


def _is_quota(scene: Scene, quantity: Quantity) -> bool:
    """How many each may propose for a reward."""
    if head(quantity.unit or "") not in ("tap the", "ca nhan", "xa", "don vi"):
        return False
    around = scene.passage.folded[max(scene.start, quantity.lead - 60) : min(scene.end, quantity.unit_end + 60)]
    each = re.search(r"(?<!\w)mỗi\s", scene.passage.low[scene.near(quantity.lead, 80) : quantity.lead])
    return each is not None and _NOMINATED.search(around) is not None


def _is_place(scene: Scene, quantity: Quantity) -> bool:
    on = _ON_A_PLACE.match(scene.passage.low, quantity.lead)
    return on is not None and _PLACES.match(head(quantity.unit or "")) is not None


def _is_copies(scene: Scene, quantity: Quantity) -> bool:
    return head(quantity.unit or "") == "ban" and _COPIES.search(scene.before(quantity.lead, 30)) is not None


def _exists(scene: Scene, quantity: Quantity) -> bool:
    """What there is already: "15 câu lạc bộ hiện có", "ở cả 03 cơ sở", "trường có 04 tổ"."""
    before = scene.before(quantity.lead, 40)
    plain = scene.passage.low[max(scene.start, quantity.lead - 10) : quantity.lead]
    if not _SPREADS.search(before):
        reach = min(scene.end, quantity.unit_end + 60)
        if _EXISTING.match(scene.passage.low, quantity.unit_end, reach):
            return True
    if quantity.stated or scene.where is Standing.TARGETS:
        return False
    return _ALL_OF.search(plain) is not None or (_HAS.search(before) is not None and quantity.each is None)


def _describes_level(scene: Scene, quantity: Quantity) -> bool:
    """The level of a thing counted elsewhere: "sản phẩm đạt 3 sao", "hộ đạt đủ 8 tiêu chí"."""
    if head(quantity.unit or "") == "sao":
        return True
    if head(quantity.unit or "") == "ha" and quantity.value == 1 and quantity.lead < quantity.start:
        return True  # "giá trị sản xuất trên 1 ha"
    graded = head(quantity.unit or "") in ("tieu chi", "chuan")
    if scene.before(quantity.lead, 16).endswith("dai dien cho "):
        return True
    if re.search(r"(?<!\w)chia (?:lam |thanh )?$", scene.before(quantity.lead, 16)):
        return True  # "chia 2 đợt"
    return graded and _STARS.search(scene.before(quantity.lead, 40)) is not None


def _is_structure(scene: Scene, quantity: Quantity) -> bool:
    """A part of the plan itself: "3 khâu đột phá", "05 nhóm nhiệm vụ"."""
    if _is_firm(quantity):
        return False
    what = head(quantity.unit or "")
    whole = _OF_A_WHOLE.match(scene.passage.low, quantity.unit_end)
    counted = scene.where is Standing.TARGETS and quantity.listed and not whole
    counted = counted and not _OF_THE_PLAN.match(scene.passage.folded, quantity.end) and what != "chi tieu"
    held = _HELD.search(scene.before(quantity.lead, 30)) and what.startswith(_EVENTS)
    before = scene.before(quantity.lead, 16)
    if what.startswith("noi dung") and re.search(r"(?<!\w)(?:giam sat|phan bien|dang ky) $", before):
        return False
    if what == "diem" and re.search(r"(?<!\w)(?:tang|nang) (?:len )?$", before):
        return False
    there = scene.before(quantity.lead, 4) == "tai " and what.startswith(("cum", "dia ban", "dia phuong"))
    if counted or held or there:
        return False
    return _STRUCTURE.match(head(scene.passage.text[quantity.end :].lstrip()[:40])) is not None


def _is_firm(quantity: Quantity) -> bool:
    return quantity.stated and quantity.comparator in (">=", "<=")


def _is_mere_word(scene: Scene, quantity: Quantity) -> bool:
    return quantity.word and not _is_firm(quantity) and not _word_counts(scene, quantity)


def _is_mark(scene: Scene, quantity: Quantity) -> bool:
    """Marks that class somebody: "đạt từ 90 điểm trở lên là xuất sắc"."""
    if head(quantity.unit or "") != "diem":
        return False
    after = scene.passage.folded[quantity.end : min(scene.end, quantity.unit_end + 50)]
    before = scene.passage.low[max(scene.start, quantity.lead - 70) : quantity.lead]
    return bool(_MARKING.search(before) or _CLASSED.search(after))


def _is_composition(scene: Scene, quantity: Quantity) -> bool:
    """The parts of a team, a committee or a parcel: "mỗi đội gồm 05 người, 01 đội trưởng"."""
    low = scene.passage.low
    if head(quantity.unit or "") in _PLAYERS and _EACH_TEAM.search(scene.before(quantity.lead, 50)):
        return True
    if (
        head(quantity.unit or "") in ("thanh vien", "uy vien", "dai bieu")
        and not quantity.stated
        and not _GAINS.search(scene.before(quantity.lead, 40))
    ):
        return True
    made = last_match(_MADE_UP, low, max(scene.chain, quantity.lead - 160), quantity.lead)
    return made is not None and not re.search(r"ph[ấầ]n đ[ấầ]u|chỉ tiêu", low[made.end() : quantity.lead])


def _stands_for_itself(scene: Scene, quantity: Quantity) -> bool:
    """A figure after a colon that ends its sentence: "Đoàn viên giới thiệu cho Đảng: 150"."""
    after_colon = scene.before(quantity.lead, 3).endswith(": ")
    return scene.where is Standing.TARGETS and after_colon and quantity.end >= scene.end - 1 and not quantity.word


def raised_to(scene: Scene, quantity: Quantity) -> str | None:
    """What a bare figure counts where a number is raised to it: "nâng tổng số đoàn viên … lên 165.000"."""
    low = scene.passage.low
    found = _RAISED.search(low, max(scene.start, quantity.lead - 130), quantity.lead)
    return found.group("what") if found and quantity.unit is None else None


def _word_counts(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number word counts things: right after a verb of doing, before an everyday noun."""
    if quantity.value_max is not None:
        return quantity.unit is not None
    if head(quantity.unit or "") in ("lan", "cuoc", "buoi"):
        after = _IN_THE_YEAR.match(scene.passage.folded, quantity.unit_end)
        if after or _EVERY.search(scene.before(quantity.lead, 20)):
            return True
    return quantity.listed and bool(DOING_BEFORE.search(scene.before(quantity.lead, 60)))


_RULES = (
    ("a prize", _is_prize),
    ("what something is made up of", _is_composition),
    ("a length of time", _is_time),
    ("a length of time", _is_routine),
    ("a rate set by rule", _is_grant),
    ("a description", _is_company),
    ("a mark of a rating", _is_mark),
    ("a quota of rewards", _is_quota),
    ("a place", _is_place),
    ("copies of the paper", _is_copies),
    ("what exists already", _exists),
    ("a description", _describes_level),
    ("a part of the plan itself", _is_structure),
    ("a number in words", _is_mere_word),
)
