"""The head of a paper: number, kind, issuer, place, day, title and theme."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nhipcau.docio.clean import Line
from nhipcau.docio.dates import day_of
from nhipcau.docio.head_lines import head_lines
from nhipcau.docio.letterhead import is_motto, issuer_in, issuer_of, of_a_meeting, placed_body, without_motto
from nhipcau.docio.letters import fold, squash
from nhipcau.docio.reading import Header
from nhipcau.docio.segments import BULLET, Passage
from nhipcau.docio.signature import Foot, cells_of

_KINDS = (
    ("chuong trinh hanh dong", "chương trình hành động"),
    ("chuong trinh", "chương trình"),
    ("chien luoc", "chiến lược"),
    ("ke hoach", "kế hoạch"),
    ("thong bao ket luan", "thông báo"),
    ("thong bao", "thông báo"),
    ("nghi quyet", "nghị quyết"),
    ("quyet dinh", "quyết định"),
    ("bao cao", "báo cáo"),
    ("huong dan", "hướng dẫn"),
    ("chi thi", "chỉ thị"),
    ("ket luan", "kết luận"),
    ("de an", "đề án"),
    ("to trinh", "tờ trình"),
    ("quy che", "quy chế"),
    ("quy dinh", "quy định"),
    ("cong van", "công văn"),
    ("ban giao uoc thi dua", "giao ước thi đua"),
    ("giao uoc thi dua", "giao ước thi đua"),
    ("ban dang ky thi dua", "đăng ký thi đua"),
    ("dang ky thi dua", "đăng ký thi đua"),
    ("phuong huong", "phương hướng"),
    ("dinh huong", "định hướng"),
    ("bien ban", "biên bản"),
    ("phuong an", "phương án"),
    ("thong tri", "thông tri"),
    ("cong dien", "công điện"),
    ("loi keu goi", "lời kêu gọi"),
    ("giay moi", "giấy mời"),
    ("du an", "dự án"),
    ("dieu le", "điều lệ"),
    ("thong tu", "thông tư"),
    ("nghi dinh", "nghị định"),
    ("de cuong", "đề cương"),
    ("noi quy", "nội quy"),
)
_KIND_OF = dict(_KINDS)
_KindLine = tuple[int | None, str | None, str]
_SYMBOLS = {
    "ctrhd": "chương trình hành động",
    "cthd": "chương trình hành động",
    "ctr": "chương trình",
    "kh": "kế hoạch",
    "tb": "thông báo",
    "nq": "nghị quyết",
    "qd": "quyết định",
    "bc": "báo cáo",
    "hd": "hướng dẫn",
    "ct": "chỉ thị",
    "kl": "kết luận",
    "da": "đề án",
    "ttr": "tờ trình",
    "qc": "quy chế",
    "cv": "công văn",
}
_NUMBER = re.compile(
    r"^S[oốô]́?\s?[:.]?\s*(?P<number>[^\s,;]{0,12}\s?[-–/]\s?[^\s,;]{2,24}(?:(?:\s?[-–/]|(?<=[-–/]))\s?[A-ZĐ&]{1,12})?)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?:so\s?:|kinh gui|dai hoi (?!(?:dai bieu )?(?:cong doan|hoi|doan|dang bo|thanh vien))|hoi nghi"
    r"|phu luc|du thao|mat$|hoa toc)"
)
_ABOUT = re.compile(r"^(?:v/v|về việc)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ](?:[\w .À-ỹ'’]|(?<=[a-zà-ỹ]{2})-(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])){1,40}?)\s?,?\s?"
    r"(?i:ng[aà]y)\s*(?P<day>\d{0,2}|[….]{1,12})\s*(?i:th[aá]ng)\s*(?P<month>\d{0,2}|[….]{1,12})\s*"
    r"(?i:n[aă]m)\s*(?P<year>\d{4})"
)
_PLACE_SHORT = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ][\w .À-ỹ']{1,40}?),\s?(?:ngày\s)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,"
    r"2})[/.-](?P<year>\d{4})$"
)
_BROKEN_OFF = re.compile(r"(?<!\w)(?:ngày|tháng|năm)(?:\s\d{1,2})?$", re.IGNORECASE)
_DAY_ALONE = re.compile(r"[.…,\s]*Ngày\s(\d{1,2})\stháng\s(\d{1,2})\snăm\s(\d{4})$", re.IGNORECASE)
_BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Nhằm|Để |Năm \d{4}|Trong năm|Triển khai|Tiếp tục|Xét|Kính gửi|Được sự|Theo |Phát huy|"
    r"Trên cơ sở|Đại hội|Hội nghị|I\s?[.\-–]|A\.|1\.|Phần|PHẦN)"
)
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{8,400})[”\"»]")
_THEME = re.compile(r"chủ đề(?! thi đua giai)[^“\"«.;]{0,60}?\s?[:“\"«]", re.IGNORECASE)
_SLOGAN = re.compile(r"(?:khẩu hiệu|phương châm)(?: hành động| thi đua)?[^“\"«.;]{0,40}?\s?[:“\"«]", re.IGNORECASE)
_HEAD_LINES = 60
_LONG_TITLE = 300
_HEADING = 160  # letters: what is longer is no heading
_BODY_INSIDE = re.compile(r"\s(?=(?:Căn cứ|Thực hiện|Nhằm|[-–] |I\s?[.\-–]|1\.|Đơn vị\s?:|P(?:hần|HẦN) )\s?)")


@dataclass(frozen=True)
class Head:
    """The head and the line on which the body begins."""

    header: Header
    body_line: int
    pasted: bool = False  # the text came without its letterhead


def head_of(lines: list[Line], passages: list[Passage], foot: Foot) -> Head:
    """Everything the head, opening and foot of the paper say about it."""
    top = head_lines(lines[:_HEAD_LINES])
    lines = [*top, *lines[_HEAD_LINES:]]
    kind_line, doc_type, rest = _kind(top)
    number, number_line = _number(top, kind_line)
    place, day, place_line = _placed(top)
    title, body_line = _title(lines, kind_line, rest, max(number_line or 0, place_line or 0))
    pasted = number is None and doc_type is None and not _is_letter(top)
    if doc_type is None:
        doc_type = _by_symbol(number) or ("công văn" if _is_letter(top) else None) or _of_first_line(top)
    ends = kind_line if kind_line is not None else max(number_line or 0, place_line or 0)
    issuer, parent = issuer_of(_body_cells(top[:ends]))
    whole = "\n".join(passage.text for passage in passages[:200])
    if issuer is None and (number or doc_type):
        opening = " ".join(passage.text for passage in passages if passage.section is None and not passage.tabbed)
        issuer = issuer_in(opening, whole, place) or issuer_in(whole[-6000:], whole, place) or of_a_meeting(title)
    elif issuer:
        issuer = placed_body(issuer, [line.text for line in lines[ends : ends + 40]], whole, place)
    header = Header(
        number=number,
        doc_type=doc_type,
        issuer=issuer,
        parent_body=parent,
        place=place,
        date=day,
        title=title,
        theme=_theme(passages),
        signer=foot.signer,
        signer_title=foot.signer_title,
        authority=foot.authority,
        recipients=foot.recipients,
    )
    return Head(header, body_line, pasted)


def _body_cells(lines: list[Line]) -> list[str]:
    """The cells that may name who issues; an empty one where the number, the day or a title stands."""
    cells: list[str] = []
    for line in lines:
        beside = cells_of(line)
        for cell in beside:
            own = without_motto(cell) if is_motto(cell) else cell
            if not own and len(beside) > 1:
                continue
            other = _NUMBER.match(own) or _PLACE.search(own) or _ABOUT.match(own) or _TITLED.match(fold(own))
            cells.append("" if other else own)
    return cells


def _kind(top: list[Line]) -> _KindLine:
    """The line that says what kind of paper it is, the kind, and what follows on the line.

    What a page puts above the letterhead ("Kế hoạch năm học …") gives way to the name below it.
    """
    first = _kind_from(top, 0, _named)
    below = next((number + 1 for number, line in enumerate(top[:40]) if any(map(is_motto, cells_of(line)))), 0)
    if first[0] is not None and first[0] < below:
        later = _kind_from(top, below, _named)
        return later if later[0] is not None else first
    return first if first[0] is not None else _kind_from(top[:25], below, _run_into)


def _kind_from(top: list[Line], start: int, name: Callable[[str, Line, int], str | None]) -> _KindLine:
    for number in range(start, len(top)):
        for cell in cells_of(top[number]):
            key = name(cell, top[number], number)
            if key is None:
                continue
            if key == "chuong trinh" and _next_is(top, number, "hanh dong"):
                return number + 1, "chương trình hành động", ""
            return number, _KIND_OF[key], cell[len(key) :].strip(" :.-–")
    return None, None, ""


def _of_first_line(top: list[Line]) -> str | None:
    """The kind a text pasted without its letterhead opens with: "Kế hoạch phát triển trường đến năm 2030"."""
    first = fold(next((line.text for line in top if not line.blank), ""))
    return next((kind for key, kind in _KINDS if first.startswith(key + " ") and len(first) < _HEADING), None)


def _named(cell: str, line: Line, number: int) -> str | None:
    """The kind a cell names by itself, in capitals or in bold."""
    folded = fold(cell).strip(" .:*#")
    for key, _ in _KINDS:
        alone = folded == key or (folded.startswith(key + " ") and (cell.isupper() or (line.bold and number < 25)))
        if alone and (cell[:4].isupper() or line.bold or folded == key):
            return key
    return None


def _run_into(cell: str, _line: Line, _number: int) -> str | None:
    """The kind in capitals that the text runs into: "BÁO CÁO Sơ kết học kỳ I …"."""
    folded = fold(cell)
    for key, _ in _KINDS:
        after = cell[len(key) : len(key) + 2]
        if folded.startswith(key) and cell[: len(key)].isupper() and (after[:1] == " " or after.isupper()):
            return key
    return None


def _next_is(top: list[Line], number: int, words: str) -> bool:
    return number + 1 < len(top) and fold(top[number + 1].text).strip() == words


def _number(top: list[Line], kind_line: int | None) -> tuple[str | None, int | None]:
    for number, line in enumerate(top[:40]):
        for cell in (*cells_of(line), line.text):
            found = _NUMBER.match(cell)
            if not found:
                continue
            written = re.sub(r"\s+", "", found.group("number")).strip("*.…_")
            written = re.sub(r"^[.…_:]+(?=[/-])", "", written)
            return (written if re.search(r"[A-ZĐ]{2}", written) else None), number
    return None, None


def _placed(top: list[Line]) -> tuple[str | None, date | None, int | None]:
    for number, line in enumerate(top):
        for cell in [*cells_of(line), line.text, *_over_two_lines(top, number)]:
            found = _PLACE.search(cell) or _PLACE_SHORT.search(cell)
            if found and len(cell) < 110:
                parts = [found.group(name) for name in ("year", "month", "day")]
                day = day_of(*(int(part) for part in parts)) if all(part.isdigit() for part in parts) else None
                return _proper(found.group("place")), day, number
    for number, line in enumerate(top[:25]):
        found = _DAY_ALONE.match(line.text)
        if found:
            return None, day_of(int(found.group(3)), int(found.group(2)), int(found.group(1))), number
    return None, None, None


def _over_two_lines(top: list[Line], number: int) -> list[str]:
    """The cells of a line that break off in a date, completed by the next line."""
    if number + 1 >= len(top):
        return []
    following = top[number + 1].text
    return [f"{cell} {following}" for cell in cells_of(top[number]) if _BROKEN_OFF.search(cell)]


def _proper(place: str) -> str:
    """The place without an abbreviation run into it from the line before."""
    return re.sub(r"^(?:[A-ZĐ]{3,} )+(?=[A-ZĐ][^\WA-Z])", "", squash(place).strip(" ,.-"))


def _title(lines: list[Line], kind_line: int | None, rest: str, letter_line: int) -> tuple[str | None, int]:
    if kind_line is None:
        return _letter_title(lines, letter_line)
    if len(rest) > _LONG_TITLE:  # the text runs on in the line of the title
        body = _BODY_INSIDE.search(rest, 0, 2 * _LONG_TITLE)
        return squash(rest[: body.start() if body else _LONG_TITLE]).strip(" -–"), kind_line
    parts = [rest] if rest else []
    number = kind_line + 1
    blanks = 0
    while number < min(len(lines), kind_line + 16):
        line = lines[number]
        if line.blank or not any(letter.isalnum() for letter in line.text):
            blanks += 1
            if parts and (blanks > 1 or not _goes_on(parts[-1], lines, number)):
                break
        elif (parts and (_BODY.match(line.text) or len(line.text) > 300)) or (parts and parts[-1].endswith((".", ";"))):
            break
        elif _PLACE.search(line.text):
            pass
        else:
            parts.append(line.text)
            blanks = 0
        number += 1
    return squash(" ".join(parts)).strip(" -–") or None, number


def _goes_on(last: str, lines: list[Line], number: int) -> bool:
    following = lines[number + 1].text if number + 1 < len(lines) else ""
    return bool(following) and following[0].islower()


def _letter_title(lines: list[Line], after: int) -> tuple[str | None, int]:
    for number, line in enumerate(lines[:_HEAD_LINES]):
        if not after and len(line.text) > _HEADING:
            break  # in a text without a letterhead the body has begun
        cell = next((cell for cell in cells_of(line) if _ABOUT.match(cell)), None)
        if not cell:
            continue
        parts = [cell]
        number += 1
        while number < len(lines) and lines[number].text and len(parts) < 5 and not _PLACE.search(lines[number].text):
            parts.append(cells_of(lines[number])[0])
            number += 1
        return squash(" ".join(parts)), max(number, after + 1)
    if after:
        return None, after + 1
    first = next((number for number, line in enumerate(lines) if not line.blank), None)
    return (None, 0) if first is None or not _heads_pasted_text(lines, first) else (lines[first].text, first + 1)


def _heads_pasted_text(lines: list[Line], number: int) -> bool:
    """Whether a text pasted without its letterhead opens with this line as its title."""
    text = lines[number].text
    below = lines[number + 1].text if number + 1 < len(lines) else ""
    wrapped = below[:1].islower() or below[:1].isdigit()
    return 10 < len(text) < _HEADING and text[0].isupper() and not re.search(r"[.;:,]$", text) and not wrapped


def _is_letter(top: list[Line]) -> bool:
    if any(fold(line.text).startswith(("kinh gui", "v/v")) for line in top):
        return True
    return any(fold(line.text).startswith("ve viec") and len(line.text) < _HEADING for line in top)


def _by_symbol(number: str | None) -> str | None:
    if not number:
        return None
    for part in re.split(r"[/\-–]", fold(number)):
        if part in _SYMBOLS:
            return _SYMBOLS[part]
    return "công văn" if re.match(r"\d+/", number) else None


def _theme(passages: list[Passage]) -> str | None:
    for index, passage in enumerate(passages):
        heading = fold(passage.text[:120])
        if passage.level < BULLET and "chu de" in heading and len(passage.text) < 140:
            own = _after_colon(passage.text)
            if own:
                return own
            following = passages[index + 1] if index + 1 < len(passages) else None
            if following and following.level >= BULLET:
                quoted = _QUOTED.search(following.text)
                return squash(quoted.group(1) if quoted else following.text).strip(' “”"')
    return _called(passages, _THEME) or _called(passages, _SLOGAN)


def _called(passages: list[Passage], name: re.Pattern[str]) -> str | None:
    """What stands in quotes, or after the colon, behind the name of a theme."""
    for index, passage in enumerate(passages):
        found = name.search(passage.text)
        if found and not re.match(r"(?:dot|giai doan)\s\d", passage.folded):
            quoted = _QUOTED.search(passage.text, found.start(), found.start() + 520)
            if quoted:
                return squash(quoted.group(1))
            if found.group().rstrip().endswith(":"):
                own = squash(re.split(r"[.;]", passage.text[found.end() : found.end() + 300])[0]).strip(' “”"')
                below = _QUOTED.match(passages[index + 1].text) if index + 1 < len(passages) else None
                return own or (squash(below.group(1)) if below else None)
    return None


def _after_colon(text: str) -> str | None:
    quoted = _QUOTED.search(text)
    if quoted:
        return squash(quoted.group(1))
    _, _, after = text.partition(":")
    return squash(after).strip(' “”".') or None
