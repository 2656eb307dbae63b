"""Adding up single figures again, from what stands directly below each unit: the lowest units first."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from nhipcau.reporting.models import Period
from nhipcau.reporting.totals import ANSWER_BASE, ANSWER_NUM

# What the figures of a period in doubt are made of: a unit's own answer and those of leaves below it and of ended units
# that stay with it, and the stored figures of the units below it that have children themselves. Their counts are right
# already, and so is the value of an indicator that does not add up over units. A figure without any part goes.
_AGAIN = f"""
WITH RECURSIVE doubt AS MATERIALIZED (
    SELECT f.unit_id, f.stage, f.indicator_id::int AS indicator_id, r.over_units
    FROM unnest(%(units)s::bigint[], %(stages)s::smallint[], %(indicators)s::bigint[], %(sunk)s::numeric[],
        %(gone)s::boolean[]) d (unit_id, stage, indicator_id, sunk, gone)
    JOIN reporting_figure f ON f.period_id = %(period)s AND f.unit_id = d.unit_id AND f.stage = d.stage
        AND f.indicator_id = d.indicator_id
    JOIN indicators_indicator r ON r.id = d.indicator_id
    WHERE d.gone OR CASE r.over_units WHEN 'max' THEN f.num <= d.sunk ELSE coalesce(f.base, 0) = 0 END
), whole AS MATERIALIZED (
    SELECT unit_id, stage, array_agg(indicator_id) AS indicator_ids FROM doubt GROUP BY unit_id, stage
), ended AS MATERIALIZED (
    SELECT DISTINCT p.unit_id FROM units_placement p
    WHERE p.valid_to <= %(day)s AND NOT EXISTS (
        SELECT 1 FROM units_placement q WHERE q.unit_id = p.unit_id AND q.valid_from <= %(day)s
        AND (q.valid_to IS NULL OR q.valid_to > %(day)s))
    AND EXISTS (SELECT 1 FROM reporting_standing s WHERE s.period_id = %(period)s AND s.unit_id = p.unit_id)
), climb AS (
    SELECT unit_id, unit_id AS at, 0 AS step FROM ended
    UNION ALL
    SELECT c.unit_id, p.parent_id, c.step + 1 FROM climb c CROSS JOIN LATERAL (
        SELECT parent_id, valid_to IS NULL OR valid_to > %(day)s AS alive FROM units_placement
        WHERE unit_id = c.at AND valid_from <= %(day)s ORDER BY valid_from DESC LIMIT 1) p
    WHERE NOT p.alive AND p.parent_id IS NOT NULL AND c.step < 100
), part AS MATERIALIZED (
    SELECT w.unit_id AS whole_id, w.unit_id, false AS has_figure FROM whole w
    UNION
    SELECT w.unit_id, c.unit_id, false FROM whole w JOIN climb c ON c.at = w.unit_id
    UNION
    SELECT w.unit_id, p.unit_id, u.ever_parent
    FROM whole w JOIN units_placement p ON p.parent_id = w.unit_id JOIN units_unit u ON u.id = p.unit_id
    WHERE p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
), piece AS (
    SELECT w.unit_id, w.stage, a.indicator_id, {ANSWER_NUM} AS num, {ANSWER_BASE} AS base
    FROM whole w JOIN part p ON p.whole_id = w.unit_id AND NOT p.has_figure
    CROSS JOIN LATERAL (
        SELECT i AS indicator_id, s.answers[n] AS answer, s.nums[n] AS num, s.bases[n] AS base
        FROM reporting_standing s CROSS JOIN unnest(w.indicator_ids) i
        CROSS JOIN LATERAL array_position(s.indicator_ids, i) n
        WHERE s.period_id = %(period)s AND s.unit_id = p.unit_id AND s.stage = w.stage AND n IS NOT NULL
        OFFSET 0
    ) a JOIN indicators_indicator r ON r.id = a.indicator_id
    UNION ALL
    SELECT d.unit_id, d.stage, d.indicator_id, f.num, f.base
    FROM doubt d JOIN part p ON p.whole_id = d.unit_id AND p.has_figure
    JOIN reporting_figure f ON f.period_id = %(period)s AND f.unit_id = p.unit_id AND f.stage = d.stage
        AND f.indicator_id = d.indicator_id
), total AS MATERIALIZED (
    SELECT d.unit_id, d.stage, d.indicator_id, d.over_units, count(p.unit_id) AS parts,
        CASE d.over_units WHEN 'max' THEN max(p.num) ELSE sum(p.num) END AS num, sum(p.base) AS base
    FROM doubt d LEFT JOIN piece p USING (unit_id, stage, indicator_id)
    GROUP BY d.unit_id, d.stage, d.indicator_id, d.over_units
), added AS (
    UPDATE reporting_figure f SET num = t.num, base = t.base FROM total t
    WHERE f.period_id = %(period)s AND f.unit_id = t.unit_id AND f.stage = t.stage
    AND f.indicator_id = t.indicator_id AND t.parts > 0 AND t.over_units <> 'none'
)
DELETE FROM reporting_figure f USING total t
WHERE f.period_id = %(period)s AND f.unit_id = t.unit_id AND f.stage = t.stage
AND f.indicator_id = t.indicator_id AND t.parts = 0
RETURNING f.indicator_id, f.stage, f.period_id
"""


@dataclass(frozen=True)
class Doubt:
    """Why a figure may have to be added up again.

    `step`: how far above the changed answers it stands; figures below must be right first. `sunk`: the largest value
    that sank or went, of a maximum; of a mean or a rate only that no value may be left matters. `gone`: an answer was
    taken away, so the figure is added up in any case and may go itself.
    """

    step: int
    sunk: Decimal | None
    gone: bool = False


def doubt(other: Doubt | None, step: int, sunk: Decimal | None, gone: bool) -> Doubt:
    """A doubt, together with another of the same figure."""
    if other is None:
        return Doubt(step, sunk, gone)
    largest = max((n for n in (sunk, other.sunk) if n is not None), default=None)
    return Doubt(max(step, other.step), largest, gone or other.gone)


# period, unit, stage, indicator
Key = tuple[int, int, int, int]


def add_up_again(doubts: Mapping[Key, Doubt], periods: Mapping[int, Period]) -> None:
    """Sets num and base of these figures from what stands directly below, the lowest units first.

    Their counts are right already. The caller's transaction has locked the rows.
    """
    levels: dict[tuple[int, int], list[Key]] = defaultdict(list)
    for key, reason in doubts.items():
        levels[key[0], reason.step].append(key)
    gone = set()
    for (period_id, _step), keys in sorted(levels.items()):
        reasons = [doubts[key] for key in keys]
        wanted: dict[str, Any] = {
            "period": period_id,
            "day": periods[period_id].last_day,
            "units": [unit for _period, unit, _stage, _indicator in keys],
            "stages": [stage for _period, _unit, stage, _indicator in keys],
            "indicators": [indicator for *_place, indicator in keys],
            "sunk": [reason.sunk for reason in reasons],
            "gone": [reason.gone for reason in reasons],
        }
        with connection.cursor() as cursor:
            cursor.execute(_AGAIN, wanted)
            gone.update(cursor.fetchall())
    for indicator_id, stage, period_id in sorted(gone):
        _forget_unreported(indicator_id, stage, period_id)


_FORGET = """
DELETE FROM reporting_reported r WHERE (r.indicator_id, r.stage, r.period_id) = (%(indicator)s, %(stage)s, %(period)s)
AND NOT EXISTS (SELECT 1 FROM reporting_standing s WHERE s.period_id = %(period)s AND s.stage = %(stage)s
                AND s.indicator_ids @> ARRAY[%(indicator)s]::int[])
"""


def _forget_unreported(indicator_id: int, stage: int, period_id: int) -> None:
    """Takes back that there are answers to an indicator in a period, when the last of them went."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, {"indicator": indicator_id, "stage": stage, "period": period_id})
