"""Figures that bound a subject or a condition: "doanh nghiệp có từ 25 lao động trở lên"."""

import re

from nhipcau.docio.letters import any_of, listed
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.scene import Scene
from nhipcau.docio.units import head

_PEOPLE = listed(
    "lao dong;cong nhan;cnld;nld;nguoi;doan vien;hoi vien;cnvcld;thanh vien;nguoi lao dong;nu;lao dong nu;dang vien"
    ";doan vien cong doan;nu doan vien;nu lao dong;nu cong nhan;sinh vien;cong nhan lao dong"
    ";ld;dv;hv;nu cnvcld;can bo;giao vien;hoc sinh;ho;nguoi sinh song;con"
)
_MEASURES = ("ha", "sao", "m2", "con", "tan", "lop", "giuong", "giuong benh", "buong")
_HOST = re.compile(
    "(?<!\\w)"
    + any_of(
        "doanh nghiep;dn;don vi;nhom tre;vung;cong ty;co quan;co so;noi;cdcs;hop tac xa;truong;chi doan"
        ";chi hoi;to chuc;nha may;khu"
        ";ho;gia dinh;cong doan;nghiep doan;to;to cong doan;chi bo;khu nha tro;lop"
    )
    + r"(?!\w|\s(?:moi|tinh))"
)
_HOLDS = re.compile(
    r"[^,;:.\d]{0,45}?(?:co tu\s\d{1,4}\s(?:lao dong\s)?(?:den|-)(?:\sduoi)?|co|su dung|co su dung|co so|co "
    r"quy mo|quy mo|co tong so|tu|du|co duoi|duoi)\s"
    r"(?:so\s)?(?:luong\s)?"
)
_HOST_LEAD = re.compile(r"(?<!\w)(?:(?:binh quan|phan dau|toan)\s(?:\w+\s)?|moi\s(?:[^\W\d]+\s){0,6})$")
# "khi có yêu cầu của trên 30% người lao động", "chỉ thực hiện khi có từ 60% hộ dân trở lên".
_CONDITIONAL = re.compile(r"(?<!\w)(?:khi|nếu|trường hợp) (?:có|đạt|được|xảy ra|sử dụng)(?!\w)[^,;:]{0,40}$")
# "mọi khoản từ 10 triệu đồng trở lên phải công khai"; "nơi có tỷ lệ hộ nghèo trên 25%".
_THEN = re.compile(r"(?:\strở lên)?\s(?:phải|thì|bị|không được|không xét|được xét|mới được)\s")
_WHERE_RATE = re.compile(r"(?<!\w)(?:noi|vung|xa|huyen|thon|don vi) co ty le [^,;]{0,40}$")
_CONDITIONS = re.compile(r"(?<!\w)(?:dieu kien|tieu chuan|doi tuong)(?: [^\W\d]+){0,6}\s?:")
_REWARDED = re.compile(r"(?<!\w)(?:khen thuong|tuyen duong) [^,;:.]{0,60}$")
_ONLY_IF = re.compile(r"[^,;.]{0,30}?\sneu\s")
_EXCEPTED = re.compile(r"(?<!\w)(?:trừ|ngoại trừ|không tính|không xét)(?!\w)[^,;:]{0,30}$|(?<!\w)không đạt $")
_OFFENDS = re.compile(r"(?<!\w)vi phạm(?!\w)[^,;:]{0,30}$")
_HOST_EARNS = re.compile(
    r"(?<!\w)(?:doanh nghiep|dn|don vi|ho|gia dinh|nguoi|lao dong|doan vien|hoi vien|ca nhan|tap the"
    r"|mo hinh|trang trai)[\w ]{0,45} "
    r"(?:phai )?co (?:muc |gia tri |bua )?(?:thu nhap|an ca|luong|von|doanh thu|loi nhuan)[\w ]{0,20}$"
)
_MEASURED = re.compile(
    r"(?<!\w)(?:co )?(?:quy mo|quan ly|dinh muc|he so|tuoi|nhiet do|can nang|chieu cao|dung tich"
    r"|dien tich|nang)(?: tu| tren| duoi)?\s$"
)


def threshold(scene: Scene, quantity: Quantity) -> str | None:
    """A bound that only says whom the words are about, or on what condition."""
    before = scene.before(quantity.lead)
    low = scene.passage.low[max(scene.start, quantity.lead - 80) : quantity.lead]
    unit = head(quantity.unit or "")
    persons = unit in _PEOPLE or unit.startswith(("nu ", "cb", "cnv"))
    people = quantity.kind == "percent" or persons
    offends = quantity.stated and _OFFENDS.search(low)
    obliged = (
        quantity.stated and quantity.kind != "zero" and _THEN.match(scene.passage.low, quantity.unit_end, scene.end)
    )
    if obliged or _WHERE_RATE.search(before):
        return "a threshold inside a subject"
    if _CONDITIONS.search(scene.passage.folded, scene.near(quantity.lead, 160), quantity.lead):
        return "a condition"
    if quantity.stated and quantity.kind == "count" and _REWARDED.search(before):
        return "a condition"
    if quantity.stated and _ONLY_IF.match(scene.passage.folded, quantity.unit_end, scene.end):
        return "a condition"
    if (people and _CONDITIONAL.search(low)) or _EXCEPTED.search(low) or offends:
        return "a condition"
    if quantity.kind == "money" and _HOST_EARNS.search(before):
        return "a threshold inside a subject"
    if quantity.kind not in ("count", "percent"):
        return None
    if quantity.kind == "count" and _MEASURED.search(before):
        return "a threshold inside a subject"
    if quantity.kind == "count" and not persons and unit not in _MEASURES:
        return None
    for host in reversed(list(_HOST.finditer(before))):
        beside = quantity.stated and quantity.kind == "count" and not before[host.end() :].strip()
        if not beside and not _HOLDS.fullmatch(before, host.end()):
            continue
        if _HOST_LEAD.search(before, 0, host.start()):
            return None
        ratio = quantity.kind == "percent" and not re.search(r"\d\s?%", before[: host.start()])
        return None if ratio else "a threshold inside a subject"
    return None
