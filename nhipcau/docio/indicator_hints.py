"""Which indicator of a catalogue a target may mean: by the words they share."""

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
# What a name adds in brackets explains it: it may be said, and is not missed.
_BRACKETS = re.compile(r"\([^)]*\)")


def _terms(text: str) -> frozenset[str]:
    """The words that tell, and each two in a row: in Vietnamese a word is often two syllables."""
    words: list[str] = []
    for word in _WORD.findall(fold(text)[:2000]):
        words += _SAME.get(word, word).split()
    telling = [word for word in words if word not in _COMMON and not word.isdigit()]
    return frozenset(telling) | {f"{one} {two}" for one, two in pairwise(telling)}


def _kind(measure: str) -> str:
    """Whether a measure says a rate, money or a number of things."""
    return "%" if measure == "%" else "money" if _MONEY.search(fold(measure)) else ""


class Catalogue:
    """Indicators to choose from: (code, name) or (code, name, unit of measure)."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        known = list(indicators)
        self._indicators = [
            (indicator[0], _terms(indicator[1]), indicator[2] if len(indicator) > 2 else None) for indicator in known
        ]
        self._needed = {indicator[0]: _terms(_BRACKETS.sub(" ", indicator[1])) for indicator in known}
        self._worth = self._weights()
        # A name that says next to nothing ("members") must not win by being said whole.
        whole = [self._weigh(name) for _, name, _ in self._indicators]
        self._least = sum(whole, Decimal(0)) / (4 * len(whole)) if whole else Decimal(0)

    def _weights(self) -> dict[str, Decimal]:
        seen = Counter(term for _, terms, _ in self._indicators for term in terms)
        # Whole thousandths, so that the same catalogue gives the same scores on every machine.
        total = len(self._indicators) + 1
        return {term: Decimal(round(1000 * log(total / count))) for term, count in seen.items()}

    def suggest(self, text: str, unit: str | None = None) -> tuple[tuple[str, Decimal], ...]:
        """The three best codes with scores between 0 and 1, best first; empty where nothing is shared.

        `unit` is the target's unit of measure: a share in per cent looks for rates, a number for counts.
        """
        terms = _terms(text)
        said = self._weigh(terms & self._worth.keys())
        scored = []
        for code, name, measure in self._indicators:
            shared = self._weigh(name & terms)
            if shared:
                # Mostly how much of the indicator's name the sentence says, a little how much of it the name covers.
                whole = max(self._weigh(self._needed[code]), shared)
                score = (7 * shared / (whole + self._least) + 3 * shared / said) / 10
                if measure is not None and unit is not None and _kind(measure) != _kind(unit):
                    score *= _OTHER_MEASURE
                scored.append((code, score.quantize(Decimal("0.01"), ROUND_HALF_UP)))
        scored.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple(scored[:3])

    def _weigh(self, terms: Iterable[str]) -> Decimal:
        return sum((self._worth[term] for term in terms), Decimal(0))
