"""The statements that add up standing answers. They read the temporary tables of `places`.

What a row of `reporting_figure` holds, by the rule over units (answers: 1 given, 2 none arose, 3 not concerned):

sum       num Σ value, none arose 0                      max     num the largest value, none arose 0
ratio     num Σ numerator, base Σ denominator            share   num those that said yes, base those concerned
weighted  num Σ value × weight, base Σ weight            none    num and base of the unit's own answer
                                                         (value × weight where it is weighted over time)
"""

from django.db.backends.utils import CursorWrapper

# What one answer `a` to an indicator of rule `r` is by itself: the figure of a unit that never had children.
ANSWER_NUM = """
    CASE WHEN r.over_units = 'weighted' THEN CASE a.answer WHEN 1 THEN a.num * a.base END
         WHEN r.over_units = 'ratio' THEN CASE a.answer WHEN 1 THEN a.num END
         WHEN r.over_units = 'none' AND r.over_time = 'weighted'
             THEN CASE a.answer WHEN 1 THEN a.num * coalesce(a.base, 1) END
         WHEN r.over_units = 'none' AND r.over_time = 'ratio' THEN CASE a.answer WHEN 1 THEN a.num END
         ELSE CASE a.answer WHEN 1 THEN a.num WHEN 2 THEN 0 END END"""
ANSWER_BASE = """
    CASE WHEN r.over_units = 'share' THEN CASE WHEN a.answer IN (1, 2) THEN 1 END
         WHEN r.over_units IN ('weighted', 'ratio', 'none') THEN CASE a.answer WHEN 1 THEN a.base END END"""

# First, target by target, what all its answers together are, whatever the rule: small groups stay in the processor's
# cache, and nothing is decided answer by answer. Then each rule picks what it needs, and every unit above adds up.
_TOTALS = """
WITH raw AS MATERIALIZED (
    SELECT p.target, x.*
    FROM (SELECT DISTINCT target FROM rollup_target WHERE target IS NOT NULL {narrowed}) p
    CROSS JOIN LATERAL (
        SELECT s.stage, a.indicator_id, t.way, sum(a.num) AS given, max(a.num) AS top,
            sum(a.base) AS base, sum(a.num * a.base) AS product, count(a.num) AS n_given,
            count(*) FILTER (WHERE a.answer = 2) AS n_none, count(*) FILTER (WHERE a.answer = 3) AS n_na
        FROM rollup_target t
        JOIN reporting_standing s ON s.unit_id = t.unit_id AND s.period_id = %(period)s
        CROSS JOIN LATERAL unnest(s.indicator_ids, s.answers, s.nums, s.bases) a (indicator_id, answer, num, base)
        WHERE t.target = p.target {only}
        GROUP BY s.stage, a.indicator_id, t.way
    ) x
), part AS MATERIALIZED (
    SELECT w.target, w.stage, w.indicator_id, r.over_units,
        CASE r.over_units WHEN 'max' THEN greatest(w.top, CASE WHEN w.n_none > 0 THEN 0 END)
            WHEN 'weighted' THEN w.product * y.share WHEN 'ratio' THEN w.given * y.share WHEN 'none' THEN NULL
            ELSE CASE WHEN w.n_given + w.n_none > 0 THEN coalesce(w.given, 0) * y.share END END AS num,
        CASE WHEN r.over_units IN ('weighted', 'ratio') THEN w.base * y.share
            WHEN r.over_units = 'share' THEN nullif(w.n_given + w.n_none, 0) * y.share END AS base,
        CASE WHEN y.counts THEN w.n_given + w.n_none ELSE 0 END AS answered,
        CASE WHEN y.counts AND y.bit & r.mask <> 0 THEN w.n_given + w.n_none ELSE 0 END AS covered,
        CASE WHEN y.counts AND y.bit & r.mask <> 0 THEN w.n_na ELSE 0 END AS exempted
    FROM raw w JOIN rollup_rule r ON r.indicator_id = w.indicator_id JOIN rollup_way y ON y.way = w.way
)
INSERT INTO {into} (period_id, unit_id, stage, indicator_id, num, base, answered, covered, exempted)
SELECT %(period)s, c.above, p.stage, p.indicator_id,
    CASE p.over_units WHEN 'max' THEN max(p.num) ELSE sum(p.num) END, sum(p.base),
    sum(p.answered), sum(p.covered), sum(p.exempted)
FROM part p JOIN rollup_above c ON c.unit_id = p.target {chosen}
GROUP BY c.above, p.stage, p.indicator_id, p.over_units
"""
# Where units do not add up, the value is the unit's own.
_OWN = f"""
UPDATE {{into}} f SET num = o.num, base = o.base
FROM (
    SELECT s.unit_id, s.stage, a.indicator_id, {ANSWER_NUM} AS num, {ANSWER_BASE} AS base
    FROM reporting_standing s JOIN rollup_target t ON t.unit_id = s.unit_id AND t.target = s.unit_id
    CROSS JOIN LATERAL unnest(s.indicator_ids, s.answers, s.nums, s.bases) a (indicator_id, answer, num, base)
    JOIN rollup_rule r ON r.indicator_id = a.indicator_id AND r.over_units = 'none'
    WHERE s.period_id = %(period)s
) o
WHERE f.period_id = %(period)s AND f.unit_id = o.unit_id AND f.stage = o.stage AND f.indicator_id = o.indicator_id
"""

_EXPECTED = """
SELECT %(period)s, c.above, p.kind_id, count(*)
FROM rollup_place p JOIN units_kind k ON k.code = p.kind_id AND k.reports
JOIN rollup_target t ON t.unit_id = p.unit_id
JOIN rollup_above c ON c.unit_id = t.target {chosen}
WHERE p.alive GROUP BY c.above, p.kind_id
"""


def add_up(
    cursor: CursorWrapper,
    period_id: int,
    into: str,
    units: list[int] | None = None,
    *,
    indicators: list[int] | None = None,
) -> None:
    """Inserts the figures of a period into a table like `reporting_figure`; of these units or indicators alone."""
    chosen = "AND c.above = ANY(%(units)s)" if units is not None else ""
    narrowed = (
        "AND target IN (SELECT unit_id FROM rollup_above WHERE above = ANY(%(units)s))" if units is not None else ""
    )
    only = "AND a.indicator_id = ANY(%(indicators)s)" if indicators is not None else ""
    named = {"period": period_id, "units": units, "indicators": indicators}
    cursor.execute(_TOTALS.format(into=into, chosen=chosen, narrowed=narrowed, only=only), named)
    cursor.execute(_OWN.format(into=into), named)


def count_owed(cursor: CursorWrapper, period_id: int, into: str, units: list[int] | None = None) -> None:
    """Inserts how many units of each reporting kind stand at or below each unit that ever had children."""
    chosen = "AND c.above = ANY(%(units)s)" if units is not None else ""
    columns = "period_id, unit_id, kind_id, count"
    cursor.execute(
        f"INSERT INTO {into} ({columns}) {_EXPECTED.format(chosen=chosen)}", {"period": period_id, "units": units}
    )


# Every answer reaches a figure, but those of a unit that has none above it.
_REPORTED = """
INSERT INTO reporting_reported (indicator_id, stage, period_id)
SELECT indicator_id, stage, period_id FROM reporting_figure WHERE period_id = %(period)s
UNION
SELECT a.indicator_id, s.stage, s.period_id
FROM reporting_standing s LEFT JOIN rollup_target t ON t.unit_id = s.unit_id
CROSS JOIN LATERAL unnest(s.indicator_ids) a (indicator_id)
WHERE s.period_id = %(period)s AND t.target IS NULL
"""


def list_reported(cursor: CursorWrapper, period_id: int) -> None:
    """Inserts for which indicators and stages a period has standing answers, once its figures stand."""
    cursor.execute(_REPORTED, {"period": period_id})
