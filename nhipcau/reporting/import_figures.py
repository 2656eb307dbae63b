"""Figures that follow an import: its differences are added to every unit above, all of them in a few statements.

This costs what the file holds, not what stands already: a few values put into a full year touch a few figures. It
reads `value_change` (what changes, and what stood before) and `value_period`, and makes

`value_way`      unit × period that changes → `target`, the unit whose stored figure takes its answers first, and
                 `bit`, the bit of its kind if it owes reports (0: it owes none, or had ended by the last day)
`value_above`    target × period → itself and every living unit above it, and how many steps above
`value_figure`   what is added to each stored figure, and what adding cannot tell
"""

from django.db.backends.utils import CursorWrapper

from nhipcau.reporting import again, places
from nhipcau.reporting.live import moved
from nhipcau.reporting.models import Period
from nhipcau.reporting.totals import ANSWER_BASE, ANSWER_NUM

# From each unit the way up on the last day of the period, as `places` lays it out: a unit's place is the last that
# began by then, and who had ended is passed on the way.
_CLIMB = """
WITH RECURSIVE start AS MATERIALIZED ({start}), climb AS (
    SELECT s.unit_id, s.period_id, s.last_day, s.holds, s.unit_id AS at, l.*, 0 AS step
    FROM start s CROSS JOIN LATERAL (
        SELECT parent_id AS up, valid_to IS NULL OR valid_to > s.last_day AS alive, kind_id FROM units_placement
        WHERE unit_id = s.unit_id AND valid_from <= s.last_day ORDER BY valid_from DESC LIMIT 1) l
    UNION ALL
    SELECT c.unit_id, c.period_id, c.last_day, true, c.up, l.*, c.step + 1
    FROM climb c CROSS JOIN LATERAL (
        SELECT parent_id, valid_to IS NULL OR valid_to > c.last_day, kind_id FROM units_placement
        WHERE unit_id = c.up AND valid_from <= c.last_day ORDER BY valid_from DESC LIMIT 1) l
    WHERE c.step < 100 {while_}
)
"""
_TOUCHED = """
SELECT c.unit_id, c.period_id, v.last_day, u.ever_parent AS holds
FROM (SELECT DISTINCT unit_id, period_id FROM value_change) c
JOIN value_period v ON v.id = c.period_id JOIN units_unit u ON u.id = c.unit_id
"""
_WAYS = f"""
DROP TABLE IF EXISTS value_way, value_above;
CREATE TEMP TABLE value_way ON COMMIT DROP AS
{_CLIMB.format(start=_TOUCHED, while_="AND NOT (c.alive AND c.holds)")}
SELECT t.unit_id, t.period_id, t.last_day, t.at AS target, coalesce(b.bit, 0) AS bit
FROM climb t JOIN climb own ON own.unit_id = t.unit_id AND own.period_id = t.period_id AND own.step = 0
LEFT JOIN ({places.KIND_BITS}) b ON own.alive AND b.code = own.kind_id
WHERE t.alive AND t.holds;
CREATE TEMP TABLE value_above ON COMMIT DROP AS
{_CLIMB.format(start="SELECT DISTINCT target AS unit_id, period_id, last_day, true AS holds FROM value_way", while_="")}
SELECT unit_id AS target, period_id, at AS above, min(step) AS step FROM climb WHERE alive
GROUP BY unit_id, period_id, at;
ANALYZE value_way, value_above;
"""
# Of each answer that changes, what it is by itself (`b` before, `n` now); of each target, what they change together;
# then every unit above adds up. Of a maximum only what comes can be added: `sunk` is the largest value that sank or
# went. `lost`: a mean or rate lost a value, perhaps the last.
_FIGURES = f"""
DROP TABLE IF EXISTS value_figure;
CREATE TEMP TABLE value_figure ON COMMIT DROP AS
WITH part AS MATERIALIZED (
    SELECT w.period_id, w.target, c.stage, c.indicator_id, r.over_units,
        CASE r.over_units WHEN 'none' THEN NULL WHEN 'max' THEN max(n.num)
            ELSE sum(coalesce(n.num, 0) - coalesce(b.num, 0)) FILTER (WHERE n.num IS NOT NULL OR b.num IS NOT NULL)
            END AS num,
        CASE WHEN r.over_units <> 'none' THEN sum(coalesce(n.base, 0) - coalesce(b.base, 0))
            FILTER (WHERE n.base IS NOT NULL OR b.base IS NOT NULL) END AS base,
        sum(n.answered - b.answered)::int AS answered,
        coalesce(sum(n.answered - b.answered) FILTER (WHERE w.bit & r.mask <> 0), 0)::int AS covered,
        coalesce(sum(n.exempted - b.exempted) FILTER (WHERE w.bit & r.mask <> 0), 0)::int AS exempted,
        max(b.num) FILTER (WHERE r.over_units = 'max' AND (n.num IS NULL OR n.num < b.num)) AS sunk,
        bool_or(r.over_units IN ('weighted', 'ratio') AND b.num IS NOT NULL AND n.num IS NULL) AS lost
    FROM value_change c
    JOIN value_way w ON w.unit_id = c.unit_id AND w.period_id = c.period_id
    JOIN rollup_rule r ON r.indicator_id = c.indicator_id
    CROSS JOIN LATERAL (
        SELECT {ANSWER_NUM} AS num, {ANSWER_BASE} AS base, (a.answer IN (1, 2))::int AS answered,
            (a.answer = 3)::int AS exempted
        FROM (SELECT coalesce(c.old_answer, 0) AS answer, c.old_num AS num, c.old_base AS base) a) b
    CROSS JOIN LATERAL (
        SELECT {ANSWER_NUM} AS num, {ANSWER_BASE} AS base, (a.answer IN (1, 2))::int AS answered,
            (a.answer = 3)::int AS exempted
        FROM (SELECT c.answer, c.num, c.base) a) n
    GROUP BY w.period_id, w.target, c.stage, c.indicator_id, r.over_units
)
SELECT p.period_id, a.above AS unit_id, p.stage, p.indicator_id,
    CASE p.over_units WHEN 'max' THEN max(p.num) ELSE sum(p.num) END AS num, sum(p.base) AS base,
    sum(p.answered)::int AS answered, sum(p.covered)::int AS covered, sum(p.exempted)::int AS exempted,
    max(p.sunk) AS sunk, bool_or(p.lost) AS lost, max(a.step) AS step
FROM part p JOIN value_above a ON a.target = p.target AND a.period_id = p.period_id
GROUP BY p.period_id, a.above, p.stage, p.indicator_id, p.over_units
"""
# Nobody else touches these figures meanwhile: this is quicker than an insertion that looks out for others.
_ADDED = f"""
MERGE INTO reporting_figure f
USING (
    SELECT v.*, r.over_units FROM value_figure v JOIN rollup_rule r USING (indicator_id)
    ORDER BY period_id, unit_id, stage, indicator_id
) r ON f.period_id = r.period_id AND f.unit_id = r.unit_id AND f.stage = r.stage AND f.indicator_id = r.indicator_id
WHEN MATCHED THEN UPDATE SET num = {moved("num", "r")}, base = {moved("base", "r")},
    answered = f.answered + r.answered, covered = f.covered + r.covered, exempted = f.exempted + r.exempted
WHEN NOT MATCHED THEN INSERT (period_id, unit_id, stage, indicator_id, num, base, answered, covered, exempted)
    VALUES (r.period_id, r.unit_id, r.stage, r.indicator_id, r.num, r.base, r.answered, r.covered, r.exempted)
"""
# Where units do not add up, the value is the unit's own.
_OWN = f"""
UPDATE reporting_figure f SET num = {ANSWER_NUM}, base = {ANSWER_BASE}
FROM value_change a JOIN value_way w ON w.unit_id = a.unit_id AND w.period_id = a.period_id AND w.target = a.unit_id
JOIN rollup_rule r ON r.indicator_id = a.indicator_id AND r.over_units = 'none'
WHERE (f.period_id, f.unit_id, f.stage, f.indicator_id) = (a.period_id, a.unit_id, a.stage, a.indicator_id)
"""
_REPORTED = """
INSERT INTO reporting_reported (indicator_id, stage, period_id)
SELECT DISTINCT indicator_id, stage, period_id FROM value_change ON CONFLICT DO NOTHING
"""
_DOUBTS = """
SELECT period_id, unit_id, stage, indicator_id, step, sunk FROM value_figure WHERE sunk IS NOT NULL OR lost
"""


def follow(cursor: CursorWrapper, rows: list[Period]) -> None:
    """Brings the figures of these periods in line with `value_change`: as if all were added up again.

    The caller holds their figures; what stands is written already, and what is owed is counted.
    """
    places.lay_out_rules(cursor)
    cursor.execute(_WAYS)
    cursor.execute(_FIGURES)
    cursor.execute(_ADDED)
    cursor.execute(_OWN)
    cursor.execute(_REPORTED)
    cursor.execute(_DOUBTS)
    doubts = {tuple(key): again.Doubt(step, sunk) for *key, step, sunk in cursor.fetchall()}
    again.add_up_again(doubts, {row.pk: row for row in rows})
