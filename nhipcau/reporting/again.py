"""Adding up one indicator again at single units, from what stands directly below each: lowest unit first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.models import Period
from nhipcau.reporting.stored import Figure
from nhipcau.reporting.totals import ANSWER_BASE, ANSWER_NUM

# What a unit's figure is made of: its own answer and those of leaves below it and of ended units that stay with it
# (`answers`), and the stored figures of the units below it that have children themselves (`figures`).
_PARTS = f"""
WITH RECURSIVE ended AS MATERIALIZED (
    SELECT DISTINCT p.unit_id FROM units_placement p
    WHERE p.valid_to > %(start)s AND p.valid_to <= %(day)s AND NOT EXISTS (
        SELECT 1 FROM units_placement q WHERE q.unit_id = p.unit_id AND q.valid_from <= %(day)s
        AND (q.valid_to IS NULL OR q.valid_to > %(day)s))
), climb AS (
    SELECT unit_id, unit_id AS at, 0 AS step FROM ended
    UNION ALL
    SELECT c.unit_id, p.parent_id, c.step + 1 FROM climb c CROSS JOIN LATERAL (
        SELECT parent_id, valid_to IS NULL OR valid_to > %(day)s AS alive FROM units_placement
        WHERE unit_id = c.at AND valid_from <= %(day)s ORDER BY valid_from DESC LIMIT 1) p
    WHERE NOT p.alive AND p.parent_id IS NOT NULL AND c.step < 100
), part AS (
    SELECT %(unit)s::bigint AS unit_id, false AS ever_parent
    UNION
    SELECT unit_id, false FROM climb WHERE at = %(unit)s
    UNION
    SELECT p.unit_id, u.ever_parent FROM units_placement p JOIN units_unit u ON u.id = p.unit_id
    WHERE p.parent_id = %(unit)s AND p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
), answer AS (
    SELECT s.answers[n] AS answer, s.nums[n] AS num, s.bases[n] AS base, s.unit_id
    FROM part JOIN reporting_standing s ON s.unit_id = part.unit_id
    CROSS JOIN LATERAL array_position(s.indicator_ids, %(indicator)s::int) n
    WHERE NOT part.ever_parent AND s.period_id = %(period)s AND s.stage = %(stage)s AND n IS NOT NULL
), piece AS (
    SELECT {ANSWER_NUM} AS num, {ANSWER_BASE} AS base
    FROM answer a JOIN indicators_indicator r ON r.id = %(indicator)s
    UNION ALL
    SELECT f.num, f.base
    FROM part JOIN reporting_figure f ON f.unit_id = part.unit_id
    WHERE part.ever_parent AND f.period_id = %(period)s AND f.stage = %(stage)s AND f.indicator_id = %(indicator)s
)
SELECT count(*), max(num), sum(num), sum(base) FROM piece
"""


@dataclass(frozen=True)
class Doubt:
    """Why a figure may have to be added up again.

    `step`: how far above the changed answers it stands; figures below must be right first. `sunk`: only if the figure
    is not larger than this largest value that sank or went (None: in any case).
    """

    step: int
    sunk: Decimal | None


def doubt(other: Doubt | None, step: int, sunk: Decimal | None) -> Doubt:
    """A doubt, together with another of the same figure."""
    if other is None:
        return Doubt(step, sunk)
    both = None if sunk is None or other.sunk is None else max(sunk, other.sunk)
    return Doubt(max(step, other.step), both)


# period, unit, stage, indicator
Key = tuple[int, int, int, int]


def add_up_again(
    doubts: Mapping[Key, Doubt], periods: Mapping[int, Period], indicators: Mapping[int, Indicator]
) -> None:
    """Sets num and base of these figures, the lowest unit first.

    Their counts are right already, and so is the value of an indicator that does not add up over units. A figure
    nothing stands below goes. The caller's transaction has locked the rows.
    """
    gone = set()
    for key, reason in sorted(doubts.items(), key=lambda item: (item[1].step, item[0])):
        period_id, unit_id, stage, indicator_id = key
        figure = Figure.objects.filter(period=period_id, unit=unit_id, stage=stage, indicator=indicator_id)
        if reason.sunk is not None and figure.filter(num__gt=reason.sunk).exists():
            continue
        row, rule = periods[period_id], indicators[indicator_id].over_units
        count, largest, total, base = _parts(key, row.starts_on, row.last_day)
        if not count:
            figure.delete()
            gone.add((indicator_id, stage, period_id))
        elif rule != "none":
            figure.update(num=largest if rule == "max" else total, base=base)
    for indicator_id, stage, period_id in gone:
        _forget_unreported(indicator_id, stage, period_id)


def _parts(key: Key, start: date, day: date) -> tuple[int, object, object, object]:
    """How many parts there are, the largest, and the sums of num and of base."""
    names = ("period", "unit", "stage", "indicator", "start", "day")
    wanted: dict[str, Any] = dict(zip(names, (*key, start, day), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, wanted)
        count, largest, total, base = cursor.fetchone()
    return count, largest, total, base


_FORGET = """
DELETE FROM reporting_reported r WHERE (r.indicator_id, r.stage, r.period_id) = (%(indicator)s, %(stage)s, %(period)s)
AND NOT EXISTS (SELECT 1 FROM reporting_standing s WHERE s.period_id = %(period)s AND s.stage = %(stage)s
                AND s.indicator_ids @> ARRAY[%(indicator)s]::int[])
"""


def _forget_unreported(indicator_id: int, stage: int, period_id: int) -> None:
    """Takes back that there are answers to an indicator in a period, when the last of them went."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, {"indicator": indicator_id, "stage": stage, "period": period_id})
