"""Figures that tell of what was done, not of what is to be done."""

import re

from nhipcau.docio.letters import last_match
from nhipcau.docio.orders import GOT_BEFORE
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.scene import FRESH_AIM, Scene
from nhipcau.docio.segments import Passage
from nhipcau.docio.standing import Standing

_PAST_WORDS = re.compile(
    r"(?<!\w)(?:hiện (?:có|nay|tại|toàn|cả|số|trang|còn|\d)|mới có|mới đạt|mới chỉ|nhiệm kỳ trước"
    r"|tính đến|đạt được|cùng kỳ|vừa qua|trước đây"
    r"|hiện đang|năm qua|năm (?:học )?trước|theo (?:khảo sát|thống kê|số liệu|kết quả rà soát)"
    r"|nhiệm kỳ qua|thời gian qua|so với cùng|đến nay|những năm qua)(?!\w)"
)
_NOW = re.compile(r"(?<!thực )(?<!phát )(?<!thể )(?<!xuất )(?<!tái )(?<!\w)hiện (?!đại|vật|trường|tượng|hữu|hành|thực)")
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_YEAR = re.compile(r"(?<!\w)(?:nam|he|mua he|tet(?: [^\W\d]+){0,2}) (20\d{2}|19\d{2})(?!\d)")
_SCHOOL = re.compile(r"(?<!\w)nam hoc (20\d{2})\s?[-–]\s?20\d{2}(?!\d)")
_OF_YEAR = re.compile(r"(?:(?!so voi|hon|bang|theo|vuot|den|tu)[^,.;:()\d]){0,26}?\snam (20\d{2})(?!\s?[-–]\s?\d|\d)")
_SPAN = re.compile(r"(?<!\w)tu (?:nam )?20\d{2} den (?:nam )?(20\d{2})(?!\d)")
_FIRST_MONTHS = re.compile(r"(?<!\w)(\d{1,2}) thang dau nam(?: (20\d{2}))?")
_UP_TO = re.compile(r"(?<!\w)den (?:het )?(?:ngay )?\d{1,2}/(\d{1,2})/(20\d{2})")
_COMPARING = re.compile(r"(?:so voi|hon|bang|theo|vuot)[\w ]*$|tu $|ke tu $| lan $")
_GOES_ON = re.compile(r"(?<!\w)(?:tiep tuc|nam nay|nam toi|sap toi|thoi gian toi|nhiem ky (?:toi|moi))(?!\w)")
# "đã hoàn thành cơ bản các chỉ tiêu", "13/16 chỉ tiêu đề ra đạt và vượt": no aim, but what was met.
_MET = re.compile(
    r"(?<!\w)(?:hoàn thành|thực hiện|đạt|vượt)(?: [^\W\d]+| \d{1,3}(?:\s?/\s?\d{1,3})?){0,6}\s$|\d\s?/\s?\d+\s$"
)
_MET_AFTER = re.compile(r"[^.;:,]{0,70}? (?:đạt|vượt|hoàn thành)(?!\w)")
_AIMED_AT_MEETING = re.compile(r"(?<!\w)(?:(?<!đã )tập trung|phải|cần|nhằm|quyết tâm|sẽ|tiếp tục)(?!\w)[^.;:]{0,30}$")
_OVER = re.compile(
    r"\W*(?:trong |sau |qua )?(?:[^\W_]+ ){0,3}(?:nam|nhiem ky|thoi gian)(?: \d{1,2})?(?: hoc)?(?: vua)? qua(?!\w)"
)
_TERM_OPENS = re.compile(r"(?:^|[.;:] ?|…)\W{0,3}(?:trong |ket thuc |het )?nhiem ky (20\d{2})\s?[-–]\s?(20\d{2})(?!\d)")
_TERM_TO_COME = re.compile(r"(?<!\w)(?:nhiem ky|nam|thoi gian|giai doan) (?:toi|moi|sap toi|tiep theo)(?!\w)")
_COMPARED_AFTER = re.compile(
    r"[,\s]{1,2}(?:so với|(?:cao|thấp) hơn)(?: mức)?(?: của)? "
    r"(?:cùng kỳ|năm (?:học )?(?:20\d\d|trước|ngoái)|đầu (?:năm|nhiệm kỳ)|nhiệm kỳ trước|thời điểm)"
)
_REACH = 3000  # characters before a figure: a paragraph of thousands of figures is not read anew for each
_OF_BUDGET = re.compile(r"\s(?:so với )?(?:dự toán|kế hoạch năm)(?!\w)")
_REPORTED = re.compile(
    r"(?:(?:vượt|bằng)\s(?:hơn\s|trên\s|gần\s)?[\d,.]+|đạt\s\d{1,3},\d+)\s?%\s(?:so với |trên )?"
    r"(?:kế hoạch|chỉ tiêu|nghị quyết|dự toán)|chỉ tiêu (?:đạt và )?vượt"
    r"|hoàn thành \d+/\d+ (?:chỉ tiêu|nhiệm vụ)|so với (?:đầu nhiệm kỳ|nhiệm kỳ trước)"
)

_REACH = 2_000  # letters looked back over from a figure; paragraphs may be endless


def _words(scene: Scene, quantity: Quantity) -> tuple[str, str]:
    """The words a figure is judged by, in lower case and folded: what other brackets tell is not about it."""
    passage = scene.passage
    inside = not passage.outside[0][quantity.start].strip()
    return (passage.low, passage.folded) if inside else passage.outside


def past(scene: Scene, quantity: Quantity) -> str | None:
    """A result told, however the words place it before the paper's own time."""
    low = _words(scene, quantity)[0]
    # What a list parted by semicolons opens with ("Nhiệm kỳ qua đã …; thành lập …") holds for all of it.
    whole = scene.where is not Standing.TARGETS
    window = (max(scene.start, quantity.lead - (400 if whole else 120)), quantity.lead)
    told = last_match(_PAST_WORDS, low, *window) or _opens_with(_PAST_WORDS, scene, 45, whole=whole)
    if told and not _turned(scene, told.end(), quantity):
        return "a past result"
    now = whole and last_match(_NOW, low, scene.near(quantity.lead, 70), quantity.lead)
    if now and not _turned(scene, now.end(), quantity):
        return "a past result"
    done = last_match(_DONE, low, *window) or _opens_with(_DONE, scene, 110, whole=whole)
    near = done is not None and quantity.lead - done.end() < 40
    if done and (near or whole) and not _turned(scene, done.end(), quantity):
        return "a past result"
    rules = (_of_a_past_year, _of_past_months, _up_to_a_past_day, _in_a_report, _of_a_time_over, _got, _told_on)
    return "a past result" if any(rule(scene, quantity) for rule in rules) else None


def _opens_with(pattern: re.Pattern[str], scene: Scene, reach: int, *, whole: bool) -> re.Match[str] | None:
    """The word in the opening of the list of sentences, where that holds for all of it."""
    end = min(scene.chain + reach, scene.start)
    return last_match(pattern, scene.passage.outside[0], scene.chain, end) if whole else None


def _turned(scene: Scene, after: int, quantity: Quantity) -> bool:
    """Whether the words turn from what was done to what is to be done before they come to the figure."""
    low, folded = _words(scene, quantity)
    aims = (aim for aim in FRESH_AIM.finditer(low, after, quantity.start))
    if any(not _is_met(low, aim) for aim in aims) or _GOES_ON.search(folded, after, quantity.start):
        return True
    return any(int(named.group(1)) >= (scene.year or 9999) for named in _YEAR.finditer(folded, after, quantity.lead))


def _is_met(low: str, aim: re.Match[str]) -> bool:
    """Whether the words say that what was aimed at has been met: "thực hiện đạt 20/22 chỉ tiêu"."""
    if aim.group() not in ("chỉ tiêu", "mục tiêu"):
        return False
    before = low[max(0, aim.start() - 80) : aim.start()]
    met = _MET.search(before)
    if met and not _AIMED_AT_MEETING.search(before, 0, met.start()):
        return True
    return _MET_AFTER.match(low, aim.end()) is not None


def turns(passage: Passage, after: int, before: int, newest_term: int | None) -> bool:
    """Whether words about a time gone by turn to what is to come."""
    low, folded = passage.outside
    after = max(after, before - _REACH)
    if any(not _is_met(low, aim) for aim in FRESH_AIM.finditer(low, after, before)):
        return True
    if _TERM_TO_COME.search(folded, after, before):
        return True
    terms = (int(term.group(1)) for term in _TERM_OPENS.finditer(folded, after, before))
    return newest_term is not None and any(start >= newest_term for start in terms)


def opens_with_the_past(passage: Passage, before: int, newest_term: int | None) -> int | None:
    """The end of the words by which a paragraph tells, up to a place, of years gone by or of an earlier term."""
    folded = passage.outside[1]
    over = _OVER.match(folded)
    if over and over.end() <= before:
        return over.end()
    term = last_match(_TERM_OPENS, folded, max(0, before - _REACH), before)
    if term is None or newest_term is None or int(term.group(1)) >= newest_term:
        return None
    return term.end()


def _of_a_time_over(scene: Scene, quantity: Quantity) -> bool:
    """Whether the paragraph, or those before it, tell of years gone by or of a term before the latest."""
    if scene.where is Standing.TARGETS:
        return False
    told = opens_with_the_past(scene.passage, quantity.lead, scene.newest_term)
    if told is None and scene.telling and scene.where is Standing.OTHER:
        told = 0
    return told is not None and not turns(scene.passage, told, quantity.start, scene.newest_term)


def _told_on(scene: Scene, quantity: Quantity) -> bool:
    """Whether sentences before in a paragraph under no heading have told what was done, or the figure is compared."""
    since = max(scene.chain, quantity.start - _REACH)
    if scene.where is not Standing.OTHER or FRESH_AIM.search(scene.passage.low, since, quantity.start):
        return False
    low = scene.passage.outside[0]
    if quantity.kind == "percent":
        so_far = quantity.value < 100 and _OF_BUDGET.match(scene.passage.low, quantity.end)
        if so_far or _COMPARED_AFTER.match(scene.passage.low, quantity.end):
            return True
    reach = max(0, scene.chain - 500)
    told = last_match(_PAST_WORDS, low, reach, scene.chain) or last_match(_DONE, low, reach, scene.chain)
    return told is not None and not turns(scene.passage, told.end(), quantity.start, scene.newest_term)


def _got(scene: Scene, quantity: Quantity) -> bool:
    """What was got done, where nothing is aimed at: "vận động được hơn 11 tỷ đồng"."""
    if scene.where is not Standing.OTHER or scene.aimed or quantity.comparator in (">=", "<="):
        return False
    return GOT_BEFORE.search(scene.before(quantity.lead, 60)) is not None


def _of_a_past_year(scene: Scene, quantity: Quantity) -> bool:
    """Whether the last year named before the figure in its sentence is over."""
    if scene.year is None:
        return False
    folded = _words(scene, quantity)[1]
    after = _OF_YEAR.match(folded, quantity.unit_end, scene.end)
    if after and int(after.group(1)) < scene.year:
        return True
    school = last_match(_SCHOOL, folded, max(scene.chain, quantity.lead - 400), quantity.lead)
    compared = school and _COMPARING.search(folded, max(scene.chain, school.start() - 24), school.start())
    if school and not compared and scene.school is not None and int(school.group(1)) < scene.school:
        return not _turned(scene, school.end(), quantity)
    span = last_match(_SPAN, folded, max(scene.chain, quantity.lead - 60), quantity.lead)
    if span and int(span.group(1)) < scene.year:
        return True
    named = None
    for year in _YEAR.finditer(folded, max(scene.chain, quantity.lead - 400), quantity.lead):
        if not _COMPARING.search(folded, max(scene.chain, year.start() - 24), year.start()):
            named = year
    if named is None or int(named.group(1)) >= scene.year:
        return False
    return not _turned(scene, named.end(), quantity)


def _of_past_months(scene: Scene, quantity: Quantity) -> bool:
    """Whether the figure is told of months that were over when the paper was signed: "trong 8 tháng đầu năm"."""
    named = last_match(_FIRST_MONTHS, _words(scene, quantity)[1], max(scene.chain, quantity.lead - 200), quantity.lead)
    if named is None or scene.month is None or (named.group(2) and int(named.group(2)) != scene.year):
        return False
    return int(named.group(1)) < scene.month


def _up_to_a_past_day(scene: Scene, quantity: Quantity) -> bool:
    """Whether the figure is counted up to a day before the paper: "Đến 31/01/2023 toàn thị xã có 88 CĐCS"."""
    if scene.year is None or scene.month is None:
        return False
    named = last_match(_UP_TO, _words(scene, quantity)[1], max(scene.chain, quantity.lead - 200), quantity.lead)
    if named is None or _turned(scene, named.end(), quantity):
        return False
    return (int(named.group(2)), int(named.group(1))) < (scene.year, scene.month)


def _in_a_report(scene: Scene, quantity: Quantity) -> bool:
    """Whether the paragraph has by then reported how a former plan was met: "đạt 102% kế hoạch", "vượt 5% chỉ tiêu"."""
    if scene.where is Standing.TARGETS:
        return False
    low = _words(scene, quantity)[0]
    told = last_match(_REPORTED, low, max(0, quantity.lead - 600), quantity.lead) or _REPORTED.match(
        low, quantity.start
    )
    return told is not None and not _turned(scene, told.end(), quantity)
