"""Automatic numbering of Word: "I.", "1.1.", "a)", "-" are not in the text and are worked out here."""

from typing import Any

from nhipcau.docio.package import whole
from nhipcau.docio.word_names import qn

LAST = 99_999  # a list begins at most there
LONGEST = 60  # characters of what stands around a number
_DEEPEST = 8  # Word knows nine levels
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class ListNumbers:
    """Counts the numbered paragraphs of one document as Word does."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._family: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if numbering is None:
            return
        shapes = {item.get(qn("w:abstractNumId")): _shape(item) for item in numbering.iterchildren(qn("w:abstractNum"))}
        for item in numbering.iterchildren(qn("w:num")):
            link = item.find(qn("w:abstractNumId"))
            if link is not None:
                key = item.get(qn("w:numId"))
                self._levels[key] = shapes.get(link.get(qn("w:val")), {})
                self._family[key] = link.get(qn("w:val"))
                self._restarts[key] = _restarts(item)
        if styles is not None:
            self._read_styles(styles)

    def _read_styles(self, styles: Any) -> None:
        for style in styles.iterchildren(qn("w:style")):
            found = _number_of(style)
            below = style.find(qn("w:basedOn"))
            inherited = self._styles.get(below.get(qn("w:val"))) if below is not None else None
            if found or inherited:
                self._styles[style.get(qn("w:styleId"))] = found or inherited  # type: ignore[assignment]

    def marker(self, paragraph: Any) -> str:
        """The number or bullet Word would print before the paragraph, with a blank, or nothing."""
        found = _number_of(paragraph) or self._of_style(paragraph)
        if not found or found[0] not in self._levels or found[0] == "0":
            return ""
        number, level = found
        shapes = self._levels[number]
        if level not in shapes:
            return ""
        kind, text, _ = shapes[level]
        if kind == "bullet":
            return f"{text} " if text in ("-", "+", "*", "–", "•") else "- "
        if kind == "none":
            return ""
        counts = self._counts.setdefault(self._family[number], {})
        for place, start in self._restarts.pop(number, {}).items():  # a list that begins anew where it is first used
            counts[place] = start - 1
        counts[level] = counts.get(level, shapes[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        for place in range(level + 1):
            number_written = written(
                counts.get(place, shapes.get(place, ("", "", 1))[2]), shapes.get(place, (kind, "", 1))[0]
            )
            text = text.replace(f"%{place + 1}", number_written)
        return f"{text} " if text.strip() else ""

    def _of_style(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        return self._styles.get(style.get(qn("w:val"))) if style is not None else None


def _number_of(element: Any) -> tuple[str, int] | None:
    properties = element.find(qn("w:pPr"))
    numbering = properties.find(qn("w:numPr")) if properties is not None else None
    if numbering is None:
        return None
    number, level = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
    if number is None:
        return None
    return number.get(qn("w:val")), whole(level.get(qn("w:val")), 0, _DEEPEST) if level is not None else 0


def _restarts(item: Any) -> dict[int, int]:
    starts = {}
    for change in item.iterchildren(qn("w:lvlOverride")):
        start, level = change.find(qn("w:startOverride")), whole(change.get(qn("w:ilvl")), 0, _DEEPEST)
        if start is not None:
            starts[level] = whole(start.get(qn("w:val")), 1, LAST)
    return starts


def _shape(abstract: Any) -> dict[int, tuple[str, str, int]]:
    levels = {}
    for level in abstract.iterchildren(qn("w:lvl")):
        kind, text, start = level.find(qn("w:numFmt")), level.find(qn("w:lvlText")), level.find(qn("w:start"))
        levels[whole(level.get(qn("w:ilvl")), 0, _DEEPEST)] = (
            kind.get(qn("w:val"), "decimal") if kind is not None else "decimal",
            text.get(qn("w:val"), "")[:LONGEST] if text is not None else "",
            whole(start.get(qn("w:val")), 1, LAST) if start is not None else 1,
        )
    return levels


def written(number: int, kind: str) -> str:
    """A number as a list of that kind writes it ("upperRoman", "lowerLetter" …)."""
    if kind in ("upperRoman", "lowerRoman"):
        text = ""
        for value, letters in _ROMAN:
            while number >= value and len(text) < 30:
                text, number = text + letters, number - value
        return text if kind == "upperRoman" else text.lower()
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{number:02d}" if kind == "decimalZero" else str(number)
