"""The catalogue as rooms beside it see it, through settings: all of it for reading, a search, a look-up by code."""

from collections.abc import Iterable

from nhipcau.indicators.models import Indicator
from nhipcau.lib.vietnamese import fold

# Code, name and unit of measure in the reader's language, how it goes down the tree.
Found = tuple[str, str, str, str]


def for_reading() -> list[tuple[str, str, str]]:
    """Code, Vietnamese name and unit of measure of every indicator in use: what a reader of documents chooses from."""
    return list(Indicator.objects.current().values_list("code", "name", "unit"))


def search(text: str, limit: int) -> list[Found]:
    """The first `limit` indicators in use whose code or name has all the words, accents forgiven."""
    found = Indicator.objects.current()
    for word in fold(text).split()[:12]:
        found = found.filter(search_key__contains=word)
    return [_found(indicator) for indicator in found[:limit]]


def by_codes(codes: Iterable[str]) -> list[Found]:
    """The indicators in use with those codes."""
    return [_found(indicator) for indicator in Indicator.objects.current().filter(code__in=list(codes))]


def _found(indicator: Indicator) -> Found:
    return (indicator.code, indicator.label, indicator.measure, indicator.cascade)
