"""Until when a target runs: said in its sentence, its lead, a heading, or by the document."""

import re
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache

_YEAR = r"((?:19|20)\d{2})"
_YEARS = rf"{_YEAR}\s?[-–]\s?{_YEAR}"
_YEARLY = re.compile(
    r"\b(?:hang nam|moi nam|tung nam|binh quan nam(?! \d)|mot nam|01 nam|tren nam)\b(?! hoc)|/\s?nam\b(?! hoc)"
)
_UNTIL = re.compile(
    rf"(?<!\w)den\s(?:het\s|cuoi\s|thang \d{{1,2}}[/ ]\s?)?(?:nam\s|thang \d{{1,2}} nam\s)?{_YEAR}(?!\d)"
)
_TERM = re.compile(rf"nhiem ky\s(?:dai hoi\s)?{_YEARS}")
_OUTLOOK = re.compile(rf"den (?:het |cuoi )?(?:nam )?{_YEAR},? (?:va )?(?:dinh huong|tam nhin)")
_IN_TERM = re.compile(r"(?:trong|ca|toan|het|cuoi)\s(?:ca\s)?nhiem ky|den het nhiem ky|den cuoi nhiem ky|nhiem ky nay")
_STRETCH = re.compile(rf"(?:giai doan|thoi ky|5 nam|05 nam)\s{_YEARS}")
_SCHOOL = re.compile(rf"nam hoc\s{_YEARS}")
_HALF = re.compile(rf"(?:6|06|sau) thang (dau|cuoi) nam(?:\s{_YEAR})?")
_QUARTER = re.compile(rf"(?:quy)\s(i{{1,3}}|iv|[1-4])(?!\w)(?:\s?(?:/|nam)\s?{_YEAR})?")
_IN_YEAR = re.compile(rf"(?:nam|trong nam)\s{_YEAR}(?!\s?[-–]\s?\d{{4}}|\d)")
_AS_AN_END = re.compile(r"(?<!\w)(?:den|toi|truoc|cuoi)(?: het| cuoi| thang \d{1,2})? $")
_PLAIN_STRETCH = re.compile(rf"(?<![\d/]){_YEARS}(?![\d/])")
# What a figure is compared with, and a congress named with its term, say nothing of when.
_COMPARED = re.compile(r"so voi [^,;.]{0,50}|dai hoi [^,;.]{0,60}?nhiem ky (?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True)
class Years:
    """The document's own time: the period its targets run by default, its year and its term."""

    default: str | None
    year: int | None
    term: str | None
    month: int | None = None
    newest_term: int | None = None

    @property
    def school(self) -> int | None:
        """The year in which the paper's school year begins, where it plans for one."""
        return _year_of(self.default) if (self.default or "").startswith("năm học") else None

    @property
    def plan(self) -> int | None:
        """The year the paper plans for: the one after its own where it was signed late for the next."""
        named = _year_of(self.default)
        late = self.month is not None and self.month >= 10 and self.year is not None and named == self.year + 1
        return named if late else self.year


def own_years(title: str, body: str, signed: Day | None) -> Years:
    """The document's time from its folded title, the folded text and the day of issue."""
    issued = signed.year if signed else None
    term = _TERM.search(title) or _TERM.search(body[:200_000])
    term_text = f"nhiệm kỳ {term.group(1)}-{term.group(2)}" if term else None
    said = _of_title(title)
    opening = _COMPARED.sub(" ", body[:1500])
    named = [] if issued else list(_IN_YEAR.finditer(opening))
    own = [found.group(1) for found in named if not _AS_AN_END.search(opening, 0, found.start())]
    # Of an undated text only the earliest year it names is surely not before its own.
    year = issued or _year_of(said) or min((int(found.group(1)) for found in named), default=None)
    default = said or (own[0] if own else None) or (str(issued) if issued else None)
    terms = [int(found.group(1)) for found in _TERM.finditer(f"{title} {body[:200_000]}")]
    newest = max((start for start in terms if year is None or start <= year + 2), default=None)
    return Years(default, year, term_text, signed.month if signed else None, newest)


def _year_of(period: str | None) -> int | None:
    found = re.search(r"20\d{2}", period or "")
    return int(found.group()) if found else None


def _of_title(title: str) -> str | None:
    for pattern, shape in ((_SCHOOL, "năm học {}-{}"), (_STRETCH, "{}-{}"), (_TERM, "nhiệm kỳ {}-{}")):
        found = pattern.search(title)
        if found and not (pattern is _TERM and _IN_YEAR.search(title)):
            return shape.format(found.group(1), found.group(2))
    outlook = _OUTLOOK.search(title)
    if outlook:
        return f"đến {outlook.group(1)}"
    years = [found.group(1) for found in _IN_YEAR.finditer(_COMPARED.sub(" ", title))]
    if years:
        return years[-1]
    plain = _PLAIN_STRETCH.search(title)
    until = _UNTIL.search(title)
    if plain:
        return f"{plain.group(1)}-{plain.group(2)}"
    return f"đến {until.group(1)}" if until else None


def without_comparisons(folded: str) -> str:
    """The words with what a figure is only compared with blanked out; every other keeps its place."""
    return _COMPARED.sub(lambda found: " " * len(found.group()), folded)


@lru_cache(maxsize=1024)  # the headings above a target are asked about for each one below them
def period_of(folded: str, years: Years, *, yearly: bool = True) -> str | None:
    """The period that a folded stretch of text states, or None; `yearly`: "hằng năm" counts as one."""
    folded = without_comparisons(folded)
    if yearly and _YEARLY.search(folded):
        return "hằng năm"
    until = _UNTIL.search(folded)
    if until and (years.year is None or int(until.group(1)) >= years.year):
        return f"đến {until.group(1)}"
    school = _SCHOOL.search(folded)
    if school:
        return f"năm học {school.group(1)}-{school.group(2)}"
    term = _TERM.search(folded)
    if term:
        return f"nhiệm kỳ {term.group(1)}-{term.group(2)}"
    if _IN_TERM.search(folded):
        return years.term or "nhiệm kỳ"
    stretch = _STRETCH.search(folded)
    if stretch:
        return f"{stretch.group(1)}-{stretch.group(2)}"
    return _within_year(folded, years)


def _within_year(folded: str, years: Years) -> str | None:
    half = _HALF.search(folded)
    if half and (half.group(2) or years.year):
        return f"{half.group(2) or years.year}H{1 if half.group(1) == 'dau' else 2}"
    quarter = _QUARTER.search(folded)
    if quarter and (quarter.group(2) or years.year):
        which = _ROMAN.get(quarter.group(1)) or int(quarter.group(1))
        return f"{quarter.group(2) or years.year}Q{which}"
    for found in _IN_YEAR.finditer(folded):
        if years.year is None or int(found.group(1)) >= years.year:
            return found.group(1)
    return None
