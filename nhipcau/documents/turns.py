"""Whose file is read next: units take turns, so that a unit with many files holds up nobody else's."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

_NEVER = datetime.min.replace(tzinfo=UTC)


def in_turn(waiting: Iterable[tuple[int, int]], served: Mapping[int, datetime]) -> list[int]:
    """The files in the order in which they will be read.

    `waiting`: file and unit, the oldest file first; within a unit that order stays. `served`: when a file of a unit was
    read last; of the units that wait, the one served longest ago (or never) goes first, then the next.
    """
    seen: Counter[int] = Counter()
    first: dict[int, int] = {}
    places = []
    for place, (file, unit) in enumerate(waiting):
        places.append((seen[unit], served.get(unit, _NEVER), first.setdefault(unit, place), file))
        seen[unit] += 1
    return [file for *_order, file in sorted(places)]
