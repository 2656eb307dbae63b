"""Which indicator of a catalogue a target may mean: by the words they share, and by what is counted and for whom."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import log

from nhipcau.docio.letters import fold, listed

_WORD = re.compile(r"\w+")
_COMMON = listed(
    "va cua cac cho voi tai trong theo tren duoi la co den tro len ve do khi de vao nam moi nhung nay duoc so ty le "
    "dat tong thuc hien to chuc tham gia phan dau it nhat muc"
)
_SAME = {
    "cdcs": "cong doan co so", "dn": "doanh nghiep", "nld": "nguoi lao dong", "dv": "doan vien", "hn": "hoi nghi",
    "cnvcld": "cong nhan vien chuc lao dong", "tuldtt": "thoa uoc lao dong tap the", "ubkt": "uy ban kiem tra",
    "kpcd": "kinh phi cong doan", "dpcd": "doan phi cong doan", "htt": "hoan thanh tot", "htxs": "hoan thanh xuat sac",
    "cttcs": "cap tren truc tiep co so", "cttttcs": "cap tren truc tiep co so", "macd": "mai am cong doan",
    "dnnn": "doanh nghiep nha nuoc", "nn": "nha nuoc", "cbcc": "can bo cong chuc", "cnld": "cong nhan lao dong",
}  # fmt: skip


# What a catalogue says of an indicator: its code, its name, and, where known, its unit of measure.
Indicator = Sequence[str]
# A rate never means a count, nor a count a rate, nor money a number of things; a catalogue that says no measure is
# given the benefit of the doubt.
_OTHER_MEASURE = Decimal("0.4")
_MONEY = re.compile(r"\b(?:dong|vnd)\b|^(?:nghin|trieu|ty)$")
# A number of things that is none of the indicator's things, nor named by it.
_OTHER_THING = Decimal("0.85")
# What an indicator speaks of opens its name: where the target speaks of nothing of the kind it means another.
_OTHER_SUBJECT = Decimal("0.92")
# A target for each unit means what is counted for each unit, any other does not.
_OTHER_SHARE = Decimal("0.6")
# What a name adds in brackets explains it: it may be said, and is not missed. "A mean for each unit" is said by the
# target's own "for each".
_BRACKETS = re.compile(r"\([^)]*\)")
_FOR_EACH = re.compile(r"\s+bình quân mỗi\s.*$")
# People are counted as people whatever they are called: "3.200 người" of members.
_PEOPLE = listed("nguoi dong chi ca nhan luot")
_TIMES = re.compile(r"\b(?:nam|quy|thang|tuan|ngay|ky|nhiem ky)\b")
# After these words stands what for, or how, no more what is counted: "introduce members to the Party for admission".
_PURPOSE = re.compile(r"\b(?:(?:de |nham |cho [\w ]{1,20} )?xem xet|de (?:dang|duoc)|nham)\b")
_ASIDE = Decimal("0.35")


def _telling(text: str) -> list[str]:
    """The words that tell, in order, short forms written out."""
    words: list[str] = []
    for word in _WORD.findall(fold(text)[:2000]):
        words += _SAME.get(word, word).split()
    return [word for word in words if word not in _COMMON and not word.isdigit()]


def _terms(text: str) -> frozenset[str]:
    """The words that tell, and each two in a row: in Vietnamese a word is often two syllables."""
    telling = _telling(text)
    return frozenset(telling) | {f"{one} {two}" for one, two in pairwise(telling)}


def _counted(text: str, unit: str | None) -> tuple[str, str]:
    """What a target counts, and what it says beside it: what for, or more after what it opens with."""
    folded = fold(text)
    if unit is None:
        ends = [len(folded)]
    elif fold(unit) in _PEOPLE:
        folded = folded.removesuffix(fold(unit))
        ends = [len(folded)]
    else:
        comma = folded.find(",")
        ends = [comma if comma > 0 and folded.startswith(fold(unit)) else len(folded)]
    purpose = _PURPOSE.search(folded)
    end = min([*ends, purpose.start()] if purpose else ends)
    return folded[:end], folded[end:]


def _kind(measure: str) -> str:
    """Whether a measure says a rate, money or a number of things."""
    return "%" if measure == "%" else "money" if _MONEY.search(fold(measure)) else ""


def _of_each(per: str | None) -> bool:
    """Whether a target is for each unit or person; "each year" only says when."""
    return per is not None and not _TIMES.search(fold(per))


class Catalogue:
    """Indicators to choose from: (code, name) or (code, name, unit of measure)."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        known = list(indicators)
        self._indicators = [
            (indicator[0], _terms(indicator[1]), indicator[2] if len(indicator) > 2 else None) for indicator in known
        ]
        self._needed = {
            indicator[0]: _terms(_FOR_EACH.sub("", _BRACKETS.sub(" ", indicator[1]))) for indicator in known
        }
        self._opening = {indicator[0]: _terms(" ".join(_telling(indicator[1])[:3])) for indicator in known}
        self._worth = self._weights()
        # A name that says next to nothing ("members") must not win by being said whole.
        whole = [self._weigh(name) for _, name, _ in self._indicators]
        self._least = sum(whole, Decimal(0)) / (4 * len(whole)) if whole else Decimal(0)

    def _weights(self) -> dict[str, Decimal]:
        seen = Counter(term for _, terms, _ in self._indicators for term in terms)
        # Whole thousandths, so that the same catalogue gives the same scores on every machine.
        total = len(self._indicators) + 1
        return {term: Decimal(round(1000 * log(total / count))) for term, count in seen.items()}

    def suggest(self, text: str, unit: str | None = None, per: str | None = None) -> tuple[tuple[str, Decimal], ...]:
        """The three best codes with scores between 0 and 1, best first; empty where nothing is shared.

        `unit` is the target's unit of measure: a share in per cent looks for rates, a number for counts. `per`: for
        each of what it is ("mỗi CĐCS"): such a target looks for what is counted for each.
        """
        counted, beside = _counted(text, unit)
        terms = _terms(counted + beside)
        aside = terms - _terms(counted) if beside else frozenset()
        said = self._weigh(terms & self._worth.keys())
        scored = []
        for code, name, measure in self._indicators:
            shared = self._weigh(name & (terms - aside)) + self._weigh(name & aside) * _ASIDE
            if shared:
                # Mostly how much of the indicator's name the sentence says, a little how much of it the name covers.
                whole = max(self._weigh(self._needed[code]), shared)
                score = (7 * shared / (whole + self._least) + 3 * shared / said) / 10
                score *= self._fit(code, measure, unit, per)
                if self._opening[code] and not self._opening[code] & terms:
                    score *= _OTHER_SUBJECT
                scored.append((code, score.quantize(Decimal("0.01"), ROUND_HALF_UP)))
        scored.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple(scored[:3])

    def _fit(self, code: str, measure: str | None, unit: str | None, per: str | None) -> Decimal:
        """How well what a target counts, and for each of what, goes with what an indicator measures: at most 1."""
        if measure is None:
            return Decimal(1)
        fit = Decimal(1)
        if unit is not None and _kind(measure) != _kind(unit):
            fit = _OTHER_MEASURE
        elif unit is not None and not _kind(unit) and not self._names(code, measure, unit):
            fit = _OTHER_THING
        return fit if _of_each(per) == ("/" in measure) or _kind(measure) == "%" else fit * _OTHER_SHARE

    def _names(self, code: str, measure: str, unit: str) -> bool:
        """Whether a unit of measure is the indicator's, or what its name opens with."""
        counted, thing = _terms(unit), measure.partition("/")[0]
        return fold(unit) in _PEOPLE or bool(counted & _terms(thing)) or bool(counted & self._opening[code])

    def _weigh(self, terms: Iterable[str]) -> Decimal:
        return sum((self._worth[term] for term in terms), Decimal(0))
