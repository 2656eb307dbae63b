"""Writing many places at once: new units, places that went and came, the record of it, the current tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record_many
from nhipcau.exchange.results import Progress
from nhipcau.lib.vietnamese import fold, sort_key
from nhipcau.units.listeners import tell_tree_changed
from nhipcau.units.models import Placement, Unit
from nhipcau.units.placing import OPEN, Place, in_order, nearest
from nhipcau.units.services import refresh_current_tree

# From so many new rows on, the planner's picture of the tables is renewed before they are joined.
MANY = 5000


@dataclass
class Changes:
    """What an import would write: each changed code's places before and after, the places that go and come."""

    before: dict[str, list[Place]] = field(default_factory=dict)
    after: dict[str, list[Place]] = field(default_factory=dict)
    removed: list[Place] = field(default_factory=list)
    added: list[Place] = field(default_factory=list)
    first_day: date | None = None

    @property
    def count(self) -> int:
        """Places written or taken away."""
        return len(self.removed) + len(self.added)


def stored_history() -> dict[str, list[Place]]:
    """Every unit's places as they stand, in order; a unit without any has an empty list."""
    codes = dict(Unit.objects.values_list("id", "code"))
    history: dict[str, list[Place]] = {code: [] for code in codes.values()}
    rows = Placement.objects.order_by().values_list("unit_id", "name", "kind_id", "parent_id", "valid_from", "valid_to")
    for unit, name, kind, parent, since, until in rows.iterator(chunk_size=20_000):
        code = codes[unit]
        history[code].append(Place(code, name, kind, codes.get(parent, ""), since, until or OPEN))
    return {code: in_order(places) for code, places in history.items()}


def write_changes(changes: Changes, *, by: Access, today: date, progress: Progress) -> None:
    """Writes inside the caller's transaction, records every changed unit, and brings what follows up to date."""
    progress(_("Writing"), 0, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('units.tree'))")
    ids = dict(Unit.objects.values_list("code", "id"))
    new = [code for code in changes.after if code not in ids]
    _copy_units([nearest(changes.after[code], today) for code in new])
    if new:
        ids = dict(Unit.objects.values_list("code", "id"))
    _remove(changes.removed, ids)
    _copy_places(changes.added, ids)
    if len(changes.added) > MANY:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE units_unit; ANALYZE units_placement")
    progress(_("Recording"), 0, None)
    founded = set(new)
    for action, codes in (("founded", new), ("placed", [code for code in changes.after if code not in founded])):
        acts = ((ids[code], _told(changes.before[code]), _told(changes.after[code])) for code in codes)
        record_many(by, f"units.unit.{action}", Unit, acts)
    progress(_("Bringing the current tree up to date"), 0, None)
    refresh_current_tree(today)
    if changes.first_day:
        tell_tree_changed(by, today, changes.first_day)


def _told(places: Iterable[Place]) -> dict[str, Any] | None:
    """Places for the record: only what each says, ends only where there is one."""
    rows = [
        {
            "name": place.name,
            "kind": place.kind,
            "parent": place.parent,
            "from": place.since.isoformat(),
            **({"to": place.until.isoformat()} if place.until != OPEN else {}),
        }
        for place in places
    ]
    return {"places": rows} if rows else None


def _copy_units(places: list[Place]) -> None:
    into = "COPY units_unit (code, name, kind_id, path, depth, alive, ever_parent, sort_key, search_key) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for place in places:
            keys = sort_key(place.name)[:600], fold(f"{place.name} {place.code}")[:400]
            copy.write_row((place.code, place.name, place.kind, "/", 0, False, False, *keys))


def _copy_places(places: list[Place], ids: dict[str, int]) -> None:
    # One statement, so that the check against circles is paid for once.
    into = "COPY units_placement (unit_id, parent_id, name, kind_id, valid_from, valid_to) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for place in places:
            parent = ids[place.parent] if place.parent else None
            until = None if place.until == OPEN else place.until
            copy.write_row((ids[place.code], parent, place.name, place.kind, place.since, until))


def _remove(places: list[Place], ids: dict[str, int]) -> None:
    """A unit has one place a day, so the day it began names it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM units_placement p USING unnest(%s::bigint[], %s::date[]) AS gone(unit_id, since)"
            " WHERE p.unit_id = gone.unit_id AND p.valid_from = gone.since",
            [[ids[place.code] for place in places], [place.since for place in places]],
        )
