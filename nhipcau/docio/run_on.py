"""Papers pasted as one endless line: where letterhead, headings, bullets and foot would begin anew."""

import re
from itertools import pairwise

_LONG = 300
_MOTTO = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_HEAD = re.compile(
    r"(?<=\s)(?:(?=CỘNG\s+H[OÒ][AÀ]\s+XÃ)|(?=CĐCS\s)|(?=Số\s?:?\s?\d{0,4}\s?[/\-])"
    r"|(?=(?:[A-ZĐ]\w{1,7}\s){1,4}?,?\s?ngày\s+\d{1,2}\s+tháng)"
    r"|(?=(?:KẾ HOẠCH|BÁO CÁO|CHƯƠNG TRÌNH|NGHỊ QUYẾT|THÔNG BÁO|QUYẾT ĐỊNH|HƯỚNG DẪN|GIAO ƯỚC)\s))"
)
_NUMBERED = re.compile(r"Số|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm")
_AFTER_MOTTO = re.compile(r"(?:VIỆT NAM|[Pp]húc)\s+")
_AFTER_YEAR = re.compile(r"tháng\s+\d{1,2}\s+năm\s+\d{4}\s+")
_ROMAN = re.compile(r"(?<=[\s.:;])(I{1,3}|IV|VI{0,3}|IX|X)\s?[.\-–](?=\s?[^\W\d_a-z])")
_PART = re.compile(r"(?<=\s)(?=(?:PHẦN|Phần)\s(?:THỨ\s|thứ\s)?(?:[IVX]{1,4}|NHẤT|nhất|MỘT|HAI|hai|BA|ba)\s?[:.–-])")
_ITEM = re.compile(r"(?<=[.;:]\s)(?:(?=\d{1,2}[.)]\s[^\W_a-z])|(?=[-+•]\s?[^\W_a-z]))")
_FOOT = re.compile(r"(?<=\s)(?=N[ơo]i nhận\s?:|T/?M\.?\s?(?:BAN|ĐOÀN|BCH)|(?:PHÓ )?CHỦ TỊCH\s[A-ZĐ]\w)")
_AFTER_TITLE = re.compile(r"CHỦ TỊCH\s+(?=[^\W\d_a-z][^\W\d_A-Z])")
_FOOT_CELL = re.compile(
    r"N[ơo]i nh[ậa]n\s?:[^|]{0,10}\s-\s|T/?M\.[^|]{4,60}\s(?:KT\.\s)?(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC)\s[A-ZĐ][^\W\d_A-Z]"
)
_FOOT_EDGE = re.compile(
    r"(?<=\s)(?=-\s|T/?M\.\s?[A-ZĐ]|KT\.\s?[A-ZĐ]|PHÓ CHỦ TỊCH)|(?<=\|)|(?<=[A-ZĐỊ])\s(?=[A-ZĐÀ-Ỹ][^\W\d_A-ZĐÀ-Ỹ])"
)
_ORDER = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_HEAD_REACH = 900


def cuts(raw: str) -> list[int]:
    """The places at which the line should be cut; none where it is an ordinary line or paragraph."""
    if raw.lstrip().startswith("|") and _FOOT_CELL.search(raw):
        return _foot_cells(raw)
    if len(raw) < _LONG:
        return []
    romans = _roman_headings(raw)
    headed = _MOTTO.search(raw, 0, _HEAD_REACH) is not None and _NUMBERED.search(raw, 0, _HEAD_REACH) is not None
    footed = _FOOT.search(raw) is not None and len(_ITEM.findall(raw)) >= 2
    if not headed and not footed and len(romans) < 2 and len(_PART.findall(raw)) < 2:
        return []
    found = set(romans)
    found.update(match.start() for match in _PART.finditer(raw))
    found.update(match.start() for match in _ITEM.finditer(raw))
    found.update(match.start() for match in _FOOT.finditer(raw))
    found.update(match.end() for match in _AFTER_TITLE.finditer(raw))
    if headed:
        found.update(match.start() for match in _HEAD.finditer(raw, 0, _HEAD_REACH))
        found.update(match.end() for match in _AFTER_MOTTO.finditer(raw, 0, _HEAD_REACH))
        found.update(match.end() for match in _AFTER_YEAR.finditer(raw, 0, _HEAD_REACH))
    return sorted(place for place in found if 0 < place < len(raw))


def _foot_cells(raw: str) -> list[int]:
    """A foot kept as one line of a table: its cells, recipients and titles begin anew."""
    found = {match.start() for match in _FOOT_EDGE.finditer(raw)}
    return sorted(place for place in found if 0 < place < len(raw))


def _roman_headings(raw: str) -> list[int]:
    """The places of I, II, III … that follow one another."""
    places: list[int] = []
    for match in _ROMAN.finditer(raw):
        if len(places) < len(_ORDER) and match.group(1) == _ORDER[len(places)]:
            places.append(match.start())
    return places


def parts(raw: str) -> list[tuple[int, str]]:
    """The line cut up: each part with its place."""
    edges = [0, *cuts(raw), len(raw)]
    return [(start, raw[start:end]) for start, end in pairwise(edges) if end > start] or [(0, raw)]
