"""Horizons in the words of documents, beside the codes of periods: every year, until 2025, the term 2023-2028."""

import re
from dataclasses import dataclass

_YEAR = r"(?P<{}>(?:19|20|21)\d\d)"
_SPAN = _YEAR.format("first") + r"\s?[-–]\s?" + _YEAR.format("last")
_VIETNAMESE = re.compile(
    rf"(?:h[ằà]ng|mỗi) (?P<each>tháng|quý|năm)|(?P<term>nhiệm kỳ)"
    rf"|đến (?P<end>hết |cuối )?(?:năm )?{_YEAR.format('until')}"
    rf"|(?P<span>nhiệm kỳ|năm học|giai đoạn) {_SPAN}",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?P<each>monthly|quarterly|yearly)|(?P<term>the term)|by (?P<end>the end of )?{_YEAR.format('until')}"
    rf"|(?P<span>term|school year|years) {_SPAN}",
    re.IGNORECASE,
)
# Each kind of horizon as documents write it and as it is said in English.
_SAID = {
    "tháng": ("hằng tháng", "monthly"),
    "quý": ("hằng quý", "quarterly"),
    "năm": ("hằng năm", "yearly"),
    "term": ("nhiệm kỳ", "the term"),
    "until": ("đến {}", "by {}"),
    "end": ("đến hết {}", "by the end of {}"),
    "nhiệm kỳ": ("nhiệm kỳ {}-{}", "term {}–{}"),
    "năm học": ("năm học {}-{}", "school year {}–{}"),
    "giai đoạn": ("giai đoạn {}-{}", "years {}–{}"),
}
_KINDS = {english.partition(" {")[0]: kind for kind, (_vietnamese, english) in _SAID.items()}


@dataclass(frozen=True)
class _Horizon:
    kind: str
    years: tuple[str, ...] = ()

    def said(self, english: bool) -> str:
        return _SAID[self.kind][english].format(*self.years)


def is_in_words(text: str) -> bool:
    """Whether it is a horizon as documents write it; a span must end after it begins."""
    return _parsed(_VIETNAMESE, text) is not None


def in_english(text: str) -> str:
    """A horizon in the words of documents said in English; any other text as it is."""
    found = _parsed(_VIETNAMESE, text)
    return found.said(english=True) if found else text


def in_vietnamese(text: str) -> str:
    """What `in_english` says, back in the words of documents; any other text as it is."""
    found = _parsed(_ENGLISH, text)
    return found.said(english=False) if found else text


def _parsed(pattern: re.Pattern[str], text: str) -> _Horizon | None:
    found = pattern.fullmatch(text)
    if found is None or (found["first"] and found["first"] >= found["last"]):
        return None
    if found["until"]:
        return _Horizon("end" if found["end"] else "until", (found["until"],))
    kind = (found["each"] or found["span"] or "").lower()
    years = (found["first"], found["last"]) if found["first"] else ()
    return _Horizon(_KINDS.get(kind, kind) or "term", years)
