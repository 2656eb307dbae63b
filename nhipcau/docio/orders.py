"""Whether the words around a figure order it to be reached."""

import re

from nhipcau.docio.letters import any_of
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.scene import AIM, Scene
from nhipcau.docio.standing import Standing
from nhipcau.docio.units import head

_DOING = any_of(
    "to chuc;thanh lap;thanh lap moi;xay dung;ho tro;van dong;tang;trao;tham;tap huan;boi duong;mo;ket nap"
    ";phat trien;phat trien moi;gioi thieu;kiem tra;giam sat;ky;ky ket;ky moi;sua chua;dang ky;thuc hien;trong;giup"
    ";giup do;nhan do dau;do dau;dao tao;tu van;khoi cong;ban giao;trien khai;lua chon;tuyen truyen;duy tri;dang tai"
    ";viet;cap;cap phat;in;phat hanh;quyen gop;tang them;giai quyet;khen thuong;bieu duong;ton vinh;tham gia;huy dong"
    ";co;co them;dat;hoan thanh;tham hoi;lap;thu;gay quy;cham lo;chuyen doi;so hoa;hien mau;tiep nhan;gan bien"
    ";phat dong;nang cao;xoa;giam;cung cap;gui;dua;phan dau;kham;hien;trong moi;xay moi;lap dat;thay the;cai "
    "tao;xu ly;khac phuc;thu gom;dam nhan;khanh thanh;ung ho;sua;lap moi;bien soan;nhan rong;trang bi;ra mat;bo tri"
    ";tuyen duong;khao sat;cu;tuyen;ket noi viec lam cho;chu tri;lam moi;kien co hoa;be tong hoa"
    ";cung hoa;mo rong;xuat khau lao dong"
    ";giai quyet viec lam moi cho;day nghe cho;xay dung diem"
    ";tien hanh;phat;van hanh;chon"
    ";huong dan;vinh danh;tang qua;tang qua cho"
    ";tuyen dung;ket nghia;dau tu"
    ";huong nghiep cho;tu van cho;tao viec lam cho;tao viec cho;giai quyet viec cho"
    ";nang cap;gioi thieu viec lam cho;giai quyet viec lam cho;vay von cho;xuat ban"
)
_LINKS = (
    r"(?:dut diem\s|bo sung\s|truc tiep\s|va van hanh\s|cho dang\s|toan dien\s|chuyen de\s|dinh ky\s"
    r"|thanh cong\s|tot\s|duoc\s|them\s|moi\s|du\s"
    r"|tai\s|o\s|cho\s|it nhat\s|toi thieu\s|tu\s|tren\s|"
    r"hon\s|khoang\s)*"
)
DOING_BEFORE = re.compile(rf"(?<!\w)(?<!cung ){_DOING}\s{_LINKS}$")
GOT_BEFORE = re.compile(rf"(?<!\w){_DOING}\sduoc\s(?:tren\s|hon\s|gan\s|khoang\s)?$")
_PLAINLY = any_of(
    "to chuc;thanh lap;ho tro;trao;tang;mo;trong;cap;kiem tra;giam sat;tap huan;dao tao;ket nap;van dong;xay dung"
    ";thanh lap moi;so hoa;tiep nhan;giai quyet;lap dat;bien soan;phat hanh;nhan do dau;do dau;nhan rong;trang bi"
    ";khoi cong;khanh thanh;ra mat;sua chua;trong moi;xay moi;tuyen dung;nang cap;xuat ban"
)
_PLAIN_VERB = re.compile(rf"(?<!\w){_PLAINLY}\s(?:duoc\s|them\s|moi\s|toan dien\s|chuyen de\s)?$")
_SOMEWHERE = any_of(
    "huan luyen;kiem tra;giam sat;thi diem;boi duong;dao tao;nhan rong;tap huan;ho tro;thanh lap;ky"
    ";thuong luong;doi thoai;trao;tang;tu van;"
    "kham;trien khai"
)
_EVENT = r"to chuc (?:hoi (?:dien|thi|thao|nghi)|giai|lop|le|cuoc|cac|dot|khoa|chuong trinh|buoi|tap huan|tuyen truyen)"
_VERB_AT = re.compile(
    rf"(?<!\w)(?:{_SOMEWHERE}|{_EVENT}|to chuc (?:\w+ ){{1,6}}(?=cho ))\s(?:[\w“”]+,?\s){{0,10}}(?:tai"
    rf"|o|cho|voi)\s(?:it nhat\s|tren\s)?$"
)
_VERB_NEAR = re.compile(
    r"(?<!\w)(?:to chuc|kiem tra|giam sat|hop|sinh hoat|thuc hien|tap huan|tham|mo)\s(?:\w+\s){0,4}$"
)
_MOVES = re.compile(r"(?<!\w)(?:dua|nang|giam|keo giam|tang)(?!\w)[\w ]{0,80}$")
_BY_YEAR = re.compile(r"(?<!\w)den (?:cuoi |het )?nam 20\d{2}")
# Titles to be won are ordered by being named: "LĐTT 82 đ/c".
_TITLE = re.compile(
    r"(?<!\w)(?:ldtt|lao dong tien tien|cstd(?:cs)?|chien s[iy] thi dua|lao dong xuat sac"
    r"|giao vien gioi|doan vien xuat sac)"
    r"(?: [^\W\d]+){0,4}:?\s$"
)
_OPENS_HOLDING = re.compile(r"[ ;.]{0,4}to chuc ")
_TIMES = frozenset(["lan", "cuoc", "buoi", "phien", "ky"])
_ZERO_OPENS = any_of(
    "và;để;phấn đấu;phần đấu;phấn đầu;phần đầu;đảm bảo;bảo đảm;quyết tâm;kiên quyết;toàn tỉnh;toàn huyện;toàn ngành"
    ";toàn xã;toàn trường;đơn vị;cơ quan;cơ sở;địa bàn;năm;toàn đơn vị;toàn phường"
)
_ZERO_LEAD = re.compile(rf"(?:^|[,;:]\s?|(?:^|\s)(?:{_ZERO_OPENS}|năm 20\d{{2}},?)\s)$")
_ZERO_AIM = re.compile(r"ph[ấầ]n đ[ấầ]u|mục tiêu|đảm bảo|bảo đảm")


def is_ordered(scene: Scene, quantity: Quantity, *, beside_target: bool) -> bool:
    """Whether the words, or the part of the document, order the figure to be reached."""
    if quantity.kind == "zero":
        return _zero(scene, quantity, beside_target=beside_target)
    if scene.where is Standing.TARGETS:
        return True
    if quantity.stated and quantity.comparator in (">=", "<="):
        return True
    low = scene.passage.low
    reach = min(scene.end, quantity.unit_end + 30)
    if raised(scene, quantity):
        return True
    aim = AIM.search(low, max(scene.start, quantity.lead - 200), reach)
    if aim:
        return True
    if quantity.kind == "count" and quantity.listed and _WILL.search(scene.before(quantity.lead, 60)):
        return True
    if quantity.kind == "percent":
        told = quantity.value >= 10 or quantity.each is not None or _MOVES.search(scene.before(quantity.lead, 90))
        if (
            scene.where is Standing.PURPOSE
            and told
            and _BY_YEAR.search(scene.passage.folded, scene.near(quantity.lead), quantity.lead)
        ):
            return True
        return scene.aimed or (bool(told) and scene.where is not Standing.PURPOSE)
    if scene.where in (Standing.PURPOSE, Standing.PREAMBLE, Standing.CRITERIA):
        return False
    return _is_work(scene, quantity)


_WILL = re.compile(r"(?<!\w)se (?!duoc )(?:[^\W\d_]+,? ){1,8}$")
_RAISED = re.compile(r"(?<!\w)(?:nang|dua) (?:tong )?so [\w ,]{0,80}? len (?:tren |it nhat )?$")


def raised(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is raised to the figure: "nâng tổng số nhà được hỗ trợ cả năm lên 80 nhà"."""
    return _RAISED.search(scene.passage.folded, max(scene.start, quantity.lead - 130), quantity.lead) is not None


def _is_work(scene: Scene, quantity: Quantity) -> bool:
    """Work with a count: "tổ chức 02 lớp", "kiểm tra tài chính tại 25 CĐCS", "01 lần/năm"."""
    before = scene.before(quantity.lead, 60)
    if scene.passage.low.startswith("đặt tại ", max(0, quantity.lead - 8)):
        return False
    if head(quantity.unit or "") in ("d/c", "dong chi", "nguoi", "ca nhan") and _TITLE.search(before):
        return True
    if head(quantity.unit or "").split(" ")[0] in _TIMES and (quantity.each or _VERB_NEAR.search(before)):
        return True
    if scene.chain < scene.start and _OPENS_HOLDING.match(scene.passage.folded, scene.chain):
        before = f"to chuc {before}"  # "Tổ chức giải bóng chuyền …; hội diễn tại 4 cụm"
    if quantity.listed:
        return bool(DOING_BEFORE.search(before) or _VERB_AT.search(before))
    people = quantity.value >= 10 and before.endswith(" cho ") and _VERB_AT.search(before)
    return bool(people or _PLAIN_VERB.search(before))


def _zero(scene: Scene, quantity: Quantity, *, beside_target: bool) -> bool:
    before = scene.passage.low[max(scene.start, quantity.lead - 40) : quantity.lead]
    opens = quantity.lead == scene.start or bool(_ZERO_LEAD.search(before))
    if scene.where is Standing.TARGETS or not opens:
        return opens
    if head(quantity.unit or "").split(" ")[0] in ("vu", "truong"):  # "không để xảy ra vụ ngộ độc nào"
        return True
    start = max(scene.start, quantity.lead - 300)
    return beside_target or bool(_ZERO_AIM.search(scene.passage.low, start, quantity.lead))
