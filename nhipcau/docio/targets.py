"""Targets: figures somebody has to reach, found sentence by sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nhipcau.docio.horizons import Years, period_of, without_comparisons
from nhipcau.docio.indicator_hints import Catalogue
from nhipcau.docio.letters import last_match, squash
from nhipcau.docio.neighbours import beside
from nhipcau.docio.protected import Stretch, protected
from nhipcau.docio.quantities import Quantity, quantities
from nhipcau.docio.reading import Refused, Target
from nhipcau.docio.refusals import why_refused
from nhipcau.docio.refused_past import opens_with_the_past, turns
from nhipcau.docio.refused_things import raised_to, unit_before
from nhipcau.docio.scene import Scene
from nhipcau.docio.segments import Passage
from nhipcau.docio.sentences import clause_start, sentences
from nhipcau.docio.standing import Standing, list_opening, standing
from nhipcau.docio.subjects import subjects

_ASPIRES = re.compile(r"ph[ấầ]n đ[ấầ]u")
_EACH = re.compile(r"(?<!\w)(?:bình quân )?(mỗi|từng|các)\s", re.IGNORECASE)
_PER_END = re.compile(
    r"[,;:(“]|\s(?:có|giới|lựa|xây|tổ|thực|đăng|phấn|phần|phải|ít|tối|được|chọn|kết|phát|đạt|thành|vận|hỗ|giúp|"
    r"tham|nhận"
    r"|duy|tặng|trao|mở|trồng|viết|gửi|triển|hoàn|không|từ|trên|tăng|giảm|về|trong|ở|tại|đảm|bảo|và|ký|lập|cử|bồi|hoặc"
    r"|phối|họp|ủng|tự|cử|dự|giao|tiếp|dành|đảm|thao|khai|biên|ra|nộp|chi|lồng|phân|sinh"
    r"|chủ|tiết|hằng|hàng|sẽ|cần|làm|đề|nâng|thu|đóng|ủng|sinh|tiến|kiểm|giám|chăm|\d)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\(?(?:(?:khi|nếu|trừ|trường hợp|với điều kiện)\s|(?:đối với|ở|tại)\s(?:các |những )?(?:nơi|đơn vị|cơ sở|"
    r"cđcs)\s(?:có|còn|đủ)"
    r"|(?:có )?đủ điều kiện|còn nguồn|đủ tiêu chuẩn)[^,;.()]{0,90}\)?",
    re.IGNORECASE,
)
_GRADE = re.compile(r"xep loai|hoan thanh|danh hieu|loai |hang |dat muc|kha|tot|cap ")
_UP_LATER = re.compile(r"tro len")
_FOLLOWS_UP = re.compile(r"\s(?:hoan thanh|dat|duoc|tham gia|co|ky|thuc hien|dang ky|hoc tap|to chuc)\s")
_ABBREVIATED = (("công đoàn cơ sở", "CĐCS"), ("doanh nghiệp", "doanh nghiệp"))


class TargetReader:
    """Reads the targets of one document, passage by passage."""

    def __init__(self, years: Years, base: Standing, catalogue: Catalogue, *, opened: bool = False) -> None:
        self._years = years
        self._base = base
        self._catalogue = catalogue
        self._opened = opened
        self._telling = False
        self.targets: list[Target] = []
        self.refused: list[Refused] = []

    def read(self, passage: Passage) -> None:
        """Add the passage's targets, and its numbers that are none with the reason."""
        if passage.tabbed or not passage.text:
            return
        where = standing(passage, self._base, self._years.plan, opened=self._opened)
        self._opened = self._opened or passage.section is not None or passage.text.endswith(":")
        stretches = protected(passage)
        chain, before = 0, len(self.targets)
        first = before
        listing = list_opening(passage, where)
        for start, end in sentences(passage.text):
            chained = len(self.targets) > before
            scene = self._scene(passage, (start, end), where, chain)
            self._read_sentence(scene, stretches, listing, chained=chained, after=len(self.targets) > first)
            if not passage.text[end : end + 3].lstrip().startswith(";"):
                chain, before = end, len(self.targets)
        self._telling = where is Standing.OTHER and self._tells_on(passage)

    def _tells_on(self, passage: Passage) -> bool:
        """Whether what follows the passage still stands in an account of the past."""
        newest, end = self._years.newest_term, len(passage.text)
        told = opens_with_the_past(passage, end, newest)
        if told is None and not self._telling:
            return False
        return not turns(passage, told or 0, end, newest)

    def _scene(self, passage: Passage, sentence: tuple[int, int], where: Standing, chain: int) -> Scene:
        years = self._years
        return Scene(
            passage, *sentence, where, years.plan, years.month, years.school, years.newest_term, self._telling, chain
        )

    def _read_sentence(
        self, plain: Scene, stretches: list[Stretch], listing: int, *, chained: bool, after: bool
    ) -> None:
        """Read a sentence; what stands after `listing`, where its paragraph begins to list targets, is among them."""
        passage, sentence = plain.passage, (plain.start, plain.end)
        among, scene = replace(plain, where=Standing.TARGETS), plain
        kept: list[Quantity] = []
        before: Quantity | None = None
        before_why: str | None = None
        for quantity in _scoped(passage, quantities(passage, sentence, stretches), sentence[1]):
            scene = among if quantity.start >= listing else plain
            why = why_refused(scene, quantity, beside_target=bool(kept) or chained)
            last = (before, before_why)
            why, quantity = beside(passage, sentence, quantity, why, last, kept, chained=chained, after_targets=after)
            if why is None:
                kept.append(quantity)
            elif quantity.kind != "zero":
                span = passage.span(quantity.start, quantity.end)
                self.refused.append(Refused(passage.text[quantity.start : quantity.end], span, why))
            before, before_why = (before, before_why) if quantity.why else (quantity, why)
        pieces = _pieces(passage, sentence, kept)
        told = subjects(passage, kept, pieces)
        for quantity, piece, subject in zip(kept, pieces, told, strict=True):
            self.targets.append(self._target(scene, quantity, piece, subject))

    def _target(self, scene: Scene, quantity: Quantity, piece: tuple[int, int], subject: str) -> Target:
        passage, sentence, where = scene.passage, (scene.start, scene.end), scene.where
        suggestions = self._catalogue.suggest(subject + " " + (quantity.unit or ""), _unit(quantity))
        per = _per(passage, sentence, quantity, piece)
        return Target(
            text="",
            span=passage.span(*piece),
            value=quantity.value,
            value_max=quantity.value_max,
            unit=_unit(quantity) or raised_to(scene, quantity) or unit_before(scene, quantity),
            comparator=quantity.comparator,
            subject=subject,
            per=per,
            period=self._period(scene, quantity, piece),
            section=passage.section,
            duty=_duty(passage, sentence, quantity),
            responsibility=_responsibility(passage),
            condition=_condition(passage, piece, sentence),
            confidence=_confidence(quantity, where),
            suggestions=suggestions,
            indicator=suggestions[0][0] if suggestions and suggestions[0][1] >= Decimal("0.5") else None,
        )

    def _period(self, scene: Scene, quantity: Quantity, piece: tuple[int, int]) -> str | None:
        if quantity.each and quantity.each.strip().lower() in ("năm", "1 năm", "01 năm"):
            return "hằng năm"
        passage = scene.passage
        words, near = without_comparisons(passage.folded[piece[0] : piece[1]]), quantity.unit_end + 30 - piece[0]
        near = max(words.find(" ", near), near)  # "trong quý I/2016" is not cut in its middle
        own = period_of(_BRACKETS.sub(" ", words[:near]), self._years)
        own = own or period_of(words[quantity.end - piece[0] :], self._years, yearly=False)
        opening = period_of(passage.folded[scene.start : min(quantity.start, scene.start + 300)], self._years)
        above = [_opening(passage, scene.chain), _opening(passage, 0), passage.lead or "", *reversed(passage.above)]
        inherited = (period_of(heading, self._years) for heading in above)
        return own or opening or next((period for period in inherited if period), None) or self._years.default


_BRACKETS = re.compile(r"\([^()]{0,120}(?:\)|$)")


_TIMED = (
    r"(?:phan dau |va )?(?:hang nam|moi nam|den (?:het |cuoi )?nam 20\d{2}|den (?:het|cuoi) nhiem ky|trong nhiem ky)"
)
_LABEL = re.compile(rf"[\s;]{{0,3}}(?:[^:;.]{{0,120}}:|(?:[^,:;.]{{0,45}},\s?){{1,2}}|{_TIMED})")


def _opening(passage: Passage, start: int) -> str:
    """The words a passage or a chain opens with, up to a colon or comma, or the time they name at once: they hold for
    all its sentences."""
    label = _LABEL.match(passage.folded, start, start + 140)
    return label.group() if label else ""


def _scoped(passage: Passage, found: list[Quantity], limit: int) -> list[Quantity]:
    """Quantifiers carried where they reach: a later "trở lên" back, an earlier "từ" over "và"."""
    result: list[Quantity] = []
    for index, quantity in enumerate(found):
        stop = found[index + 1].lead if index + 1 < len(found) else limit
        later = _UP_LATER.search(passage.folded, quantity.end, min(stop, quantity.end + 90))
        follows = later is not None and _FOLLOWS_UP.match(passage.folded, later.end())
        if later and not quantity.stated and quantity.kind != "zero":
            between = passage.folded[quantity.end : later.start()]
            if not _GRADE.search(between) and ("," not in between or follows):
                quantity = replace(quantity, comparator=">=", stated=True)
        before = result[-1] if result else None
        if before and _shares_quantifier(passage, before, quantity):
            quantity = replace(quantity, comparator=before.comparator)
        result.append(quantity)
    return result


_SHARING = re.compile(r"\svà\s$|,\s$")
_PREDICATE = re.compile(r"(?<!\w)(?:được|đạt|tham gia|thực hiện|xếp loại|có|ký kết|hoàn thành)(?!\w)")


def _shares_quantifier(passage: Passage, before: Quantity, quantity: Quantity) -> bool:
    if not before.stated or quantity.stated or before.kind != quantity.kind or quantity.kind != "percent":
        return False
    if before.comparator not in (">=", ">", "<=") or quantity.value == 100 or before.lead == before.start:
        return False
    between = passage.low[before.end : quantity.lead][-200:]
    return bool(_SHARING.search(between)) and not _PREDICATE.search(between)


def _pieces(passage: Passage, sentence: tuple[int, int], kept: list[Quantity]) -> list[tuple[int, int]]:
    """The words of each quantity: from its clause to that of the next one."""
    starts: list[int] = []
    nested = [False]
    for index, quantity in enumerate(kept):
        floor = kept[index - 1].end if index else sentence[0]
        if index == 0:
            starts.append(sentence[0] if quantity.lead - sentence[0] < 160 else _near(passage, floor, quantity))
            continue
        found = clause_start(passage.text, passage.low, floor, quantity.lead)
        nested.append(found < 0)
        starts.append(found if found >= 0 else floor)
    pieces = []
    for index, start in enumerate(starts):
        end = sentence[1]
        if index + 1 < len(starts):  # a quantity inside the other's clause ends its words, and shares them
            end = kept[index + 1].lead if nested[index + 1] else starts[index + 1]
        pieces.append(_trimmed(passage, start, end, kept[index].end))
    return pieces


def _near(passage: Passage, floor: int, quantity: Quantity) -> int:
    found = clause_start(passage.text, passage.low, max(floor, quantity.lead - 160), quantity.lead)
    return found if found >= 0 else max(floor, quantity.lead - 160)


_TAIL = re.compile(
    r"(?:[\s,;:]|(?<=\s)(?:và|đồng thời|trong đó|còn|hoặc|riêng|có)(?=\s*$)|[-–](?=\s*$))+$", re.IGNORECASE
)


def _trimmed(passage: Passage, start: int, end: int, keep: int) -> tuple[int, int]:
    text = passage.text
    while start < keep and text[start] in " ,;:":
        start += 1
    tail = _TAIL.search(text, max(keep, end - 40), end)
    if tail:
        end = max(keep, tail.start())
    while end > keep and text[end - 1] in " ,;:":
        end -= 1
    return start, min(end, start + 600) if min(end, start + 600) >= keep else end


def _unit(quantity: Quantity) -> str | None:
    if quantity.unit is None:
        return None
    unit = squash(quantity.unit)
    if quantity.each and quantity.kind != "percent":
        return f"{unit}/{quantity.each.strip()}"
    return unit


def _per(passage: Passage, sentence: tuple[int, int], quantity: Quantity, piece: tuple[int, int]) -> str | None:
    found = last_match(_EACH, passage.text, max(piece[0], quantity.lead - 160), quantity.lead)
    if found is None and quantity.kind == "count" and _carries_on(passage, sentence, piece):
        found = last_match(_EACH, passage.text, max(sentence[0], piece[0] - 160), piece[0])
    if found is None or found.group(1).lower() == "các":
        return f"mỗi {quantity.each}" if quantity.each else None
    limit = min(quantity.lead, found.end() + 70)
    stop = _PER_END.search(passage.text, found.end(), limit)
    whom = squash(passage.text[found.end() : stop.start() if stop else limit])
    for long, short in _ABBREVIATED:
        whom = re.sub(long, short, whom, flags=re.IGNORECASE)
    return f"{found.group(1).lower()} {whom}" if whom else None


_NEW_SUBJECT = re.compile(r"(?<!\w)(?:toan|ca|binh quan|ty le|trong do|tong so|phan dau|rieng)(?!\w)")


def _carries_on(passage: Passage, sentence: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether a piece only goes on with what each does: "mỗi chi hội giúp 01 hộ nghèo, 01 hộ cận nghèo"."""
    if piece[0] == sentence[0] or passage.text[piece[0] : piece[0] + 1].isupper():
        return False
    return (
        _NEW_SUBJECT.match(passage.folded, piece[0]) is None
        and "%" not in passage.text[max(sentence[0], piece[0] - 200) : piece[0]]
    )


def _duty(passage: Passage, sentence: tuple[int, int], quantity: Quantity) -> str:
    said = _ASPIRES.search(passage.low, max(sentence[0], quantity.start - 600), quantity.start)
    led = "phan dau" in (passage.lead or "") or any("phan dau" in heading for heading in passage.above[-1:])
    return "aspiration" if said or led else "required"


def _responsibility(passage: Passage) -> str | None:
    for heading in (passage.lead or "", *reversed(passage.above)):
        if "phoi hop" in heading and ("chi tieu" in heading or "thuc hien" in heading):
            return "joint"
        if "truc tiep" in heading and ("chi tieu" in heading or "trach nhiem" in heading):
            return "direct"
    return None


def _condition(passage: Passage, piece: tuple[int, int], sentence: tuple[int, int]) -> str | None:
    found = _CONDITION.search(passage.text, piece[0], min(sentence[1], piece[1] + 60))
    return squash(found.group()).strip("() ,") if found else None


def _confidence(quantity: Quantity, where: Standing) -> Decimal:
    # Set by how often each kind was right on the papers of the tests; rules had been mended on them by then.
    points = 90 if where is Standing.TARGETS else 78
    points += 8 if quantity.stated or quantity.kind == "percent" else 0
    points -= 25 if quantity.kind == "count" and not quantity.listed else 0
    points -= 25 if quantity.doubtful else 0
    points -= 12 if quantity.word and quantity.kind != "zero" else 0
    return Decimal(points) / 100


def with_text(targets: Sequence[Target], text: str) -> tuple[Target, ...]:
    """The targets with their words cut from the extracted text itself."""
    return tuple(replace(target, text=text[target.span[0] : target.span[1]]) for target in targets)
