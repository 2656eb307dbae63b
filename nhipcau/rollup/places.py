"""Places: who stood where on a day, and with whom the answers of a unit that ended stay."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from nhipcau.lib.periods import Period

Unit = TypeVar("Unit", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Placement(Generic[Unit]):
    """A unit stood below `parent` (None: the root) from `valid_from` until before `valid_to` (None: still)."""

    unit: Unit
    parent: Unit | None
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


# Each unit's placements in order of time, as `by_unit` gives them.
Places = Mapping[Unit, Sequence[Placement[Unit]]]


def by_unit(placements: Iterable[Placement[Unit]]) -> dict[Unit, list[Placement[Unit]]]:
    """Placements sorted by unit and time: what the functions below read."""
    places: dict[Unit, list[Placement[Unit]]] = {}
    for placement in sorted(placements, key=lambda each: each.valid_from):
        places.setdefault(placement.unit, []).append(placement)
    return places


def tree_on(places: Places[Unit], day: date) -> dict[Unit, Unit | None]:
    """Unit → parent for every unit that stood in the tree on a day."""
    return {each.unit: each.parent for rows in places.values() for each in rows if each.holds_on(day)}


def alive_on(places: Places[Unit], unit: Unit, day: date) -> bool:
    return any(each.holds_on(day) for each in places.get(unit, ()))


def last_parent(places: Places[Unit], unit: Unit, day: date) -> Unit | None:
    """The parent a unit had on a day or, ended by then, the last it had; of one not yet founded, its first."""
    rows = places.get(unit, ())
    begun = [each for each in rows if each.valid_from <= day]
    if begun:
        return begun[-1].parent
    return rows[0].parent if rows else None


def home_of(places: Places[Unit], unit: Unit, period: Period) -> Unit | None:
    """The unit alive on the period's last day with which a unit's answers of that period stay.

    Itself, when it is alive; else the parent it last had in the period, or if that has ended too, that one's last
    parent, and so on. None where the way up leads nowhere (a unit without a place).
    """
    seen: set[Unit] = set()
    at: Unit | None = unit
    while at is not None and at not in seen:
        if alive_on(places, at, period.last_day):
            return at
        seen.add(at)
        at = last_parent(places, at, period.last_day)
    return None
