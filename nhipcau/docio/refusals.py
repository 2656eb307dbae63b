"""Why a number is no target: each reason is a rule of the language with a name."""

import re

from nhipcau.docio.letters import any_of, last_match, listed
from nhipcau.docio.orders import DOING_BEFORE, is_ordered
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.scene import AIM, Scene
from nhipcau.docio.standing import Standing
from nhipcau.docio.units import head, is_time

NO_AIM = "no aim is stated"
PRICE = "the price of one"
_FEE = any_of(
    "kinh phi cong doan;doan phi cong doan;doan phi;kinh phi;hoi phi;dang phi;phi cong doan;kpcd;dpcd;thue;lai suat"
    ";muc dong;muc trich;trich nop;trich;le phi"
)
_FEE_BEFORE = re.compile(rf"{_FEE}\s(?:la\s|bang\s|muc\s)?\(?$")
_FEE_AFTER = re.compile(rf"\s?(?:tien )?{_FEE}|\s(?:tien luong|muc luong|luong)\s")
_PEOPLE = listed(
    "lao dong;cong nhan;cnld;nld;nguoi;doan vien;hoi vien;cnvcld;thanh vien;nguoi lao dong;nu;lao dong nu;dang vien"
    ";doan vien cong doan;cong nhan lao dong;nu cnvcld;can bo;giao vien;hoc sinh;ho;nguoi sinh song"
)
_HOST = re.compile(
    "(?<!\\w)"
    + any_of(
        "doanh nghiep;dn;don vi;cong ty;co quan;co so;noi;cdcs;hop tac xa;truong;chi doan;chi hoi;to chuc;nha may;khu"
        ";ho;gia dinh;cong doan;nghiep doan;to;to cong doan;chi bo;khu nha tro;lop"
    )
    + r"(?!\w|\s(?:moi|tinh))"
)
_HOLDS = re.compile(
    r"[^,;:.\d]{0,45}?(?:co tu\s\d{1,4}\s(?:lao dong\s)?(?:den|-)(?:\sduoi)?|co|su dung|co su dung|co so|co "
    r"quy mo|quy mo|co tong so|tu|du|co duoi|duoi)\s"
    r"(?:so\s)?(?:luong\s)?"
)
_HOST_LEAD = re.compile(r"(?<!\w)(?:moi|binh quan|phan dau|toan)\s(?:\w+\s)?$")
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
_COPIES = re.compile(r"(?:lap thanh|ben giu|giu)\s$")
_PRIZE = re.compile(r"giai(?! phap)")
_MADE_UP = re.compile(r"(?<!\w)(?:gồm|bao gồm|gồm có|thành phần|số lượng (?:ủy viên|uỷ viên|đại biểu|người))(?!\w)")
_EXISTING = re.compile(r"\s(?:hiện có|hiện nay|đã có|đang hoạt động|hiện hữu)")
_OF_A_WHOLE = re.compile(r"\s(?:của|theo|trong|đã|nêu|quy định|về)\s")
_PRICED = any_of(
    "suat;phan;can;nha;nguoi;chau;em;ho;truong hop;so;gia dinh;doan vien;hoi vien;xuat;cong trinh;mo hinh;giai;lop"
)
_PRICE = re.compile(
    rf"(?:moi|tung|mot|/)\s?{_PRICED}(?: \w+){{0,3}}?(?:,? (?:tri gia|la|tu|muc|duoc|ho tro|gia tri))*\s$"
)
_FOR_EACH = re.compile(r"\s(?:cho |/ ?)?(?:moi|mot|tung)\s")
_TIMES = ("năm", "tháng", "quý", "ngày", "giờ")
_INCOME = re.compile(r"thu nhap|tien luong|muc luong|binh quan|nang suat|doanh thu|gia tri san xuat")
_BREAKDOWN = re.compile(r"(?:dong|d)\s?\([^()]{0,80}$")
_ANNIVERSARY = re.compile(r"ky niem|lan thu|ngay sinh|ngay thanh lap|truyen thong|ngay giai phong|quoc khanh")
_PAST_WORDS = re.compile(
    r"(?<!\w)(?:hiện có|hiện nay|hiện tại|tính đến|đạt được|cùng kỳ|vừa qua|trước đây|hiện đang|năm qua|năm trước"
    r"|nhiệm kỳ qua|thời gian qua|so với cùng)(?!\w)"
)
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_BALLOT = re.compile(r"bieu quyet|tan thanh|nhat tri|phieu bau|tin nhiem|trung cu|phieu thuan|dai bieu du|dong chi vao")
_BASELINE_AFTER = re.compile(r"\s?(?:%\s?)?(?:\w+\s){0,3}?(?:lên|xuống)\s(?:\w+\s){0,2}?\d")
_COMPARED = re.compile(r"so voi (?:chi tieu|cung ky|ke hoach|nam|dau|nhiem ky|muc)?[^.;]{0,20}$")
_MONEY_LEVEL = re.compile(
    r"(?:tri gia|gia tri|muc|don gia|kinh phi|so tien|tong kinh phi|tong so tien|luong co so|muc luong)[^,;.\d]{0,25}$"
)
_YEAR = re.compile(r"(?<!\w)nam (20\d{2}|19\d{2})(?!\d)")
_OF_ALL = re.compile(r"\s?(?:tổng )?số\s|\s?tổng\s")


def why_refused(scene: Scene, quantity: Quantity, *, beside_target: bool = False) -> str | None:
    """The reason the quantity is no target, or None; `beside_target`: its sentence has given one already."""
    if quantity.why:
        return quantity.why
    if scene.where is Standing.PREAMBLE and not scene.aimed:
        return "the opening of the document"
    for rule in (_by_place, _by_unit, _by_rate, _by_threshold, _by_past, _by_comparison, _by_money):
        why = rule(scene, quantity)
        if why:
            return why
    return None if is_ordered(scene, quantity, beside_target=beside_target) else NO_AIM


def _by_place(scene: Scene, quantity: Quantity) -> str | None:
    if scene.where is Standing.PAST:
        return "a past result"
    if scene.where is Standing.CRITERIA and not _is_cap(scene, quantity):
        return "a mark of a rating"
    return None


def _is_cap(scene: Scene, quantity: Quantity) -> bool:
    """A share of all, which a rating sets for everybody: "không vượt quá 20% tổng số tổ"."""
    of_all = _OF_ALL.match(scene.passage.low, quantity.end)
    return quantity.kind == "percent" and quantity.comparator == "<=" and of_all is not None


def _by_unit(scene: Scene, quantity: Quantity) -> str | None:
    if quantity.kind not in ("count", "fraction"):
        return None
    if quantity.unit is None:
        return None if _stands_for_itself(scene, quantity) else "nothing is counted"
    if _PRIZE.match(head(quantity.unit)):
        return "a prize"
    if _is_composition(scene, quantity):
        return "what something is made up of"
    if is_time(quantity.unit):
        return "a length of time"
    low = scene.passage.low
    if head(quantity.unit) == "ban" and _COPIES.search(scene.before(quantity.lead, 30)):
        return "copies of the paper"
    if _EXISTING.match(low, quantity.unit_end, quantity.unit_end + 30):
        return "what exists already"
    firm = quantity.stated and quantity.comparator in (">=", "<=")
    counted = scene.where is Standing.TARGETS and quantity.listed and not _OF_A_WHOLE.match(low, quantity.unit_end)
    if not firm and not counted and _STRUCTURE.match(head(scene.passage.text[quantity.end :].lstrip()[:40])):
        return "a part of the plan itself"
    if quantity.word and not firm and not _word_counts(scene, quantity):
        return "a number in words"
    return None


def _is_composition(scene: Scene, quantity: Quantity) -> bool:
    """The parts of a team, a committee or a parcel: "mỗi đội gồm 05 người, 01 đội trưởng"."""
    low = scene.passage.low
    made = last_match(_MADE_UP, low, max(scene.chain, quantity.lead - 160), quantity.lead)
    return made is not None and not re.search(r"ph[ấầ]n đ[ấầ]u|chỉ tiêu", low[made.end() : quantity.lead])


def _stands_for_itself(scene: Scene, quantity: Quantity) -> bool:
    """A figure after a colon that ends its sentence: "Đoàn viên giới thiệu cho Đảng: 150"."""
    after_colon = scene.before(quantity.lead, 3).endswith(": ")
    return scene.where is Standing.TARGETS and after_colon and quantity.end >= scene.end - 1 and not quantity.word


def _word_counts(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number word counts things: right after a verb of doing, before an everyday noun."""
    if quantity.value_max is not None:
        return quantity.unit is not None
    return quantity.listed and bool(DOING_BEFORE.search(scene.before(quantity.lead, 60)))


def _by_rate(scene: Scene, quantity: Quantity) -> str | None:
    if quantity.kind != "percent" or quantity.value > 5 or quantity.value_max is not None:
        return None
    after = _FEE_AFTER.match(scene.passage.folded, quantity.end, quantity.end + 40)
    return "a rate set by rule" if after or _FEE_BEFORE.search(scene.before(quantity.lead, 40)) else None


def _by_threshold(scene: Scene, quantity: Quantity) -> str | None:
    if quantity.kind not in ("count", "percent"):
        return None
    if quantity.kind == "count" and head(quantity.unit or "") not in _PEOPLE:
        return None
    before = scene.before(quantity.lead)
    for host in reversed(list(_HOST.finditer(before))):
        beside = quantity.stated and quantity.kind == "count" and not before[host.end() :].strip()
        if not beside and not _HOLDS.fullmatch(before, host.end()):
            continue
        if _HOST_LEAD.search(before, 0, host.start()):
            return None
        ratio = quantity.kind == "percent" and not re.search(r"\d\s?%", before[: host.start()])
        return None if ratio else "a threshold inside a subject"
    return None


def _by_past(scene: Scene, quantity: Quantity) -> str | None:
    low = scene.passage.low
    window = (max(scene.start, quantity.lead - 120), quantity.lead)
    past = last_match(_PAST_WORDS, low, *window)
    if past and not AIM.search(low, past.end(), quantity.start):
        return "a past result"
    done = last_match(_DONE, low, *window)
    near = done is not None and quantity.lead - done.end() < 40
    if done and (near or scene.where is not Standing.TARGETS) and not AIM.search(low, done.end(), quantity.start):
        return "a past result"
    return "a past result" if _of_a_past_year(scene, quantity) else None


def _of_a_past_year(scene: Scene, quantity: Quantity) -> bool:
    """Whether the last year named before the figure in its sentence is over."""
    if scene.year is None:
        return False
    named = last_match(_YEAR, scene.passage.folded, max(scene.start, quantity.lead - 300), quantity.lead)
    if named is None or int(named.group(1)) >= scene.year:
        return False
    lead = scene.passage.folded[max(scene.start, named.start() - 24) : named.start()]
    return not re.search(r"(?:so voi|hon|bang|theo|vuot)[\w ]*$|tu $|ke tu $", lead)


def _by_comparison(scene: Scene, quantity: Quantity) -> str | None:
    low = scene.passage.low
    if _BASELINE_AFTER.match(low, quantity.end, min(scene.end, quantity.end + 30)):
        return "the level before"
    near = scene.passage.folded[max(scene.start, quantity.lead - 40) : min(scene.end, quantity.end + 40)]
    if _BALLOT.search(near):
        return "a vote"
    if quantity.kind in ("percent", "count") and _COMPARED.search(scene.before(quantity.lead, 40)):
        return "what it is compared with"
    if quantity.kind == "count" and is_time(quantity.unit) and _ANNIVERSARY.search(scene.before(quantity.lead, 40)):
        return "an anniversary"
    return None


def _by_money(scene: Scene, quantity: Quantity) -> str | None:
    if quantity.kind != "money":
        return None
    before = scene.before(quantity.lead, 90)
    each = (quantity.each or "").lower()
    if _BREAKDOWN.search(before):
        return "a part of another sum"
    if _PRICE.search(before) or _FOR_EACH.match(scene.passage.folded, quantity.end, quantity.end + 20):
        return PRICE
    if each and not quantity.stated and not each.startswith(_TIMES) and not _INCOME.search(before):
        return PRICE
    if scene.where is Standing.TARGETS or scene.aimed:
        return None
    return "an amount of money" if _MONEY_LEVEL.search(before) else None
