"""Whether a set of dated places makes one tree on every day. Pure: codes and dates in, problems out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from nhipcau.exchange.results import RowProblem

# The path of a unit names every unit above it and has to fit its column.
MOST_LEVELS = 30
OPEN = date.max


class Place(NamedTuple):
    """A place from `since` until before `until` (`OPEN`: no end); `parent` is "" for the root; `row`: 0 if not read."""

    code: str
    name: str
    kind: str
    parent: str
    since: date
    until: date
    row: int = 0

    def same(self, other: "Place") -> bool:
        """Whether both say the same, wherever they were read."""
        return self[:6] == other[:6]


History = Mapping[str, Sequence[Place]]


def in_order(places: Sequence[Place]) -> list[Place]:
    """The places of one code, earliest first."""
    return sorted(places, key=lambda place: (place.since, place.until, place.row))


def overlaps(history: History) -> Iterator[RowProblem]:
    """Places of one code that hold on the same day. Expects each code's places in order."""
    for places in history.values():
        for former, place in pairwise(places):
            if place.since < former.until:
                problem = _("On %(day)s the unit already has the place of row %(row)s.")
                advice = _("End that place on or before this day: a unit has one place a day.")
                where = {"day": place.since, "row": former.row or "–"}
                yield RowProblem(place.row or former.row, "valid_from", place.code, problem % where, advice)


def unknown_parents(history: History) -> Iterator[RowProblem]:
    """Places under a code that has no place anywhere."""
    for place in _all(history):
        if place.parent and place.parent not in history:
            problem = _("No unit has the code of this parent.")
            advice = _("Add the parent to the file, or correct its code.")
            yield RowProblem(place.row, "parent", place.parent, problem, advice)


def broken_tree(history: History) -> Iterator[RowProblem]:
    """What keeps places from making one tree on every day: roots, gaps above a place, circles, too many levels.

    Expects known parents and each code's places in order and apart (`unknown_parents`, `overlaps`).
    """
    yield from _roots(history)
    yield from _gaps_above(history)
    yield from _circles(history)


def first_difference(before: Sequence[Place], after: Sequence[Place]) -> date | None:
    """The earliest day on which the two histories of one unit differ; None when they never do."""
    for day in sorted({edge for place in (*before, *after) for edge in (place.since, place.until)}):
        old, new = on_day(before, day), on_day(after, day)
        if (old and old[1:4]) != (new and new[1:4]):
            return day
    return None


def on_day(places: Sequence[Place], day: date) -> Place | None:
    """The place that holds on the day."""
    return next((place for place in places if place.since <= day < place.until), None)


def nearest(places: Sequence[Place], day: date) -> Place:
    """The place a unit shows on the day: the one that holds, else the last it had, else the first it will have."""
    begun = [place for place in places if place.since <= day]
    return begun[-1] if begun else places[0]


def _all(history: History) -> Iterator[Place]:
    for places in history.values():
        yield from places


def _roots(history: History) -> Iterator[RowProblem]:
    roots = sorted((p for p in _all(history) if not p.parent), key=lambda place: (place.since, place.row))
    if not roots and history:
        advice = _("One unit, the topmost, has an empty parent.")
        yield RowProblem(0, "parent", "", _("No unit is the root of the tree."), advice)
    latest: Place | None = None
    for root in roots:
        if latest and root.since < latest.until and root.code != latest.code:
            problem = _("On %(day)s the tree already has the root %(code)s.")
            advice = _("Name the parent of this unit: only one unit a day has none.")
            row, where = root.row or latest.row, {"day": root.since, "code": latest.code}
            yield RowProblem(row, "parent", root.code, problem % where, advice)
        if latest is None or root.until > latest.until:
            latest = root


def _gaps_above(history: History) -> Iterator[RowProblem]:
    for place in _all(history):
        day = place.parent and _first_uncovered(place, history[place.parent])
        if day:
            problem = _("On %(day)s the parent %(parent)s of unit %(code)s has no place.")
            advice = _("Let the parent's place begin and end no later and no sooner, or give this unit another parent.")
            where = {"day": day, "parent": place.parent, "code": place.code}
            row = place.row or next((p.row for p in history[place.parent] if p.row), 0)
            yield RowProblem(row, "parent", place.parent, problem % where, advice)


def _first_uncovered(place: Place, above: Sequence[Place]) -> date | None:
    day = place.since
    for parent in above:
        if parent.until > day:
            if parent.since > day:
                break
            day = parent.until
            if day >= place.until:
                return None
    return day if day < place.until else None


def _circles(history: History) -> Iterator[RowProblem]:
    circles: list[RowProblem] = []
    deep: list[RowProblem] = []
    for place in _all(history):
        day = _circle_day(place, history)
        if day == OPEN:
            problem = _("The unit would stand more than %(most)d levels below the root.") % {"most": MOST_LEVELS}
            deep.append(RowProblem(place.row, "parent", place.parent, problem, _("Check the parents above it.")))
        elif day:
            problem = _("On %(day)s the unit would stand below itself.") % {"day": day}
            advice = _("Follow the parents up from this unit and correct the one that leads back to it.")
            circles.append(RowProblem(place.row, "parent", place.code, problem, advice))
    # What hangs below a circle looks endlessly deep; only the circle itself is to be corrected.
    yield from circles or deep


def _circle_day(place: Place, history: History) -> date | None:
    """The day on which climbing from a place leads back to its unit; OPEN when it climbs too far; else None.

    A unit has one parent a day, so the spans of one level of the climb never overlap and their number stays small.
    """
    todo = [(place.parent, place.since, place.until, 1)] if place.parent else []
    while todo:
        code, since, until, level = todo.pop()
        if code == place.code:
            return since
        if level > MOST_LEVELS:
            return OPEN
        for above in history.get(code, ()):
            begins, ends = max(since, above.since), min(until, above.until)
            if above.parent and begins < ends:
                todo.append((above.parent, begins, ends, level + 1))
    return None
