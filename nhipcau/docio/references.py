"""Documents cited by number: "Nghị quyết số 02-NQ/TW, ngày 12/6/2021 của Bộ Chính trị"."""

import re
from collections.abc import Iterable

from nhipcau.docio.dates import days_in
from nhipcau.docio.letters import squash
from nhipcau.docio.reading import Reference
from nhipcau.docio.segments import Passage

_UP = "A-ZĐÀ-ÖØ-ÝƯƠĂÂÊÔ"
_PART = rf"[{_UP}][\w&.]{{0,11}}"
NUMBER = re.compile(
    rf"(?<![\w/.])(?P<number>\d{{1,5}}[a-zA-Z]?(?:/(?:19|"
    rf"20)\d{{2}})?\s?[-–/]\s?(?:{_PART})(?:\s?[-–/]\s?(?:{_PART}|\d{{2}}(?!\d))){{0,4}})"
)
_AFTER_DATE = re.compile(r"\s?[,;]?\s?(?:\()?(?:ngay|ban hanh ngay|ky ngay)?\s?$")
_OF = re.compile(r"\s?[,)]?\s?của\s(?:các\s)?", re.IGNORECASE)
_ISSUER_END = re.compile(
    r"[,;:.()“”\"]|\s(?:về|ban hành|quy định|hướng dẫn|giao|phê duyệt|triển khai|thực hiện|định hướng|ngày|khóa|khoá"
    r"|trong|cho|và|đã|gắn|với|tại|phát động|ở|để|nhằm|theo)(?!\w)"
)
_BASIS = re.compile(r"can cu|thuc hien|theo|trien khai|quan triet|tiep tuc|cu the hoa|xet")
_ATTACHED = re.compile(r"^\W{0,3}(?:ban hanh )?kem theo[^.]{0,60}$")
_NAMED = re.compile(
    r"(?:nghi dinh|nghi quyet|quyet dinh|chi thi|ke hoach|cong van|thong tu|huong dan|luat|so)\s(?:so\s)?$"
)
_LATIN_UNIT = re.compile(r"\d+\s?[/\-]\s?(?:CĐCS|DN|NLĐ|CNLĐ|LĐ|ĐV|ha|kg|km)\b")


def references_of(passages: Iterable[Passage], own_number: str | None) -> list[Reference]:
    """Every cited document once, at its first mention, with its date and issuer where they are said."""
    seen: dict[str, Reference] = {}
    own = _own_keys(own_number or "")
    for passage in passages:
        for match in NUMBER.finditer(passage.text):
            if not is_number(passage, match) or (passage.tabbed and not _named(passage, match)):
                continue
            reference = _reference(passage, match, preamble=passage.section is None)
            key = _key(reference.number)
            if own and key in own:
                continue
            if key not in seen:
                seen[key] = reference
            elif seen[key].date is None and reference.date is not None:
                first = seen[key]
                seen[key] = Reference(
                    first.number, reference.date, first.issuer or reference.issuer, first.role, first.span
                )
    return list(seen.values())


def _own_keys(number: str) -> set[str]:
    """The paper's own number as its annex may write it: without the office's letters, its Đ read rightly."""
    whole = _key(number).replace("lđld", "lđlđ")
    return {_key(number), whole, whole.rpartition("-")[0]} - {""} if whole.count("-") == 1 and "/" in whole else {whole}


def _key(number: str) -> str:
    return re.sub(r"[\s–—-]+", "-", number.replace(" ", "")).lower()


def _named(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the words before say what kind of document it is; asked in tables, where figures look alike."""
    return _NAMED.search(passage.folded, max(0, match.start() - 24), match.start()) is not None


def is_number(passage: Passage, match: re.Match[str]) -> bool:
    number = match.group("number")
    if _LATIN_UNIT.match(number) or _ATTACHED.match(passage.folded, 0, match.start()):
        return False
    letters = re.sub(r"[\d\W_]", "", number.split("/", 1)[-1] if "/" in number else number)
    return len(letters) >= 2 and not re.fullmatch(r"\d+\s?[-–]\s?[^\W\d_]+", number)


def _reference(passage: Passage, match: re.Match[str], *, preamble: bool) -> Reference:
    start, end = match.span("number")
    number = re.sub(r"\s+", "", match.group("number")).rstrip(".&-–/")
    day = None
    for dated in days_in(passage.folded, end, min(len(passage.text), end + 50), None):
        if dated.whole and _AFTER_DATE.fullmatch(_before_date(passage.folded[end : dated.start])):
            day, end = dated.day, dated.end
        break
    issuer, end = _issuer(passage.text, end)
    lead = passage.folded[max(0, start - 200) : start]
    role = "basis" if preamble or _BASIS.search(lead) else "mention"
    return Reference(number, day, issuer, role, passage.span(start, match.end("number")))


def _before_date(between: str) -> str:
    return between[:-5] if between.endswith("ngay ") else between


def _issuer(text: str, end: int) -> tuple[str | None, int]:
    found = _OF.match(text, end, min(len(text), end + 20))
    if not found:
        return None, end
    limit = min(len(text), found.end() + 90)
    stop = _ISSUER_END.search(text, found.end(), limit)
    finish = stop.start() if stop else limit
    issuer = squash(text[found.end() : finish])
    return (issuer or None), finish
