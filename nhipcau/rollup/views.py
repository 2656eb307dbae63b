"""Views through reorganisations: values never move; a view chooses in which tree they are seen."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from nhipcau.lib.decimals import EXACT
from nhipcau.rollup.figure import EMPTY, Figure
from nhipcau.rollup.places import Places, alive_on, last_parent
from nhipcau.rollup.rules import OverUnits, Rule
from nhipcau.rollup.units import add, from_below, lifted

Unit = TypeVar("Unit", bound=Hashable)

# Places after the point to which a share such as 1/3 of a value is cut; the greatest share takes the rest.
_PLACES = 30


class NoHome(ValueError):
    """A unit whose values nothing alive can be shown under."""

    def __init__(self, unit: object) -> None:
        super().__init__(f"{unit!r} leads to no living unit")
        self.unit = unit


@dataclass(frozen=True, slots=True)
class Succession(Generic[Unit]):
    """`share` of a unit went on in `successor` (None: nowhere) on a day; a merge has one such row a predecessor."""

    predecessor: Unit
    successor: Unit | None
    effective_on: date
    share: Decimal | Fraction = Decimal(1)


def by_predecessor(successions: Iterable[Succession[Unit]]) -> dict[Unit, list[Succession[Unit]]]:
    """Successions by predecessor and time: what `today_shares` reads."""
    found: dict[Unit, list[Succession[Unit]]] = {}
    for each in sorted(successions, key=lambda row: row.effective_on):
        found.setdefault(each.predecessor, []).append(each)
    return found


def today_shares(
    unit: Unit,
    successions: Mapping[Unit, Collection[Succession[Unit]]],
    places: Places[Unit],
    today: date,
    since: date = date.min,
) -> dict[Unit, Fraction]:
    """Under which living units, and with what share, a unit's values are seen today. The shares add up to exactly 1.

    `since`: the last day of the values' period; what went on later is followed (a unit that ended is followed
    whatever the day). A merged unit goes on in its successor, a split one by its shares (taken in proportion, should
    they not add up to 1; a unit that lives on keeps the rest), one without a successor in the parent it last had.
    Raises `NoHome`.
    """
    found: dict[Unit, Fraction] = {}
    waiting = [(unit, Fraction(1), since, frozenset[Unit]())]
    while waiting:
        at, part, day, behind = waiting.pop()
        if at in behind:
            raise NoHome(unit)
        steps = _steps(at, successions, places, today, day)
        kept = Fraction(1) - sum((share for _, share, _ in steps), Fraction(0))
        if kept and alive_on(places, at, today):
            found[at] = found.get(at, Fraction(0)) + part * kept
        elif kept:
            steps.append((None, kept, day))
        for successor, share, on in steps:
            heir = last_parent(places, at, today) if successor is None else successor
            if heir is None:
                raise NoHome(unit)
            waiting.append((heir, part * share, max(day, on), behind | {at}))
    return found


def _steps(
    unit: Unit,
    successions: Mapping[Unit, Collection[Succession[Unit]]],
    places: Places[Unit],
    today: date,
    since: date,
) -> list[tuple[Unit | None, Fraction, date]]:
    """`(successor, share, day)` of what went on from a unit after `since`.

    Each event takes its shares of what those before it left; the one that ended the unit takes all there is.
    """
    steps: list[tuple[Unit | None, Fraction, date]] = []
    left = Fraction(1)
    rows = [row for row in successions.get(unit, ()) if row.effective_on <= today and row.successor != unit]
    for day in sorted({row.effective_on for row in rows}):
        ended = not alive_on(places, unit, day)
        if day <= since and not (ended and not alive_on(places, unit, since)):
            continue
        of_the_day = [row for row in rows if row.effective_on == day]
        total = sum((Fraction(row.share) for row in of_the_day), Fraction(0))
        whole = total if ended else max(total, Fraction(1))
        steps += [(row.successor, left * Fraction(row.share) / whole, day) for row in of_the_day]
        left -= left * total / whole
    return steps


def shared_out(rule: Rule, figure: Figure, shares: Mapping[Unit, Fraction]) -> dict[Unit, Figure]:
    """A unit's own figure, divided among those it is seen under; the parts add up to it exactly.

    A largest value goes whole to each. The counts of coverage go whole to the greatest share (of equal ones to the
    first by code).
    """
    main = min(shares, key=lambda unit: (-shares[unit], str(unit)))
    parts = {}
    for unit, share in shares.items():
        if unit != main:
            parts[unit] = Figure(_portion(rule, figure.num, share), _portion(rule, figure.base, share))
    num = _rest(rule, figure.num, [part.num for part in parts.values()])
    base = _rest(rule, figure.base, [part.base for part in parts.values()])
    parts[main] = Figure(num, base, figure.answered, figure.covered, figure.owed)
    return parts


def _portion(rule: Rule, value: Decimal | None, share: Fraction) -> Decimal | None:
    if value is None or rule.over_units is OverUnits.MAX:
        return value
    cut = int(Fraction(value) * share * 10**_PLACES)
    return Decimal(cut).scaleb(-_PLACES, context=EXACT)


def _rest(rule: Rule, value: Decimal | None, given: list[Decimal | None]) -> Decimal | None:
    if value is None or rule.over_units is OverUnits.MAX:
        return value
    for part in given:
        value = EXACT.subtract(value, part or Decimal(0))
    return value


def as_it_is(
    rule: Rule,
    own: Mapping[Unit, Figure],
    shares: Mapping[Unit, Mapping[Unit, Fraction]],
    tree: Mapping[Unit, Unit | None],
) -> dict[Unit, Figure]:
    """The figures of one shortest period in today's tree.

    `own`: each unit's own figure of the period (`units.of_answer`); `shares`: `today_shares` of each unit, of which
    those that simply live on may be left out. The root's figure is the same as in the tree of then. A value that does
    not add up over units (`none`) is seen only under the unit's own name.
    """
    figures: dict[Unit, Figure] = {}
    for unit, figure in own.items():
        for heir, part in _seen_under(rule, unit, figure, shares).items():
            figures[heir] = add(rule, (figures.get(heir, EMPTY), part))
    for unit in from_below(tree):
        parent, total = tree[unit], figures.get(unit)
        if parent is not None and total is not None:
            figures[parent] = add(rule, (figures.get(parent, EMPTY), lifted(rule, total)))
    return figures


def _seen_under(
    rule: Rule, unit: Unit, figure: Figure, shares: Mapping[Unit, Mapping[Unit, Fraction]]
) -> dict[Unit, Figure]:
    heirs = shares.get(unit) or {unit: Fraction(1)}
    if heirs.keys() == {unit}:
        return {unit: figure}
    return shared_out(rule, lifted(rule, figure), heirs)


@dataclass(frozen=True, slots=True)
class Moved(Generic[Unit]):
    """Why a unit's figure differs between two views: one unit's values, with the part counted then and now (0 to 1)."""

    unit: Unit
    figure: Figure
    then: Fraction
    now: Fraction


def bridge(
    at: Unit,
    own: Mapping[Unit, Figure],
    shares: Mapping[Unit, Mapping[Unit, Fraction]],
    tree_then: Mapping[Unit, Unit | None],
    tree_now: Mapping[Unit, Unit | None],
    homes: Mapping[Unit, Unit] | None = None,
) -> list[Moved[Unit]]:
    """The units whose values make the difference at `at` between *as it was* and *as it is*.

    For rules that add up, the sum of num × (now - then) over them is the difference of the two figures.
    """
    moved = []
    for unit, figure in own.items():
        place = unit if unit in tree_then else (homes or {}).get(unit)
        then = Fraction(int(place is not None and _is_below(tree_then, place, at)))
        heirs = shares.get(unit) or {unit: Fraction(1)}
        now = sum((part for heir, part in heirs.items() if _is_below(tree_now, heir, at)), Fraction(0))
        if then != now:
            moved.append(Moved(unit, figure, then, now))
    return sorted(moved, key=lambda each: str(each.unit))


def _is_below(tree: Mapping[Unit, Unit | None], place: Unit, unit: Unit) -> bool:
    at: Unit | None = place
    while at is not None and at != unit:
        at = tree.get(at)
    return at is not None
