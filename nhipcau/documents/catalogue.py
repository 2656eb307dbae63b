"""The catalogue of indicators as this room sees it: a room beside this one, so settings name the door."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Choice:
    """An indicator one can choose; name and unit of measure in the reader's language; how it goes down the tree."""

    code: str
    label: str
    measure: str
    cascade: str


@lru_cache
def _door(name: str) -> Any:
    module, _, function = settings.CATALOGUE[name].rpartition(".")
    return getattr(import_module(module), function)


def for_reading() -> list[tuple[str, str, str]]:
    """Code, name and unit of measure of every indicator in use."""
    return list(_door("for_reading")())


def search(text: str, limit: int = 8) -> list[Choice]:
    """Indicators whose code or name has all the words, accents forgiven."""
    return [Choice(*found) for found in _door("search")(text, limit)]


def by_codes(codes: Iterable[str]) -> dict[str, Choice]:
    """The indicators of those codes that are in use."""
    return {found[0]: Choice(*found) for found in _door("by_codes")(sorted(set(codes)))}
