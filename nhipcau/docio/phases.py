"""Stretches of a campaign: "Đợt 1: Từ đầu năm đến 30/6/2023 với chủ đề …"."""

import re
from datetime import date

from nhipcau.docio.dates import day_of, days_in, month_end
from nhipcau.docio.letters import squash
from nhipcau.docio.reading import Phase
from nhipcau.docio.segments import Passage

_NAME = re.compile(
    r"(?:Đợt|ĐỢT|Giai đoạn|GIAI ĐOẠN|Bước|BƯỚC|Chặng)\s(?:thứ\s)?(?:\d{1,2}|[IVX]{1,4}|nhất|hai|ba|tư|"
    r"một)(?=\s?[:.,(\-–]|\s(?:từ|Từ|bắt|\())"
)
_STRETCH = re.compile(r"(?:tu|bat dau tu)\s(?P<from>.{2,60}?)\s?(?:den|-|–)\s(?P<to>.{2,50})")
_MONTH = re.compile(r"thang\s(\d{1,2})(?:\s?[/ ]\s?(?:nam\s)?(20\d{2}))?")
_MONTH_SLASH = re.compile(r"(?<!\d)(\d{1,2})/(20\d{2})")
_THEME = re.compile(r"chủ đề[^“\"]{0,30}[“\"]([^“”\"]{4,300})[”\"]", re.IGNORECASE)


def phases_of(passages: list[Passage], year: int | None) -> list[Phase]:
    """The phases with at least one of their ends dated, in order."""
    found: list[Phase] = []
    for passage in passages:
        if passage.tabbed:
            continue
        matches = list(_NAME.finditer(passage.text))[:40]
        for index, match in enumerate(matches):
            end = matches[index + 1].start() if index + 1 < len(matches) else len(passage.text)
            phase = _phase(passage, match, end, year)
            if phase:
                found.append(phase)
    return found


def _phase(passage: Passage, match: re.Match[str], end: int, year: int | None) -> Phase | None:
    head = passage.folded[match.end() : min(end, match.end() + 130)]
    stretch = _STRETCH.search(head)
    if not stretch or stretch.start() > 25:
        return None
    own = re.search(r"20\d{2}", stretch.group())
    known = int(own.group()) if own else year
    finish = _day(stretch.group("to"), known, last=True)
    start = _day(stretch.group("from"), finish.year if finish else known, last=False)
    if start is None and finish is None:
        return None
    theme = _THEME.search(passage.text, match.end(), end)
    while end > match.end() and passage.text[end - 1] in " ;-":
        end -= 1
    return Phase(
        squash(match.group()),
        start,
        finish,
        squash(theme.group(1)) if theme else None,
        passage.span(match.start(), end),
    )


def _day(words: str, year: int | None, *, last: bool) -> date | None:
    found = days_in(words, 0, len(words), year)
    if found:
        return found[0].day
    slash = _MONTH_SLASH.search(words)
    named = _MONTH.search(words)
    if slash:
        month, year = int(slash.group(1)), int(slash.group(2))
    elif named:
        month, year = int(named.group(1)), int(named.group(2)) if named.group(2) else year
    elif re.search(r"dau nam|nay", words) and year and not last:
        return date(year, 1, 1) if "dau nam" in words else None
    elif re.search(r"(?:cuoi|het) nam", words) and year:
        return date(year, 12, 31)
    else:
        return None
    if year is None or not 1 <= month <= 12:
        return None
    return month_end(year, month) if last else day_of(year, month, 1)
