"""The statement that reads figures: of parents from the stored ones, of leaves from their own standing answers."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.asked import Key
from nhipcau.reporting.totals import ANSWER_BASE, ANSWER_NUM

# Where figures and owed reports come from: stored ones (as it was), or tables of the transaction (as it is).
STORED, SCRATCH = "stored", "scratch"
# From so many figures on, sets are joined at once instead of one by one.
MANY = 10_000

_STORED_SHORT = f"""
    SELECT f.unit_id, f.period_id, f.stage, f.indicator_id, f.num, f.base, f.answered, f.covered, f.exempted
    FROM reporting_figure f
    WHERE f.unit_id = ANY(%(units)s) AND f.period_id = ANY(%(periods)s) AND f.indicator_id = ANY(%(indicators)s)
    UNION ALL
    SELECT s.unit_id, s.period_id, s.stage, a.indicator_id, {ANSWER_NUM}, {ANSWER_BASE},
        (a.answer IN (1, 2))::int, (a.answer IN (1, 2) AND l.kind_id = ANY(r.kinds))::int,
        (a.answer = 3 AND l.kind_id = ANY(r.kinds))::int
    FROM leaf l JOIN reporting_standing s ON s.period_id = l.period_id AND s.unit_id = l.unit_id
    {{answers}} {{within}}
"""
# Only where the rows that stand are not looked up leaf by leaf: there each look-up would go through both lists.
_WITHIN = "WHERE s.period_id = ANY(%(periods)s) AND s.unit_id = ANY(%(units)s)"
# The answers asked for out of a row's arrays. For a few indicators it is far quicker to look each up than to lay out
# the whole row: 14 ms instead of 90 for one indicator of 6,500 units with 60 answers each.
_ALL_ANSWERS = """CROSS JOIN LATERAL unnest(s.indicator_ids, s.answers, s.nums, s.bases)
        a (indicator_id, answer, num, base)
    JOIN rule r ON r.indicator_id = a.indicator_id"""
_SOME_ANSWERS = """CROSS JOIN rule r
    CROSS JOIN LATERAL (SELECT array_position(s.indicator_ids, r.indicator_id::int) AS at OFFSET 0) w
    CROSS JOIN LATERAL (SELECT r.indicator_id, s.answers[w.at] AS answer, s.nums[w.at] AS num, s.bases[w.at] AS base
        WHERE w.at IS NOT NULL) a"""
SOME = 6
_STORED_OWED = """
    SELECT e.unit_id, e.period_id, e.kind_id, e.count FROM reporting_expected e
    WHERE e.unit_id = ANY(%(units)s) AND e.period_id = ANY(%(periods)s)
    UNION ALL
    SELECT l.unit_id, l.period_id, l.kind_id, 1 FROM leaf l JOIN units_kind k ON k.code = l.kind_id AND k.reports
"""
_SOURCES = {
    STORED: (_STORED_SHORT, _STORED_OWED),
    SCRATCH: (
        "SELECT f.* FROM rollup_figure f WHERE f.unit_id = ANY(%(units)s)",
        "SELECT e.* FROM rollup_expected e WHERE e.unit_id = ANY(%(units)s)",
    ),
}

_READ = """
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(%(k)s::int[], %(mean)s::bool[], %(owing)s::int[]) AS t (k, mean, owing)
), asked_part AS MATERIALIZED (
    SELECT * FROM unnest(%(part_k)s::int[], %(part_period)s::bigint[], %(part_indicator)s::bigint[],
        %(part_stage)s::int[], %(part_how)s::text[]) AS t (k, period_id, indicator_id, stage, how)
), owing AS MATERIALIZED (
    SELECT t.owing, t.period_id, k.code AS kind_id
    FROM unnest(%(owing_id)s::int[], %(owing_period)s::bigint[], %(owing_kind)s::text[]) AS t (owing, period_id, kind)
    JOIN units_kind k ON k.reports AND (t.kind = '' OR t.kind = k.code)
), rule AS MATERIALIZED (
    SELECT i.id AS indicator_id, i.over_units, i.over_time,
        CASE WHEN cardinality(i.applies_to) = 0 THEN (SELECT array_agg(code) FROM units_kind WHERE reports)
        ELSE (SELECT array_agg(code) FROM units_kind WHERE reports AND code = ANY(i.applies_to)) END AS kinds
    FROM indicators_indicator i WHERE i.id = ANY(%(indicators)s)
), asked_unit AS MATERIALIZED (
    SELECT id, code, ever_parent FROM units_unit WHERE id = ANY(%(units)s)
), asked_period AS MATERIALIZED (
    SELECT id, last_day FROM reporting_period WHERE id = ANY(%(periods)s)
), leaf AS MATERIALIZED (
    SELECT p.unit_id, d.id AS period_id, p.kind_id
    FROM asked_unit u JOIN units_placement p ON p.unit_id = u.id
    JOIN asked_period d ON p.valid_from <= d.last_day AND (p.valid_to IS NULL OR p.valid_to > d.last_day)
    WHERE NOT u.ever_parent
), short AS ({short}
), total AS MATERIALIZED (
    SELECT s.unit_id, p.k,
        CASE p.how WHEN 'top' THEN max(s.num) WHEN 'top rate' THEN (array_agg(s.num ORDER BY {order}))[1]
            ELSE sum(s.num) END AS num,
        CASE p.how WHEN 'top' THEN NULL WHEN 'top rate' THEN (array_agg(s.base ORDER BY {order}))[1]
            WHEN 'weigh' THEN sum(coalesce(s.base, 1)) FILTER (WHERE s.num IS NOT NULL) ELSE sum(s.base) END AS base,
        sum(s.answered) AS answered, sum(s.covered) AS covered, sum(s.exempted) AS exempted
    FROM short s
    JOIN asked_part p ON p.period_id = s.period_id AND p.indicator_id = s.indicator_id AND p.stage = s.stage
    JOIN asked_period d ON d.id = s.period_id
    GROUP BY s.unit_id, p.k, p.how
), owed AS MATERIALIZED (
    SELECT e.unit_id, o.owing, sum(e.count) AS owed
    FROM ({owed}) e JOIN owing o ON o.period_id = e.period_id AND o.kind_id = e.kind_id GROUP BY e.unit_id, o.owing
)
SELECT {columns}
FROM total t
FULL JOIN (SELECT o.unit_id, q.k, o.owed FROM owed o JOIN asked q ON q.owing = o.owing) o
    ON o.unit_id = t.unit_id AND o.k = t.k
JOIN asked q ON q.k = coalesce(t.k, o.k)
JOIN asked_unit u ON u.id = coalesce(t.unit_id, o.unit_id)
ORDER BY u.code, q.k
"""
# The largest rate first; wide enough that no two different rates of figures look the same. Of rates of base 0 alone
# the first in time, as the engine has it.
_LARGEST = f"s.num * 1.{'0' * 80} / nullif(s.base, 0) DESC NULLS LAST, s.base DESC NULLS LAST, d.last_day"

_PLAIN_COLUMNS = """u.id, q.k, t.num, t.base, coalesce(t.answered, 0), coalesce(t.covered, 0),
    coalesce(o.owed, 0) - coalesce(t.exempted, 0)"""
# A mean rounded half to even at the sixth place: the exact quotient of whole numbers, and what is left over.
_MEAN = """(SELECT (q + CASE WHEN 2 * abs(r) > abs(b) OR 2 * abs(r) = abs(b) AND q %% 2 <> 0 THEN sign(n) * sign(b)
    ELSE 0 END) * 0.000001
    FROM (SELECT n, b, div(n, b) AS q, n - div(n, b) * b AS r FROM (SELECT t.num * 1000000 AS n, t.base AS b) x) y)"""
_TEXT_COLUMNS = f"""u.code, q.k,
    coalesce(trim_scale(CASE WHEN NOT q.mean OR t.base IS NULL THEN t.num WHEN t.base <> 0 THEN {_MEAN} END)::text, ''),
    coalesce(trim_scale(t.base)::text, ''),
    coalesce(t.answered, 0)::text, (coalesce(o.owed, 0) - coalesce(t.exempted, 0))::text"""


def read_numbers(keys: Sequence[Key], units: Sequence[int], source: str = STORED) -> list[tuple[Any, ...]]:
    """Unit id, place of the key, num, base, answered, covered, owed: a row for each figure that has anything."""
    return _read(_PLAIN_COLUMNS, source, keys, units)


def read_texts(keys: Sequence[Key], units: Sequence[int], source: str) -> list[tuple[Any, ...]]:
    """Unit code, place of the key, and value, base, answered, owed as an export writes them; by code, then key."""
    return _read(_TEXT_COLUMNS, source, keys, units)


def _read(columns: str, source: str, keys: Sequence[Key], units: Sequence[int]) -> list[tuple[Any, ...]]:
    many = len(keys) * len(units) > MANY
    statement, parameters = _statement(columns, source, _indicators(keys), many), _parameters(keys, units)
    if not many:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall()
    with transaction.atomic(), connection.cursor() as cursor:
        # Sizes of what is asked are not in the planner's books: keep it from comparing everything with everything.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
    return rows


def _statement(columns: str, source: str, indicators: int, many: bool) -> str:
    short, owed = _SOURCES[source]
    short = short.format(answers=_SOME_ANSWERS if indicators <= SOME else _ALL_ANSWERS, within=_WITHIN if many else "")
    return _READ.format(short=short, owed=owed, order=_LARGEST, columns=columns)


def _indicators(keys: Sequence[Key]) -> int:
    return len({key.indicator.pk for key in keys})


def _parameters(keys: Sequence[Key], units: Sequence[int]) -> dict[str, Any]:
    groups: dict[tuple[tuple[int, ...], tuple[str, ...]], int] = {}
    asked, parts = [], []
    for place, key in enumerate(keys):
        periods = tuple(period_id for _, period_id in key.parts)
        # A kind without a code stands for every one that reports.
        kinds = tuple(sorted(set(key.indicator.applies_to))) or ("",)
        owing = groups.setdefault((periods, kinds), len(groups))
        how = over_time(key)
        asked.append((place, shown_as_mean(key.indicator), owing))
        parts += [(place, period_id, key.indicator.pk, key.stage, how) for period_id in periods]
    owings = [(g, period, kind) for (periods, kinds), g in groups.items() for period in periods for kind in kinds]
    named = {
        "units": list(units),
        "periods": sorted({p[1] for p in parts}),
        "indicators": sorted({p[2] for p in parts}),
    }
    return {
        **named,
        **_columns(("k", "mean", "owing"), asked),
        **_columns(("part_k", "part_period", "part_indicator", "part_stage", "part_how"), parts),
        **_columns(("owing_id", "owing_period", "owing_kind"), owings),
    }


def over_time(key: Key) -> str:
    """How the figures of a key's parts become one: add, weigh (one without base weighs 1), top, top rate."""
    indicator = key.indicator
    if not key.longer or indicator.over_time in ("sum", "last"):
        return "add"
    if indicator.over_time == "max":
        return "top rate" if indicator.over_units in ("ratio", "share", "weighted") else "top"
    return "weigh"


def shown_as_mean(indicator: Indicator) -> bool:
    """Whether a figure with a base is shown as mean and weight rather than as the two parts of a rate."""
    if indicator.over_units in ("ratio", "share", "weighted"):
        return indicator.over_units == "weighted"
    return indicator.over_time != "ratio"


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}
