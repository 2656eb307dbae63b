"""Where the answers of each unit go: the tree of one day, laid out as temporary tables of the transaction.

`rollup_place`   every unit placed by that day: whether it stands, its kind, whether it holds figures (leaves do not:
                 their own answers are theirs), and `up`, the living unit above it
                 (a unit whose parent ended belongs to what that parent last stood below, and so on up)
`rollup_target`  unit → the unit whose figure takes its answers first, and the `way` in which it does:
`rollup_way`     the `share` of them that is taken, whether they are counted there, and `bit`, the bit of the kind of
                 a unit that owes reports (0: it owes none)
`rollup_above`   a target, itself and every living unit above it
`rollup_rule`    indicator → its rule over units, and `mask`, the bits of the kinds that owe it
"""

from collections.abc import Sequence
from datetime import date

from django.db.backends.utils import CursorWrapper

# `UNION`, not `UNION ALL`: last places of ended units may lead in a circle, which must not run for ever.
_PLACE = """
DROP TABLE IF EXISTS rollup_place, rollup_target, rollup_way, rollup_above;
CREATE TEMP TABLE rollup_place ON COMMIT DROP AS
SELECT DISTINCT ON (p.unit_id) p.unit_id, p.parent_id AS up, (p.valid_to IS NULL OR p.valid_to > %(day)s) AS alive,
    p.kind_id, (u.ever_parent OR %(of_all)s OR u.id = ANY(%(also)s)) AS holds
FROM units_placement p JOIN units_unit u ON u.id = p.unit_id
WHERE p.valid_from <= %(day)s ORDER BY p.unit_id, p.valid_from DESC;
CREATE UNIQUE INDEX ON rollup_place (unit_id);
ANALYZE rollup_place;
WITH RECURSIVE climb AS (
    SELECT p.unit_id, p.up AS via FROM rollup_place p LEFT JOIN rollup_place q ON q.unit_id = p.up
    WHERE p.up IS NOT NULL AND q.alive IS DISTINCT FROM true
    UNION
    SELECT c.unit_id, q.up FROM climb c JOIN rollup_place q ON q.unit_id = c.via WHERE NOT q.alive
), living AS (
    SELECT c.unit_id, max(q.unit_id) AS up
    FROM climb c LEFT JOIN rollup_place q ON q.unit_id = c.via AND q.alive GROUP BY c.unit_id
)
UPDATE rollup_place p SET up = l.up FROM living l WHERE l.unit_id = p.unit_id;
"""
KIND_BITS = """
SELECT k.code, (1::bigint << (row_number() OVER (ORDER BY k.code) - 1)::int) AS bit FROM units_kind k WHERE k.reports
"""
_TARGET_AS_WAS = f"""
CREATE TEMP TABLE rollup_target ON COMMIT DROP AS
SELECT p.unit_id, CASE WHEN p.alive AND p.holds THEN p.unit_id ELSE p.up END AS target,
    CASE WHEN p.alive THEN coalesce(b.bit, 0) ELSE 0 END AS way
FROM rollup_place p LEFT JOIN ({KIND_BITS}) b ON b.code = p.kind_id;
CREATE INDEX ON rollup_target (target, unit_id);
CREATE TEMP TABLE rollup_way ON COMMIT DROP AS
SELECT DISTINCT way, 1::numeric AS share, true AS counts, way AS bit FROM rollup_target;
ANALYZE rollup_target, rollup_way;
"""
_ABOVE = """
CREATE TEMP TABLE rollup_above ON COMMIT DROP AS
WITH RECURSIVE climb AS (
    SELECT unit_id, unit_id AS above FROM rollup_place WHERE alive AND holds
    UNION
    SELECT c.unit_id, p.up FROM climb c JOIN rollup_place p ON p.unit_id = c.above WHERE p.up IS NOT NULL
)
SELECT unit_id, above FROM climb;
CREATE INDEX ON rollup_above (unit_id);
ANALYZE rollup_above;
"""
_RULE = f"""
DROP TABLE IF EXISTS rollup_rule;
CREATE TEMP TABLE rollup_rule ON COMMIT DROP AS
SELECT i.id AS indicator_id, i.over_units, i.over_time,
    coalesce((SELECT bit_or(b.bit) FROM ({KIND_BITS}) b
              WHERE cardinality(i.applies_to) = 0 OR b.code = ANY(i.applies_to)), 0) AS mask
FROM indicators_indicator i;
CREATE UNIQUE INDEX ON rollup_rule (indicator_id);
ANALYZE rollup_rule;
"""


def lay_out_rules(cursor: CursorWrapper) -> None:
    """Makes `rollup_rule`."""
    cursor.execute(_RULE)


def lay_out_day(cursor: CursorWrapper, day: date, *, of_all: bool = False, also: Sequence[int] = ()) -> None:
    """Makes `rollup_place`, `rollup_target` and `rollup_above` for the tree as it stands on `day`.

    The units that hold figures are those that ever had children; `of_all`: every unit; `also`: these besides.
    """
    cursor.execute(_PLACE, {"day": day, "of_all": of_all, "also": list(also)})
    cursor.execute(_TARGET_AS_WAS)
    cursor.execute(_ABOVE)
