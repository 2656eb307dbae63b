"""Dividing a target by a key: what each child would get. Nothing is written here."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import CharField, Count, F, Func, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.programmes.horizons import tree_day
from nhipcau.programmes.models import Target
from nhipcau.programmes.rows import Row
from nhipcau.rollup.allocate import CannotDivide, Share, allocate
from nhipcau.units.models import Kind, Unit
from nhipcau.units.queries import tree_on
from nhipcau.web.problems import Problem

EQUAL, GRASSROOTS, MANUAL, ANNEX = "equal", "grassroots", "manual", "annex"
KEY_NAMES: dict[str, Any] = {
    "members": gettext_lazy("by number of members"),
    "last-actual": gettext_lazy("by last year's result"),
    GRASSROOTS: gettext_lazy("by number of grassroots unions"),
    EQUAL: gettext_lazy("in equal parts"),
    MANUAL: gettext_lazy("by hand"),
    ANNEX: gettext_lazy("as the annex says"),
}
_ONE = Decimal(1)


@dataclass(frozen=True)
class Wish:
    """How a row is to be divided: the key, the least for everyone, who gets none, whose value stays."""

    key: str
    floor: Decimal | None = None
    at_least_one: bool = False
    excluded: frozenset[int] = frozenset()
    locked: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Division:
    """What a wish gives: the value of each child, the number of the key each was weighed by, and the children the key
    knows nothing of (they weigh nothing)."""

    wish: Wish
    values: dict[int, Decimal]
    basis: dict[int, Decimal]
    unknown: list[Unit]


def known_keys() -> list[str]:
    """The keys one can divide by here."""
    return [*(name for name in KEY_NAMES if name in settings.ALLOCATION_KEYS), GRASSROOTS, EQUAL]


def divide(unit: Unit, row: Row, wish: Wish, today: date) -> Division:
    """Divides the row among the unit's children so that the sum is exactly what was given.

    Shares of former children, and of those that hold by a decision already, count as given out. Raises Problem.
    """
    if row.target.cascade != "split" or row.given is None:
        raise Problem(_("This target is not divided among the units below."))
    if row.holds:
        raise Problem(_("This target was issued already; change it by an adjustment with a reason."))
    children = [cell.unit for cell in row.cells]
    # Who hung there then is weighed by what was known then.
    day = tree_day(row.target.programme.period, today)
    basis = _basis(unit, row.target, children, wish.key, day, today)
    total = row.given - sum((cell.value or Decimal(0) for cell in row.former), Decimal(0))
    shares = [_share(child, basis, wish) for child in children]
    try:
        found = allocate(total, step_of(row.target, row.given), shares, wish.at_least_one)
    except CannotDivide as problem:
        raise refused(problem) from problem
    values = {child.pk: found.get(child.code, Decimal(0)) for child in children}
    unknown = [child for child in children if child.pk not in basis and child.pk not in wish.excluded]
    return Division(wish, values, basis, unknown)


def _share(child: Unit, basis: Mapping[int, Decimal], wish: Wish) -> Share:
    return Share(
        code=child.code,
        weight=basis.get(child.pk, Decimal(0)),
        floor=wish.floor,
        locked=wish.locked.get(child.pk),
        excluded=child.pk in wish.excluded,
    )


def step_of(target: Target, given: Decimal) -> Decimal:
    """The smallest part: the places its indicator has, or more where what was given has more."""
    exponent = given.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    if target.indicator:
        places = max(places, target.indicator.decimals)
    return _ONE.scaleb(-places)


def _basis(
    unit: Unit, target: Target, children: Sequence[Unit], key: str, day: date, today: date
) -> dict[int, Decimal]:
    if key == GRASSROOTS:
        return grassroots_below(unit) if day == today else grassroots_below_on(unit, day)
    return basis_of([child.pk for child in children], key, target, day)


def basis_of(unit_ids: Sequence[int], key: str, target: Target, day: date) -> dict[int, Decimal]:
    """What each unit is weighed by; units the key knows nothing of are left out. Raises Problem: no key, no figure."""
    if key == EQUAL:
        return dict.fromkeys(unit_ids, _ONE)
    if key not in settings.ALLOCATION_KEYS:
        raise Problem(_("There is no way of dividing called “%(key)s”; choose one from the list.") % {"key": key})
    found = _known_key(key)(unit_ids, day, indicator_id=target.indicator_id, period=target.period)
    if not found:
        raise Problem(_("No figure to divide by was reported yet; choose another way of dividing."))
    return found


def _known_key(key: str) -> Callable[..., dict[int, Decimal]]:
    module, _dot, function = settings.ALLOCATION_KEYS[key].rpartition(".")
    found: Callable[..., dict[int, Decimal]] = getattr(import_module(module), function)
    return found


def grassroots_below(unit: Unit) -> dict[int, Decimal]:
    """How many reporting units stand at or below each child of the unit today."""
    place = unit.depth + 3
    child = Func(F("path"), Value("/"), Value(place), function="split_part", output_field=CharField())
    found = (
        Unit.objects.alive()
        .filter(path__startswith=unit.path, kind__reports=True)
        .exclude(pk=unit.pk)
        .order_by()
        .annotate(child=child)
        .values_list("child")
        .annotate(count=Count("pk"))
    )
    return {int(pk): Decimal(count) for pk, count in found}


def grassroots_below_on(unit: Unit, day: date) -> dict[int, Decimal]:
    """The same in the tree of a day that is over."""
    reporting = set(Kind.objects.filter(reports=True).values_list("pk", flat=True))
    below, reports = defaultdict[int, list[int]](list), set[int]()
    for pk, parent, kind in tree_on(day):
        if parent is not None:
            below[parent].append(pk)
        if kind in reporting:
            reports.add(pk)
    found = {}
    for child in below[unit.pk]:
        count, todo = 0, [child]
        while todo:
            one = todo.pop()
            count += one in reports
            todo += below[one]
        if count:
            found[child] = Decimal(count)
    return found


def refused(problem: CannotDivide) -> Problem:
    """The refusal of the engine in the person's words."""
    return Problem(_sentence(problem.reason))


def _sentence(reason: str) -> str:
    sentences = {
        "nobody": _("Nobody is left to divide among; take fewer units out."),
        "locked_over": _("The locked cells exceed what was given; unlock or lower one of them."),
        "rest_not_in_steps": _("The locked cells leave a rest that cannot be divided into whole parts."),
        "floor_over_ceiling": _("The least for everyone is above the most; lower it."),
        "floors_over": _("The least for everyone adds up to more than what was given; lower it."),
        "ceilings_under": _("The most for everyone adds up to less than what was given; raise it."),
        "no_weight": _("The key is zero for every unit that could take more; choose another way of dividing."),
        "negative": _("A negative number cannot be divided."),
    }
    return sentences.get(reason) or _("This cannot be divided that way; choose another way of dividing.")


def wish_of(row: Row, key: str, *, floor: Decimal | None, at_least_one: bool, excluded: Collection[int]) -> Wish:
    """The wish with the row's locked cells."""
    locked = {cell.unit.pk: cell.value for cell in row.cells if cell.locked and cell.value is not None}
    return Wish(
        key, floor, at_least_one, frozenset(excluded), {pk: v for pk, v in locked.items() if pk not in excluded}
    )
