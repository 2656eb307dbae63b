"""What is wrong with a set of answers (refused), and what is only odd (asked about). Pure: no database, no language.

Sentences for people are made of the codes in `wording.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from nhipcau.reporting.answers import GIVEN, Answer, Answers

# A figure is odd from ten times the last period's on; for a stock, also down to a tenth of it.
JUMP = 10
# A figure the unit's own past does not vouch for is an outlier from this many times the median of its like.
OUTLIER = 10
# An average (a wage) is an outlier from this many times the median on, up or down.
OUTLIER_AVERAGE = 5
# How far from its own last figure a value may lie for its past to vouch for it.
VOUCHED = 3
ENOUGH_TO_COMPARE = 5


@dataclass(frozen=True)
class Row:
    """What the checks need to know of a form's row."""

    indicator_id: int
    required: bool = True
    over_units: str = "sum"
    over_time: str = "sum"
    is_percent: bool = False
    decimals: int = 0
    whole_id: int | None = None
    divides: bool = False
    negative: bool = False

    @property
    def needs_base(self) -> bool:
        return self.over_units in ("weighted", "ratio")


@dataclass(frozen=True)
class Wrong:
    """A cell that cannot stand. `code` says why; `values` are the numbers of its sentence."""

    indicator_id: int
    code: str
    values: tuple[Decimal, ...] = ()
    other_id: int | None = None


@dataclass(frozen=True)
class Odd:
    """A cell that may be right but is asked about: jump, blank, parts, outlier."""

    indicator_id: int
    code: str
    values: tuple[Decimal, ...] = ()
    other_id: int | None = None


@dataclass(frozen=True)
class Around:
    """What answers are held against: the unit's last period, its other forms of this period, the like of it.

    `medians`: indicator id → (median of the like, how many of them answered).
    """

    last: Answers = field(default_factory=dict)
    elsewhere: Answers = field(default_factory=dict)
    medians: Mapping[int, tuple[Decimal, int]] = field(default_factory=dict)


def wrong_cells(rows: Sequence[Row], answers: Answers) -> list[Wrong]:
    """Every answer that cannot stand by itself or beside the others; missing ones are not looked at."""
    found: list[Wrong] = []
    for row in rows:
        answer = answers.get(row.indicator_id)
        if answer is not None and answer.kind == GIVEN:
            found += _wrong_alone(row, answer)
    spoiled = {wrong.indicator_id for wrong in found}
    sound = {i: answer for i, answer in answers.items() if i not in spoiled}
    return found + list(_wrong_parts(rows, sound))


def missing_required(rows: Sequence[Row], answers: Answers) -> list[Wrong]:
    """Rows that must be answered before the report goes out, and are not."""
    return [Wrong(row.indicator_id, "missing") for row in rows if row.required and row.indicator_id not in answers]


def _wrong_alone(row: Row, answer: Answer) -> Iterator[Wrong]:
    if answer.num is None:
        yield Wrong(row.indicator_id, "no_number")
        return
    if answer.num < 0 and not row.negative:
        yield Wrong(row.indicator_id, "negative", (answer.num,))
        return
    if row.over_units == "share" and answer.num not in (0, 1):
        yield Wrong(row.indicator_id, "yes_or_no")
        return
    if not row.needs_base:
        if _places(answer.num) > row.decimals:
            yield Wrong(row.indicator_id, "whole_number" if not row.decimals else "places", (Decimal(row.decimals),))
        return
    if answer.base is None:
        yield Wrong(row.indicator_id, "no_base")
    elif answer.base < 0:
        yield Wrong(row.indicator_id, "negative", (answer.base,))
    elif answer.base == 0 and (row.over_units == "weighted" or answer.num != 0):
        yield Wrong(row.indicator_id, "base_zero")
    elif row.over_units == "ratio" and row.is_percent and answer.num > answer.base:
        yield Wrong(row.indicator_id, "over_base", (answer.num, answer.base))


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _wrong_parts(rows: Sequence[Row], answers: Answers) -> Iterator[Wrong]:
    for row in rows:
        if row.whole_id is None or row.needs_base:
            continue
        part, whole = _worth(answers, row.indicator_id), _worth(answers, row.whole_id)
        if part is not None and whole is not None and part > whole:
            yield Wrong(row.indicator_id, "over_whole", (part, whole), row.whole_id)
    for whole_id, parts in _divided(rows).items():
        whole = _worth(answers, whole_id)
        worths = [_worth(answers, part) for part in parts]
        known = [worth for worth in worths if worth is not None]
        complete = all(part in answers for part in parts)
        if whole is not None and complete and known and sum(known, Decimal(0)) != whole:
            yield Wrong(whole_id, "parts_do_not_add_up", (sum(known, Decimal(0)), whole))


def _divided(rows: Iterable[Row]) -> dict[int, list[int]]:
    """Whole → the parts that must add up to it."""
    parts: dict[int, list[int]] = {}
    for row in rows:
        if row.whole_id is not None and row.divides and not row.needs_base:
            parts.setdefault(row.whole_id, []).append(row.indicator_id)
    return parts


def _worth(answers: Answers, indicator_id: int) -> Decimal | None:
    answer = answers.get(indicator_id)
    return None if answer is None else answer.worth


def odd_cells(rows: Sequence[Row], answers: Answers, around: Around) -> list[Odd]:
    """Every answer worth a question, at most one of each code a row, in the order of the rows."""
    found: list[Odd] = []
    divided = _divided(rows)
    for row in rows:
        i = row.indicator_id
        if i not in answers:
            if i in around.last:
                found.append(Odd(i, "blank"))
            continue
        found += _jump(row, answers[i], around.last.get(i))
        found += _outlier(row, answers[i], around)
        if i in divided:
            found += _unfinished_parts(i, divided[i], answers)
        if row.whole_id is not None and row.whole_id not in answers:
            found += _over_whole_elsewhere(row, answers[i], around.elsewhere.get(row.whole_id))
    return found


def magnitude(row: Row, answer: Answer | None) -> Decimal | None:
    """What an answer is compared by: a rate for a ratio, the average, else the number; None where it has none."""
    if answer is None or answer.worth is None:
        return None
    if row.over_units != "ratio" or answer.kind != GIVEN:
        return answer.worth
    return answer.worth / answer.base if answer.base else None


def _jump(row: Row, answer: Answer, last: Answer | None) -> Iterator[Odd]:
    now, before = magnitude(row, answer), magnitude(row, last)
    if now is None or not before or row.over_units == "share":
        return
    stock = row.over_time == "last" or row.over_units == "weighted"
    if abs(now) >= JUMP * abs(before) or (stock and abs(now) * JUMP <= abs(before)):
        yield Odd(row.indicator_id, "jump", (now, before))


def _outlier(row: Row, answer: Answer, around: Around) -> Iterator[Odd]:
    median, count = around.medians.get(row.indicator_id, (Decimal(0), 0))
    now, before = magnitude(row, answer), magnitude(row, around.last.get(row.indicator_id))
    if now is None or median <= 0 or count < ENOUGH_TO_COMPARE or row.over_units in ("share", "ratio"):
        return
    if before and abs(before) <= VOUCHED * abs(now) and abs(now) <= VOUCHED * abs(before):
        return
    limit = OUTLIER_AVERAGE if row.over_units == "weighted" else OUTLIER
    low = row.over_units == "weighted" and now * limit <= median
    if now >= median * limit or low:
        yield Odd(row.indicator_id, "outlier", (now, median, Decimal(count)))


def _unfinished_parts(whole_id: int, parts: Sequence[int], answers: Answers) -> Iterator[Odd]:
    whole = _worth(answers, whole_id)
    given = [worth for part in parts if (worth := _worth(answers, part)) is not None]
    if whole is not None and given and any(part not in answers for part in parts) and sum(given) != whole:
        yield Odd(whole_id, "parts", (sum(given, Decimal(0)), whole))


def _over_whole_elsewhere(row: Row, answer: Answer, whole: Answer | None) -> Iterator[Odd]:
    if row.needs_base or whole is None or whole.worth is None or answer.worth is None:
        return
    if answer.worth > whole.worth:
        yield Odd(row.indicator_id, "over_whole", (answer.worth, whole.worth), row.whole_id)


def to_explain(odd: Iterable[Odd]) -> list[int]:
    """Ids of the indicators whose sender must add a word: those that jump."""
    return list(dict.fromkeys(one.indicator_id for one in odd if one.code == "jump"))


CLEAN, EXPLAINED, SUSPICIOUS = 0, 1, 2


def sort_by_exception(odd: Sequence[Odd], explanations: Mapping[str, str]) -> int:
    """CLEAN without anything odd; EXPLAINED when the sender wrote a word on every odd cell; else SUSPICIOUS."""
    if not odd:
        return CLEAN
    explained = all(explanations.get(str(one.indicator_id), "").strip() for one in odd)
    return EXPLAINED if explained else SUSPICIOUS
