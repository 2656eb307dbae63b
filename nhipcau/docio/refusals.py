"""Why a number is no target: each reason is a rule of the language with a name."""

import re

from nhipcau.docio.letters import any_of, last_match, listed
from nhipcau.docio.orders import DOING_BEFORE, is_ordered
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.scene import FRESH_AIM, Scene
from nhipcau.docio.standing import Standing
from nhipcau.docio.units import head, is_time

NO_AIM = "no aim is stated"
PRICE = "the price of one"
_FEE = any_of(
    "kinh phi cong doan;doan phi cong doan;doan phi;kinh phi;hoi phi;dang phi;phi cong doan;kpcd;dpcd;thue;lai suat"
    ";muc dong;muc trich;trich nop;trich;le phi"
)
_FEE_BEFORE = re.compile(rf"{_FEE}\s(?:la\s|bang\s|muc\s)?\(?$")
_PAID_IN = re.compile(r"(?<!\w)muc (?:dong|trich)(?!\w)[^,;:]{0,40}$")
_INTEREST = re.compile(r"(?<!\w)lai suat (?:la |tu |khong qua |toi da )?$")
_SPARED = re.compile(r"(?<!\w)(?:duoc|xet) (?:mien|giam|mien giam|mien, giam) $")
_EARNS_MARKS = re.compile(r"[^;.]{0,30}?\s(?:được\s)?(?:cộng|trừ)\s\d{1,2}\sđiểm")
_PAID_FOR = re.compile(
    r"\s(?:muc |tien |so tien )?(?:hoc phi|muc dong|chi phi|kinh phi|dong bao hiem|vien phi|lai suat|luong)"
)
_PAYS = re.compile(r"(?<!\w)(?:ho tro|giam|mien|cap|tro cap)(?: toi da| it nhat| toi thieu| tu)?\s$")
_BY_RULE = re.compile(r"\s(?:\w+\s){0,5}?theo (?:quy dinh|luat|nghi dinh|thong tu|quyet dinh \d)")
_FEE_AFTER = re.compile(rf"\s?(?:tien )?{_FEE}|\s(?:tien luong|muc luong|luong)\s")
_PEOPLE = listed(
    "lao dong;cong nhan;cnld;nld;nguoi;doan vien;hoi vien;cnvcld;thanh vien;nguoi lao dong;nu;lao dong nu;dang vien"
    ";doan vien cong doan;nu doan vien;nu lao dong;nu cong nhan;sinh vien;cong nhan lao dong"
    ";nu cnvcld;can bo;giao vien;hoc sinh;ho;nguoi sinh song;con"
)
_HOST = re.compile(
    "(?<!\\w)"
    + any_of(
        "doanh nghiep;dn;don vi;nhom tre;cong ty;co quan;co so;noi;cdcs;hop tac xa;truong;chi doan"
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
_HOST_LEAD = re.compile(r"(?<!\w)(?:moi|binh quan|phan dau|toan)\s(?:\w+\s)?$")
# "khi có yêu cầu của trên 30% người lao động", "chỉ thực hiện khi có từ 60% hộ dân trở lên".
_CONDITIONAL = re.compile(r"(?<!\w)(?:khi|nếu|trường hợp) (?:có|đạt|được|xảy ra)(?!\w)[^,;:]{0,40}$")
_EXCEPTED = re.compile(r"(?<!\w)(?:trừ|ngoại trừ|không tính)(?!\w)[^,;:]{0,30}$|(?<!\w)không đạt $")
_OFFENDS = re.compile(r"(?<!\w)vi phạm(?!\w)[^,;:]{0,30}$")
_HOST_EARNS = re.compile(
    r"(?<!\w)(?:doanh nghiep|dn|don vi|ho|gia dinh|nguoi|lao dong|doan vien|hoi vien|ca nhan|tap the)[\w ]{0,30} "
    r"(?:phai )?co (?:muc |gia tri |bua )?(?:thu nhap|an ca|luong|von|doanh thu|loi nhuan)[\w ]{0,20}$"
)
_MEASURED = re.compile(
    r"(?<!\w)(?:co )?(?:quy mo|quan ly|dinh muc|can nang|chieu cao|dung tich|dien tich|nang)(?: tu| tren| duoi)?\s$"
)
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
_MARKING = re.compile(
    r"(?<!\w)(?:xếp loại|thang điểm|chấm điểm|tổng điểm|điểm tối đa|điểm thưởng|trừ|cộng|được cộng|thang)(?!\w)"
)
_CLASSED = re.compile(
    r"(?<!\w)(?:la|xep|xep loai|dat loai|loai)\s(?:loai\s)?(?:xuat sac|tot|kha|trung binh|yeu|hoan thanh)"
    r"|(?<!\w)xet (?:khen|thi dua|cong nhan)"
)
_NOMINATED = re.compile(r"de nghi (?:[\w]+ ){0,4}?(?:khen|tang|xet)|xet khen")
_GAINS = re.compile(r"(?<!\w)(?:ket nap|phat trien|thu hut|tang|van dong|tap hop)(?: them| moi)?\s$")
_COPIES = re.compile(r"(?:lap thanh|ben giu|giu)\s$")
_STARS = re.compile(r"(?<!\w)(?:dat|dat du|dat chuan|dat hang|dat tu)\s$")
_HELD = re.compile(r"(?<!\w)(?:to chuc|mo|phat dong|thuc hien)\s(?:duoc |them )?$")
_OF_THE_PLAN = re.compile(r"\s(?:nhom (?:nhiem vu|giai phap|chi tieu|muc tieu)|phong trao thi dua lon|khau dot pha)")
_ON_A_PLACE = re.compile(r"trên 0?[1-3]\s")
_PLACES = re.compile(r"(?:trang|kenh|nen tang|bao|phan mem|website|tai khoan|tuyen)(?!\w)")
_PRIZE = re.compile(r"giai(?! phap)")
_MADE_UP = re.compile(
    r"(?<!\w)(?:gồm|số lượng ban|bao gồm|gồm có|thành phần|số lượng (?:ủy viên|uỷ viên|đại biểu|người))(?!\w)"
)
_SPREADS = re.compile(r"(?<!\w)(?:nhan rong|nang cap|cung co)\s$")
_EXISTING = re.compile(r"\s(?:hiện nay|đã có|đang hoạt động|hiện hữu)|[^,;:.]{0,40}?\shiện có(?!\w)")
_OF_A_WHOLE = re.compile(r"\s(?:của|theo|trong|đã|nêu|quy định|về)\s")
_PRICED = any_of(
    "suat;phan;can;nha;nguoi;chau;em;ho;truong hop;so;gia dinh;doan vien;hoi vien;xuat;cong trinh;mo hinh;giai;lop"
)
_PRICE = re.compile(
    rf"(?:moi|tung|mot|/)\s?{_PRICED}(?: \w+){{0,3}}?(?:,? (?:tri gia|la|tu|muc|duoc|ho tro|gia tri))*\s$"
)
_LEVEL_SET = re.compile(
    r"(?<!\w)(?:muc (?:vay|cho vay|ho tro|chi|thu|dong|thuong|phat|qua|giai)|dinh muc|don gia)(?!\w)[^,;:]{0,40}$"
    r"|\(muc (?:\w+ ){0,3}$|(?<!\w)theo (?:\w+ )?muc\s?:[^;]{0,60}$"
)
_FOR_EACH = re.compile(r"\s(?:cho |/ ?)?(?:moi|mot|tung)\s")
_TIMES = ("năm", "tháng", "quý", "ngày", "giờ")
_INCOME = re.compile(r"thu nhap|tien luong|muc luong|binh quan|nang suat|doanh thu|gia tri san xuat")
_BREAKDOWN = re.compile(r"(?:dong|d)\s?\([^()]{0,80}$")
_ANNIVERSARY = re.compile(r"ky niem|lan thu|ngay sinh|ngay thanh lap|truyen thong|ngay giai phong|quoc khanh")
_PAST_WORDS = re.compile(
    r"(?<!\w)(?:hiện (?:có|nay|tại|toàn|cả|số|trang)|tính đến|đạt được|cùng kỳ|vừa qua|trước đây"
    r"|hiện đang|năm qua|năm trước"
    r"|nhiệm kỳ qua|thời gian qua|so với cùng|đến nay|những năm qua)(?!\w)"
)
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_BALLOT = re.compile(
    r"bieu quyet|tan thanh|nhat tri|phieu bau|\d phieu|tin nhiem|trung cu|phieu thuan|dai bieu du|dong chi vao"
)
_BASELINE_AFTER = re.compile(r"\s?(?:%\s?)?(?:\w+\s){0,3}?(?:lên|xuống)\s(?:\w+\s){0,2}?\d")
_COMPARED = re.compile(r"so voi (?:chi tieu|cung ky|ke hoach|nam|dau|nhiem ky|muc)?[^.;,]{0,20}$")
_FUNDS = re.compile(r"[\W\d]*(?:du toan |nguon |ve |nhu cau )?(?:kinh phi|von|nguon von)(?! cong doan)")
_MONEY_LEVEL = re.compile(
    r"(?:tri gia|gia tri|muc|don gia|kinh phi|so tien|tong kinh phi|tong so tien|luong co so|muc luong)[^,;.\d]{0,25}$"
)
_YEAR = re.compile(r"(?<!\w)nam (20\d{2}|19\d{2})(?!\d)")
_FIRST_MONTHS = re.compile(r"(?<!\w)(\d{1,2}) thang dau nam(?: (20\d{2}))?")
_COMPARING = re.compile(r"(?:so voi|hon|bang|theo|vuot)[\w ]*$|tu $|ke tu $")
_GOES_ON = re.compile(r"(?<!\w)(?:tiep tuc|nam nay|nam toi|sap toi|thoi gian toi)(?!\w)")
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
    if quantity.kind in ("money", "percent") and any(_FUNDS.match(heading) for heading in scene.passage.above):
        return "an amount of money"
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
        return None if _stands_for_itself(scene, quantity) or raised_to(scene, quantity) else "nothing is counted"
    if _PRIZE.match(head(quantity.unit)) and (scene.where is not Standing.TARGETS or _hands_out(scene, quantity)):
        return "a prize"
    if _is_composition(scene, quantity):
        return "what something is made up of"
    spent = quantity.stated and re.search(r"(?<!\w)(?:danh|di|xuong)(?: co so)?\s$", scene.before(quantity.lead, 20))
    if is_time(quantity.unit) and not quantity.each and not spent:
        return "a length of time"
    if _is_mark(scene, quantity):
        return "a mark of a rating"
    proposes = head(quantity.unit) in ("tap the", "ca nhan") and _NOMINATED.search(_around(scene, quantity))
    if proposes and re.search(r"(?<!\w)moi\s", scene.before(quantity.lead)):
        return "a quota of rewards"
    low = scene.passage.low
    if _ON_A_PLACE.match(low, quantity.lead) and _PLACES.match(head(quantity.unit)):
        return "a place"
    if head(quantity.unit) == "ban" and _COPIES.search(scene.before(quantity.lead, 30)):
        return "copies of the paper"
    if not _SPREADS.search(scene.before(quantity.lead, 30)) and _EXISTING.match(
        low, quantity.unit_end, min(scene.end, quantity.unit_end + 60)
    ):
        return "what exists already"
    firm = quantity.stated and quantity.comparator in (">=", "<=")
    counted = scene.where is Standing.TARGETS and quantity.listed and not _OF_A_WHOLE.match(low, quantity.unit_end)
    if _STARS.search(scene.before(quantity.lead, 40)) and head(quantity.unit) in ("sao", "tieu chi", "chuan"):
        return "a description"
    what = head(quantity.unit)
    happens = _HELD.search(scene.before(quantity.lead, 30)) and what.startswith(("dot", "chuong trinh", "ngay hoi"))
    happens = happens or (
        what.startswith(("cum", "dia ban", "dia phuong")) and scene.before(quantity.lead, 4) == "tai "
    )
    counted = (counted and not _OF_THE_PLAN.match(scene.passage.folded, quantity.end)) or bool(happens)
    if not firm and not counted and _STRUCTURE.match(head(scene.passage.text[quantity.end :].lstrip()[:40])):
        return "a part of the plan itself"
    if quantity.word and not firm and not _word_counts(scene, quantity):
        return "a number in words"
    return None


_RAISED = re.compile(
    r"(?<!\w)(?:nâng|đưa) (?:tổng )?số (?:lượng )?(?P<what>(?:đoàn viên|hội viên|cđcs|công đoàn cơ sở"
    r"|đảng viên|[^\W\d]+)"
    r"(?: (?:công đoàn|cơ sở))?)[\w ,]{0,60}? (?:lên|đạt|là) (?:trên |ít nhất )?$"
)


def raised_to(scene: Scene, quantity: Quantity) -> str | None:
    """What a bare figure counts where a number is raised to it: "nâng tổng số đoàn viên … lên 165.000"."""
    low = scene.passage.low
    found = _RAISED.search(low, max(scene.start, quantity.lead - 130), quantity.lead)
    return found.group("what") if found and quantity.unit is None else None


def _hands_out(scene: Scene, quantity: Quantity) -> bool:
    """Whether prizes are handed out here, not won: "trao 02 giải Nhì", "cơ cấu giải thưởng gồm 01 giải Nhất"."""
    return bool(re.search(r"(?<!\w)(?:trao|tang|gom|co cau|thuong)(?!\w)", scene.before(quantity.lead, 60)))


def _is_mark(scene: Scene, quantity: Quantity) -> bool:
    """Marks that class somebody: "đạt từ 90 điểm trở lên là xuất sắc"."""
    if head(quantity.unit or "") != "diem":
        return False
    after = scene.passage.folded[quantity.end : min(scene.end, quantity.unit_end + 50)]
    before = scene.passage.low[max(scene.start, quantity.lead - 70) : quantity.lead]
    return bool(_MARKING.search(before) or _CLASSED.search(after))


def _around(scene: Scene, quantity: Quantity) -> str:
    return scene.passage.folded[max(scene.start, quantity.lead - 60) : min(scene.end, quantity.unit_end + 60)]


def _is_composition(scene: Scene, quantity: Quantity) -> bool:
    """The parts of a team, a committee or a parcel: "mỗi đội gồm 05 người, 01 đội trưởng"."""
    low = scene.passage.low
    if (
        head(quantity.unit or "") in ("thanh vien", "uy vien")
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


def _word_counts(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number word counts things: right after a verb of doing, before an everyday noun."""
    if quantity.value_max is not None:
        return quantity.unit is not None
    if head(quantity.unit or "") in ("lan", "cuoc", "buoi") and _EVERY.search(scene.before(quantity.lead, 20)):
        return True
    return quantity.listed and bool(DOING_BEFORE.search(scene.before(quantity.lead, 60)))


def _by_rate(scene: Scene, quantity: Quantity) -> str | None:
    if quantity.kind != "percent":
        return None
    if _EARNS_MARKS.match(scene.passage.low, quantity.end, scene.end):
        return "a mark of a rating"
    if (
        _PAID_IN.search(scene.before(quantity.lead))
        or _INTEREST.search(scene.before(quantity.lead, 30))
        or _SPARED.search(scene.before(quantity.lead, 30))
    ):
        return "a rate set by rule"
    if _PAID_FOR.match(scene.passage.folded, quantity.end) and _PAYS.search(scene.before(quantity.lead, 30)):
        return "a rate set by rule"
    if scene.where is not Standing.TARGETS and _BY_RULE.match(scene.passage.folded, quantity.end, scene.end):
        return "a rate set by rule"
    if quantity.value > 5 or quantity.value_max is not None:
        return None
    after = _FEE_AFTER.match(scene.passage.folded, quantity.end, quantity.end + 40)
    return "a rate set by rule" if after or _FEE_BEFORE.search(scene.before(quantity.lead, 40)) else None


def _by_threshold(scene: Scene, quantity: Quantity) -> str | None:
    before = scene.before(quantity.lead)
    low = scene.passage.low[max(scene.start, quantity.lead - 80) : quantity.lead]
    people = quantity.kind == "percent" or head(quantity.unit or "") in _PEOPLE
    offends = quantity.stated and _OFFENDS.search(low)
    if (people and _CONDITIONAL.search(low)) or _EXCEPTED.search(low) or offends:
        return "a condition"
    if quantity.kind == "money" and _HOST_EARNS.search(before):
        return "a threshold inside a subject"
    if quantity.kind not in ("count", "percent"):
        return None
    if quantity.kind == "count" and _MEASURED.search(before):
        return "a threshold inside a subject"
    if quantity.kind == "count" and head(quantity.unit or "") not in _PEOPLE:
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


def _by_past(scene: Scene, quantity: Quantity) -> str | None:
    low = scene.passage.low
    # What a list parted by semicolons opens with ("Nhiệm kỳ qua đã …; thành lập …") holds for all of it.
    whole = scene.where is not Standing.TARGETS
    window = (max(scene.start, quantity.lead - (400 if whole else 120)), quantity.lead)
    past = last_match(_PAST_WORDS, low, *window) or _opens_with(_PAST_WORDS, scene, 45, whole=whole)
    if past and not _turned(scene, past.end(), quantity):
        return "a past result"
    done = last_match(_DONE, low, *window) or _opens_with(_DONE, scene, 110, whole=whole)
    near = done is not None and quantity.lead - done.end() < 40
    if done and (near or whole) and not _turned(scene, done.end(), quantity):
        return "a past result"
    return "a past result" if _of_a_past_year(scene, quantity) or _of_past_months(scene, quantity) else None


def _opens_with(pattern: re.Pattern[str], scene: Scene, reach: int, *, whole: bool) -> re.Match[str] | None:
    """The word in the opening of the list of sentences, where that holds for all of it."""
    end = min(scene.chain + reach, scene.start)
    return last_match(pattern, scene.passage.low, scene.chain, end) if whole else None


def _turned(scene: Scene, after: int, quantity: Quantity) -> bool:
    """Whether the words turn from what was done to what is to be done before they come to the figure."""
    low, folded = scene.passage.low, scene.passage.folded
    if FRESH_AIM.search(low, after, quantity.start) or _GOES_ON.search(folded, after, quantity.start):
        return True
    return any(int(named.group(1)) >= (scene.year or 9999) for named in _YEAR.finditer(folded, after, quantity.lead))


def _of_a_past_year(scene: Scene, quantity: Quantity) -> bool:
    """Whether the last year named before the figure in its sentence is over."""
    if scene.year is None:
        return False
    folded = scene.passage.folded
    named = None
    for year in _YEAR.finditer(folded, max(scene.chain, quantity.lead - 400), quantity.lead):
        if not _COMPARING.search(folded, max(scene.chain, year.start() - 24), year.start()):
            named = year
    if named is None or int(named.group(1)) >= scene.year:
        return False
    return not _turned(scene, named.end(), quantity)


def _of_past_months(scene: Scene, quantity: Quantity) -> bool:
    """Whether the figure is told of months that were over when the paper was signed: "trong 8 tháng đầu năm"."""
    named = last_match(_FIRST_MONTHS, scene.passage.folded, max(scene.chain, quantity.lead - 200), quantity.lead)
    if named is None or scene.month is None or (named.group(2) and int(named.group(2)) != scene.year):
        return False
    return int(named.group(1)) < scene.month


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
    aids = quantity.comparator in ("<=", "<") and each and not each.startswith(_TIMES)
    if _LEVEL_SET.search(before) or (aids and scene.where is not Standing.TARGETS):
        return PRICE
    if _BREAKDOWN.search(before):
        return "a part of another sum"
    if _PRICE.search(before) or _FOR_EACH.match(scene.passage.folded, quantity.end, quantity.end + 20):
        return PRICE
    if each and not quantity.stated and not each.startswith(_TIMES) and not _INCOME.search(before):
        return PRICE
    if scene.where is Standing.TARGETS or scene.aimed:
        return None
    return "an amount of money" if _MONEY_LEVEL.search(before) else None
