"""What of a new reading is what was read before: by kind, figure and sentence. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from nhipcau.lib.vietnamese import fold

# Sentences at least so alike (of 1) are the same one, corrected or wrapped anew.
ALIKE = 0.72


@dataclass(frozen=True)
class Read:
    """A thing read, as far as recognising it goes. `figure`: what must not differ (a value with its unit, a number
    cited, a day); "" where the kind has none. `start`: where it stands in its text."""

    kind: str
    figure: str
    text: str
    start: int

    @property
    def words(self) -> str:
        return fold(self.text)


def matched(before: Sequence[Read], now: Sequence[Read]) -> dict[int, int]:
    """Which of `now` (index) is which of `before` (index). Each is used once.

    The same words with the same figure come first, of several the nearest in the text; then sentences that are alike.
    """
    found: dict[int, int] = {}
    same = [(one.kind, one.figure, one.words) for one in before], [(one.kind, one.figure, one.words) for one in now]
    alike = [key[:2] for key in same[0]], [key[:2] for key in same[1]]
    for old_keys, new_keys, exactly in ((*same, True), (*alike, False)):
        taken = set(found.values())
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index, key in enumerate(old_keys):
            if index not in taken:
                waiting[key].append(index)
        for index, key in enumerate(new_keys):
            if index in found or not waiting[key]:
                continue
            best = max(waiting[key], key=lambda old: _likeness(before[old], now[index], exactly))
            if _likeness(before[best], now[index], exactly)[0] >= ALIKE:
                found[index] = best
                waiting[key].remove(best)
    return found


def _likeness(one: Read, other: Read, exactly: bool) -> tuple[float, int]:
    """How alike the sentences are, and of equals which stand nearer."""
    return (1.0 if exactly else _ratio(one.words, other.words)), -abs(one.start - other.start)


def _ratio(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return 0.9
    compared = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return compared.ratio() if compared.quick_ratio() >= ALIKE else 0.0
