"""The units of the demo: a confederation, Ninh Bình with the thirteen units of its 2024 annex, two provinces beside it.

On 1 July 2025 the district level ends: communes and wards get unions, some grassroots unions come directly under the
province, some close, and Nam Định merges into Ninh Bình. Names of workplaces are invented; nobody real is named.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

START = date(2020, 1, 1)
REFORM = date(2025, 7, 1)


@dataclass(frozen=True)
class Place:
    """A row of units.csv."""

    code: str
    name: str
    kind: str
    parent: str
    valid_from: date
    valid_to: date | None = None

    def row(self) -> list[str]:
        ends = self.valid_to.isoformat() if self.valid_to else ""
        return [self.code, self.name, self.kind, self.parent, self.valid_from.isoformat(), ends]


@dataclass(frozen=True)
class Intermediate:
    """One of the units between province and grassroots, and what becomes of it in 2025 (None: it stays)."""

    code: str
    name: str
    kind: str
    grassroots: int
    sort: str
    wards: tuple[str, ...] | None


# The thirteen units, in the order of the annex. `wards`: the commune unions that follow; () means straight to the
# province; None means the unit goes on.
ANNEX_UNITS = (
    Intermediate(
        "NB-TPNB", "LĐLĐ thành phố Ninh Bình", "ldld_huyen", 46, "town", ("phường Hoa Lư", "phường Nam Hoa Lư")
    ),
    Intermediate("NB-TPTD", "LĐLĐ thành phố Tam Điệp", "ldld_huyen", 32, "town", ("phường Tam Điệp", "phường Yên Sơn")),
    Intermediate("NB-HL", "LĐLĐ huyện Hoa Lư", "ldld_huyen", 26, "rural", ("phường Tây Hoa Lư",)),
    Intermediate("NB-GV", "LĐLĐ huyện Gia Viễn", "ldld_huyen", 30, "rural", ("xã Gia Viễn", "xã Gia Trấn")),
    Intermediate("NB-NQ", "LĐLĐ huyện Nho Quan", "ldld_huyen", 34, "rural", ("xã Nho Quan", "xã Gia Lâm")),
    Intermediate("NB-YM", "LĐLĐ huyện Yên Mô", "ldld_huyen", 28, "rural", ("xã Yên Mô", "xã Yên Từ")),
    Intermediate("NB-YK", "LĐLĐ huyện Yên Khánh", "ldld_huyen", 32, "rural", ("xã Yên Khánh", "xã Khánh Nhạc")),
    Intermediate("NB-KS", "LĐLĐ huyện Kim Sơn", "ldld_huyen", 32, "rural", ("xã Phát Diệm", "xã Kim Sơn")),
    Intermediate("NB-VC", "Công đoàn Viên chức tỉnh", "cd_nganh", 36, "office", ()),
    Intermediate("NB-GD", "Công đoàn ngành Giáo dục", "cd_nganh", 28, "school", ()),
    Intermediate("NB-KCN", "Công đoàn các khu công nghiệp tỉnh", "cd_kcn", 36, "factory", None),
    Intermediate("NB-YT", "Công đoàn ngành Y tế", "cd_nganh", 20, "health", ()),
    Intermediate("NB-CT", "Công đoàn ngành Công Thương", "cd_nganh", 20, "factory", None),
)
BESIDE = (
    Intermediate("NĐ-TPND", "LĐLĐ thành phố Nam Định", "ldld_huyen", 8, "town", ("phường Nam Định",)),
    Intermediate("NĐ-KCN", "Công đoàn các khu công nghiệp Nam Định", "cd_kcn", 6, "factory", None),
)
THANH_HOA = (
    Intermediate("TH-TPTH", "LĐLĐ thành phố Thanh Hóa", "ldld_huyen", 10, "town", ("phường Hạc Thành",)),
    Intermediate("TH-BS", "LĐLĐ thị xã Bỉm Sơn", "ldld_huyen", 8, "factory", ("phường Bỉm Sơn",)),
)
PROVINCES = (
    ("NB", "LĐLĐ tỉnh Ninh Bình", ANNEX_UNITS),
    ("NĐ", "LĐLĐ tỉnh Nam Định", BESIDE),
    ("TH", "LĐLĐ tỉnh Thanh Hóa", THANH_HOA),
)
MERGED_PROVINCE = ("NĐ", "NB")

PEOPLE_OF_NOTE = (
    "Minh Khai", "Trần Phú", "Lê Hồng Phong", "Đinh Tiên Hoàng", "Lý Tự Trọng", "Quang Trung", "Nguyễn Huệ",
    "Trương Hán Siêu", "Lương Văn Tụy", "Hoàng Hoa Thám", "Ngô Quyền", "Phạm Hồng Thái", "Bạch Đằng", "Vân Giang",
)  # fmt: skip
COMPANY_WORDS = (
    "An Phát", "Bình Minh", "Cúc Phương", "Đại Hoàng", "Đông Á", "Hồng Hà", "Hưng Thịnh", "Mai Linh", "Ngọc Sơn",
    "Phú Lợi", "Sao Mai", "Tân Việt", "Thành Đạt", "Tràng An", "Trường Yên", "Vạn Xuân", "Việt Hưng", "Xuân Thành",
)  # fmt: skip
TRADES = ("May mặc", "Giày da", "Xi măng", "Cơ khí", "Điện tử", "Linh kiện ô tô", "Chế biến nông sản", "Vận tải")
OFFICES = (
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Nông nghiệp và Môi trường",
    "Văn phòng UBND",
    "Thanh tra",
    "Kho bạc",
    "Thư viện",
    "Bảo tàng",
    "Đài Phát thanh",
    "Trung tâm Lưu trữ",
    "Ban Quản lý dự án",
    "Chi cục Thống kê",
)
WORKPLACES = {
    "town": ("school", "office", "company", "company", "health"),
    "rural": ("school", "school", "commune", "company", "health"),
    "office": ("office",),
    "school": ("school",),
    "factory": ("company",),
    "health": ("health",),
}


def places(seed: int = 2024) -> list[Place]:
    """Every row of the demo's units.csv: 1 confederation, 3 provinces, 17 units between, about 400 below them."""
    rng = random.Random(seed)
    rows = [Place("TLĐ", "Tổng Liên đoàn Lao động Việt Nam", "tld", "", START)]
    for code, name, units in PROVINCES:
        merged = code == MERGED_PROVINCE[0]
        rows.append(Place(code, name, "ldld_tinh", "TLĐ", START, REFORM if merged else None))
        home = MERGED_PROVINCE[1] if merged else code
        for unit in units:
            rows += _between(rng, unit, code, home)
    return rows


def _between(rng: random.Random, unit: Intermediate, province: str, home: str) -> Iterator[Place]:
    ends = unit.wards is not None
    if ends:
        yield Place(unit.code, unit.name, unit.kind, province, START, REFORM)
    elif home != province:
        yield Place(unit.code, unit.name, unit.kind, province, START, REFORM)
        yield Place(unit.code, unit.name, unit.kind, home, REFORM)
    else:
        yield Place(unit.code, unit.name, unit.kind, province, START)
    wards = [f"{unit.code}-P{number}" for number, _ in enumerate(unit.wards or (), 1)]
    for ward, name in zip(wards, unit.wards or (), strict=True):
        yield Place(ward, f"Công đoàn {name}", "cd_xa", home, REFORM)
    names: set[str] = set()
    for number in range(1, unit.grassroots + 1):
        sort = rng.choice(WORKPLACES[unit.sort])
        name = _name(rng, sort, unit, names)
        code = f"{unit.code}-{number:03d}"
        yield from _grassroots(rng, code, name, sort, unit, wards, home)


def _grassroots(
    rng: random.Random, code: str, name: str, sort: str, unit: Intermediate, wards: list[str], home: str
) -> Iterator[Place]:
    kind = "nghiep_doan" if sort == "company" and rng.random() < 0.03 else "cdcs"
    founded = START if rng.random() < 0.97 else date(2024, rng.randint(2, 10), rng.randint(1, 28))
    if unit.wards is None:
        yield Place(code, name, kind, unit.code, founded)
        return
    # Offices paid wholly by the budget left the unions in 2025; a few firms closed earlier in the year.
    if sort in ("office", "commune") and rng.random() < 0.35:
        yield Place(code, name, kind, unit.code, founded, REFORM)
        return
    if rng.random() < 0.02:
        yield Place(code, name, kind, unit.code, founded, date(2025, rng.randint(2, 6), rng.randint(2, 27)))
        return
    yield Place(code, name, kind, unit.code, founded, REFORM)
    yield Place(code, name, kind, rng.choice(wards) if wards else home, REFORM)


def _name(rng: random.Random, sort: str, unit: Intermediate, taken: set[str]) -> str:
    for attempt in range(200):
        name = _try_name(rng, sort, attempt)
        if name not in taken:
            taken.add(name)
            return name
    raise RuntimeError(f"no free name left below {unit.code}")


def _try_name(rng: random.Random, sort: str, attempt: int) -> str:
    again = f" {attempt // 20 + 1}" if attempt >= 20 else ""
    if sort == "school":
        level = rng.choice(("Mầm non", "Tiểu học", "THCS", "THPT"))
        return f"CĐCS Trường {level} {rng.choice(PEOPLE_OF_NOTE)}{again}"
    if sort == "health":
        clinic = rng.choice(("Trung tâm Y tế", "Bệnh viện", "Phòng khám đa khoa"))
        return f"CĐCS {clinic} {rng.choice(PEOPLE_OF_NOTE)}{again}"
    if sort == "office":
        return f"CĐCS {rng.choice(OFFICES)}{again}"
    if sort == "commune":
        return f"CĐCS Cơ quan xã {rng.choice(COMPANY_WORDS)}{again}"
    form = rng.choice(("Công ty TNHH", "Công ty CP"))
    return f"CĐCS {form} {rng.choice(TRADES)} {rng.choice(COMPANY_WORDS)}{again}"
