"""Sentences and clauses of a passage, without cutting at abbreviations, numbers or quotes."""

import re
from bisect import bisect_right

_END = re.compile(r"[.!?…]+[\"”’)]*(?=\s|$)|(?<=[^\W\d_A-ZĐ][^\W\d_A-ZĐ])\.(?=[A-ZĐÀ-Ỹ][^\W\d_])|;")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:tp|tx|ts|ths|pgs|gs|kt|tm|tl|q|p|h|đ|stt|no|v\.v|ubnd|nxb|st|tr|đc|[A-ZĐ])$", re.I
)
_QUOTED = re.compile(r"“[^“”]{1,300}”|\([^()]{1,300}\)")


def sentences(text: str) -> list[tuple[int, int]]:
    """The stretches of a passage between full stops and semicolons, without the stop."""
    inside = [match.span() for match in _QUOTED.finditer(text)]
    starts = [start for start, _ in inside]
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        where = bisect_right(starts, match.start()) - 1
        if where >= 0 and match.start() < inside[where][1] - 1:
            continue
        if match.group()[0] == "." and _abbreviates(text, match.start()):
            continue
        _add(found, text, start, match.start())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _abbreviates(text: str, stop: int) -> bool:
    return bool(_ABBREVIATION.search(text, max(0, stop - 8), stop))


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    if start < end:
        found.append((start, end))


_SEPARATOR = re.compile(r",\s|\s(?:và|hoặc|đồng thời|trong đó|còn|riêng)\s|:\s|\s[-–]\s|\.\s", re.IGNORECASE)
_OPENS_CLAUSE = re.compile(
    r"(?:\d|từ \d|trên|hơn|dưới|ít nhất|tối thiểu|tối đa|không|phấn đấu|phần đầu|mỗi|bình quân|có|đạt|thành lập"
    r"|phát triển|tổ chức|xây dựng|vận động|hỗ trợ|giới thiệu|kết nạp|thực hiện|tăng|giảm|giúp|tặng|trao|ký|duy trì"
    r"|hoàn thành|hằng|hàng|riêng|trong đó|tỷ lệ|số|thu|chi|cấp|bồi dưỡng|tập huấn|đảm bảo|bảo đảm|mở|in|trồng)"
)


def clause_start(text: str, low: str, after: int, number: int) -> int:
    """Where the words belonging to a number at `number` begin, looking back to `after`."""
    best = -1
    for match in _SEPARATOR.finditer(text, after, number):
        if match.end() > number:
            break
        opens = _OPENS_CLAUSE.match(low, match.end()) or text[match.end() : match.end() + 1].isupper()
        if opens or best < 0:
            best = match.end()
    return best
