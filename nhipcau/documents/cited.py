"""Whether a cited number means a document: forgiving what typists and scanners do to numbers. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from nhipcau.lib.vietnamese import fold

_GAPS = re.compile(r"[\s\-‐‑–—−/.,_\\]+")
# Names as bodies write them short, and in full.
_SHORT = (
    ("tldldvn", "tong lien doan lao dong viet nam"),
    ("tldld", "tong lien doan lao dong"),
    ("tld", "tong lien doan lao dong"),
    ("ldld", "lien doan lao dong"),
    ("cdcs", "cong doan co so"),
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("btv", "ban thuong vu"),
    ("bch", "ban chap hanh"),
    ("dct", "doan chu tich"),
)
# Words of a name that say nothing about which body it is.
_EMPTY = frozenset(("cac", "cua", "viet", "nam", "ban", "chap", "hanh", "thuong", "vu", "doan", "chu", "tich", "va"))


def key_of(number: str) -> str:
    """The number so that spacing, dashes, case, accents (LĐLD, LDLĐ) and zeros in front do not matter; "" for none."""
    parts = [part for part in _GAPS.split(fold(number)) if part]
    if not parts or not parts[0][:1].isdigit() or len(parts) < 2:
        return ""
    return "-".join(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)[:80]


@dataclass(frozen=True)
class Cited:
    """A document as another cites it: its number, and date and issuer where they are said."""

    number: str
    day: date | None = None
    issuer: str = ""

    @property
    def key(self) -> str:
        return key_of(self.number)


@dataclass(frozen=True)
class Kept:
    """A document of the register as far as citing goes."""

    number_key: str
    day: date | None
    issuer: str


def closeness(cited: Cited, kept: Kept) -> int:
    """How surely the document kept is the one cited: 0 not at all, higher is surer.

    The number must be the same; a year or an issuer that is said must not be another. The very day, and an issuer that
    is said and agrees, make it surer.
    """
    if not cited.key or cited.key != kept.number_key:
        return 0
    sure = 1
    if cited.day and kept.day:
        if cited.day.year != kept.day.year:
            return 0
        sure += 2 if cited.day == kept.day else 1
    if cited.issuer and kept.issuer:
        if not same_body(cited.issuer, kept.issuer):
            return 0
        sure += 2
    return sure


def same_body(one: str, other: str) -> bool:
    """Whether two names may mean the same body: all that tells one apart stands in the other too."""
    first, second = _telling(one), _telling(other)
    return first <= second or second <= first


def _telling(name: str) -> set[str]:
    words = " ".join(re.findall(r"\w+", fold(name)))
    for short, full in _SHORT:
        words = re.sub(rf"\b{short}\b", full, words)
    return set(words.split()) - _EMPTY
