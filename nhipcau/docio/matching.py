"""Printed names of units matched to known ones by likeness: accents, abbreviations, split words, slips of a scan."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property, lru_cache
from math import log

from nhipcau.docio.letters import fold, squash

SURE, DOUBTFUL = Decimal("0.86"), Decimal("0.55")
_MARGIN = Decimal("0.06")  # a match is sure only where the next best is this much worse
_CANDIDATES = 40
_LOOKED_AT = 20_000  # names looked at for one printed name, of a federation of any size
_WORD = re.compile(r"[^\W\d_]+|\d+")
# Abbreviations as these papers write them; several words become one mark of a kind, or the words they stand for.
_LONG = (
    ("lien doan lao dong", "ldld"), ("lien doan ld", "ldld"), ("ld ld", "ldld"), ("cong doan co so", "cdcs"),
    ("cong doan cap tren", "cd"), ("cong doan nganh", "cd nganh"), ("cong doan", "cd"), ("nghiep doan", "nd"),
    ("khu cong nghiep", "kcn"), ("cac kcn", "kcn"), ("khu kinh te", "kkt"), ("thanh pho", "tp"), ("thi xa", "tx"),
    ("thi tran", "tt"), ("gd dt", "giao duc"), ("cong ty", "cty"),
    ("giao duc va dao tao", "giao duc"), ("giao duc dao tao", "giao duc"),
)  # fmt: skip
_SHORT = {
    "ldl": "ldld", "lđlđ": "ldld", "ldlb": "ldld", "ld1d": "ldld", "cdn": "cd nganh", "cdvc": "cd vien chuc",
    "cdgd": "cd giao duc", "cdyt": "cd y te", "cdkcn": "cd kcn", "gd": "giao duc", "gddt": "giao duc",
    "vc": "vien chuc",
    "yt": "y te", "h": "huyen", "q": "quan", "p": "phuong", "x": "xa", "t": "tinh", "ctcp": "cty co phan",
    "cp": "co phan", "tct": "tong cty", "bv": "benh vien", "ttyt": "trung tam y te", "thi": "thi", "th": "tieu hoc",
    "mn": "mam non", "gtvt": "giao thong van tai", "nnptnt": "nong nghiep phat trien nong thon", "xd": "xay dung",
    "thcs": "thcs", "cn": "cong nghiep", "pgd": "phong giao duc", "ubnd": "ubnd",
}  # fmt: skip
_BODY = frozenset(["ldld", "cd", "cdcs", "nd", "nganh", "cac", "cap", "ban", "doan", "hoi", "truong"])
_PLACE = frozenset(["tinh", "tp", "huyen", "quan", "tx", "tt", "xa", "phuong", "dac", "khu"])


@dataclass(frozen=True)
class Known:
    """A unit that may be meant: its key and every name it goes by (of today, of the document's day)."""

    key: Hashable
    names: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """What a printed name means: `key` (None: nothing is alike enough), how alike, whether that is `sure`, and the
    best others with their likeness."""

    printed: str
    key: Hashable | None
    score: Decimal
    sure: bool
    others: tuple[tuple[Hashable, Decimal], ...]


@dataclass(frozen=True)
class _Name:
    body: frozenset[str]
    place: str
    words: tuple[str, ...]
    pairs: frozenset[str]


def match_units(printed: Sequence[str], known: Iterable[Known]) -> list[Match]:
    """For every printed name the unit it means; each unit at most once, the likest pairs first. Never sure below
    `SURE`, nor where two units are about as alike."""
    book = _Book(list(known))
    ranked = [book.likest(name) for name in printed]
    given: dict[int, tuple[Hashable, Decimal]] = {}
    taken: set[Hashable] = set()
    pairs = [(-score, place, key) for place, found in enumerate(ranked) for key, score in found if score >= DOUBTFUL]
    for worse, place, key in sorted(pairs, key=lambda pair: pair[:2]):
        if place not in given and key not in taken:
            given[place] = (key, -worse)
            taken.add(key)
    return [_match(name, given.get(place), ranked[place], taken) for place, name in enumerate(printed)]


def _match(
    name: str,
    given: tuple[Hashable, Decimal] | None,
    ranked: list[tuple[Hashable, Decimal]],
    taken: set[Hashable],
) -> Match:
    if given is None:
        return Match(name, None, ranked[0][1] if ranked else Decimal(0), False, tuple(ranked[:3]))
    key, score = given
    others = [(other, likeness) for other, likeness in ranked if other != key]
    free = [likeness for other, likeness in others if other not in taken]
    # One that is likest to another name but went to it does not make this one doubtful, unless it was likelier here.
    rivals = [*free, *(likeness for _, likeness in others if likeness > score)]
    sure = score >= SURE and all(score - likeness >= _MARGIN for likeness in rivals)
    return Match(name, key, score, sure, tuple(others[:2]))


class _Book:
    """The known names, found by their words, and by pairs of letters where no word tells."""

    def __init__(self, known: list[Known]) -> None:
        self._names = [(unit.key, name) for unit in known for name in map(_name, unit.names) if name.words or name.body]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, (_, name) in enumerate(self._names):
            for word in set(name.words):
                self._by_word[word].append(place)
        seen = {word: len(places) for word, places in self._by_word.items()}
        self._worth = {word: log(1 + len(self._names) / count) for word, count in seen.items()}
        self._rare = log(2 + len(self._names))

    def likest(self, printed: str) -> list[tuple[Hashable, Decimal]]:
        """The likest units, best first; a unit counts with the likest of its names."""
        name = _name(printed)
        found = self._ranked(name, self._by_word, sorted(set(name.words), key=self._rarest))
        return (
            found if len(found) > 2 and found[0][1] >= SURE else self._ranked(name, self._by_pair, sorted(name.pairs))
        )

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, (_, name) in enumerate(self._names):
            for pair in name.pairs:
                found[pair].append(place)
        return found

    def _rarest(self, word: str) -> tuple[int, str]:
        return len(self._by_word.get(word, ())), word

    def _ranked(
        self, name: _Name, book: Mapping[str, list[int]], marks: Sequence[str]
    ) -> list[tuple[Hashable, Decimal]]:
        shared: Counter[int] = Counter()
        for mark in marks:
            if sum(map(len, (shared, book.get(mark, ())))) < _LOOKED_AT or not shared:
                shared.update(book.get(mark, ()))
        best: dict[Hashable, Decimal] = {}
        for place, _count in sorted(shared.items(), key=lambda found: (-found[1], found[0]))[:_CANDIDATES]:
            key, other = self._names[place]
            best[key] = max(best.get(key, Decimal(0)), self._alike(name, other))
        return sorted(best.items(), key=lambda found: (-found[1], str(found[0])))[:6]

    def _alike(self, one: _Name, other: _Name) -> Decimal:
        core = max(self._by_words(one.words, other.words), 0.94 * _share(one.pairs, other.pairs))
        if {word for word in one.words if word.isdigit()} != {word for word in other.words if word.isdigit()}:
            core = min(core, 0.5)
        return Decimal(0.82 * core + 0.18 * _kinds_alike(one, other)).quantize(Decimal("0.001"), ROUND_HALF_EVEN)

    def _by_words(self, ones: tuple[str, ...], others: tuple[str, ...]) -> float:
        """How much of both names' words is the same, rare words weighing more; a slip of a letter costs a little."""
        if not ones or not others:
            return 0.0
        free, shared = list(others), 0.0
        for word in ones:
            likest = max(free, key=lambda other: _word_alike(word, other), default="")
            alike = _word_alike(word, likest) if likest else 0.0
            if alike >= 0.6:
                free.remove(likest)
                shared += alike * self._weight(likest)
        return 2 * shared / (sum(map(self._weight_near(others), ones)) + sum(map(self._weight, others)))

    def _weight_near(self, others: tuple[str, ...]) -> Callable[[str], float]:
        """The weight of a printed word: that of the known word it is nearly, else of a rare word."""

        def weight(word: str) -> float:
            near = max(others, key=lambda other: _word_alike(word, other))
            return self._weight(near if _word_alike(word, near) >= 0.6 else word)

        return weight

    def _weight(self, word: str) -> float:
        return self._worth.get(word, self._rare)


def _kinds_alike(one: _Name, other: _Name) -> float:
    """Whether both are the same kind of body at the same kind of place; what is not said speaks neither way."""
    place = 0.7 if not one.place or not other.place else float(one.place == other.place)
    body = 0.7 if not one.body or not other.body else _share(one.body, other.body)
    if one.place == other.place and one.body == other.body:
        return 1.0
    return (2 * place + body) / 3


def _share(ones: frozenset[str], others: frozenset[str]) -> float:
    both = len(ones) + len(others)
    return 2 * len(ones & others) / both if both else 1.0


@lru_cache(4096)
def _word_alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit() or min(len(one), len(other)) < 2:
        return 0.0
    return 1 - _edits(one, other) / max(len(one), len(other))


def _edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, there in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != there))
    return row[-1]


@lru_cache(16384)
def _name(text: str) -> _Name:
    """A name taken apart: the kind of body, the kind of place, the words that tell."""
    words = _words(text)
    body: set[str] = set()
    place = ""
    while len(words) > 1 and (words[0] in _BODY or (words[0] in _PLACE and not place)):
        word = words.pop(0)
        if word in _PLACE:
            place = word
        else:
            body.add(word)
    # "Công đoàn Viên chức tỉnh": the place stands last.
    if len(words) > 1 and words[-1] == "tinh":
        place = place or words.pop()
    compact = "".join(words)
    return _Name(
        frozenset(body),
        place,
        tuple(words),
        frozenset(a + b for a, b in zip("^" + compact, compact + "$", strict=True)),
    )


def _words(text: str) -> list[str]:
    plain = " " + squash(re.sub(r"[^\w\s]|_", " ", fold(text)[:300])) + " "
    for long, short in _LONG:
        plain = plain.replace(f" {long} ", f" {short} ")
    expanded = " ".join(_SHORT.get(word, word) for word in _WORD.findall(plain))
    plain = f" {expanded} "
    for long, short in _LONG:
        plain = plain.replace(f" {long} ", f" {short} ")
    return plain.split()
