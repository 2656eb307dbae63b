"""Why a number is no target: each reason is a rule of the language with a name."""

import re

from nhipcau.docio.letters import last_match, listed
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.segments import Passage
from nhipcau.docio.standing import Standing
from nhipcau.docio.units import head, is_time

_FEE = (
    r"(?:kinh phi cong doan|doan phi cong doan|doan phi|kinh phi|hoi phi|dang phi|phi cong doan|kpcd|dpcd|thue|lai "
    r"suat|muc dong|muc trich|trich nop|trich|le phi)"
)
_FEE_BEFORE = re.compile(rf"{_FEE}\s(?:la\s|bang\s|muc\s)?\(?$")
_FEE_AFTER = re.compile(rf"\s?(?:tien )?{_FEE}")
_PEOPLE = listed(
    "lao dong;cong nhan;cnld;nld;nguoi;doan vien;hoi vien;cnvcld;thanh vien;nguoi lao dong;nu;lao dong nu;dang vien"
    ";doan vien cong doan;cong nhan lao dong;nu cnvcld;can bo;giao vien;hoc sinh;ho;nguoi sinh song"
)
_HOST = re.compile(
    r"(?:doanh nghiep|dn|don vi|cong ty|co quan|co so|noi|cdcs|hop tac xa|truong|chi doan|chi hoi|to chuc|nha may|khu"
    r"|ho|gia dinh|cong doan|nghiep doan)(?!\w|\s(?:moi|tinh))"
)
_HOLDS = re.compile(
    r"[^,;:.\d]{0,45}?(?:co|su dung|co su dung|co so|co quy mo|quy mo|co tong so|tu|du)\s(?:so\s)?(?:luong\s)?"
)
_HOST_LEAD = re.compile(r"(?:moi|binh quan|phan dau|toan)\s(?:\w+\s)?$")
_STRUCTURE = re.compile(
    r"(?:khau|chuc nang|nhom|nhiem vu|giai phap|dot|giai doan|buoc|cap(?!\s?the)|khoi|tru cot|linh vuc|"
    r"mat(?!\s?tran)|noi dung|phan(?!\s?(?:viec|qua))"
    r"|quan diem|muc tieu|chi tieu|tieu chi|phuong cham|nghi quyet|chuong|dieu|van de|nguyen tac|yeu cau|bai hoc"
    r"|dan toc|mien|chieu|ben|thanh phan|hinh thuc|co so du lieu|loai hinh|phuong an|nganh|chu the|nha(?= n)|"
    r"tai khoan|de an|bo tieu chi"
    r"|chuyen de|chuong trinh|phong trao|cuoc van dong|nam|ngay|uu dai|cum|tinh|don vi hanh chinh|huyen|dia "
    r"ban|dia phuong|diem cau|vong|luat|tinh,|khau dot pha)(?!\w)"
)
_EXISTING = re.compile(r"\s(?:hiện có|hiện nay|đã có|đang hoạt động|hiện hữu)")
_OF_A_WHOLE = re.compile(r"\s(?:của|theo|trong|đã|nêu|quy định|về)\s")
_PRICE = re.compile(
    r"(?:moi|tung|mot|/)\s?(?:suat|phan|can|nha|nguoi|chau|em|ho|truong hop|so)(?: \w+){0,2}(?: tri gia| la| tu| "
    r"muc| duoc)*\s$"
)
_ANNIVERSARY = re.compile(r"ky niem|lan thu|ngay sinh|ngay thanh lap|truyen thong|ngay giai phong|quoc khanh|chao mung")
_PAST_WORDS = re.compile(
    r"(?<!\w)(?:đã|hiện có|hiện nay|hiện tại|tính đến|đạt được|cùng kỳ|vừa qua|qua \d+ năm|toàn tỉnh hiện|"
    r"trước đây|sau khi sắp xếp)(?!\w)"
)
_AIM = re.compile(
    r"(?<!\w)(?:ph[ấầ]n đ[ấầ]u|mục tiêu|chỉ tiêu|đặt ra|đảm bảo|bảo đảm|ít nhất|tối thiểu|trở lên|không dưới|"
    r"hằng năm|hàng năm"
    r"|mỗi|bình quân|không quá|tối đa|kế hoạch giao|giao cho|duy trì|đạt tỷ lệ|trở xuống|tập trung|cần đạt|"
    r"phải đạt|yêu cầu)(?!\w)"
)
_VERB_BEFORE = re.compile(
    r"(?<!\w)"
    r"(?:to chuc|thanh lap|thanh lap moi|xay dung|ho tro|van dong|tang|trao|tham|tap huan|boi duong|mo|ket nap|"
    r"phat trien"
    r"|phat trien moi|gioi thieu|kiem tra|giam sat|ky|ky ket|ky moi|sua chua|dang ky|thuc hien|trong|giup|giup "
    r"do|nhan do dau|do dau"
    r"|dao tao|tu van|khoi cong|ban giao|trien khai|lua chon|tuyen truyen|duy tri|dang tai|viet|cap|"
    r"cap phat|in|phat hanh|quyen gop"
    r"|tang them|thanh lap duoc|giai quyet|khen thuong|bieu duong|ton vinh|tham gia|huy dong|co|co them|dat|"
    r"hoan thanh|tham hoi|lap|thu|gay quy"
    r"|cham lo|chuyen doi|so hoa|hien mau|tiep nhan|gan bien|phat dong|nang cao|thanh lap it nhat|xoa|giam|"
    r"tang truong|cung cap|gui|dua)"
    r"\s(?:duoc\s|them\s|moi\s|du\s|tai\s|o\s|cho\s|it nhat\s|toi thieu\s|tu\s|tren\s|duoc it nhat\s|hon\s|"
    r"khoang\s|cho\s)*$"
)
_PLAIN_VERB = re.compile(
    r"(?<!\w)"
    r"(?:to chuc|thanh lap|ho tro|trao|tang|mo|trong|cap|kiem tra|giam sat|tap huan|dao tao|ket nap|van dong|"
    r"xay dung|thanh lap moi)"
    r"\s(?:duoc\s|them\s|moi\s)?$"
)
_VERB_AT = re.compile(
    r"(?:kiem tra|giam sat|to chuc|tap huan|ho tro|thanh lap|ky|thuong luong|doi thoai|trao|tang|tu van|kham|"
    r"trien khai)"
    r"\s(?:\w+\s){0,6}(?:tai|o|cho|voi)\s(?:it nhat\s|tren\s)?$"
)
_VERB_NEAR = re.compile(r"(?:to chuc|kiem tra|giam sat|hop|sinh hoat|thuc hien|tap huan|tham|mo)\s(?:\w+\s){0,4}$")
_BALLOT = re.compile(r"bieu quyet|tan thanh|nhat tri|phieu bau|tin nhiem|trung cu|phieu thuan|dai bieu du")
_BASELINE_AFTER = re.compile(r"\s?(?:%\s?)?(?:\w+\s){0,3}?lên\s(?:\w+\s){0,2}?\d")
_COMPARED = re.compile(r"so voi (?:chi tieu|cung ky|ke hoach|nam|dau|nhiem ky|muc)?[^.;]{0,20}$")
_MONEY_LEVEL = re.compile(
    r"(?:tri gia|gia tri|muc|moi suat|moi can|don gia|kinh phi|so tien|tong kinh phi|tong so tien|luong co so|muc "
    r"luong)[^,;.\d]{0,25}$"
)


def why_refused(passage: Passage, sentence: tuple[int, int], quantity: Quantity, where: Standing) -> str | None:
    """The reason the quantity is no target, or None."""
    if quantity.why:
        return quantity.why
    if where is Standing.PREAMBLE and not _AIM.search(passage.low, *sentence):
        return "the opening of the document"
    for rule in (_by_unit, _by_rate, _by_threshold, _by_past, _by_company):
        why = rule(passage, sentence, quantity, where)
        if why:
            return why
    return None if _is_ordered(passage, sentence, quantity, where) else "no aim is stated"


def _before(passage: Passage, sentence: tuple[int, int], place: int, width: int = 80) -> str:
    return passage.folded[max(sentence[0], place - width) : place]


def _by_unit(passage: Passage, sentence: tuple[int, int], quantity: Quantity, where: Standing) -> str | None:
    if quantity.kind not in ("count", "fraction"):
        return None
    if quantity.unit is None:
        return "nothing is counted"
    if is_time(quantity.unit):
        return "a length of time"
    firm = quantity.stated and quantity.comparator in (">=", "<=")
    if _EXISTING.match(passage.low, quantity.unit_end, quantity.unit_end + 30):
        return "what exists already"
    if not firm and _STRUCTURE.match(head(passage.text[quantity.end :].lstrip()[:40])):
        counted = (
            where is Standing.TARGETS and quantity.listed and not _OF_A_WHOLE.match(passage.low, quantity.unit_end)
        )
        if not counted:
            return "a part of the plan itself"
    if quantity.word and not firm and not _word_counts(passage, sentence, quantity):
        return "a number in words"
    return None


def _word_counts(passage: Passage, sentence: tuple[int, int], quantity: Quantity) -> bool:
    """Whether a bare number word counts things: right after a verb of doing, before an everyday noun."""
    if quantity.value_max is not None:
        return quantity.unit is not None
    return quantity.listed and bool(_VERB_BEFORE.search(_before(passage, sentence, quantity.lead, 60)))


def _by_rate(passage: Passage, sentence: tuple[int, int], quantity: Quantity, where: Standing) -> str | None:
    if quantity.kind != "percent" or quantity.value > 5 or quantity.value_max is not None:
        return None
    before = _before(passage, sentence, quantity.lead, 40)
    if _FEE_BEFORE.search(before) or _FEE_AFTER.match(passage.folded, quantity.end, quantity.end + 40):
        return "a rate set by rule"
    return None


def _by_threshold(passage: Passage, sentence: tuple[int, int], quantity: Quantity, where: Standing) -> str | None:
    if quantity.kind not in ("count", "percent"):
        return None
    if quantity.kind == "count" and head(quantity.unit or "") not in _PEOPLE:
        return None
    before = _before(passage, sentence, quantity.lead)
    for host in reversed(list(_HOST.finditer(before))):
        if not _HOLDS.fullmatch(before, host.end()):
            continue
        if _HOST_LEAD.search(before, 0, host.start()):
            return None
        ratio = quantity.kind == "percent" and not re.search(r"\d\s?%", before[: host.start()])
        return None if ratio else "a threshold inside a subject"
    return None


def _by_past(passage: Passage, sentence: tuple[int, int], quantity: Quantity, where: Standing) -> str | None:
    if where is Standing.PAST:
        return "a past result"
    low = passage.low
    if _BASELINE_AFTER.match(low, quantity.end, min(sentence[1], quantity.end + 30)):
        return "the level before"
    window = (max(sentence[0], quantity.lead - 120), quantity.lead)
    past = last_match(_PAST_WORDS, low, *window)
    if past and past.group() != "đã" and not _AIM.search(low, past.end(), quantity.start):
        return "a past result"
    if (
        past
        and past.group() == "đã"
        and where is not Standing.TARGETS
        and not _AIM.search(low, past.end(), quantity.start)
    ):
        return "a past result"
    if _ANNIVERSARY.search(_before(passage, sentence, quantity.lead, 40)) and quantity.kind == "count":
        return "an anniversary" if is_time(quantity.unit) else None
    return None


def _by_company(passage: Passage, sentence: tuple[int, int], quantity: Quantity, where: Standing) -> str | None:
    near = passage.folded[max(sentence[0], quantity.lead - 40) : min(sentence[1], quantity.end + 40)]
    if _BALLOT.search(near):
        return "a vote"
    if quantity.kind in ("percent", "count") and _COMPARED.search(_before(passage, sentence, quantity.lead, 40)):
        return "what it is compared with"
    if quantity.kind == "money" and not quantity.stated and _is_price(passage, sentence, quantity):
        return "the price of one"
    if quantity.kind == "money" and _MONEY_LEVEL.search(_before(passage, sentence, quantity.lead, 50)):
        return None if where is Standing.TARGETS or _AIM.search(passage.low, *sentence) else "an amount of money"
    return None


def _is_price(passage: Passage, sentence: tuple[int, int], quantity: Quantity) -> bool:
    each = (quantity.each or "").lower()
    return bool(_PRICE.search(_before(passage, sentence, quantity.lead, 50))) or each.startswith(
        ("suất", "phần", "người", "cháu", "em", "căn", "nhà", "hộ", "sổ")
    )


def _is_ordered(passage: Passage, sentence: tuple[int, int], quantity: Quantity, where: Standing) -> bool:
    """Whether the words, or the part of the document, order the figure to be reached."""
    if where is Standing.TARGETS and quantity.kind != "zero":
        return True
    if quantity.kind == "zero":
        return _zero_is_ordered(passage, sentence, quantity, where)
    if quantity.stated and quantity.comparator in (">=", "<="):
        return True
    aim = _AIM.search(passage.low, max(sentence[0], quantity.lead - 200), min(sentence[1], quantity.unit_end + 30))
    if quantity.kind == "percent":
        return bool(aim) or quantity.value >= 10
    if aim:
        return True
    if where in (Standing.PURPOSE, Standing.PREAMBLE):
        return False
    before = _before(passage, sentence, quantity.lead, 60)
    if head(quantity.unit or "") in ("lan", "cuoc", "buoi") and _VERB_NEAR.search(before):
        return True
    if quantity.listed:
        return bool(_VERB_BEFORE.search(before) or _VERB_AT.search(before))
    return bool(_PLAIN_VERB.search(before))


_ZERO_LEAD = re.compile(
    r"(?:^|[,;:]\s?|\s(?:và|để|phấn đấu|phần đấu|phấn đầu|phần đầu|đảm bảo|bảo đảm|quyết tâm|kiên quyết|toàn "
    r"tỉnh|toàn huyện|toàn ngành"
    r"|toàn xã|toàn trường|đơn vị|cơ quan|cơ sở|địa bàn|năm|phát sinh)\s)$"
)


def _zero_is_ordered(passage: Passage, sentence: tuple[int, int], quantity: Quantity, where: Standing) -> bool:
    before = passage.low[max(sentence[0], quantity.lead - 40) : quantity.lead]
    opens = quantity.lead == sentence[0] or bool(_ZERO_LEAD.search(before))
    if where is Standing.TARGETS:
        return opens
    aim = re.compile(r"ph[ấầ]n đ[ấầ]u|mục tiêu|đảm bảo|bảo đảm").search(passage.low, sentence[0], quantity.lead)
    return opens and bool(aim)
