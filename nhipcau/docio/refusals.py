"""Why a number is no target: each reason is a rule of the language with a name."""

import re

from nhipcau.docio.orders import is_ordered
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.refused_past import past
from nhipcau.docio.refused_payments import money, rate
from nhipcau.docio.refused_things import is_aside, thing
from nhipcau.docio.refused_thresholds import threshold
from nhipcau.docio.scene import Scene
from nhipcau.docio.standing import Standing
from nhipcau.docio.units import is_time

NO_AIM = "no aim is stated"
_ANNIVERSARY = re.compile(r"ky niem|lan thu|ngay sinh|ngay thanh lap|truyen thong|ngay giai phong|quoc khanh")
_BALLOT = re.compile(
    r"bieu quyet|tan thanh|nhat tri|phieu bau|\d phieu(?! mua| qua| uu| giam)|tin nhiem|trung cu"
    r"|phieu thuan|dai bieu du|du hop|dong chi vao"
)
_ELECTED = re.compile(r"(?<!\w)(?:ket qua bau cu|bau ban chap hanh|bau cu ban|so phieu)(?!\w)")
_BASELINE_AFTER = re.compile(r"\s?(?:%\s?)?(?:\w+\s){0,3}?(?:lên|xuống)\s(?:\w+\s){0,2}?\d")
_COMPARED = re.compile(r"so voi (?!dan so|tong)(?:chi tieu|cung ky|ke hoach|nam|dau|nhiem ky|muc)?[^.;,]{0,20}$")
_REQUESTS = re.compile(r"[\W\d]*(?:mot so |cac |nhung |ve )?(?:kien nghi|de xuat|y kien de xuat)")
_FUNDS = re.compile(r"[\W\d]*(?:du toan |nguon |ve |nhu cau )?(?:kinh phi|von|nguon von)(?! cong doan)")
# "Xây dựng tổ chức (40 điểm)"; "từ 90% trở lên: 10 điểm".
_SCORED = re.compile(r"\(\s?(?:toi da )?\d{1,3} diem\s?[),]|:\s?\d{1,3}(?:,\d)? diem(?!\w| tu van| den)")
_OF_ALL = re.compile(r"\s?(?:tổng )?số\s|\s?tổng\s")
# What a law or a rule lays down anyway; "theo quy định" alone is said of targets too.
_BY_RULE = re.compile(r"[^,;.:]{0,60}?\stheo (?:quy dinh|dieu le)(?!\w)")
_OBLIGED = re.compile(r"(?<!\w)(?:phai|che do|dinh muc|muc|phu cap|doi ung|chiem|tu)(?!\w)[^,;]{0,30}$")
_BY_LAW = re.compile(r"[^,;.:]{0,60}?\stheo (?:luat|bo luat|thong tu|nghi dinh|qcvn|tcvn)(?!\w)")


def why_refused(scene: Scene, quantity: Quantity, *, beside_target: bool = False) -> str | None:
    """The reason the quantity is no target, or None; `beside_target`: its sentence has given one already."""
    if quantity.why:
        return quantity.why
    if scene.where is Standing.PREAMBLE and not scene.aimed:
        return "the opening of the document"
    if quantity.kind != "zero" and is_aside(scene, quantity):
        return "an aside"
    for rule in (_by_place, thing, rate, threshold, past, _by_comparison, money, _by_rule):
        why = rule(scene, quantity)
        if why:
            return why
    return None if is_ordered(scene, quantity, beside_target=beside_target) else NO_AIM


def _by_place(scene: Scene, quantity: Quantity) -> str | None:
    if scene.where is Standing.PAST:
        return "a past result"
    if any(_REQUESTS.match(heading) for heading in scene.passage.above):
        return "a request"
    if quantity.kind in ("money", "percent") and any(_FUNDS.match(heading) for heading in scene.passage.above):
        return "an amount of money"
    beside = scene.passage.folded[max(0, quantity.lead - 200) : quantity.end + 200]
    scored = any(_SCORED.search(words) for words in (*scene.passage.above, beside))
    if (scene.where is Standing.CRITERIA or scored) and not _is_cap(scene, quantity):
        return "a mark of a rating"
    return None


def _is_cap(scene: Scene, quantity: Quantity) -> bool:
    """A share of all, which a rating sets for everybody: "không vượt quá 20% tổng số tổ"."""
    of_all = _OF_ALL.match(scene.passage.low, quantity.end)
    return quantity.kind == "percent" and quantity.comparator == "<=" and of_all is not None


def _by_comparison(scene: Scene, quantity: Quantity) -> str | None:
    low = scene.passage.low
    if _BASELINE_AFTER.match(low, quantity.end, min(scene.end, quantity.end + 30)):
        return "the level before"
    near = scene.passage.folded[max(scene.start, quantity.lead - 40) : min(scene.end, quantity.end + 40)]
    if _BALLOT.search(near) or _ELECTED.search(scene.before(quantity.lead, 140)):
        return "a vote"
    if quantity.kind in ("percent", "count") and _COMPARED.search(scene.before(quantity.lead, 40)):
        return "what it is compared with"
    if quantity.kind == "count" and is_time(quantity.unit) and _ANNIVERSARY.search(scene.before(quantity.lead, 40)):
        return "an anniversary"
    return None


def _by_rule(scene: Scene, quantity: Quantity) -> str | None:
    before = scene.before(quantity.lead, 60)
    bound = quantity.each is not None or quantity.comparator in ("<=", "<") or _OBLIGED.search(before)
    if quantity.kind == "zero" or "phan dau" in before or not bound:
        return None
    lawful = _BY_LAW.match(scene.passage.folded, quantity.unit_end, scene.end)
    ruled = scene.where is not Standing.TARGETS and _BY_RULE.match(scene.passage.folded, quantity.unit_end, scene.end)
    return "a rate set by rule" if lawful or ruled else None
