"""When reports are due: by a day, or every month, quarter, half-year or year."""

import re
from datetime import date

from nhipcau.docio.dates import days_in, month_end, month_in
from nhipcau.docio.letters import squash
from nhipcau.docio.reading import ReportDeadline
from nhipcau.docio.segments import Passage
from nhipcau.docio.sentences import sentences

_REPORTS = re.compile(r"(?<!\w)(?:bao cao|gui bao cao|tong hop bao cao|gui ket qua|gui ve)(?!\w)")
_DUE = re.compile(
    r"(?<!\w)(?:thuong xuyen bao cao|truoc ngay|truoc|cham nhat|den ngay|khong qua ngay|dinh ky|hang thang|"
    r"hang quy|moi quy|moi thang|6 "
    r"thang|hang nam|het ngay|vao ngay|tong ket nam|cuoi nam)(?!\w)"
)
_RHYTHMS = (
    ("monthly", re.compile(r"hang thang|moi thang|tung thang|bao cao thang|/thang")),
    (
        "quarterly",
        re.compile(
            r"hang quy|moi quy|tung quy|bao cao quy|cuoi quy|theo quy(?! dinh| che)|(?<!\w)quy(?= ?,| va (?:6|sau|nam))"
        ),
    ),
    ("half-year", re.compile(r"(?<!\w)(?:6|06|sau) thang(?! cuoi)")),
    (
        "yearly",
        re.compile(
            r"hang nam|cuoi nam|tong ket nam|moi nam|(?<!\w)ca nam|(?<!\w)0?1 nam(?= ?\()"
            r"|va nam(?!\w)|, nam(?= \d{4}|\s?[,;(]| ve)|bao cao "
            r"nam"
        ),
    ),
)
_ORDER = {name: place for place, (name, _) in enumerate(_RHYTHMS)}
_THROUGH = re.compile(
    r"\(\s?(?:thông\s)?qua\s([^()]{2,90})\)|(?:thông qua|qua)\s((?:bộ phận |Ban |Văn phòng|Phòng )[^,;.()]{0,"
    r"60})",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:về|gửi về|gửi|với|cho)\s((?:Ban|BCH|BTV|LĐLĐ|LĐLD|Liên đoàn|Công đoàn|Văn phòng|Tổng|Thường trực|Hội|Đoàn|"
    r"Huyện|Tỉnh|Phòng|UBND|Ủy ban)[^,;.()]{0,70}?)(?=\s(?:trước|chậm|để|theo|định|vào|qua|\()|[,;.(]|$)"
)
_INCLUSIVE = re.compile(r"(?:cham nhat|den het|het ngay|khong qua|den ngay|vao ngay|trong ngay)(?:\s\w+){0,3}\s?$")
_DUE_BEFORE = re.compile(r"(?:truoc|cham nhat|khong qua|het|den|vao)(?:\s\w+){0,4}\s?$")


def deadlines_of(passages: list[Passage], year: int | None) -> list[ReportDeadline]:
    """Every deadline for a report, one for each day or rhythm named."""
    found: list[ReportDeadline] = []
    for passage in passages:
        if passage.tabbed:
            continue
        for start, end in sentences(passage.text):
            folded = passage.folded[start:end]
            if _REPORTS.search(folded) and _DUE.search(folded):
                found.extend(_of_sentence(passage, start, end, year))
    return found


def _of_sentence(passage: Passage, start: int, end: int, year: int | None) -> list[ReportDeadline]:
    folded = passage.folded[start:end]
    begin = _REPORTS.search(folded)
    lead = re.search(r"dinh ky|thuong xuyen bao cao", folded)
    begin_at = min(begin.start() if begin else 0, lead.start() if lead else len(folded))
    window = max(0, begin_at - 160)
    days = _days(passage, start + window, end, year)
    named = _rhythms(folded, window)
    rhythms = list(dict.fromkeys(name for _, name in sorted(named, key=lambda pair: _ORDER[pair[1]])))
    if not days and not rhythms and not lead:
        return []
    text, span = passage.text[start:end], passage.span(start, end)
    whom = _whom(text)
    pairs: list[tuple[date | None, bool, str | None]] = []
    if days and len(rhythms) in (1, len(days)):
        for index, (_, day, inclusive) in enumerate(days):
            pairs.append((day, inclusive, rhythms[index] if len(rhythms) == len(days) else rhythms[0]))
    elif days:
        pairs = _matched(named, [(place - start, day, inclusive) for place, day, inclusive in days])
    elif rhythms:
        pairs = [(None, False, rhythm) for rhythm in rhythms]
    else:
        pairs = [(None, False, None)]
    return [ReportDeadline(text, span, day, inclusive, rhythm, whom) for day, inclusive, rhythm in pairs]


def _rhythms(folded: str, start: int) -> list[tuple[int, str]]:
    """Every rhythm named, with its place, in order."""
    found = [(match.start(), name) for name, pattern in _RHYTHMS for match in pattern.finditer(folded, start)]
    return sorted(found)


def _matched(
    named: list[tuple[int, str]], days: list[tuple[int, date, bool]]
) -> list[tuple[date | None, bool, str | None]]:
    """Each day with the rhythm named last before it; rhythms without a day of their own stand alone."""
    pairs: list[tuple[date | None, bool, str | None]] = []
    taken: set[str] = set()
    floor = 0
    for place, day, inclusive in days:
        own = [name for at, name in named if floor <= at < place]
        rhythm = own[-1] if own else None
        taken.update(own[-1:])
        pairs.append((day, inclusive, rhythm))
        floor = place
    alone = [name for name in dict.fromkeys(name for _, name in named) if name not in taken]
    return [*((None, False, name) for name in alone), *pairs]


def _days(passage: Passage, start: int, end: int, year: int | None) -> list[tuple[int, date, bool]]:
    """The days a report is due by: the place, the day, whether the day itself still counts."""
    dated = days_in(passage.folded, start, end, _year_within(passage.folded, start, end) or year)
    found: list[tuple[int, date, bool]] = []
    near = False
    for day in dated:
        before = passage.folded[max(start, day.start - 40) : day.start]
        near = bool(_DUE_BEFORE.search(before)) or (
            near and bool(re.search(r"(?:va|,|;|hoac)\s?(?:ngay\s|truoc ngay\s)?$", before))
        )
        if near:
            found.append((day.start, day.day, bool(_INCLUSIVE.search(before))))
    if not found:
        month = re.search(r"(?:truoc|trong|cuoi|den het)\s(?=thang \d)", passage.folded[start:end])
        named = month_in(passage.folded, start + month.end(), end, year) if month else None
        if named:
            found.append((start, month_end(*named), True))
    return found


def _year_within(folded: str, start: int, end: int) -> int | None:
    found = re.search(r"/\s?(20\d{2})|nam (20\d{2})", folded[start:end])
    return int(found.group(1) or found.group(2)) if found else None


def _whom(text: str) -> str | None:
    through = _THROUGH.search(text)
    if through:
        return re.sub(r"^bộ phận ", "", squash(through.group(1) or through.group(2)))
    to = _TO.search(text)
    return squash(to.group(1)) if to else None
