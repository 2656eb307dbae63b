"""Horizons in the words of documents, beside the codes of periods: every year, until 2025, the term 2023-2028."""

import re

_YEAR = r"(?P<{}>(?:19|20|21)\d\d)"
_SPAN = _YEAR.format("first") + r"\s?[-–]\s?" + _YEAR.format("last")
_WORDS = re.compile(
    rf"(?:h[ằà]ng|mỗi) (?:tháng|quý|năm)|nhiệm kỳ|đến (?:hết |cuối )?(?:năm )?{_YEAR.format('until')}"
    rf"|(?:nhiệm kỳ|năm học|giai đoạn) {_SPAN}",
    re.IGNORECASE,
)


def is_in_words(text: str) -> bool:
    """Whether it is a horizon as documents write it; a span must end after it begins."""
    found = _WORDS.fullmatch(text)
    return found is not None and (found["first"] is None or found["first"] < found["last"])
