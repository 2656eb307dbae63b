"""The text a document gives: what spans point into, whatever the file was."""

import re
import unicodedata
from dataclasses import dataclass

from nhipcau.docio.words import CannotRead, Remark

MAX_CHARACTERS = 3_000_000
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\u200c\u200d\u200e\u200f\u00ad\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Extracted:
    """Text of a document in NFC with `\\n` line ends; `pages` is None where the format has none."""

    text: str
    pages: int | None = None
    encoding: str | None = None
    warnings: tuple[Remark, ...] = ()


def tidy(text: str) -> str:
    """NFC, plain line ends, no control characters. Raises CannotRead when it is far too long."""
    if len(text) > MAX_CHARACTERS * 3:
        raise CannotRead("too-long", limit=MAX_CHARACTERS)
    text = _LINE_END.sub("\n", text)
    text = _SURROGATES.sub("", _UNWANTED.sub("", text))
    text = unicodedata.normalize("NFC", text)
    if len(text) > MAX_CHARACTERS:
        raise CannotRead("too-long", limit=MAX_CHARACTERS)
    return text
