"""Quantities: a number with its quantifier, its unit and how it compares."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from nhipcau.docio.numbers import FRACTION, NUMBER, NUMBER_WORD, figure, scaled, value_of, word_value
from nhipcau.docio.protected import Stretch
from nhipcau.docio.segments import Passage
from nhipcau.docio.units import each_after, money_end, noun_after, percent_end

_QUANTIFIERS = (
    (">=", r"ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|bằng hoặc cao hơn|đạt và vượt|≥|>=|kể từ|từ"),
    (
        "<=",
        r"không quá|không vượt quá|không vượt|tối đa|cao nhất|nhiều nhất|không cao hơn|không lớn hơn|không nhiều "
        r"hơn|≤|<=",
    ),
    (">", r"(?<!cấp )trên|hơn|vượt|vượt mức|cao hơn|nhiều hơn|>"),
    ("<", r"(?<!cấp )dưới|ít hơn|thấp hơn|nhỏ hơn|<"),
    ("~", r"khoảng|gần|xấp xỉ|ước đạt|ước|độ|~"),
)
_FILLERS = r"(?:\s?(?:là|đạt|có|thêm|mức|được|khoảng|tỷ lệ|tỉ lệ|số|phải có|cũng|:))?"
_LEAD = tuple(
    (sign, re.compile(rf"(?<!\w)(?:{words}){_FILLERS}(?:\s?{_FILLERS})\s?$", re.IGNORECASE))
    for sign, words in _QUANTIFIERS
)
_RANGE = re.compile(r"\s?(?:%|phần trăm)?\s?(?:-|–|÷|đến|tới|~)\s?(?=\d)")
_VAGUE = re.compile(r"\s(?:nửa|số|cách|trong|phần(?! việc| quà)|mặt|loạt|bộ phận|cửa|chiều)(?!\w)")
_WORD_RANGE = re.compile(r"\s(?:đến|tới)\s|\s?[-–]\s?")
_UPWARDS = re.compile(r"\s?(?:\(?\s?trở lên|hoặc hơn|hoặc cao hơn|và hơn nữa)")
_DOWNWARDS = re.compile(r"\s?trở xuống")
_ZERO = re.compile(
    r"(?<!\w)(?:không (?:còn |để )?(?:có|xảy ra|phát sinh|để xảy ra)|không để(?: xảy ra| phát sinh)?|không còn)\s(?=\w)"
)
_ATTACHED = re.compile(r"(?:đ|km|ha|m2|kg|m|tạ|tấn|triệu|tỷ|tỉ|nghìn|hộ|người|con|lượt)(?!\w)")
_MERE_SUM = re.compile(r"(?:triệu|tỷ|tỉ)$")
_OF_NUMBER = re.compile(r"\s(?:tổng )?số(?=\s)")
_RATE = re.compile(r"\s?/\s?10{0,2}(?:\.000|000)\s(?=[^\W\d_])")  # "12/100.000 trẻ em"
_YEAR_BEFORE = re.compile(r"năm 20\d\d(?:\s?,|\svà)\s(?:lên\s|còn\s)?$")
_YEAR_AFTER = re.compile(r"\s(?:vào|đến) năm 20\d\d(?!\d)")
_BY_HAND = re.compile(r"\s?\(\s?[^\W\d_][^()]{0,40}\)")


@dataclass(frozen=True)
class Quantity:
    """A number in a passage. `lead` is where its quantifier starts, `end` where the number and unit sign end."""

    lead: int
    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    kind: str  # percent, count, money, fraction, zero
    comparator: str
    stated: bool  # whether a quantifier says the comparator
    unit: str | None
    unit_end: int
    listed: bool  # whether the unit is an everyday one
    each: str | None  # "năm" of "02 cuộc/năm"
    word: bool = False
    doubtful: bool = False
    why: str | None = None  # the protected stretch it stands in


def quantities(passage: Passage, span: tuple[int, int], stretches: list[Stretch]) -> list[Quantity]:
    """The quantities of a sentence in order, those in protected stretches with `why` filled."""
    start, end = span
    found: list[Quantity] = []
    position = start
    shield = _Shield(stretches)
    fractions = [m for m in FRACTION.finditer(passage.text, start, end) if _is_fraction(passage, m, shield)]
    for match in fractions:
        found.append(_fraction(passage, match, end))
    taken = {match.start() for match in fractions} | {match.end() - len(match.group(2)) for match in fractions}
    for match in NUMBER.finditer(passage.text, start, end):
        if match.start() < position or match.start() in taken:
            continue
        quantity = _numeric(passage, match, span, shield)
        if quantity:
            found.append(quantity)
            position = quantity.end
    found.extend(_words(passage, span, shield))
    found.extend(_zeros(passage, span, shield))
    found.sort(key=lambda quantity: quantity.start)
    return [_of_another_year(passage, one, found[max(0, at - 3) : at]) for at, one in enumerate(found)]


class _Shield:
    """The protected stretches, asked by place in logarithmic time."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._whys: list[str] = []
        for start, end, why in stretches:  # sorted: overlapping ones are merged
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
                continue
            self._starts.append(start)
            self._ends.append(end)
            self._whys.append(why)

    def why(self, place: int) -> str | None:
        index = bisect_right(self._starts, place) - 1
        return self._whys[index] if index >= 0 and place < self._ends[index] else None


def _of_another_year(passage: Passage, quantity: Quantity, before: list[Quantity]) -> Quantity:
    """The quantity, with the noun of the one before: "70 căn nhà vào năm 2025 và 80 vào năm 2030"."""
    named = next((one for one in reversed(before) if one.why is None), None)
    if quantity.unit or quantity.kind != "count" or named is None or named.kind != "count" or named.unit is None:
        return quantity
    lead = passage.low[max(0, quantity.start - 20) : quantity.start]
    if not _YEAR_BEFORE.search(lead) or not _YEAR_AFTER.match(passage.low, quantity.end):
        return quantity
    return replace(quantity, unit=named.unit, listed=named.listed)


def _numeric(passage: Passage, match: re.Match[str], span: tuple[int, int], shield: _Shield) -> Quantity | None:
    text, limit = passage.text, span[1]
    if text[match.end() : match.end() + 1].isalpha() and not _ATTACHED.match(text, match.end()):
        return None
    first = figure(text, match, counted=percent_end(text, match.end()) < 0)
    value, value_max, end = first.value, None, first.end
    if first.end == match.end():
        value, value_max, end = _range(text, match, limit, value)
    sign, lead, stated = _comparator(passage, span[0], match.start(), end, value_max is not None)
    return _with_unit(passage, limit, (lead, match.start(), end), (value, value_max), (sign, stated),
                      doubtful=first.doubtful, why=shield.why(match.start()))  # fmt: skip


def _range(text: str, match: re.Match[str], limit: int, value: Decimal) -> tuple[Decimal, Decimal | None, int]:
    joint = _RANGE.match(text, match.end(), limit)
    second = NUMBER.match(text, joint.end(), limit) if joint else None
    if not joint or not second or "lên" in joint.group():
        return value, None, match.end()
    top = value_of(second.group())
    end, scaled_top = scaled(text, second.end(), top)
    factor = scaled_top / top if top else Decimal(1)
    if value * factor >= scaled_top or (1900 <= value <= 2100 and 1900 <= top <= 2100):
        return value, None, match.end()
    return value * factor, scaled_top, end


def _comparator(passage: Passage, floor: int, start: int, end: int, ranged: bool) -> tuple[str, int, bool]:
    lead = passage.low[max(floor, start - 34) : start]
    offset = max(floor, start - 34)
    for sign, pattern in _LEAD:
        found = pattern.search(lead)
        if found:
            return ("=" if ranged and sign == ">=" else sign), offset + found.start(), True
    return "=", start, False


def _with_unit(
    passage: Passage,
    limit: int,
    places: tuple[int, int, int],
    values: tuple[Decimal, Decimal | None],
    compares: tuple[str, bool],
    *,
    doubtful: bool = False,
    word: bool = False,
    why: str | None = None,
) -> Quantity:
    lead, start, end = places
    text = passage.text
    by_hand = _BY_HAND.match(text, end, min(limit, end + 44))
    if by_hand and not any(letter.isdigit() for letter in by_hand.group()):
        end = by_hand.end()
    sign, stated = compares
    percent = percent_end(text, end)
    money = money_end(text, end)
    kind, unit, listed, unit_end = "count", None, False, end
    if percent > 0:
        sign_read = "‰" if "‰" in text[end:percent] else "%"
        kind, unit, listed, end, unit_end = "percent", sign_read, True, percent, percent
    elif money > 0:
        kind, unit, listed, end, unit_end = "money", "đồng", True, money, money
    rate = _RATE.match(text, end, limit) if kind == "count" else None
    after, sign, stated = _postfix(passage.low, end, limit, sign, stated)
    if rate:
        unit_end = noun_after(text, rate.end(), limit)[1]
        unit, listed = text[rate.start() : unit_end].strip(), True
    elif kind == "count":
        unit, unit_end, listed = noun_after(text, after, limit)
        if unit is None and _is_mere_sum(passage, start, end):
            kind, unit, listed, unit_end = "money", "đồng", True, end  # "95 triệu/năm"
    each, each_end = each_after(text, unit_end if kind == "count" else end, limit)
    return Quantity(
        lead, start, after, *values, kind, sign, stated, unit, max(unit_end, after, each_end), listed, each,
        word=word, doubtful=doubtful, why=why,
    )  # fmt: skip


def _is_mere_sum(passage: Passage, start: int, end: int) -> bool:
    """Whether a sum leaves out its currency: "95 triệu/năm", "190.000 tỷ,"."""
    after = passage.text[end : end + 1]
    sums = _MERE_SUM.search(passage.low, start, end)
    return sums is not None and (after == "/" or (sums.group() != "triệu" and after in ("", ",", ";", ".", ")")))


def _postfix(low: str, end: int, limit: int, sign: str, stated: bool) -> tuple[int, str, bool]:
    up = _UPWARDS.match(low, end, limit)
    if up:
        return up.end(), ">=", True
    down = _DOWNWARDS.match(low, end, limit)
    if down:
        return down.end(), "<=", True
    return end, sign, stated


def _is_fraction(passage: Passage, match: re.Match[str], shield: _Shield) -> bool:
    top, bottom = int(match.group(1)), int(match.group(2))
    if not 0 < top <= bottom or shield.why(match.start()):
        return False
    if _of_all(passage, match):
        return True
    after = passage.low[match.end() : match.end() + 16]
    before = passage.low[max(0, match.start() - 20) : match.start()]
    return bool(
        re.match(r"\s?(?:tổng )?số|\s(?:ủy viên|uỷ viên|thành viên|đoàn viên|cán bộ|đơn vị|cđcs)", after)
    ) or bool(re.search(r"(?:ít nhất|tối thiểu|trên|quá|hơn|đạt)\s$", before))


def _of_all(passage: Passage, match: re.Match[str]) -> bool:
    """Whether "13/15 xã" counts units out of all of them, so that its value is the upper number."""
    listed = noun_after(passage.text, match.end(), min(len(passage.text), match.end() + 40))[2]
    return listed and passage.low[match.end() : match.end() + 3] != " số" and int(match.group(2)) > 4


def _fraction(passage: Passage, match: re.Match[str], limit: int) -> Quantity:
    of_all = _of_all(passage, match)
    value = Decimal(match.group(1)) if of_all else Decimal(match.group(1)) / Decimal(match.group(2))
    sign, lead, stated = _comparator(passage, 0, match.start(), match.end(), ranged=False)
    after, sign, stated = _postfix(passage.low, match.end(), limit, sign, stated)
    of_number = _OF_NUMBER.match(passage.low, after, limit)
    unit, unit_end, listed = noun_after(passage.text, of_number.end() if of_number else after, limit)
    return Quantity(
        lead,
        match.start(),
        after,
        value,
        None,
        "count" if of_all else "fraction",
        sign,
        stated,
        unit,
        unit_end,
        listed,
        None,
    )


def _words(passage: Passage, span: tuple[int, int], shield: _Shield) -> list[Quantity]:
    """Number words: "ít nhất hai nội dung", "từ một đến hai mô hình", "giúp hai hộ"."""
    found: list[Quantity] = []
    for match in NUMBER_WORD.finditer(passage.low, *span):
        if found and match.start() < found[-1].end:
            continue
        joint = _WORD_RANGE.match(passage.low, match.end(), span[1])
        second = NUMBER_WORD.match(passage.low, joint.end(), span[1]) if joint else None
        top = word_value(second.group()) if second else None
        end = second.end() if second else match.end()
        sign, lead, stated = _comparator(passage, span[0], match.start(), end, ranged=top is not None)
        quantifier = passage.low[lead : match.start()].strip()
        if top is None and quantifier.startswith(("từ", "trên", "hơn", "gần", "độ", "dưới", "vượt", "kể")):
            continue
        if (match.group().lower() == "năm" and not stated) or _VAGUE.match(passage.low, end, end + 16):
            continue
        quantity = _with_unit(
            passage, span[1], (lead, match.start(), end), (word_value(match.group()), top), (sign, stated),
            word=True, why=shield.why(match.start()),
        )  # fmt: skip
        found.append(quantity)
    return found


def _zeros(passage: Passage, span: tuple[int, int], shield: _Shield) -> list[Quantity]:
    found = []
    for match in _ZERO.finditer(passage.low, *span):
        unit, unit_end, listed = noun_after(passage.text, match.end(), span[1])
        if not unit or (not listed and match.group().strip() in ("không để", "không để phát sinh")):
            continue
        found.append(
            Quantity(match.start(), match.start(), match.end(), Decimal(0), None, "zero", "=", True, unit, unit_end,
                     listed, None, word=True, why=shield.why(match.start()))
        )  # fmt: skip
    return found
