"""Text whose letters are not what the reader of the page sees: fonts that do not tell what they show."""

import unicodedata

from nhipcau.docio.legacy import everyday_words, modernise

_MANY_WORDS = 60
_SEEN = 5_000


def is_garbled(text: str) -> bool:
    """Whether so many characters are no writing at all that nothing of the text can be trusted."""
    letters = [letter for letter in text[:_SEEN] if not letter.isspace()]
    if len(letters) < 20:
        return False
    odd = sum(1 for letter in letters if _is_odd(letter))
    return odd > len(letters) * 0.15


def is_strange(text: str) -> bool:
    """Whether a long text holds no everyday Vietnamese word and hardly an accent: perhaps letters shifted."""
    words = text[:_SEEN].split()
    if len(words) < _MANY_WORDS or everyday_words(modernise(text)[0]):
        return False
    letters = [letter for letter in text[:_SEEN] if letter.isalpha()]
    accented = sum(1 for letter in letters if ord(letter) > 0xBF)
    return len(letters) > 100 and accented < len(letters) * 0.02


def _is_odd(letter: str) -> bool:
    if letter < " " or letter == "\ufffd":
        return True
    if letter < "\u0250" or "\u1e00" <= letter <= "\u2bff":
        return False
    return unicodedata.category(letter) in ("Co", "Cn", "Cc", "Cs") or not letter.isprintable()
