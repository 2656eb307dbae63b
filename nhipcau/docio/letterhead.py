"""Who issues the paper: the organisations above the number, or those the opening names."""

import re

from nhipcau.docio.letters import fold, last_match, lower, squash

_MOTTO = re.compile(
    r"(?:c[oộ]ng\s*h[oò]a\s*x[aã]\s*h[oộ]i|c.ng\s+h.+\s+x.\s+h.i\s+ch.|đ.c\s+l.p\s*[-–]|"
    r"^đ.ng\s+c.ng\s+s.n\s+vi.t)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:tong lien doan|lien doan|cong doan|cd |cdcs|ndcs|ldld|ban chap hanh|ban thuong vu|bch|btv"
    r"|uy ban|ubnd|ubmttq|so "
    r"|phong |truong |hoi |doan |mat tran"
    r"|tinh uy|thanh uy|huyen uy|thi uy|quan uy|dang uy|dang bo|dang doan|chi bo|chi doan|cong ty|tap doan|"
    r"tong cong ty|bo |cuc |van phong|ban |trung tam"
    r"|benh vien|tram |vien |chi cuc|hoc vien|hoi lhpn|tinh doan|huyen doan|thanh doan|xa doan|quan doan|thi doan|"
    r"trung uong|nghiep doan|hop tac xa|htx|dai hoi "
    r"|cum thi dua|khoi thi dua|tong hoi|thi doan|xi nghiep|nha may|quy )"
)
_EMBLEM = re.compile(r"doan (?:tncs|thanh nien cong san) ho chi minh$")
_UNNAMED_BODIES = ("cong doan co so", "cdcs", "cong doan", "nghiep doan", "nghiep doan co so", "hoi", "doan")
_UNNAMED = re.compile(r"(?:trung uong|ban chap hanh|ban thuong vu)$")
_COMMITTEE_ALONE = re.compile(
    r"(?:ban chap hanh|ban thuong vu|bch|btv|doan chu tich|ban thuong truc|uy ban kiem tra|ubkt|ban nu cong|van phong)$"
)
_OF_A_COMMITTEE = re.compile(r"(?:uy ban kiem tra|ubkt|ban nu cong|van phong)$")
_COMMITTEE = re.compile(r"^(?:BAN CHẤP HÀNH|Ban Chấp hành|BAN THƯỜNG VỤ|Ban Thường vụ|BCH|BTV) ")
_CONGRESS = re.compile(r"dai hoi (?:dai bieu |toan the |thanh vien )?(.+?)(?: lan thu .*|,? nhiem ky .*|,? khoa .*)?$")
_OF_A_PLACE = re.compile(r" (?:VIỆT NAM|(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN) .{2,30})$", re.IGNORECASE)
_BRANCH = re.compile(
    r"(ỦY BAN|UỶ BAN|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BCH|BTV) (?:HỘI )?((?:TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG) .+)$",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"(?:tinh|huyen|thanh pho|tp|xa|phuong|quan|thi xa|thi tran|dac khu|viet nam|ho chi minh|khu|nganh|cac|va|va "
    r"dao tao|vung)\b(?!\s(?:doan|uy)\b)"
)
_LEVELS = r"tỉnh|huyện|thành phố|tp\.?|thị xã|quận|xã|phường|thị trấn|đặc khu"
_ORDERED = re.compile(
    rf"(?P<body>(?:Ban (?:Chấp hành|Thường vụ|chấp hành|thường vụ|Thường trực)|BCH|BTV)\s)?"
    rf"(?P<name>(?:Tổng )?(?:Liên đoàn Lao động|Liên đoàn lao động|LĐLĐ|LĐLD|Công đoàn|CĐ|Hội (?=[A-ZĐ])[^,;.:(]{{3,"
    rf"40}}?|Đoàn (?=[A-ZĐ])[^,;.:(]{{3,40}}?|(?:Huyện đoàn|Tỉnh đoàn|Thành đoàn|Xã đoàn)(?: [A-ZĐ][^\W\d_]+){{0,4}}"
    rf"|Đảng ủy|[UỦ][yỷ] ban [^,;.:(]{{3,50}}?|"
    rf"UBND|Trường [^,;.:(]{{3,40}}?|Sở [^,;.:(]{{3,40}}?)"
    rf"(?:\s(?:{_LEVELS}|ngành|trường|cơ quan|các khu|viên chức|giáo dục|Giáo dục|Viên chức|công ty|Công ty|"
    rf"khối|phường|Việt Nam)(?:\s[^,;.:()]{{2,50}}?)??)?)"
    r"\s(?:\([^)]{2,40}\)\s)?(?:đề ra|ban hành|xây dựng|triển khai|thống nhất|định hướng|thông báo|hướng dẫn|"
    r"báo cáo|yêu cầu|giao|phát động|quyết định|đề nghị|quyết nghị|công bố|đăng ký|đã ban hành)"
)
_UNPLACED = re.compile(r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)$")
_PLACED_BODY = re.compile(
    rf"(?:CHỦ TỊCH )?(?P<body>(?:[UỦ][YỶ] BAN|HỘI ĐỒNG) NHÂN DÂN (?:{_LEVELS}) .{{2,40}})$", re.IGNORECASE
)
_LEVEL_OF_BODY = re.compile(
    rf"(?<!\w)(?:[UỦ][ỷy] ban nhân dân|UBND|Hội đồng nhân dân|HĐND) (?P<level>{_LEVELS})(?!,| và)"
    r"(?P<name>(?: [A-ZĐÀ-Ỹ][^\W\d_]*){0,4})"
)
_MEETING = re.compile(
    r"(?:Hội nghị|Đại hội)\s(?:lần thứ \w+\s)?(?P<body>(?:Ban Chấp hành|Ban Thường vụ|Đoàn Chủ tịch|BCH|BTV)\s.+?)"
    r"(?:\s(?:khóa|khoá|về|lần|nhiệm kỳ|ngày)(?!\w)|[,(]|$)",
    re.IGNORECASE,
)
# Two bodies on one line: the upper one, then the one that issues ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO TRƯỜNG MẦM NON A").
_TWO_BODIES = re.compile(
    r"(?P<upper>(?:LIÊN ĐOÀN|LĐLĐ|CÔNG ĐOÀN|CĐ) (?!CƠ SỞ).{3,60}?)\s"
    r"(?P<own>(?:CĐCS|CÔNG ĐOÀN CƠ SỞ|CÔNG ĐOÀN TRƯỜNG)\s.+)"
    r"|(?P<upper2>(?:PHÒNG|SỞ|UBND|[UỦ][YỶ] BAN NHÂN DÂN) .{3,60}?)\s(?P<own2>TRƯỜNG\s.+)"
    r"|(?P<upper3>(?:UBND|[UỦ][YỶ] BAN NHÂN DÂN) .{3,60}?)\s(?P<own3>PHÒNG\s.+)"
)
_LEVEL_ONLY = re.compile(rf"(?:{_LEVELS})$", re.IGNORECASE)


def is_motto(line: str) -> bool:
    """Whether the line is (part of) the national title or the Party's."""
    return bool(_MOTTO.search(line))


def without_motto(line: str) -> str:
    """The line with the national title, printed beside the issuer, taken away."""
    found = _MOTTO.search(line)
    return line[: found.start()].strip() if found else line


def issuer_of(cells: list[str]) -> tuple[str | None, str | None]:
    """Issuer and parent body from the lines of the head; an empty line parts what stands apart."""
    bodies: list[str] = []
    apart = True
    for cell in cells:
        line = _own_body(squash(re.sub(r"[*_=—–\-]{2,}", " ", cell)).strip(" *-–_").replace("LĐLD", "LĐLĐ"), bodies)
        folded = fold(line)
        if not line:
            apart = True
        elif len(line) <= 120 and any(letter.isalpha() for letter in line):
            starts = None if lower(line).startswith("số ") else _ORGANISATION.match(folded + " ")
            joins = not starts or _CONTINUES.match(folded) or _incomplete(bodies[-1] if bodies else "")
            if bodies and not apart and joins and line.isupper() == bodies[-1].isupper():
                bodies[-1] = f"{bodies[-1]} {line}"
            elif bodies and _EMBLEM.match(folded):
                bodies[-1] += f" {line}" if _UNNAMED.search(fold(bodies[-1])) else ""
            elif starts:
                bodies.append(line)
                apart = False
    if not bodies:
        return None, None
    if len(bodies) > 1 and _is_congress_of(bodies[-1], bodies[-2]):
        bodies.pop()
    if len(bodies) > 1 and _COMMITTEE_ALONE.match(fold(bodies[-1])):
        last = bodies.pop()
        bodies[-1] = f"{last} {_COMMITTEE.sub('', bodies[-1]) if _OF_A_COMMITTEE.match(fold(last)) else bodies[-1]}"
    branch = _BRANCH.match(bodies[-1]) if len(bodies) > 1 else None
    if branch and fold(bodies[-2]).startswith("hoi "):
        bodies[-1] = f"{branch.group(1)} {_OF_A_PLACE.sub('', bodies[-2])} {branch.group(2)}"
    parent = ", ".join(bodies[:-1]) or None
    return _completed(bodies[-1], parent), parent


def _own_body(line: str, bodies: list[str]) -> str:
    """The line, or where two bodies stand on it the lower one; the upper one joins the bodies."""
    found = _TWO_BODIES.match(line)
    if not found:
        return line
    upper, own = [part for part in found.groups() if part]
    bodies.append(upper)
    return own


def placed_body(issuer: str, below: list[str], whole: str, place: str | None) -> str:
    """A people's committee or council with its place, where the letterhead leaves it out.

    It is said again in capitals below the title, or the text says of which level it is; the paper's place then
    names it.
    """
    if not _UNPLACED.match(fold(issuer)):
        return issuer
    named = next((found for found in map(_PLACED_BODY.match, below) if found), None)
    if named:
        return named.group("body")
    found = _LEVEL_OF_BODY.search(whole)
    name = (found.group("name").strip() if found else "") or place
    return f"{issuer} {found.group('level')} {name}" if found and name else issuer


def of_a_meeting(title: str | None) -> str | None:
    """The committee whose meeting a title names: "Hội nghị lần thứ 4 Ban Chấp hành … khóa X về …"."""
    found = _MEETING.search(title or "")
    return squash(found.group("body")) if found else None


def _is_congress_of(line: str, body: str) -> bool:
    """Whether a line only names the congress of the body above it: "ĐẠI HỘI CÔNG ĐOÀN PHƯỜNG LẦN THỨ NHẤT"."""
    named = _CONGRESS.match(fold(line))
    return named is not None and set(named.group(1).split()) <= set(fold(body).split())


def _completed(name: str, parent: str | None) -> str:
    """A name that leaves out which province it means, with the parent's: "CÔNG ĐOÀN NGÀNH Y TẾ TỈNH"."""
    level = _LEVEL_ONLY.search(name)
    proper = re.search(rf"(?i:{re.escape(level.group())})\s(.{{2,30}})$", parent) if level and parent else None
    return f"{name} {proper.group(1)}" if proper else name


def _incomplete(line: str) -> bool:
    if fold(line) in _UNNAMED_BODIES:
        return True
    return bool(re.search(r"(?:\bvà|\bcủa|\bcác|\btỉnh|\bhuyện|\bngành|,)$", lower(line)))


def issuer_in(opening: str, whole: str, place: str | None) -> str | None:
    """Issuer from the sentence that issues the paper, its place name completed where the text leaves it out.

    `whole` has a paragraph a line. A district's paper is dated from the district, a province's from the
    province, so the place of issue completes the name unless the text itself names it more than once.
    """
    found = last_match(_ORDERED, opening, 0, 20_000)
    if found is None:
        return None
    name = squash(found.group("name"))
    if _LEVEL_ONLY.search(name):
        named, times = _named_place(name, whole)
        proper = named if times > 1 else place or named
        return f"{name} {proper}" if proper else squash(f"{found.group('body') or ''}{name}")
    return name


def _named_place(name: str, whole: str) -> tuple[str | None, int]:
    """The proper name that most often follows the level ("huyện") in the text, and how often."""
    level = name.rsplit(" ", 1)[-1]
    pattern = re.compile(rf"(?i:{re.escape(level)}) ((?:[^\W\d_]{{2,8}} ){{1,3}}[^\W\d_]{{2,8}}|[^\W\d_]{{2,8}})")
    seen: dict[str, int] = {}
    for match in pattern.finditer(whole[:200_000]):
        proper: list[str] = []
        for word in match.group(1).split():
            if not word[0].isupper() or word.isupper():
                break
            proper.append(word)
        if len(proper) >= 2 and not _ORGANISATION.match(fold(" ".join(proper)) + " "):
            seen[" ".join(proper)] = seen.get(" ".join(proper), 0) + 1
    if not seen:
        return None, 0
    best = max(sorted(seen), key=lambda proper: seen[proper])
    return best, seen[best]
