"""Rates and sums of money that a rule or a price list sets."""

import re

from nhipcau.docio.letters import any_of
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.scene import Scene
from nhipcau.docio.standing import Standing

PRICE = "the price of one"

_FEE = any_of(
    "kinh phi cong doan;doan phi cong doan;doan phi;kinh phi;hoi phi;dang phi;phi cong doan;kpcd;dpcd;thue;lai suat"
    ";muc dong;muc trich;trich nop;trich;le phi"
)
_FEE_BEFORE = re.compile(rf"{_FEE}\s(?:la\s|bang\s|muc\s)?\(?$")
_PAID_IN = re.compile(r"(?<!\w)(?:muc (?:dong|trich)|nop (?:cap|len))(?!\w)[^,;:]{0,40}$")
_PARTNERS = re.compile(
    r"(?<!\w)(?:ngan sach|nha nuoc|nhan dan|nguoi dan|doanh nghiep|dia phuong)(?: [^\W\d]+){0,4}"
    r" (?:ho tro|dong gop|doi ung|chi tra)\s$"
)
_INTEREST = re.compile(r"(?<!\w)lai suat(?: [^\W\d]+){0,6} $")
_BONUS = re.compile(r"(?<!\w)(?:phu cap|uu dai|tham nien)(?!\w)[^;:]{0,50}$|\(muc $")
_SPARED = re.compile(r"(?<!\w)(?:duoc|xet) (?:mien|giam|mien giam|mien, giam) $")
_EARNS_MARKS = re.compile(r"[^;.]{0,30}?\s(?:được\s)?(?:cộng|trừ)\s\d{1,2}\sđiểm")
_PAID_FOR = re.compile(
    r"\s(?:muc |tien |so tien )?(?:hoc phi|muc dong|chi phi|kinh phi|dong bao hiem|vien phi|lai suat|luong)"
)
_PAYS = re.compile(r"(?<!\w)(?:ho tro|giam|mien|cap|tro cap)(?: toi da| it nhat| toi thieu| tu)?\s$")
_FEE_AFTER = re.compile(rf"\s?(?:tien )?{_FEE}|\s(?:tien luong|muc luong|luong)\s")
_BUDGET = re.compile(r"(?<!\w)(?:(?:du toan|ke hoach) chi|(?:ty le|co cau) chi:)(?!\w)")
_SHARE_OF = re.compile(r"\s(?:so thu |tong so |tong so thu )?(?:kinh phi|doan phi|so thu|quy)(?!\w)")
_SHARES_OUT = re.compile(r"(?<!\w)(?:su dung|phan phoi|de lai|giu lai|trich|duoc huong)(?!\w)")
_PRICED = any_of(
    "suat;phan;can;nha;nguoi;chau;em;ho;truong hop;so;gia dinh;doan vien;hoi vien;xuat;cong trinh;mo hinh;giai;lop"
)
_PRICE = re.compile(
    rf"(?:moi|tung|mot|/)\s?{_PRICED}(?: \w+){{0,3}}?(?:,? (?:tri gia|la|tu|muc|duoc|ho tro|gia tri))*\s$"
)
_LEVEL_SET = re.compile(
    r"(?<!\w)(?:muc (?:vay|cho vay|ho tro|chi|thu(?! nhap)|dong|thuong|phat|qua|giai)|dinh muc|don gia)(?!\w)"
    r"[^,;:]{0,40}$"
    r"|\(muc (?:\w+ ){0,3}$|(?<!\w)theo (?:\w+ )?muc\s?:[^;]{0,60}$"
)
_ALLOWANCE = re.compile(
    r"(?<!\w)(?:phu cap|tro cap|hoc phi|muc an|tien an|le phi|giai (?:nhat|nhi|ba|khuyen khich|dac biet)|giu chuc)"
    r"(?!\w)(?: [^\W\d]+){0,6}(?: la| tu| muc| duoc)?:?\s$"
    r"|(?<!\w)duoc (?:ho tro|vay|huong|tang|thuong|tro cap)(?!\w)[^,;:\d]{0,40}$"
)
_CHEAP = 3_000_000  # đồng: what one gift, visit or meal costs
_HELP = 20_000_000  # đồng: what helping one case may cost
_HELPS = re.compile(r"(?:^|[.;,:] ?)(?:ho tro|tang|thuong|trao)(?! them)(?: [^\W\d]+){1,10}\s$")
_LEAST_WAGE = re.compile(r"(?<!\w)luong (?:toi thieu|co so)(?!\w)")
_GIVES = re.compile(r"(?<!\w)(?:cho vay|thưởng|thăm hỏi|trợ cấp|phúng điếu)(?!\w)[^;:]{0,50}$")
_FOR_EACH = re.compile(r"\s(?:cho |/ ?)?(?:moi|mot|tung)\s")
_TIMES = ("năm", "tháng", "quý", "ngày", "giờ")
_INCOME = re.compile(r"thu nhap|tien luong|muc luong|binh quan|nang suat|doanh thu|gia tri san xuat")
_BREAKDOWN = re.compile(r"(?:dong|d)\s?\([^()]{0,80}$")
_MONEY_LEVEL = re.compile(
    r"(?:tri gia|gia tri|muc|don gia|kinh phi|so tien|tong kinh phi|tong so tien|luong co so|muc luong)[^,;.\d]{0,25}$"
)


def rate(scene: Scene, quantity: Quantity) -> str | None:
    """A rate that a rule sets: fees, interest, shares of a fund, what is paid for somebody."""
    if quantity.kind != "percent":
        return None
    if _EARNS_MARKS.match(scene.passage.low, quantity.end, scene.end):
        return "a mark of a rating"
    before, folded = scene.before(quantity.lead), scene.passage.folded
    near = scene.before(quantity.lead, 30)
    paid = _PAID_FOR.match(folded, quantity.end) and _PAYS.search(near)
    spared = _SPARED.search(near) or (near.endswith(" giam ") and folded.startswith(" cho ", quantity.end))
    shared = _SHARE_OF.match(folded, quantity.end) and _SHARES_OUT.search(before)
    if _BUDGET.search(folded, scene.near(quantity.lead), quantity.lead):
        return "a rate set by rule"
    if _PARTNERS.search(before) or _LEAST_WAGE.search(folded, scene.near(quantity.lead, 160), quantity.lead):
        return "a rate set by rule"
    if paid or spared or shared or _PAID_IN.search(before) or _INTEREST.search(scene.before(quantity.lead, 50)):
        return "a rate set by rule"
    if scene.where is not Standing.TARGETS and _BONUS.search(before):
        return "a rate set by rule"
    if quantity.value > 5 or quantity.value_max is not None:
        return None
    after = _FEE_AFTER.match(folded, quantity.end, quantity.end + 40)
    return "a rate set by rule" if after or _FEE_BEFORE.search(scene.before(quantity.lead, 40)) else None


def money(scene: Scene, quantity: Quantity) -> str | None:
    """A price, an allowance, a prize or a sum that is only said."""
    if quantity.kind != "money":
        return None
    before = scene.before(quantity.lead, 90)
    each = (quantity.each or "").lower()
    if _BUDGET.search(before):
        return "an amount of money"
    helped = quantity.value <= _HELP and _HELPS.search(before)
    cheap = (quantity.value < _CHEAP or helped) and not quantity.stated and not _INCOME.search(before)
    if (cheap and scene.where is not Standing.TARGETS) or _LEAST_WAGE.search(
        scene.passage.folded, scene.near(quantity.lead, 160), quantity.lead
    ):
        return PRICE
    aids = quantity.comparator in ("<=", "<") and each and not each.startswith(_TIMES)
    if (
        each
        and not each.startswith(_TIMES)
        and _GIVES.search(scene.passage.low, scene.near(quantity.lead, 90), quantity.lead)
    ):
        return PRICE
    if _LEVEL_SET.search(before) or _ALLOWANCE.search(before) or (aids and scene.where is not Standing.TARGETS):
        return PRICE
    if _BREAKDOWN.search(before):
        return "a part of another sum"
    if _PRICE.search(before) or _FOR_EACH.match(scene.passage.folded, quantity.end, quantity.end + 20):
        return PRICE
    if each and not quantity.stated and not each.startswith(_TIMES) and not _INCOME.search(before):
        return PRICE
    if scene.where is Standing.TARGETS or scene.aimed:
        return None
    return "an amount of money" if not quantity.stated and _MONEY_LEVEL.search(before) else None
