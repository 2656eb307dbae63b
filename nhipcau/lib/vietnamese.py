"""Vietnamese text: search that forgives accents, alphabetical order, numbers and dates as people write them."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from nhipcau.lib.decimals import OutOfLimits, checked, rounded, trimmed

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Letters in alphabetical order as characters in byte order, all after the digits; a gap between words is before both.
_LETTER = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_GAP, _TONES_FOLLOW = "!", " "
_TONE = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPE = {"\u0306", "\u0302", "\u031b"}


class NotANumber(ValueError):
    """Text that is no number. `reason`: empty, characters, two_marks, grouping, ambiguous, digits, places."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotADate(ValueError):
    """Text that is no date. `reason`: empty, form, no_such_day."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def fold(text: str) -> str:
    """Lower case, without accents, đ as d, white space squeezed: `Mái  ấm` and `mai am` both give `mai am`."""
    apart = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def sort_key(text: str) -> str:
    """A string that sorts by bytes (collation C) as Vietnamese sorts: a ă â b c d đ e ê…

    Letters decide first, over the whole text; tones only between texts of the same letters (ngang, huyền, hỏi, ngã,
    sắc, nặng). Numbers sort by their worth (2 before 10); marks of punctuation count as gaps between words.
    """
    words = re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFC", text.lower()))
    keys = [_word_key(word) for word in words]
    return _GAP.join(letters for letters, _ in keys) + _TONES_FOLLOW + "".join(tone for _, tone in keys)


def _word_key(word: str) -> tuple[str, str]:
    if word.isdecimal():
        digits = str(int(word))
        return chr(ord("0") + min(len(digits), 9)) + digits, "0"
    letters, tone = [], "0"
    for char in word:
        base, shapes = "", ""
        for part in unicodedata.normalize("NFD", char):
            if part in _TONE:
                tone = _TONE[part]
            elif part in _SHAPE or not unicodedata.combining(part):
                base, shapes = (base, shapes + part) if part in _SHAPE else (base + part, shapes)
        letter = unicodedata.normalize("NFC", base + shapes)
        letters.append(_LETTER.get(letter) or _LETTER.get(base, base))
    return "".join(letters), tone


def format_number(value: Decimal | int, decimals: int | None = None, language: str = "vi") -> str:
    """`1.234,5` in Vietnamese, `1,234.5` in English.

    `decimals`: how many places to show, rounded half-even; None shows all there are and no zeros at the end.
    """
    exact = Decimal(value)
    exact = trimmed(exact) if decimals is None else rounded(exact, decimals)
    if not exact:
        exact = abs(exact)
    english = format(exact, ",f")
    return english if language == "en" else english.translate({ord(","): ".", ord("."): ","})


def parse_number(text: str, language: str = "vi") -> Decimal:
    """The number a person wrote. Raises `NotANumber` with a reason.

    In Vietnamese a comma is the decimal mark and dots (or spaces) set off thousands. A single dot is read as a decimal
    mark where it cannot set off thousands: `1234.5`, `12.50`, `0.125`; a single dot followed by exactly three digits
    sets off thousands: `1.234` is 1234. `1234.567` could be either and is refused. English: the marks exchanged.
    """
    mark, group = (",", ".") if language == "vi" else (".", ",")
    written = re.sub(r"\s", " ", text.strip()).replace("\u2212", "-")
    sign = written[:1] if written[:1] in ("-", "+") else ""
    body = written[len(sign) :].strip()
    if not body:
        raise NotANumber("empty")
    if not re.fullmatch(r"[0-9., ]+", body) or not re.search(r"[0-9]", body):
        raise NotANumber("characters")
    if body.count(mark) > 1:
        raise NotANumber("two_marks")
    if mark not in body and " " not in body and body.count(group) == 1:
        body = _single_group_mark(body, mark, group)
    whole, _, places = body.partition(mark)
    if places and not places.isdecimal():
        raise NotANumber("grouping")
    return _limited(sign + _ungrouped(whole, group) + "." + (places or "0"))


def _single_group_mark(body: str, mark: str, group: str) -> str:
    before, after = body.split(group)
    if len(after) != 3 or before in ("", "0"):
        return before + mark + after
    if len(before) > 3:
        raise NotANumber("ambiguous")
    return body


def _ungrouped(whole: str, group: str) -> str:
    groups = re.split(r"[ " + re.escape(group) + "]", whole)
    if len(groups) == 1:
        return whole or "0"
    if not 1 <= len(groups[0]) <= 3 or any(len(part) != 3 for part in groups[1:]) or {" ", group} <= set(whole):
        raise NotANumber("grouping")
    return "".join(groups)


def _limited(plain: str) -> Decimal:
    try:
        return trimmed(checked(Decimal(plain)))
    except OutOfLimits as limit:
        raise NotANumber({"too_many_digits": "digits", "too_many_places": "places"}[limit.reason]) from limit
    except InvalidOperation as problem:
        raise NotANumber("digits") from problem


def format_date(day: date) -> str:
    """`31/5/2024`."""
    return f"{day.day}/{day.month}/{day.year}"


def parse_date(text: str) -> date:
    """The day a person wrote: 31/5/2024, 31-05-2024, 31.5.2024 or 2024-05-31. Raises `NotADate` with a reason."""
    written = "".join(text.split())
    if not written:
        raise NotADate("empty")
    parts = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", written, re.ASCII)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written, re.ASCII)
    try:
        if parts:
            return date(int(parts[4]), int(parts[3]), int(parts[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError as problem:
        raise NotADate("no_such_day") from problem
    raise NotADate("form")
