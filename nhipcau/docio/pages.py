"""Pages put together to one text: running heads and page numbers dropped, tables that go on over a page joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from nhipcau.docio.cell_figures import is_figure
from nhipcau.docio.cells import table_lines
from nhipcau.docio.fragments import Fragment, set_lines
from nhipcau.docio.letters import fold

_MARGIN = 0.1  # of the height of the page, at its top and bottom
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang|page)?\s*\d{1,3}\s*(?:[/|]\s*\d{1,3}|of \d{1,3})?[-–—\s]*", re.IGNORECASE)
_LEVEL = 4.0  # points
_MOST = 0.6  # of the pages
_ALIKE = 0.9  # letters read from pictures differ a little
_DIGITS = re.compile(r"\d{1,9}")


@dataclass
class Page:
    """What stands on a page in order: fragments of text, and tables as rows of cells. Of pictures also which
    figures of tables and which words were taken for others than was read at first, and which cells hold no figure where
    one belongs."""

    bottom: float = 0.0
    top: float = 842.0
    things: list[Fragment | list[list[str]]] = field(default_factory=list)
    mended: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    reworded: list[tuple[str, str]] = field(default_factory=list)

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
    for number, page in enumerate(pages):
        things = [thing for thing in page.things if not _is_dropped(thing, page, number, repeated)]
        plain: list[Fragment] = []
        for place, thing in enumerate(things):
            if isinstance(thing, Fragment):
                if table:
                    blocks += table_lines(table)
                    table = []
                plain.append(thing)
                continue
            blocks += set_lines(plain)
            plain = []
            if table and place == 0 and len(table[0]) == len(thing[0]):
                table += thing[_repeated_head(table, thing) :]
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


def _repeated_head(table: list[list[str]], more: list[list[str]]) -> int:
    """How many rows at the top of the part on the next page say the head of the table again."""
    alike = 0
    for one, other in zip(table, more, strict=False):
        above, below = (fold(" ".join("\t".join(row).split())) for row in (one, other))
        if above != below and SequenceMatcher(None, above, below, autojunk=False).ratio() < _ALIKE:
            break
        if alike and any(map(is_figure, one)):
            break
        alike += 1
    return alike


def _running_heads(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Lines (text, number of the page) that stand at one height in the margins of most pages: the same to the letter,
    or with figures that count the pages."""
    seen: dict[str, list[tuple[float, int, str]]] = {}
    for number, page in enumerate(pages):
        for thing in page.things:
            if isinstance(thing, Fragment) and page.in_margin(thing):
                alike = _DIGITS.sub("#", " ".join(thing.text.split()))
                seen.setdefault(alike, []).append((thing.middle, number, thing.text))
    found: set[tuple[str, int]] = set()
    for places in seen.values():
        usual = sorted(height for height, _, _ in places)[len(places) // 2]
        level = [(number, text) for height, number, text in places if abs(height - usual) <= _LEVEL]
        if len({number for number, _ in level}) >= max(2, _MOST * (len(pages) - 1)) and _counts_pages(level):
            found.update((text, number) for number, text in level)
    return found


def _counts_pages(lines: list[tuple[int, str]]) -> bool:
    """Whether each figure of the lines is the same on all pages or grows by one with each page."""
    figures = [[int(figure) for figure in _DIGITS.findall(text)] for _, text in lines]
    pages = [number for number, _ in lines]
    return all(
        len(set(column)) == 1 or len({value - page for value, page in zip(column, pages, strict=True)}) == 1
        for column in zip(*figures, strict=True)
    )


def _is_page_number(thing: Fragment, page: Page) -> bool:
    """Whether it is a page number: nothing on the page stands further out."""
    if not _PAGE_NUMBER.fullmatch(thing.text):
        return False
    fragments = [other for other in page.things if isinstance(other, Fragment)]
    return all(thing.top >= other.top for other in fragments) or all(
        thing.bottom <= other.bottom for other in fragments
    )


def _is_dropped(thing: Fragment | list[list[str]], page: Page, number: int, repeated: set[tuple[str, int]]) -> bool:
    if not isinstance(thing, Fragment) or not page.in_margin(thing):
        return False
    return (thing.text, number) in repeated or _is_page_number(thing, page)
