"""Words as Tesseract writes them, without what it is known to confuse in Vietnamese print."""

import re

_ETH = re.compile("Đ?Ð|ÐĐ")  # the Icelandic letter looks the same and is often put beside the right one
_NO_PARTY = "(?<!bình )(?<!cao )(?<!ngang )"
_PARTY = re.compile(rf"{_NO_PARTY}\bđẳng(?= (?:ủy|bộ|viên|đoàn|ta|và|cộng)\b)", re.IGNORECASE)
_PARTY_ALONE = re.compile(r"(?<=[a-zà-ỹ] )(?<!Bình )(?<!bình )(?<!Cao )(?<!cao )Đẳng\b")
_RIGHT = str.maketrans("ẳẲ", "ảẢ")
_SMALL = re.compile(r"[^\W\d_]+")


def mended(text: str) -> str:
    """The text with letters that no Vietnamese word has where they stand put right."""
    text = _ETH.sub("Đ", text)
    text = _PARTY.sub(lambda found: found[0].translate(_RIGHT), text)
    text = _PARTY_ALONE.sub("Đảng", text)
    return _SMALL.sub(lambda word: _one_case(word[0]), text)


def _one_case(word: str) -> str:
    """A word with one capital in its midst or at its end, in small letters there: "chỈ", "nƯớc"."""
    capitals = sum(letter.isupper() for letter in word[1:])
    if capitals != 1 or len(word) < 3 or sum(letter.islower() for letter in word) < 2:
        return word
    return word[0] + word[1:].lower()
