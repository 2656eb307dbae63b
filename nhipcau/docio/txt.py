"""Plain text and Markdown: the encoding is recognised, the text is kept as it stands."""

from nhipcau.docio.legacy import everyday_words, modernise
from nhipcau.docio.text import Extracted, tidy
from nhipcau.docio.words import CannotRead, Remark

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def read_txt(data: bytes) -> Extracted:
    """The text of a .txt or .md file. Raises CannotRead when the bytes are no text."""
    text, encoding = _decode(data)
    text, legacy = modernise(text)
    text = tidy(text)
    if not text.strip():
        raise CannotRead("empty")
    if _looks_binary(text, data):
        raise CannotRead("unknown-kind")
    warnings = (Remark("legacy-encoding", {"name": legacy}),) if legacy else ()
    return Extracted(text, encoding=legacy or encoding, warnings=warnings)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    wide = _wide_without_mark(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    for cut in range(min(4, len(data))):  # the last letter of a file cut short
        try:
            return data[: len(data) - cut].decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                break
    if b"\x00" in data[:4096]:
        raise CannotRead("unknown-kind")
    western, windows = data.decode("latin-1"), data.decode("cp1258", errors="replace")
    if everyday_words(windows) >= max(3, everyday_words(modernise(western)[0])):
        return windows, "windows-1258"
    return western, "latin-1"


def _wide_without_mark(data: bytes) -> str | None:
    head = data[:2000]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and even == 0:
        return "utf-16-le"
    if even > len(head) // 8 and odd == 0:
        return "utf-16-be"
    return None


def _looks_binary(text: str, data: bytes) -> bool:
    head = data[:4096]
    if head.startswith((b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return True
    control = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    wide = head[0::2].count(0) > len(head) // 8 or head[1::2].count(0) > len(head) // 8
    strange = text[:4096].count("\ufffd")
    return (control > len(head) // 20 and not wide) or strange > 40
