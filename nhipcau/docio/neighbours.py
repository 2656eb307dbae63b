"""What a figure has from the one before it: an order it shares, a refusal it shares, a thing it only describes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from nhipcau.docio.quantities import Quantity
from nhipcau.docio.refusals import NO_AIM
from nhipcau.docio.refused_payments import PRICE
from nhipcau.docio.segments import Passage
from nhipcau.docio.units import head

Judged = tuple[Quantity | None, str | None]  # a figure and why it is no target


def beside(
    passage: Passage,
    sentence: tuple[int, int],
    quantity: Quantity,
    why: str | None,
    last: Judged,
    kept: Sequence[Quantity],
    *,
    chained: bool,
    after_targets: bool = False,
) -> tuple[str | None, Quantity]:
    """Why the figure is no target once its neighbours are looked at, and the figure with what it has from them.

    `last`: the figure before and its reason; `kept`: the targets of the sentence so far; `chained`: the sentences
    before, parted by semicolons, have given some.
    """
    before, before_why = last
    rated = after_targets and _RATED.match(passage.folded, sentence[0]) is not None
    if why == NO_AIM and kept and _joined(passage, kept[-1], quantity):
        why = None
    if why is None and quantity.kind == "money" and not quantity.stated and before_why == PRICE:
        why = PRICE
    if why == STRUCTURE and kept and _of_the_same(passage, kept[-1], quantity):
        why, quantity = None, replace(quantity, unit=kept[-1].unit)
    if why in (NO_AIM, "nothing is counted") and chained and _states(passage, sentence, quantity):
        why = None
    if why == NO_AIM and (kept or chained or rated) and _is_share_of_list(passage, sentence, quantity):
        why = None
    if why is None and before and before_why == "a past result" and _tells_on(passage, before, quantity):
        why = before_why
    if why is None and before and before_why in _SHARED_REFUSALS and _goes_with(passage, before, quantity):
        why = before_why
    if why is None and _is_counted_by(passage, quantity, sentence[1]):
        why = "what it is counted by"
    if why is None and before and _describes(passage, before, quantity):
        why = "a description"
    return why, quantity


_JOINT = re.compile(r"[^;.:]{0,60}(?:\s(?:va|voi|cho)\s|,\s(?:va\s|trong do\s)?(?:co\s)?)$")


def _joined(passage: Passage, before: Quantity, quantity: Quantity) -> bool:
    """A verb shared by two quantities: "kiểm tra 06 công đoàn … và 04 CĐCS"."""
    between = passage.folded[before.unit_end : quantity.lead][:90]
    return quantity.listed and quantity.kind == before.kind and bool(_JOINT.fullmatch(between))


_SHARED_REFUSALS = (
    PRICE,
    "a rate set by rule",
    "a length of time",
    "what something is made up of",
    "a threshold inside a subject",
    "a mark of a rating",
)
_BESIDE = re.compile(r"[^;.]{0,40}(?:, |\(| va |, trong do )[^;.,]{0,30}")


STRUCTURE = "a part of the plan itself"


def _of_the_same(passage: Passage, before: Quantity, quantity: Quantity) -> bool:
    """Whether a figure goes on counting the same by level: "300 sáng kiến cấp cơ sở, 15 cấp Tập đoàn"."""
    between = passage.folded[before.unit_end : quantity.lead]
    return (
        passage.folded.startswith(" cap ", quantity.end)
        and re.fullmatch(r"[^;.\d]{0,60}(?:, | va )", between) is not None
    )


_TOLD_ON = re.compile(
    r"[^;.:]{0,60}, (?:va )?(?:giup|gop phan|trong do|nang|dua|tang|ho tro|sua chua)(?!\w)[^;.:]{0,40}"
)


def _tells_on(passage: Passage, before: Quantity, quantity: Quantity) -> bool:
    """Whether a figure goes on telling what was done: "vận động được 11 tỷ đồng, giúp sửa chữa 400 nhà"."""
    between = passage.folded[before.unit_end : quantity.lead]
    return not quantity.stated and _TOLD_ON.fullmatch(between) is not None


_RATED = re.compile(r"(?:ty|ti) (?:le|trong|so)(?!\w)|toc do(?!\w)")
_RATE = re.compile(r"(?:[-+] )?[^,;:.\d]{3,110}? (?:dat|duoi|tren|con|giam|tang|chiem|khoang|la|:)[\w ]{0,16}")


_MEASURE = re.compile(
    r"(?:nang |dua |tang )?(?:muc )?(?:nang suat|san luong|dien tich|thu nhap|doanh thu|loi nhuan|gia tri|kim ngach"
    r"|tong (?:von|thu|san|dan|dien)|binh quan (?:thu|luong))[^,;:.\d]{0,70}"
)


def _is_share_of_list(passage: Passage, sentence: tuple[int, int], quantity: Quantity) -> bool:
    """A small share, or a ratio, in a list of targets: "…; nông nghiệp khoảng 7,5%"; "tỷ số … dưới 109 bé trai"."""
    lead = passage.folded[sentence[0] : quantity.start].rstrip()
    if quantity.kind in ("money", "count") and _MEASURE.fullmatch(lead):
        return True
    if quantity.kind == "money":
        return re.fullmatch(r"[^\d:,]{3,60}:", lead) is not None
    if quantity.kind != "percent" and not (quantity.kind == "count" and quantity.stated):
        return False
    if quantity.kind == "count" and not lead.startswith(("ty so", "ti so", "ty suat", "so ", "tong ", "muc ")):
        return False
    return len(lead) < 160 and _RATE.fullmatch(lead) is not None


_PREDICATED = re.compile(r"[^,;:.]{0,50}?\s(?:hoan thanh|dat|duoc|tham gia|thuc hien|xep loai|dang ky|vung manh)(?!\w)")
_NAMED_UNIT = re.compile(
    r"(?:cong ty|cong doan|cdcs|ldld|cdn|truong|xi nghiep|benh vien|huyen|xa|phuong)\s[\w .&-]{2,60}"
)


def _states(passage: Passage, sentence: tuple[int, int], quantity: Quantity) -> bool:
    """Whether a later sentence of a list of targets states one without a verb of its own.

    "…; 9/9 tổ công đoàn hoàn thành tốt nhiệm vụ", "…; Công ty Bo Hsing 120 đoàn viên".
    """
    if not quantity.listed or quantity.kind != "count":
        return False
    before = passage.folded[sentence[0] : min(quantity.lead, sentence[0] + 90)]
    if quantity.lead - sentence[0] >= 90:
        return False
    if not before.strip():
        return _PREDICATED.match(passage.folded, quantity.unit_end, sentence[1]) is not None
    return _NAMED_UNIT.fullmatch(before.strip()) is not None and quantity.unit_end >= sentence[1] - 1


def _goes_with(passage: Passage, before: Quantity, quantity: Quantity) -> bool:
    """Whether a figure only carries on a refused one: "nữ từ 42 kg, nam 45 kg"; "mức đóng 32%, trong đó … 21,5%"."""
    between = passage.folded[before.unit_end : quantity.lead][:60]
    if quantity.kind == "percent" and before.unit and head(before.unit) in ("uy vien", "dong chi"):
        return re.search(r"(?<!\w)nu(?!\w)", between) is not None
    if quantity.kind != before.kind or quantity.unit != before.unit or quantity.stated:
        return False
    return bool(_BESIDE.fullmatch(passage.folded[before.unit_end : quantity.lead][:90]))


_BY = re.compile(r"(?<!\w)(?:bình quân|cứ|trung bình|mỗi)\s$")
_HAS_ONE = re.compile(r"\s(?:thi )?(?:co|dat)\s(?:it nhat |tu |tren )?\d")


def _is_counted_by(passage: Passage, quantity: Quantity, limit: int) -> bool:
    """Whether a figure is only the measure of another: "bình quân 25 người lao động có 01 sáng kiến"."""
    by = _BY.search(passage.low, max(0, quantity.lead - 14), quantity.lead)
    if by is not None and by.group().startswith("mỗi"):
        return quantity.kind == "count" and quantity.value > 1  # "mỗi 20 đoàn viên bầu 1 đại biểu"
    return by is not None and _HAS_ONE.match(passage.folded, quantity.unit_end, limit) is not None


def _describes(passage: Passage, before: Quantity, quantity: Quantity) -> bool:
    """Whether the number only describes a thing counted just before: "01 tổ hòa giải 5 - 7 thành viên"."""
    between = passage.folded[before.unit_end : quantity.lead][-120:]
    if quantity.kind == "count" and not quantity.stated and between.endswith(" doi voi "):
        return True
    if before.kind == "zero" and quantity.kind == "count" and re.fullmatch(r"\s(?:\w+\s){0,4}", between):
        return True  # "không có vụ ngộ độc từ 30 người mắc trở lên"
    if quantity.kind != "count" or quantity.stated or before.kind != "count":
        return False
    if _EACH_OF.search(between):
        return True
    return len(between) < 30 and re.fullmatch(r"(?:\s\w+){0,3}\s", between) is not None and not _LINKED.search(between)


_EACH_OF = re.compile(r"(?:^|[\s,;(])(?:moi|tung)\s\w+(?:\s\w+)?\s$")
_LINKED = re.compile(
    r"(?<!\w)(?:va|voi|cho|co|dat|gom|tai|o|den|kiem tra|to chuc|duoc|la|nam|thang|trong|con|len|xuong)(?!\w)"
)
