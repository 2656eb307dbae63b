"""Pieces of text with their places on a page, and how they become lines. Points, y upwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WIDE = 1.8  # a gap of so many heights parts columns


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text that stands together on one line of a page; `parts` are its words where these may belong to columns."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    parts: tuple["Fragment", ...] = ()

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top."""
        return self.left, self.bottom, self.right, self.top


def joined(fragments: Sequence[Fragment]) -> Fragment:
    """Fragments of one line as one; a wide gap between them becomes a tab."""
    text = fragments[0].text
    height = max(fragment.height for fragment in fragments)
    for before, fragment in pairwise(fragments):
        text += ("\t" if fragment.left - before.right > height * _WIDE else " ") + fragment.text
    return Fragment(
        text,
        fragments[0].left,
        min(fragment.bottom for fragment in fragments),
        max(fragment.right for fragment in fragments),
        max(fragment.top for fragment in fragments),
    )


def beside(before: Fragment, after: Fragment) -> bool:
    """Whether the second stands on the same line, to the right of the first."""
    overlap = min(before.top, after.top) - max(before.bottom, after.bottom)
    return overlap > 0.5 * min(before.height, after.height) and after.left >= before.right - 1


def set_lines(fragments: Iterable[Fragment]) -> list[str]:
    """Lines in the order given: those side by side are joined; a wide step down, or one up to a new column, leaves a
    blank line."""
    done: list[str] = []
    before: Fragment | None = None
    for fragment in fragments:
        if before is None:
            done.append(fragment.text)
        elif beside(before, fragment):
            gap = fragment.left - before.right
            done[-1] += ("\t" if gap > before.height * 0.8 else " ") + fragment.text
        else:
            step = before.bottom - fragment.top
            if step > 1.3 * fragment.height or step < -3 * fragment.height:
                done.append("")
            done.append(fragment.text)
        before = fragment
    return done


def in_reading_order(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """The fragments as rows, top to bottom, each from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda item: (-item.middle, item.left)):
        row = rows[-1] if rows else None
        if row and abs(row[0].middle - fragment.middle) < 0.5 * min(row[0].height, fragment.height):
            row.append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda item: item.left) for row in rows]
