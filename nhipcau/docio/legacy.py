"""Vietnamese before Unicode: TCVN3 (ABC, fonts .VnTime) and VNI, recognised and converted.

Both hide Vietnamese letters behind Western ones, so a text is judged by how many everyday
Vietnamese words it shows before and after conversion; it is converted only when that is plain.
"""

import re
import unicodedata

from nhipcau.docio.letters import listed, lower

_TCVN3_PAIRS = (
    "µà ¸á ¶ả ·ã ¹ạ ¨ă »ằ ¾ắ ¼ẳ ½ẵ Æặ ©â Çầ Êấ Èẩ Éẫ Ëậ ®đ Ìè Ðé Îẻ Ïẽ Ñẹ ªê Òề Õế Óể Ôễ Öệ "
    "×ì Ýí Øỉ Üĩ Þị ßò ãó áỏ âõ äọ «ô åồ èố æổ çỗ éộ ¬ơ êờ íớ ëở ìỡ îợ ïù óú ñủ òũ ôụ õừ øứ öử "
    "÷ữ ùự úỳ ýý ûỷ üỹ þỵ ¡Ă ¢Â §Đ £Ê ¤Ô ¥Ơ ¦Ư"
)
_TCVN3 = {ord(pair[0]): pair[1] for pair in _TCVN3_PAIRS.split()} | {0xAD: "ư"}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "à": _HAT + _GRAVE, "á": _HAT + _ACUTE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
_VNI_TOKEN = re.compile("([aeouyôöAEOUYÔÖ])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|[ñôöîæóòÑÔÖÎÆÓÒ]")

_EVERYDAY = listed(
    "và của các công đoàn năm về động được thực hiện cơ sở tổ chức cho viên người đồng việc trong ủy hội huyện "
    "tỉnh chỉ tiêu nghị quyết số với độc lập tự hạnh phúc đạt trở lên những này một để có không là"
)
_WORD = re.compile(r"[^\W\d_]+")


def everyday_words(text: str) -> int:
    """How many of the first words of the text are everyday Vietnamese words written with accents."""
    plain = lower(unicodedata.normalize("NFC", text[:20_000]))
    return sum(1 for word in _WORD.findall(plain) if word in _EVERYDAY)


def from_tcvn3(text: str) -> str:
    """TCVN3 text that was read as Latin-1, in Unicode."""
    return text.translate(_TCVN3)


def _vni_letter(match: re.Match[str]) -> str:
    base, mark = match.group(1), match.group(2)
    if base is None:
        alone = match.group(0)
        letter = _VNI_ALONE[alone.lower()]
        return letter.upper() if alone.isupper() else letter
    letter = {"ô": "ơ", "ö": "ư"}.get(base.lower(), base.lower())
    joined = unicodedata.normalize("NFC", letter + _VNI_MARKS[mark.lower()])
    return joined.upper() if base.isupper() else joined


def from_vni(text: str) -> str:
    """VNI text that was read as Latin-1, in Unicode."""
    return _VNI_TOKEN.sub(_vni_letter, text)


def modernise(text: str) -> tuple[str, str | None]:
    """The text in Unicode and the legacy encoding it was in, or None when it was Unicode already."""
    text = unicodedata.normalize("NFC", text)  # the old letters are single ones: "Ö", not "O" and two dots
    now = everyday_words(text)
    best, name, score = text, None, now
    for candidate, convert in (("TCVN3", from_tcvn3), ("VNI", from_vni)):
        found = everyday_words(convert(text[:20_000]))
        if found >= 5 and found > score * 2:
            best, name, score = convert(text), candidate, found
    return best, name


_LATIN_1 = re.compile(
    "[\u0000-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2010-\u2044\u20ac\u2122]*"
)


def from_font(text: str, font: str) -> tuple[str, str | None]:
    """Text set in a font of that name: in Unicode, and the old encoding it was in or None.

    ".VnTimeH" shows small letters as capitals. Text that cannot be old (it holds real Vietnamese letters) stays.
    """
    name = font.lower()
    if not name.startswith((".vn", "vni")) or not _LATIN_1.fullmatch(text):
        return text, None
    if name.startswith("vni"):
        return from_vni(text), "VNI" if not text.isascii() else None
    converted = from_tcvn3(text)
    return (converted.upper() if name.endswith("h") else converted), "TCVN3" if not text.isascii() else None
