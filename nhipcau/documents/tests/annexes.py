"""Annexes for the tests: of the small union, and one with the damage scans bring, for thirteen units of a province."""

from datetime import date

from nhipcau.documents import services
from nhipcau.documents.models import Annex
from nhipcau.units.models import Placement, Unit
from nhipcau.units.services import refresh_current_tree

SMALL = """LIÊN ĐOÀN LAO ĐỘNG TỈNH A
Số: 31/LĐLĐ
Tỉnh A, ngày 15 tháng 4 năm 2024

PHỤ LỤC
CHỈ TIÊU GIAO CÁC ĐƠN VỊ NĂM 2024

TT\tChỉ tiêu\tĐVT\tLĐLĐ H. Một\tCĐCS Bệnh viện A3\tTổng số
I\tTỔ CHỨC\t\t\t\t
1\tKết nạp mới đoàn viên công đoàn\tngười\t1.000\t200\t1.200
2\tNhà Mái ấm công đoàn xây dựng\tcăn nhà\t3\t-\t5
II\tXẾP LOẠI\t\t\t\t
3\tCĐCS xếp loại hoàn thành tốt nhiệm vụ\t%\t90\t90\t90
"""

# The head has lost two of thirteen names and broken one; most rows have lost a cell, their totals slid or are lost.
DAMAGED = """LIÊN ĐOÀN LAO ĐỘNG TỈNH NINH BÌNH
Số: 88/LĐLĐ-TH
Ninh Bình, ngày 20 tháng 3 năm 2024

**PHÂN BỔ CHỈ TIÊU CÔNG TÁC CHO CÁC ĐƠN VỊ NĂM 2024**

S T T\tNhóm chỉ tiêu\tGiao các đơn vị\t\t\t\t\t\t\t\t\t\tTổng số\t
\t\tLĐLĐ TP Ninh Bình\tLĐLĐ TP Tam Điệp\tLĐLĐ huyện Hoa Lư\tLĐLĐ huyện Gia Vi ễn\tLĐLĐ huyện Quan\tLĐLĐ huyện Yên Mô\tLĐLĐ huyện Yên Khánh\tCĐ viên chức tỉnh\tCĐN Giáo dục\tCĐ các KCN\tCĐN Y tế\t
1\tSố nhà Mái ấm công đoàn\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\t1\t13
2\tSáng kiến đăng ký\t300\t420\t120\t310\t380\t450\t390\t150\t90\t240\t180\t60
<b>II VỀ NỮ CÔNG</b>\t\t\t\t\t\t\t\t\t\t\t\t\t<b>3.390</b>
1\tThành lập Ban Nữ công quần chúng\t1\t1\t0\t1\t1\t1\t1\t0\t0\t2\t0\t1
"""  # noqa: E501


def annex_of(world, text: str = SMALL, *, unit=None, person=None, name: str = "phu-luc.txt") -> Annex:
    """The only table of a document just received."""
    by = world.access(person or world.binh)
    document, _new = services.receive(unit or world.province_a, data=text.encode(), file_name=name, by=by)
    return document.annexes.get()


THIRTEEN = (
    "LĐLĐ thành phố Ninh Bình", "LĐLĐ thành phố Tam Điệp", "LĐLĐ huyện Hoa Lư", "LĐLĐ huyện Gia Viễn",
    "LĐLĐ huyện Nho Quan", "LĐLĐ huyện Yên Mô", "LĐLĐ huyện Yên Khánh", "LĐLĐ huyện Kim Sơn",
    "Công đoàn Viên chức tỉnh", "Công đoàn ngành Giáo dục", "Công đoàn các khu công nghiệp tỉnh",
    "Công đoàn ngành Y tế", "Công đoàn ngành Công Thương",
)  # fmt: skip


def thirteen_units(world) -> dict[str, Unit]:
    """The province of the annex with the thirteen units of its day below it, in the place of province A's own."""
    start = date(2020, 1, 1)
    made = {}
    for number, name in enumerate(THIRTEEN, 1):
        unit = Unit.objects.create(code=f"NB-{number:02d}", name=name, kind_id="ldld_huyen", path="/")
        Placement.objects.create(unit=unit, parent=world.province_a, name=name, kind_id="ldld_huyen", valid_from=start)
        made[" ".join(name.split()[-2:])] = unit
    refresh_current_tree(world.today)
    return made
