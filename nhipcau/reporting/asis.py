"""Figures *as it is*: today's tree, with the answers of ended units at their successors. Computed on demand.

`rollup.views` says under which living units, and with what share, a unit's answers are seen. Sums and bases are
divided exactly; the reports themselves count whole at the greatest share.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Exists, OuterRef

from nhipcau.lib.decimals import EXACT
from nhipcau.reporting import places, totals
from nhipcau.reporting.asked import Key
from nhipcau.reporting.models import Period
from nhipcau.rollup import places as dated
from nhipcau.rollup import views
from nhipcau.units import models as tree

_SCRATCH = """
DROP TABLE IF EXISTS rollup_figure, rollup_expected, asis_moved;
CREATE TEMP TABLE rollup_figure (period_id bigint, unit_id bigint, stage int, indicator_id bigint, num numeric,
    base numeric, answered bigint, covered bigint, exempted bigint) ON COMMIT DROP;
CREATE TEMP TABLE rollup_expected (period_id bigint, unit_id bigint, kind_id text, count bigint) ON COMMIT DROP;
CREATE TEMP TABLE asis_moved (period_id bigint, unit_id bigint, target bigint, share numeric, counts boolean)
    ON COMMIT DROP;
"""
# Today's tree says where answers go; each period's own day says what was owed.
_TARGETS_OF_PERIOD = f"""
DROP TABLE IF EXISTS rollup_target, rollup_way, asis_target;
CREATE TEMP TABLE asis_target ON COMMIT DROP AS
SELECT t.unit_id, CASE WHEN h.holds THEN t.target ELSE h.up END AS target, t.share, t.counts,
    coalesce(b.bit, 0) AS bit, p.kind_id,
    dense_rank() OVER (ORDER BY t.share, t.counts, coalesce(b.bit, 0)) AS way
FROM (
    SELECT unit_id, target, share, counts FROM asis_moved WHERE period_id = %(period)s
    UNION ALL
    SELECT unit_id, unit_id, 1, true FROM rollup_place r
    WHERE r.alive AND NOT EXISTS (SELECT 1 FROM asis_moved m WHERE m.period_id = %(period)s AND m.unit_id = r.unit_id)
) t
JOIN rollup_place h ON h.unit_id = t.target
LEFT JOIN units_placement p ON p.unit_id = t.unit_id AND p.valid_from <= %(day)s
    AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
LEFT JOIN ({places.KIND_BITS}) b ON b.code = p.kind_id
WHERE CASE WHEN h.holds THEN t.target ELSE h.up END IN (SELECT unit_id FROM rollup_above);
CREATE TEMP TABLE rollup_target ON COMMIT DROP AS SELECT unit_id, target, way FROM asis_target;
CREATE TEMP TABLE rollup_way ON COMMIT DROP AS SELECT DISTINCT way, share, counts, bit FROM asis_target;
CREATE INDEX ON rollup_target (target, unit_id);
ANALYZE rollup_target, rollup_way;
"""
_OWED = """
INSERT INTO rollup_expected
SELECT %(period)s, c.above, t.kind_id, count(*) FROM asis_target t JOIN rollup_above c ON c.unit_id = t.target
WHERE t.bit <> 0 AND t.counts GROUP BY c.above, t.kind_id
"""


# Places after the point to which a share such as 1/3 is cut.
_PLACES = 30


def lay_out(asked: Sequence[Key], today: date, units: Sequence[int] | None = None) -> None:
    """Makes `rollup_figure` and `rollup_expected` for every period the keys count.

    For every unit alive today, or for those of `units` alone.
    """
    wanted = {period_id for key in asked for _part, period_id in key.parts}
    rows = list(Period.objects.filter(pk__in=wanted))
    indicators = sorted({key.indicator.pk for key in asked})
    with connection.cursor() as cursor:
        cursor.execute(_SCRATCH)
        places.lay_out_rules(cursor)
        places.lay_out_day(cursor, today, of_all=units is None, also=units or ())
        if units is not None:
            cursor.execute("DELETE FROM rollup_above WHERE NOT above = ANY(%s)", [list(units)])
        _copy_moved(cursor, rows, today)
        for row in rows:
            cursor.execute(_TARGETS_OF_PERIOD, {"period": row.pk, "day": row.last_day})
            totals.add_up(cursor, row.pk, "rollup_figure", indicators=indicators)
            cursor.execute(_OWED, {"period": row.pk})
        cursor.execute("ANALYZE rollup_figure; ANALYZE rollup_expected")


def shares_on(day: date, today: date) -> dict[int, dict[int, Fraction]]:
    """Unit → the shares under which its answers of a period that ended on `day` are seen today.

    Units seen under nothing but themselves are left out, and those with nothing alive above them.
    """
    return next(_shares([day], today))[1]


def _shares(days: Sequence[date], today: date) -> Iterator[tuple[date, dict[int, dict[int, Fraction]]]]:
    rows = tree.Succession.objects.values_list("predecessor", "successor", "effective_on", "share")
    successions = views.by_predecessor(views.Succession(*row) for row in rows)
    stands = tree.Placement.objects.on(today).filter(unit=OuterRef("pk"))
    stood = tree.Placement.objects.filter(unit=OuterRef("pk"))
    ended = tree.Unit.objects.filter(~Exists(stands), Exists(stood)).values_list("pk", flat=True)
    concerned = sorted({*ended, *successions})
    where = _places() if concerned else {}
    for day in days:
        seen = {unit: _seen(unit, successions, where, today, day) for unit in concerned}
        yield day, {unit: found for unit, found in seen.items() if found and found != {unit: Fraction(1)}}


def _seen(
    unit: int,
    successions: Mapping[int, Sequence[views.Succession[int]]],
    where: dated.Places[int],
    today: date,
    day: date,
) -> dict[int, Fraction]:
    try:
        return views.today_shares(unit, successions, where, today, day)
    except views.NoHome:
        # The root itself ended: there is no unit whose figure could hold its answers.
        return {}


def _places() -> dated.Places[int]:
    rows = tree.Placement.objects.values_list("unit", "parent", "valid_from", "valid_to")
    return dated.by_unit(dated.Placement(*row) for row in rows.iterator(chunk_size=20_000))


def _copy_moved(cursor: CursorWrapper, rows: Sequence[Period], today: date) -> None:
    into = "COPY asis_moved (period_id, unit_id, target, share, counts) FROM STDIN"
    found = list(_shares(sorted({row.last_day for row in rows}), today))
    heirs = {heir for _day, units_of_day in found for shares in units_of_day.values() for heir in shares}
    codes = dict(tree.Unit.objects.filter(pk__in=heirs).values_list("pk", "code"))
    with cursor.copy(into) as copy:
        for day, units_of_day in found:
            for row in (row for row in rows if row.last_day == day):
                for unit, shares in units_of_day.items():
                    main = min(shares, key=lambda heir: (-shares[heir], codes[heir]))
                    for heir, share in _cut(shares, main).items():
                        copy.write_row((row.pk, unit, heir, share, heir == main))


def _cut(shares: Mapping[int, Fraction], main: int) -> dict[int, Decimal]:
    """Shares as decimals that add up to exactly 1: what does not end is cut, and the greatest takes the rest."""
    cut = {heir: Decimal(int(share * 10**_PLACES)).scaleb(-_PLACES, EXACT) for heir, share in shares.items()}
    cut[main] = Decimal(1)
    for heir, share in cut.items():
        if heir != main:
            cut[main] = EXACT.subtract(cut[main], share)
    return cut
