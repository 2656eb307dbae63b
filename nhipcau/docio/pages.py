"""Pages put together to one text: running heads and page numbers dropped, tables that go on over a page joined."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from nhipcau.docio.cells import table_lines
from nhipcau.docio.fragments import Fragment, set_lines

_MARGIN = 0.12  # of the height of the page, at its top and bottom
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang|page)?\s*\d{1,3}\s*(?:[/|]\s*\d{1,3}|of \d{1,3})?[-–—\s]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass
class Page:
    """What stands on a page in order: fragments of text, and tables as rows of cells."""

    bottom: float = 0.0
    top: float = 842.0
    things: list[Fragment | list[list[str]]] = field(default_factory=list)

    def in_margin(self, fragment: Fragment) -> bool:
        """Whether the fragment stands where running heads and page numbers do."""
        edge = _MARGIN * (self.top - self.bottom)
        return fragment.bottom > self.top - edge or fragment.top < self.bottom + edge

    @property
    def letters(self) -> int:
        """How many letters stand on the page."""
        return sum(
            len(thing.text) if isinstance(thing, Fragment) else sum(len(cell) for row in thing for cell in row)
            for thing in self.things
        )


def text_of(pages: Sequence[Page]) -> str:
    """The text of the pages, parted by blank lines."""
    repeated = _running_heads(pages)
    blocks: list[str] = []
    table: list[list[str]] = []  # the table at the end of the page before, while it may go on
    for page in pages:
        things = [thing for thing in page.things if not _is_dropped(thing, page, repeated)]
        plain: list[Fragment] = []
        for number, thing in enumerate(things):
            if isinstance(thing, Fragment):
                if table:
                    blocks += table_lines(table)
                    table = []
                plain.append(thing)
                continue
            blocks += set_lines(plain)
            plain = []
            if table and number == 0 and len(table[0]) == len(thing[0]):
                table += thing[1:] if thing[0] == table[0] else thing
            else:
                if table:
                    blocks += table_lines(table)
                table = thing
        blocks += set_lines(plain)
        if not table:
            blocks.append("")
    if table:
        blocks += table_lines(table)
    return "\n".join(blocks)


def _running_heads(pages: Sequence[Page]) -> set[tuple[str, bool]]:
    """Lines that stand in the same margin of several pages, whatever figures they hold."""
    seen: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        seen.update(
            {_key(thing, page) for thing in page.things if isinstance(thing, Fragment) and page.in_margin(thing)}
        )
    least = 2 if len(pages) < 4 else 3
    return {key for key, times in seen.items() if times >= least}


def _key(fragment: Fragment, page: Page) -> tuple[str, bool]:
    above = fragment.middle > (page.top + page.bottom) / 2
    return _DIGITS.sub("#", " ".join(fragment.text.split())), above


def _is_dropped(thing: Fragment | list[list[str]], page: Page, repeated: set[tuple[str, bool]]) -> bool:
    if not isinstance(thing, Fragment) or not page.in_margin(thing):
        return False
    return bool(_PAGE_NUMBER.fullmatch(thing.text)) or _key(thing, page) in repeated
