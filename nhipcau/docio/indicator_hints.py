"""Which indicator of a catalogue a target may mean: by the words they share."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

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


def _words(text: str) -> frozenset[str]:
    words: set[str] = set()
    for word in _WORD.findall(fold(text)[:2000]):
        words.update(_SAME.get(word, word).split())
    return frozenset(word for word in words if word not in _COMMON and not word.isdigit())


class Catalogue:
    """Indicator codes and names to choose from."""

    def __init__(self, indicators: Iterable[tuple[str, str]]) -> None:
        self._indicators = [(code, _words(name)) for code, name in indicators]
        self._rarity = self._weights()

    def _weights(self) -> dict[str, Decimal]:
        seen: dict[str, int] = {}
        for _, words in self._indicators:
            for word in words:
                seen[word] = seen.get(word, 0) + 1
        return {word: Decimal(1) / count for word, count in seen.items()}

    def suggest(self, text: str) -> tuple[tuple[str, Decimal], ...]:
        """The three best codes with scores between 0 and 1, best first; empty where nothing is shared."""
        words = _words(text)
        scored = []
        for code, name in self._indicators:
            shared = sum((self._rarity[word] for word in name & words), Decimal(0))
            whole = sum((self._rarity[word] for word in name), Decimal(0))
            if shared:
                cover = Decimal(len(name & words)) / len(name)
                score = (shared / whole + cover) / 2
                scored.append((code, score.quantize(Decimal("0.01"), ROUND_HALF_UP)))
        scored.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple(scored[:3])
