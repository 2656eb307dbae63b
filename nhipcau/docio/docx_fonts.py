"""Which runs of a Word document are in the old .Vn… and VNI-… fonts, whose letters are not what they look like."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from nhipcau.docio.legacy import from_font
from nhipcau.docio.word_names import qn

_PLACES = (qn("w:hAnsi"), qn("w:ascii"))


class Fonts:
    """The fonts of runs, through styles. `seen` gathers the old encodings met."""

    def __init__(self, styles: Any) -> None:
        self._named: dict[str, tuple[str, str]] = {}
        self._usual = ""
        self.seen: set[str] = set()
        if styles is None:
            return
        for default in styles.iterfind(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"):
            self._usual = _font(default)
        for style in styles.iterchildren(qn("w:style")):
            below = style.find(qn("w:basedOn"))
            parent = below.get(qn("w:val"), "") if below is not None else ""
            name = style.get(qn("w:styleId"), "")
            self._named[name] = (_font(style.find(qn("w:rPr"))), parent)
            if style.get(qn("w:default")) in ("1", "true") and style.get(qn("w:type")) == "paragraph":
                self._usual = self._named[name][0] or self._usual

    def of(self, run_properties: Any, paragraph_style: str) -> str:
        """The font of a run's Latin letters, or nothing where none is named."""
        own = _font(run_properties)
        if own:
            return own
        chosen = run_properties.find(qn("w:rStyle")) if run_properties is not None else None
        named = self._of_style(chosen.get(qn("w:val"), "")) if chosen is not None else ""
        return named or self._of_style(paragraph_style) or self._usual

    def _of_style(self, name: str) -> str:
        for _ in range(12):  # styles may be based on one another in a circle
            font, parent = self._named.get(name, ("", ""))
            if font or not parent:
                return font
            name = parent
        return ""

    def modern(self, pieces: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Texts of neighbouring runs with their fonts, as Unicode. A letter may be spread over two runs."""
        for font, group in groupby(pieces, key=lambda piece: piece[1] if _is_old(piece[1]) else ""):
            text = "".join(piece[0] for piece in group)
            converted, encoding = from_font(text, font)
            if encoding:
                self.seen.add(encoding)
            yield converted


def _is_old(font: str) -> bool:
    return font.lower().startswith((".vn", "vni"))


def _font(properties: Any) -> str:
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    if fonts is None:
        return ""
    return next((fonts.get(place) for place in _PLACES if fonts.get(place)), "")
