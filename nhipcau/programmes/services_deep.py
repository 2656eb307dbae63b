"""Dividing a target down several levels of the tree in one act."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.programmes import division, rows, workflow
from nhipcau.programmes.division import Wish
from nhipcau.programmes.models import Allocation, Target
from nhipcau.rollup.allocate import CannotDivide, Share, allocate
from nhipcau.units.models import Unit
from nhipcau.web.problems import Problem


@dataclass(frozen=True)
class Node:
    """A unit of the tree, as far as dividing needs it."""

    pk: int
    code: str
    parent: int
    path: str
    reports: bool


@dataclass(frozen=True)
class Given:
    """A share worked out: who gives it to whom, how many levels down, and the number it was weighed by."""

    unit: int
    by_unit: int
    level: int
    value: Decimal
    basis: Decimal | None


@transaction.atomic
def divide_down(
    unit: Unit, target: Target, wish: Wish, *, levels: int, today: date, by: Access, dry_run: bool = False
) -> list[Given]:
    """Divides a target among the units below, their shares among the units below them, and so on for `levels` levels.

    Every level adds up exactly. Writes drafts (none with `dry_run`), in place of the drafts that were there; gives
    the shares from the top down. Raises Problem when anything of it was issued already or a level cannot be divided.
    """
    by.require("programmes.write", unit.path)
    row = rows.held_rows(unit, [target.pk], today)[0]
    if row.target.cascade != "split" or row.given is None:
        raise Problem(_("This target is not divided among the units below."))
    tree = _tree(unit, levels)
    basis = _basis(unit, tree, wish.key, row.target, today)
    step = division.step_of(row.target, row.given)
    given = list(_shares(unit.pk, row.given, tree, basis, step, wish, levels))
    if dry_run:
        return given
    _clear(row.target, {share.by_unit for share in given})
    _write(row, given, wish.key)
    record(by, "programmes.target.divided_down", target, unit_id=unit.pk, unit_path=unit.path,
           after={"key": wish.key, "levels": levels, "shares": len(given)})  # fmt: skip
    return given


def _tree(unit: Unit, levels: int) -> dict[int, list[Node]]:
    """Children of each unit, `levels` levels down; one query."""
    found = Unit.objects.alive().filter(
        path__startswith=unit.path, depth__gt=unit.depth, depth__lte=unit.depth + levels
    )
    children = defaultdict(list)
    for row in found.order_by("code").values_list("pk", "code", "parent_id", "path", "kind__reports"):
        node = Node(*row)
        children[node.parent].append(node)
    return children


def _basis(unit: Unit, tree: dict[int, list[Node]], key: str, target: Target, today: date) -> dict[int, Decimal]:
    nodes = [node for children in tree.values() for node in children]
    if key == division.GRASSROOTS:
        counts: dict[int, int] = defaultdict(int)
        below = Unit.objects.alive().filter(path__startswith=unit.path, kind__reports=True)
        for path in below.values_list("path", flat=True):
            for part in path.split("/")[1:-1]:
                counts[int(part)] += 1
        return {node.pk: Decimal(counts[node.pk]) for node in nodes}
    return division.basis_of([node.pk for node in nodes], key, target, today)


def _shares(
    giver: int,
    total: Decimal,
    tree: dict[int, list[Node]],
    basis: dict[int, Decimal],
    step: Decimal,
    wish: Wish,
    levels: int,
) -> Iterator[Given]:
    """Level by level from the top: the shares of a level add up to those of the level above."""
    todo = [(giver, total)]
    for level in range(1, levels + 1):
        following = []
        for parent, value in todo:
            children = tree.get(parent, [])
            found = _divided(children, value, basis, step, wish) if children else {}
            for child in children:
                if child.pk in wish.excluded:
                    continue
                following.append((child.pk, found[child.code]))
                yield Given(child.pk, parent, level, found[child.code], basis.get(child.pk))
        todo = following


def _divided(
    children: Sequence[Node], value: Decimal, basis: dict[int, Decimal], step: Decimal, wish: Wish
) -> dict[str, Decimal]:
    shares = [
        Share(node.code, basis.get(node.pk, Decimal(0)), floor=wish.floor, excluded=node.pk in wish.excluded)
        for node in children
    ]
    try:
        return allocate(value, step, shares, wish.at_least_one)
    except CannotDivide as problem:
        # Where the key knows nothing of a whole branch, its share is divided in equal parts.
        if problem.reason != "no_weight":
            raise division.refused(problem) from problem
        equal = [Share(s.code, 1, floor=s.floor, excluded=s.excluded) for s in shares]
        return allocate(value, step, equal, wish.at_least_one)


def _clear(target: Target, givers: set[int]) -> None:
    """Takes away the drafts these units gave of the target; refuses what holds already."""
    current = Allocation.objects.current().filter(target=target, by_unit__in=givers)
    if current.filter(state__in=workflow.HOLDS).exists():
        raise Problem(_("This target was issued already; change it by an adjustment with a reason."))
    with connection.cursor() as cursor:
        # In one statement, as the lower ones point at the upper ones.
        cursor.execute(
            "DELETE FROM programmes_allocation"
            " WHERE target_id = %s AND by_unit_id = ANY(%s) AND replaced_by_id IS NULL",
            [target.pk, list(givers)],
        )


_COLUMNS = (
    "id", "target_id", "by_unit_id", "unit_id", "above_id", "version", "value", "key", "locked", "state", "decision",
    "reason", "created_at",
)  # fmt: skip


def _write(row: rows.Row, given: Sequence[Given], key: str) -> None:
    """All shares in one COPY, each pointing at the share above it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('programmes_allocation', 'id')) FROM generate_series(1, %s)",
            [len(given)],
        )
        ids = [found for (found,) in cursor.fetchall()]
        own = {share.unit: pk for share, pk in zip(given, ids, strict=True)}
        top = row.above.pk if row.above else None
        now = timezone.now()
        with cursor.copy(f"COPY programmes_allocation ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for share, pk in zip(given, ids, strict=True):
                above = own.get(share.by_unit, top)
                copy.write_row((pk, row.target.pk, share.by_unit, share.unit, above, 1, share.value, key, False,
                                workflow.DRAFT, "", "", now))  # fmt: skip
