"""Vietnamese letters one for one: the folded text is as long as the text, so offsets stay true.

`nhipcau.lib.vietnamese` folds for searching and may change lengths; here every character keeps
its place, because spans found in the folded text point into the text itself.
"""

import re
import unicodedata

_FIRST, _LAST = 0x00C0, 0x1EFF


def _plain(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def _lower(letter: str) -> str:
    low = letter.lower()
    return low if len(low) == 1 else letter


_LOWER = {
    code: _lower(chr(code))
    for code in (*range(0x41, 0x5B), *range(_FIRST, _LAST + 1))
    if chr(code).isalpha() and _lower(chr(code)) != chr(code)
}
_FOLD = {
    code: _plain(chr(code))
    for code in (*range(0x41, 0x5B), *range(_FIRST, _LAST + 1))
    if chr(code).isalpha() and _plain(chr(code)) != chr(code)
}


def lower(text: str) -> str:
    """The text in lower case, character for character."""
    return text.translate(_LOWER)


def fold(text: str) -> str:
    """The text in lower case without accents, character for character ("Đắk Lắk" → "dak lak")."""
    return text.translate(_FOLD)


def squash(text: str) -> str:
    """The text on one line with single spaces."""
    return " ".join(text.split())


def listed(words: str) -> frozenset[str]:
    """The words of a list written as one text; entries of several words are parted by semicolons."""
    parts = words.split(";") if ";" in words else words.split()
    return frozenset(part.strip() for part in parts if part.strip())


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last place the pattern is found between two places of the text."""
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found


def any_of(words: str) -> str:
    """A regular expression for any entry of a list written as one text, longest first."""
    return (
        "(?:" + "|".join(sorted((re.escape(word) for word in listed(words)), key=lambda word: (-len(word), word))) + ")"
    )
