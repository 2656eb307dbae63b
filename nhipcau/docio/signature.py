"""The foot of a paper: who gets it, who signs it and with whose authority."""

import re
from dataclasses import dataclass

from nhipcau.docio.clean import Line
from nhipcau.docio.letters import any_of, fold, lower, squash

_RECEIVES = re.compile(r"^(?:n[oơ][ií] nh[aậ]n|n[oơ]i g[uử]i|n[oơ]i nh.n)\b", re.IGNORECASE)
_AUTHORITY = re.compile(r"^(?:(?:tm|t/m|t\.m|kt|tl|tuq)\s?[.\s]\s*|q\.\s?|thua lenh\s|thua uy quyen\s)(?=[a-z])")
_TITLE = re.compile(
    r"(?:pho |q\. ?|quyen )?"
    + any_of(
        "chu tich;bi thu;truong ban;giam doc;hieu truong;chanh van phong;chu nhiem;tong thu ky;truong phong"
        ";tong giam doc;bo truong;thu truong;vien truong;cuc truong;to truong;doan truong;chi huy truong;truong doan"
        ";uy vien thuong vu;uy vien;truong khoi;cum truong;truong khoa;ke toan truong;thu ky;doi truong;chu "
        "tri;hoi truong;chu toa;tong thu ky;chinh uy;hieu pho;truong tram;giam doc dieu hanh"
    )
    + r"(?P<of>(?:\s[\w\-&]+){0,7})"
)
_OF = re.compile(
    r"(?:\s(?:thuong truc|cong doan|uy ban|hoi|ldld|doan|ubkt|chuyen trach|cdcs|hoi dong|ban chap hanh|dai hoi))*"
)
_DEGREES = re.compile(
    r"(?:(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)(?= )|bác sĩ(?= )|thạc sĩ(?= )|tiến sĩ(?= )|ts|ths|pgs|gs|"
    r"bs[.]?\s?ck\s?i{1,2}|bs|ngưt|ngnd|cn|ks|đ/c|luật sư)\.?\s?){1,3}",
    re.IGNORECASE,
)
_NOT_NAME = re.compile(
    r"ban |công đoàn|lđlđ|liên đoàn|hội |đoàn (?:viên|thanh|thể|chủ|đại|các|khối|cơ|tncs|huyện|tỉnh)|[uủ]y ban|phụ lục"
    r"|lưu\s?:|lưu v|lưu h|nơi nhận|việt nam$|kính gửi|giao |danh (?:sách|mục)|biểu |bảng |tm\.|kt\.|tl\.|đã ký|ký tên"
    r"|trường |sở |phòng "
)
_END_OF_FOOT = re.compile(r"^(?:phu luc|danh muc|bieu |kem theo|mau so|giao chi tieu|danh sach|bang )")


@dataclass(frozen=True)
class Foot:
    """What stands below the last sentence; `first_line` is the line number where it begins."""

    recipients: tuple[str, ...] = ()
    authority: str | None = None
    signer_title: str | None = None
    signer: str | None = None
    first_line: int | None = None
    last_line: int | None = None


def foot_of(lines: list[Line]) -> Foot:
    """The foot of the paper."""
    begin = _begin(lines)
    if begin is None:
        return Foot()
    end = min(len(lines), begin + 70)
    left, right = _columns(lines, begin, end)
    authority, title, signer, last = _signature(right)
    ends = [number for number, _ in left] + ([last] if last is not None else []) + [begin]
    return Foot(_recipients(left), authority, title, signer, begin, max(ends))


def cells_of(line: Line) -> list[str]:
    """The parts of a line printed side by side: parted by a tab, an upright bar or three blanks."""
    parts = re.split(r"\t+| {3,}|\u00a0{3,}|\s?\|\s?", line.raw.strip())
    cells = [squash(re.sub(r"\*+|#+|\\(?=[.\-*#_()])|</?\w{1,6}>", "", part)) for part in parts if part.strip(" *#-:")]
    return [half for cell in cells for half in _halves(cell)]


_RUN_TOGETHER = (
    re.compile(r"(N[ơo]i nh[ậa]n\s?:?)\s+((?:T/?M|KT|TL|TUQ)\s?\.\s?[A-ZĐ].{3,80})$"),
    re.compile(
        r"([-+•].{2,80}?[;.])\s+((?:KT\.\s?|TM\.\s?|PHÓ |Q\. )?(?:CHỦ|GIÁM|TRƯỞNG|BÍ|HIỆU|CHÁNH) [A-ZĐÀ-Ỹ .]{2,40})$"
    ),
    re.compile(
        r"([-+•]?\s?Lưu\s?:?.{0,24}?[.;,])\s+((?:[A-ZĐÀ-Ỹ][^\W\d_A-ZĐ]{0,6}\s){1,4}[A-ZĐÀ-Ỹ][^\W\d_A-ZĐ]{0,6})$"
    ),
)


def _halves(cell: str) -> list[str]:
    """Recipients and signature that lost the gap between them: "- Như trên; CHỦ TỊCH"."""
    for pattern in _RUN_TOGETHER:
        found = pattern.match(cell)
        if found:
            return [found.group(1), found.group(2)]
    return [cell]


def _begin(lines: list[Line]) -> int | None:
    found = None
    for number, line in enumerate(lines):
        cells = cells_of(line) if line.text else []
        for cell in cells[:3]:
            opens = _RECEIVES.match(cell) or (cell.isupper() and _AUTHORITY.match(fold(cell)))
            if opens and found is None and number > 3:
                found = number
    if found is None:
        return _bare_signature(lines)
    while found > 0 and any(_is_title(cell) or _AUTHORITY.match(fold(cell)) for cell in cells_of(lines[found - 1])):
        found -= 1
    return found


def _bare_signature(lines: list[Line]) -> int | None:
    """A title in capitals near the end, with no "TM." and no list of recipients."""
    for number in range(len(lines) - 1, max(-1, len(lines) - 25), -1):
        if any(cell.isupper() and _is_title(cell) for cell in cells_of(lines[number])):
            return number
    return None


def _columns(lines: list[Line], begin: int, end: int) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Recipients to the left, signature to the right; a line with one cell may belong to either."""
    left: list[tuple[int, str]] = []
    right: list[tuple[int, str]] = []
    listing = False
    for number in range(begin, end):
        line = lines[number]
        cells = cells_of(line)
        if not cells:
            continue
        if _END_OF_FOOT.match(fold(cells[0])) and number > begin + 2:
            break
        if len(cells) >= 4:
            break
        for cell in cells:
            if _RECEIVES.match(cell):
                listing = True
                rest = _RECEIVES.sub("", cell, count=1).strip(" :")
                if rest:
                    left.append((number, rest))
            elif _is_signing(cell) or _name_in(cell):
                right.append((number, cell))
            elif listing or cell.startswith(("-", "–", "+", "•")):
                left.append((number, cell))
    return left, right


def _is_title(cell: str) -> bool:
    found = _TITLE.fullmatch(fold(cell).strip(" .:"))
    return found is not None and (cell.isupper() or _OF.fullmatch(found.group("of")) is not None)


def _name_in(cell: str) -> str | None:
    """The person's name a cell holds, without degrees, or None."""
    degrees = _DEGREES.match(cell)
    ranked = degrees is not None and ("." in degrees.group() or " " in degrees.group().strip())
    name = cell[degrees.end() :] if degrees and ranked else cell
    words = name.strip(" .").split()
    if not 2 <= len(words) <= 5 or len(name) > 45 or _NOT_NAME.search(lower(name)):
        return None
    named = all(
        word[0].isupper() and all(part.isalpha() for part in re.split(r"['’-]", word) if part) for word in words
    ) and (name.isupper() or not any(word.isupper() and len(word) > 1 for word in words))  # "CĐ Dệt May VN" is no name
    return " ".join(words) if named else None


def _is_signing(cell: str) -> bool:
    folded = fold(cell)
    return (bool(_AUTHORITY.match(folded)) and cell[:2].isupper()) or _is_title(cell)


def _recipients(left: list[tuple[int, str]]) -> tuple[str, ...]:
    found: list[str] = []
    for _, cell in left:
        bullet = cell.startswith(("-", "–", "+", "•", "*"))
        text = cell.lstrip("-–+•* ").strip()
        if not text or fold(text) in ("da ky", "(da ky)"):
            continue
        if bullet or not found or (found[-1].endswith((";", ".")) and not text.startswith("(")):
            found.append(text)
        else:
            found[-1] = f"{found[-1]} {text}"
    return tuple(text.rstrip(" ;.,") for text in found if text.rstrip(" ;.,"))


def _signature(right: list[tuple[int, str]]) -> tuple[str | None, str | None, str | None, int | None]:
    authority: str | None = None
    title: str | None = None
    signer: str | None = None
    last: int | None = None
    for number, cell in right:
        folded = fold(cell)
        opened = _AUTHORITY.match(folded)
        if opened and signer is None:
            whom, tail = _split_title(cell)
            if folded.startswith(("kt", "q")) and authority:
                title = None
            elif authority is None or not folded.startswith(("kt", "tl")):
                authority = whom if authority is None else authority
            title = tail or title
            last = number
        elif _is_title(cell) and signer is None:
            title, last = cell.strip(" .:"), number
        elif authority or title:
            name = _name_in(cell)
            if signer is not None and last is not None and number > last + 6:
                break
            if name and (signer is None or len(name.split()) >= len(signer.split())):
                signer, last = name, number
    return authority, title, signer, last


def _split_title(cell: str) -> tuple[str, str | None]:
    """Authority and title where both stand on one line: "TM. BAN THƯỜNG VỤ CHỦ TỊCH"."""
    folded = fold(cell)
    if folded.startswith(("kt", "tl", "tuq", "q")):
        return cell, None
    for found in _TITLE.finditer(folded):
        if found.end() == len(folded) and found.start() > 6:
            return cell[: found.start()].strip(), cell[found.start() :].strip()
    return cell, None
