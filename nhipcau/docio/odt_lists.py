"""Automatic numbering of OpenDocument lists, worked out as LibreOffice prints it."""

from typing import Any

from nhipcau.docio.docx_lists import LAST, LONGEST, written
from nhipcau.docio.odt_names import qn
from nhipcau.docio.package import whole

_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MAX_LEVELS = 10


class ListStyles:
    """The list styles of a document and how far each list has counted."""

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[str, dict[int, Any]] = {}
        self._counts: dict[str, list[int]] = {}
        for root in roots:
            for style in root.iter(qn("text:list-style")) if root is not None else ():
                levels = {}
                for level in style.iterchildren():
                    if depth := whole(level.get(qn("text:level")), 0, _MAX_LEVELS):
                        levels[depth] = level
                self._styles[style.get(qn("style:name"), "")] = levels

    def begin(self, name: str, depth: int, *, new: bool) -> None:
        """A list begins at a depth: its numbers start anew unless it goes on with one before."""
        if new or depth > 1:
            del self._counts.setdefault(name, [])[max(depth - 1, 0) :]

    def marker(self, name: str, depth: int) -> str:
        """The number or bullet of the next item, with a blank, or nothing."""
        levels = self._styles.get(name, {})
        level = levels.get(depth)
        if level is None or depth > _MAX_LEVELS:
            return ""
        if level.tag == qn("text:list-level-style-bullet"):
            sign = level.get(qn("text:bullet-char"), "")
            return f"{sign} " if sign in ("-", "+", "*", "–", "•") else "- "
        counts = self._counts.setdefault(name, [])
        while len(counts) < depth:
            counts.append(_number(levels.get(len(counts) + 1), "text:start-value") - 1)
        del counts[depth:]
        counts[depth - 1] += 1
        shown = min(_number(level, "text:display-levels"), depth)
        parts = [
            written(max(counts[place - 1], 1), _KINDS.get(levels[place].get(qn("style:num-format"), ""), ""))
            for place in range(depth - shown + 1, depth + 1)
            if place in levels and levels[place].get(qn("style:num-format"))
        ]
        before, after = (level.get(qn(name), "")[:LONGEST] for name in ("style:num-prefix", "style:num-suffix"))
        text = before + ".".join(parts) + after
        return f"{text} " if parts else ""


def _number(level: Any, name: str) -> int:
    return whole(level.get(qn(name)), 1, LAST) if level is not None else 1
