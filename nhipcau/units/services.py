"""Writing the tree."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.lib.vietnamese import fold, sort_key
from nhipcau.units.listeners import tell_tree_changed
from nhipcau.units.models import Placement, TreeState, Unit
from nhipcau.web.problems import Problem

# One statement: from the root down over the places that hold on the day; closed units keep the place they last had.
_CURRENT = """
WITH RECURSIVE last_place AS (
    SELECT DISTINCT ON (unit_id) unit_id, parent_id, name, kind_id, (valid_to IS NULL OR valid_to > %(day)s) AS alive
    FROM units_placement WHERE valid_from <= %(day)s ORDER BY unit_id, valid_from DESC
), first_place AS (
    SELECT DISTINCT ON (unit_id) unit_id, parent_id, name, kind_id, false AS alive
    FROM units_placement p WHERE NOT EXISTS (SELECT 1 FROM last_place l WHERE l.unit_id = p.unit_id)
    ORDER BY unit_id, valid_from
), place AS (SELECT * FROM last_place UNION ALL SELECT * FROM first_place),
tree AS (
    SELECT unit_id, parent_id, name, kind_id, alive, '/' || unit_id || '/' AS path, 0 AS depth
    FROM place WHERE parent_id IS NULL
    UNION ALL
    SELECT p.unit_id, p.parent_id, p.name, p.kind_id, p.alive, t.path || p.unit_id || '/', t.depth + 1
    FROM place p JOIN tree t ON p.parent_id = t.unit_id
)
UPDATE units_unit u SET parent_id = t.parent_id, kind_id = t.kind_id, alive = t.alive, path = t.path, depth = t.depth,
    name = t.name, sort_key = CASE WHEN u.name = t.name THEN u.sort_key ELSE '' END
FROM tree t WHERE u.id = t.unit_id AND (u.parent_id, u.kind_id, u.alive, u.path, u.depth, u.name)
    IS DISTINCT FROM (t.parent_id, t.kind_id, t.alive, t.path, t.depth::smallint, t.name)
"""
_EVER_PARENT = """
UPDATE units_unit u SET ever_parent = true
WHERE NOT ever_parent AND EXISTS (SELECT 1 FROM units_placement p WHERE p.parent_id = u.id)
"""
_KEYS = """
UPDATE units_unit u SET sort_key = k.sort_key, search_key = k.search_key
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS k(id, sort_key, search_key) WHERE u.id = k.id
"""


@transaction.atomic
def refresh_current_tree(today: date) -> None:
    """Brings the columns of `Unit` that repeat the current place to `today`. Idempotent; safe to run at once twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('units.current_tree'))")
        cursor.execute(_CURRENT, {"day": today})
        cursor.execute(_EVER_PARENT)
    _refresh_keys()
    TreeState.objects.update_or_create(id=1, defaults={"as_of": today})


def _refresh_keys() -> None:
    stale = Unit.objects.filter(sort_key="").values_list("pk", "name", "code")
    rows = [(pk, sort_key(name)[:600], fold(f"{name} {code}")[:400]) for pk, name, code in stale]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 20_000):
            cursor.execute(_KEYS, [list(column) for column in zip(*rows[start : start + 20_000], strict=True)])


def found_unit(*, by: Access, code: str, name: str, kind: str, parent: Unit, on: date, today: date) -> Unit:
    """A new unit that hangs under `parent` from the day `on`. Raises Problem when it cannot stand there."""
    by.require("units.write", parent.path)
    if not code or any(sign.isspace() for sign in code) or Unit.objects.filter(code=code).exists():
        raise Problem(_("The code %(code)s is taken or no code; give another without spaces.") % {"code": code or "–"})
    with _tree_changes(by, today, on):
        _require_open_place(parent, on)
        unit = Unit.objects.create(code=code, name=name, kind_id=kind, path="/")
        place = Placement.objects.create(unit=unit, parent=parent, name=name, kind_id=kind, valid_from=on)
        record(by, "units.unit.founded", unit, after=_told(place))
    unit.refresh_from_db()
    return unit


def place_unit(*, by: Access, unit: Unit, parent: Unit, name: str, kind: str, on: date, today: date) -> Placement:
    """A new place of the unit from the day `on`; its present one ends there. Raises Problem when it cannot stand there.

    The right is asked for at the unit and at its new parent.
    """
    by.require("units.write", unit.path)
    by.require("units.write", parent.path)
    with _tree_changes(by, today, on):
        former = _require_open_place(unit, on)
        if former.valid_from == on:
            raise Problem(_("The unit already has a place that begins on that day; choose a later day."))
        _require_open_place(parent, on)
        before = _told(former)
        former.valid_to = on
        former.save()
        place = Placement.objects.create(unit=unit, parent=parent, name=name, kind_id=kind, valid_from=on)
        record(by, "units.unit.placed", unit, before=before, after=_told(place))
    return place


def end_unit(*, by: Access, unit: Unit, on: date, today: date, reason: str = "") -> None:
    """The unit has no place from the day `on`. Raises Problem while other units still hang under it then."""
    by.require("units.write", unit.path)
    with _tree_changes(by, today, on):
        former = _require_open_place(unit, on)
        below = Placement.objects.filter(parent=unit).exclude(valid_to__lte=on).values("unit").distinct().count()
        if below:
            sentence = ngettext(
                "%(count)d unit still hangs under it on that day; place it elsewhere or end it first.",
                "%(count)d units still hang under it on that day; place them elsewhere or end them first.",
                below,
            )
            raise Problem(sentence % {"count": below})
        if former.valid_from >= on:
            raise Problem(_("The unit begins on that day or later; choose a later day."))
        before = _told(former)
        former.valid_to = on
        former.save()
        record(by, "units.unit.ended", unit, before=before, after=_told(former), reason=reason)


@contextmanager
def _tree_changes(by: Access, today: date, on: date) -> Iterator[None]:
    """One change of the tree at a time; afterwards the current tree is refreshed and the rooms above are told."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('units.tree'))")
            yield
            refresh_current_tree(today)
            tell_tree_changed(by, today, on)
    except IntegrityError as error:
        broken: Any = getattr(error.__cause__, "diag", None)
        if broken is None or broken.constraint_name != "units_placement_no_cycle":
            raise
        raise Problem(_("The unit would stand below itself; choose a parent that is not below it.")) from error


def _require_open_place(unit: Unit, on: date) -> Placement:
    """The place that holds on the day and has no end. Raises Problem when there is none."""
    place: Placement | None = Placement.objects.select_for_update().on(on).filter(unit=unit, valid_to=None).first()
    if place is None:
        sentence = _("%(unit)s has no open place on %(day)s; choose another unit or another day.")
        raise Problem(sentence % {"unit": unit, "day": on})
    return place


def _told(place: Placement) -> dict[str, Any]:
    return {
        "parent": place.parent.code if place.parent else None,
        "name": place.name,
        "kind": place.kind_id,
        "from": place.valid_from,
        "to": place.valid_to,
    }
