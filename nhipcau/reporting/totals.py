"""The statements that add up standing answers. They read the temporary tables of `places`.

What a row of `reporting_figure` holds, by the rule over units (answers: 1 given, 2 none arose, 3 not concerned):

sum       num Σ value, none arose 0                      max     num the largest value, none arose 0
ratio     num Σ numerator, base Σ denominator            share   num those that said yes, base those concerned
weighted  num Σ value × weight, base Σ weight            none    num and base of the unit's own answer
                                                         (value × weight where it is weighted over time)
"""

from django.db.backends.utils import CursorWrapper

FIGURE_COLUMNS = "period_id, unit_id, stage, indicator_id, num, base, answered, covered, exempted"


def answer_num(own: str, share: str = "") -> str:
    """SQL: what one answer `a` to an indicator of rule `r` adds to num. `own`: a condition, is it the unit's own?"""
    return f"""
    CASE WHEN r.over_units IN ('sum', 'share') THEN CASE a.answer WHEN 1 THEN a.num{share} WHEN 2 THEN 0 END
         WHEN r.over_units = 'weighted' THEN CASE a.answer WHEN 1 THEN a.num * a.base{share} END
         WHEN r.over_units = 'ratio' THEN CASE a.answer WHEN 1 THEN a.num{share} END
         WHEN r.over_units = 'max' THEN CASE a.answer WHEN 1 THEN a.num WHEN 2 THEN 0 END
         WHEN {own} THEN CASE WHEN a.answer = 1 AND r.over_time = 'weighted' THEN a.num * coalesce(a.base, 1)
             WHEN a.answer = 1 THEN a.num
             WHEN a.answer = 2 AND r.over_time NOT IN ('weighted', 'ratio') THEN 0 END END"""


def answer_base(own: str, share: str = "") -> str:
    """SQL: what one answer adds to base, in the same words as `answer_num`."""
    return f"""
    CASE WHEN r.over_units = 'share' THEN CASE WHEN a.answer IN (1, 2) THEN 1{share} END
         WHEN r.over_units IN ('weighted', 'ratio') THEN CASE a.answer WHEN 1 THEN a.base{share} END
         WHEN r.over_units = 'none' AND {own} THEN CASE a.answer WHEN 1 THEN a.base END END"""


_OWN = "s.unit_id = t.target"
_NUM, _BASE = answer_num(_OWN, "{share}"), answer_base(_OWN, "{share}")
# Two steps: answers by the unit that takes them first, then those by every unit above.
_TOTALS = f"""
WITH part AS MATERIALIZED (
    SELECT t.target, s.stage, a.indicator_id, r.over_units,
        CASE WHEN r.over_units = 'max' THEN max({_NUM}) ELSE sum({_NUM}) END AS num,
        sum({_BASE}) AS base,
        count(*) FILTER (WHERE t.counts AND a.answer IN (1, 2)) AS answered,
        count(*) FILTER (WHERE t.counts AND a.answer IN (1, 2) AND t.bit & r.mask <> 0) AS covered,
        count(*) FILTER (WHERE t.counts AND a.answer = 3 AND t.bit & r.mask <> 0) AS exempted
    FROM reporting_standing s
    JOIN rollup_target t ON t.unit_id = s.unit_id
    CROSS JOIN LATERAL unnest(s.indicator_ids, s.answers, s.nums, s.bases) a (indicator_id, answer, num, base)
    JOIN rollup_rule r ON r.indicator_id = a.indicator_id
    WHERE s.period_id = %(period)s {{narrowed}}
    GROUP BY t.target, s.stage, a.indicator_id, r.over_units
)
SELECT %(period)s, c.above, p.stage, p.indicator_id,
    CASE p.over_units WHEN 'max' THEN max(p.num) WHEN 'none' THEN max(p.num) FILTER (WHERE p.target = c.above)
        ELSE sum(p.num) END,
    CASE p.over_units WHEN 'none' THEN max(p.base) FILTER (WHERE p.target = c.above) ELSE sum(p.base) END,
    sum(p.answered), sum(p.covered), sum(p.exempted)
FROM part p JOIN rollup_above c ON c.unit_id = p.target {{chosen}}
GROUP BY c.above, p.stage, p.indicator_id, p.over_units
"""

_EXPECTED = """
SELECT %(period)s, c.above, p.kind_id, count(*)
FROM rollup_place p JOIN units_kind k ON k.code = p.kind_id AND k.reports
JOIN rollup_target t ON t.unit_id = p.unit_id
JOIN rollup_above c ON c.unit_id = t.target {chosen}
WHERE p.alive GROUP BY c.above, p.kind_id
"""


def add_up(
    cursor: CursorWrapper, period_id: int, into: str, units: list[int] | None = None, *, shared: bool = False
) -> None:
    """Inserts the figures of a period into a table with `FIGURE_COLUMNS`; with `units`, those of these units only.

    `shared`: whether units may take a part of another's answers (`rollup_target.share`).
    """
    chosen = "AND c.above = ANY(%(units)s)" if units is not None else ""
    narrowed = (
        "AND t.target IN (SELECT unit_id FROM rollup_above WHERE above = ANY(%(units)s))" if units is not None else ""
    )
    totals = _TOTALS.format(chosen=chosen, narrowed=narrowed, share=" * t.share" if shared else "")
    cursor.execute(f"INSERT INTO {into} ({FIGURE_COLUMNS}) {totals}", {"period": period_id, "units": units})


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
