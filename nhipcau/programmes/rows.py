"""How a target stands with the units below one unit: what it was given, what it gives each, what is left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.translation import gettext as _

from nhipcau.programmes import workflow
from nhipcau.programmes.horizons import tree_day
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.units.models import Unit
from nhipcau.units.queries import children_on
from nhipcau.web.problems import Conflict

# More children than this do not fit beside one another: a target at a time, as a long table.
WIDE = 40
BALANCED, SHORT, OVER, UNTOUCHED, COPIED, NOT_DIVIDED = (
    "balanced",
    "short",
    "over",
    "untouched",
    "copied",
    "not_divided",
)
ZERO = Decimal(0)


@dataclass(frozen=True)
class Cell:
    """A child unit and its share of the target, if it has one. `here`: it hangs under the unit today."""

    unit: Unit
    allocation: Allocation | None
    here: bool = True

    @property
    def value(self) -> Decimal | None:
        return self.allocation.value if self.allocation else None

    @property
    def locked(self) -> bool:
        return bool(self.allocation and self.allocation.locked)

    @property
    def open(self) -> bool:
        """Whether its value may still be written without a decision."""
        return self.allocation is None or self.allocation.state in workflow.OPEN


@dataclass(frozen=True)
class Row:
    """A target as one unit divides it.

    `given`: what is to be divided (None: the target has no value); `total`: what is given out, shares of former
    children included; counts of shares by state; `stamp` changes whenever a share, or what was given, changes: a form
    that shows another is out of date. `cells` and `former` are filled where they were asked for.
    """

    target: Target
    given: Decimal | None
    above: Allocation | None
    total: Decimal
    shares: int
    holding: int
    reached: int
    countered: int
    stamp: str
    children: int
    key: str = ""
    cells: list[Cell] = field(default_factory=list)
    former: list[Cell] = field(default_factory=list)

    @property
    def difference(self) -> Decimal | None:
        """What is given out less what was given: below 0 something is left to divide."""
        return None if self.given is None else self.total - self.given

    @property
    def standing(self) -> str:
        if self.target.cascade == "copy" and self.given is not None:
            return COPIED
        if self.target.cascade != "split" or self.given is None:
            return NOT_DIVIDED
        if not self.shares:
            return UNTOUCHED
        return BALANCED if self.total == self.given else SHORT if self.total < self.given else OVER

    @property
    def holds(self) -> bool:
        """Whether it was issued: any share of it holds."""
        return self.holding > 0

    @property
    def waits(self) -> bool:
        """Whether any of it was written but not issued yet."""
        return self.shares > self.holding

    @property
    def ready(self) -> bool:
        """Whether it can be issued as it stands, without a reason."""
        if self.standing == COPIED:
            return self.reached < self.children
        return self.standing == BALANCED and self.waits and not self.countered


def children_of(unit: Unit, targets: Sequence[Target], today: date) -> QuerySet[Unit]:
    """The units targets of one programme are divided among: today's; of a programme that is over, its last day's."""
    return children_on(unit, tree_day(targets[0].programme.period, today) if targets else today)


def rows_for(unit: Unit, targets: Sequence[Target], today: date, *, cells: bool = True) -> list[Row]:
    """Rows of these targets as `unit` divides them among its children, see `children_of`. A fixed number of queries."""
    children = children_of(unit, targets, today)
    listed = list(children) if cells else []
    count = len(listed) if cells else children.count()
    received = {found.target_id: found for found in _received_by(unit, targets)}
    figures = {found.pop("target_id"): found for found in _figures(unit, targets, children)}
    by_target: dict[int, dict[int, Allocation]] = {target.pk: {} for target in targets}
    for share in shares_by(unit, targets) if cells else ():
        by_target[share.target_id][share.unit_id] = share
    rows = []
    for target in targets:
        shares = by_target[target.pk]
        here = {child.pk for child in listed}
        rows.append(
            _row(
                unit,
                target,
                received.get(target.pk),
                figures.get(target.pk, {}),
                children=count,
                cells=[Cell(child, shares.get(child.pk)) for child in listed],
                former=[Cell(share.unit, share, here=False) for pk, share in shares.items() if pk not in here],
            )
        )
    return rows


def _row(unit: Unit, target: Target, above: Allocation | None, figures: dict[str, Any], **parts: Any) -> Row:
    own = target.programme.issuer_id == unit.pk
    given = target.value if own else above.value if above else None
    stamp = f"{figures.get('stamp') or 'none'}-{'' if given is None else format(given.normalize(), 'f')}"
    return Row(
        target,
        given,
        None if own else above,
        total=figures.get("total") or ZERO,
        shares=figures.get("shares", 0),
        holding=figures.get("holding", 0),
        reached=figures.get("reached", 0),
        countered=figures.get("countered", 0),
        key=figures.get("some_key") or "",
        stamp=stamp,
        **parts,
    )


class _Text(Func):
    """A decimal, number or truth value as the database writes it."""

    template = "(%(expressions)s)::text"
    output_field = TextField()


def _figures(unit: Unit, targets: Sequence[Target], children: QuerySet[Unit]) -> Iterable[dict[str, Any]]:
    """Sums and counts of the shares `unit` gives of each target, how many of the `children` hold one, and a digest of
    all of them: one query."""
    colon = Value(":", output_field=CharField())
    line = Concat(
        _Text("unit_id"), colon, _Text("version"), colon, "state", colon, _Text("locked"), colon, _Text("value"),
        output_field=TextField(),
    )  # fmt: skip
    holds = Q(state__in=workflow.HOLDS)
    return (
        Allocation.objects.current()
        .filter(by_unit=unit, target__in=targets)
        .order_by()
        .values("target_id")
        .annotate(
            total=Sum("value"),
            shares=Count("pk"),
            holding=Count("pk", filter=holds),
            reached=Count("pk", filter=holds & Q(unit__in=children.order_by().values("pk"))),
            countered=Count("pk", filter=Q(state=workflow.COUNTERED)),
            stamp=MD5(StringAgg(line, delimiter=",", order_by="unit_id")),
            some_key=StringAgg(Cast("key", TextField()), delimiter=",", distinct=True, filter=~Q(key="")),
        )
    )


def _received_by(unit: Unit, targets: Sequence[Target]) -> Iterable[Allocation]:
    """What holds for the unit of these targets."""
    return Allocation.objects.current().filter(unit=unit, target__in=targets, state__in=workflow.HOLDS)


def shares_by(unit: Unit, targets: Sequence[Target], to: QuerySet[Unit] | None = None) -> list[Allocation]:
    """The current shares the unit gives of these targets; `to`: to these units alone."""
    found = Allocation.objects.current().filter(by_unit=unit, target__in=targets).select_related("unit")
    return list((found if to is None else found.filter(unit__in=to)).order_by("pk"))


def targets_of(programme: Programme, unit: Unit) -> list[Target]:
    """The targets of a programme that the unit may divide: all of its own, else those assigned to it."""
    found = programme.targets.select_related("indicator", "programme")
    if programme.issuer_id != unit.pk:
        mine = Allocation.objects.current().filter(unit=unit, state__in=workflow.HOLDS)
        found = found.filter(pk__in=mine.values("target"))
    return list(found.order_by(F("order"), "pk"))


def row_for(unit: Unit, target: Target, today: date, *, cells: bool = True) -> Row:
    """The one row of a target."""
    return rows_for(unit, [target], today, cells=cells)[0]


def row_of_some(unit: Unit, target: Target, today: date, words: Sequence[Sequence[str]], most: int) -> Row:
    """The row with those cells alone whose unit has all words of any of these, at most so many."""
    row = row_for(unit, target, today, cells=False)
    named = Q(pk__in=[])
    for each in words:
        named |= Q(*(Q(search_key__contains=word) for word in each))
    shares = {share.unit_id: share for share in shares_by(unit, [target], Unit.objects.filter(named)) if words}
    children = children_of(unit, [target], today)
    here = list(children.filter(named)[:most]) if words else []
    still = set(children.filter(pk__in=shares).values_list("pk", flat=True)) if shares else set()
    return replace(
        row,
        cells=[Cell(child, shares.get(child.pk)) for child in here],
        former=[Cell(share.unit, share, here=False) for pk, share in shares.items() if pk not in still],
    )


def held_rows(unit: Unit, target_ids: Sequence[int], today: date) -> list[Row]:
    """The rows of these targets, held against others until the transaction ends."""
    found = Target.objects.select_for_update(of=("self",)).select_related("programme", "indicator")
    return rows_for(unit, list(found.filter(pk__in=target_ids).order_by("pk")), today)


def stale() -> Conflict:
    """The refusal of a form that was shown before someone else changed its row."""
    return Conflict(_("Someone else changed these targets meanwhile; nothing was saved. Look at them again."))
