"""Comparing what is stored with what the standing answers add up to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nhipcau.reporting import places, totals
from nhipcau.reporting.locks import hold_figures
from nhipcau.reporting.models import Period
from nhipcau.reporting.rebuild import Progress, periods_reported, with_siblings


@dataclass(frozen=True)
class Difference:
    """A stored figure that is not what the answers add up to. `stored` or `computed` is empty where there is none."""

    period: str
    unit: str
    indicator: str
    stage: str
    stored: str
    computed: str


def verify(period_codes: Iterable[str] | None = None, progress: Progress | None = None) -> list[Difference]:
    """Computes figures from the standing answers, without the stored ones, and lists every difference.

    Raises `lib.periods.UnknownPeriod`.
    """
    found: list[Difference] = []
    rows = with_siblings(periods_reported(period_codes))
    for done, row in enumerate(rows):
        if progress:
            progress(_("Comparing"), done, len(rows))
        found += _verify_period(row)
    return found


_SCRATCH = """
DROP TABLE IF EXISTS rollup_figure, rollup_expected;
CREATE TEMP TABLE rollup_figure (LIKE reporting_figure) ON COMMIT DROP;
CREATE TEMP TABLE rollup_expected (LIKE reporting_expected) ON COMMIT DROP;
"""
_FIGURES = """
SELECT u.code, i.code, CASE coalesce(f.stage, c.stage) WHEN 0 THEN 'estimate' ELSE 'final' END,
    CASE WHEN f.period_id IS NULL THEN '' ELSE concat_ws(' ', 'num', coalesce(f.num::text, '–'), 'base',
        coalesce(f.base::text, '–'), 'answered', f.answered, 'covered', f.covered, 'exempted', f.exempted) END,
    CASE WHEN c.period_id IS NULL THEN '' ELSE concat_ws(' ', 'num', coalesce(c.num::text, '–'), 'base',
        coalesce(c.base::text, '–'), 'answered', c.answered, 'covered', c.covered, 'exempted', c.exempted) END
FROM (SELECT * FROM reporting_figure WHERE period_id = %(period)s) f
FULL JOIN rollup_figure c ON c.unit_id = f.unit_id AND c.stage = f.stage AND c.indicator_id = f.indicator_id
JOIN units_unit u ON u.id = coalesce(f.unit_id, c.unit_id)
JOIN indicators_indicator i ON i.id = coalesce(f.indicator_id, c.indicator_id)
WHERE (f.num, f.base, f.answered, f.covered, f.exempted, f.period_id)
    IS DISTINCT FROM (c.num, c.base, c.answered, c.covered, c.exempted, c.period_id)
ORDER BY u.code, i.code, 3
"""
_OWED = """
SELECT u.code, coalesce(e.kind_id, c.kind_id), coalesce(e.count::text, ''), coalesce(c.count::text, '')
FROM (SELECT * FROM reporting_expected WHERE period_id = %(period)s) e
FULL JOIN rollup_expected c ON c.unit_id = e.unit_id AND c.kind_id = e.kind_id
JOIN units_unit u ON u.id = coalesce(e.unit_id, c.unit_id)
WHERE e.count IS DISTINCT FROM c.count ORDER BY u.code, 2
"""
_REPORTED = """
SELECT '', i.code, CASE coalesce(r.stage, c.stage) WHEN 0 THEN 'estimate' ELSE 'final' END,
    CASE WHEN r.stage IS NULL THEN '' ELSE 'reported' END, CASE WHEN c.stage IS NULL THEN '' ELSE 'reported' END
FROM (SELECT indicator_id::bigint, stage FROM reporting_reported WHERE period_id = %(period)s) r
FULL JOIN (
    SELECT DISTINCT a.indicator_id::bigint, s.stage
    FROM reporting_standing s CROSS JOIN LATERAL unnest(s.indicator_ids) a (indicator_id)
    WHERE s.period_id = %(period)s
) c ON c.indicator_id = r.indicator_id AND c.stage = r.stage
JOIN indicators_indicator i ON i.id = coalesce(r.indicator_id, c.indicator_id)
WHERE r.stage IS NULL OR c.stage IS NULL ORDER BY i.code
"""


@transaction.atomic
def _verify_period(row: Period) -> Iterator[Difference]:
    hold_figures([row.pk])
    with connection.cursor() as cursor:
        cursor.execute(_SCRATCH)
        places.lay_out_rules(cursor)
        places.lay_out_day(cursor, row.last_day)
        totals.add_up(cursor, row.pk, "rollup_figure")
        totals.count_owed(cursor, row.pk, "rollup_expected")
        cursor.execute(_FIGURES, {"period": row.pk})
        found = [Difference(row.code, *difference) for difference in cursor.fetchall()]
        cursor.execute(_REPORTED, {"period": row.pk})
        found += [Difference(row.code, *difference) for difference in cursor.fetchall()]
        cursor.execute(_OWED, {"period": row.pk})
        found += [
            Difference(row.code, unit, kind, "owed", stored, computed)
            for unit, kind, stored, computed in cursor.fetchall()
        ]
    return iter(found)
