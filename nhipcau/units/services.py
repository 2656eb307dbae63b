"""Writing the tree."""

from datetime import date

from django.db import connection, transaction

from nhipcau.lib.vietnamese import fold, sort_key
from nhipcau.units.models import TreeState, Unit

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
    stale = Unit.objects.filter(sort_key="")
    for unit in stale.iterator(chunk_size=5000):
        Unit.objects.filter(pk=unit.pk).update(
            sort_key=sort_key(unit.name)[:600], search_key=fold(f"{unit.name} {unit.code}")[:400]
        )
