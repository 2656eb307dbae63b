"""The tables and statements that storage.py measures, one entry a candidate."""

INDICATORS = 60

# Answers: 0 missing, 1 given, 2 none arose, 3 not concerned. Stage 2 is final. Unit 1 is the root, 2 the big province.

SCHEMA = """
DROP SCHEMA IF EXISTS storage_bench CASCADE;
CREATE SCHEMA storage_bench;
SET search_path = storage_bench;
CREATE TABLE unit (id int PRIMARY KEY, parent int, target int NOT NULL);
CREATE TABLE closure (unit int, ancestor int, depth int, PRIMARY KEY (unit, ancestor));
CREATE TABLE value_a (unit int, period int, indicator int, stage smallint, answer smallint,
    num numeric(20,6), base numeric(20,6), PRIMARY KEY (unit, period, indicator, stage));
CREATE TABLE value_b (unit int, period int, stage smallint, indicator_ids int[], answers smallint[],
    nums numeric(20,6)[], bases numeric(20,6)[], PRIMARY KEY (unit, period, stage),
    CHECK (cardinality(answers) = cardinality(indicator_ids) AND cardinality(nums) = cardinality(indicator_ids)
           AND cardinality(bases) = cardinality(indicator_ids)));
CREATE TABLE value_c (unit int, period int, stage smallint, cells jsonb, PRIMARY KEY (unit, period, stage));
CREATE TABLE figure_row (period int, unit int, stage smallint, indicator int, num numeric, base numeric, high numeric,
    answered int, excused int, PRIMARY KEY (period, unit, stage, indicator)) WITH (fillfactor = 80);
CREATE TABLE figure_array (period int, unit int, stage smallint, indicator_ids int[], nums numeric[], bases numeric[],
    highs numeric[], answered int[], excused int[], PRIMARY KEY (period, unit, stage)) WITH (fillfactor = 80);
"""

# Counts, amounts in đồng and decimals mixed; every fourth indicator has a base; 85 % given, 10 % none arose.
SOURCE = f"""
SELECT setseed(0.42);
CREATE UNLOGGED TABLE source AS
SELECT unit, indicator, answer,
    CASE WHEN answer <> 1 THEN NULL WHEN mod(indicator, 5) = 0 THEN round((random() * 1e9)::numeric, 0)
         WHEN mod(indicator, 7) = 0 THEN round((random() * 1e4)::numeric, 2)
         ELSE floor(exp(random() * 7))::numeric END::numeric(20,6) AS num,
    CASE WHEN answer = 1 AND mod(indicator, 4) = 0 THEN floor(random() * 5000)::numeric END::numeric(20,6) AS base
FROM (SELECT id AS unit, indicator,
          (CASE WHEN r < .85 THEN 1 WHEN r < .95 THEN 2 WHEN r < .98 THEN 3 ELSE 0 END)::smallint AS answer
      FROM (SELECT id, indicator, random() AS r FROM unit, generate_series(1, {INDICATORS}) AS indicator) AS d) AS cell
"""

# What a client would send, each candidate from the same source. A has no row where nothing was answered.
SENT = {
    "a": "SELECT unit, 1, indicator, 2, answer, num, base FROM source WHERE answer > 0",
    "b": """SELECT unit, 1, 2, array_agg(indicator), array_agg(answer), array_agg(num), array_agg(base)
            FROM (SELECT * FROM source ORDER BY unit, indicator) AS s GROUP BY unit""",
    "c": """SELECT unit, 1, 2, jsonb_object_agg(indicator,
                jsonb_strip_nulls(jsonb_build_object('a', answer, 'n', num, 'b', base)))
            FROM (SELECT * FROM source WHERE answer > 0 ORDER BY unit) AS s GROUP BY unit""",
}
FORM = "SELECT * FROM value_{} WHERE unit = %s AND period = 1 AND stage = 2"
CHILDREN = {
    "a": """SELECT unit, answer, num, base FROM value_a JOIN unit u ON u.id = unit
            WHERE u.parent = 2 AND period = 1 AND stage = 2 AND indicator = %(i)s""",
    "b": """SELECT unit, answers[n], nums[n], bases[n]
            FROM value_b JOIN unit u ON u.id = unit, array_position(indicator_ids, %(i)s) AS n
            WHERE u.parent = 2 AND period = 1 AND stage = 2""",
    "c": """SELECT unit, (cell->>'a')::smallint, (cell->>'n')::numeric, (cell->>'b')::numeric
            FROM (SELECT unit, cells->%(i)s::text AS cell FROM value_c JOIN unit u ON u.id = unit
                  WHERE u.parent = 2 AND period = 1 AND stage = 2) AS s""",
}
CELLS = {
    "a": "SELECT unit, stage, indicator, answer, num, base FROM value_a WHERE period = {month}",
    "b": """SELECT unit, stage, c.* FROM value_b, unnest(indicator_ids, answers, nums, bases)
            AS c(indicator, answer, num, base) WHERE period = {month} AND answer > 0""",
    "c": """SELECT unit, stage, key::int AS indicator, (cell->>'a')::smallint AS answer, (cell->>'n')::numeric AS num,
            (cell->>'b')::numeric AS base FROM value_c, jsonb_each(cells) AS c(key, cell) WHERE period = {month}""",
}
SUMS = """stage, indicator, sum(num) AS num, sum(base) AS base, max(num) AS high,
    count(*) FILTER (WHERE answer IN (1, 2)) AS answered, count(*) FILTER (WHERE answer = 3) AS excused"""
# Two ways to what each parent gets directly: one GROUP BY over all, or a small one for each parent in turn.
OWN = {
    "in one": f"SELECT target, {SUMS} FROM ({{cells}}) AS cell JOIN unit u ON u.id = cell.unit GROUP BY 1, 2, 3",
    "by parent": f"""SELECT p.id AS target, sums.* FROM unit p, LATERAL (
        SELECT {SUMS} FROM unit u JOIN ({{cells}}) AS cell ON cell.unit = u.id
        WHERE u.target = p.id GROUP BY stage, indicator) AS sums WHERE p.id = p.target""",
}
REBUILD = """
INSERT INTO {into} (period, unit, stage, indicator, num, base, high, answered, excused)
WITH own AS ({own})
SELECT {month}, ancestor, stage, indicator, sum(num), sum(base), max(high), sum(answered), sum(excused)
FROM own JOIN closure ON closure.unit = own.target GROUP BY ancestor, stage, indicator
"""
# One approval: the unit's values, then its deltas added to every ancestor, rows locked in one agreed order.
SUBMIT = "INSERT INTO value_b VALUES (%(leaf)s, %(version)s, 2, %(ids)s, %(answers)s, %(nums)s, %(bases)s)"
APPROVE_ROWS = """
INSERT INTO figure_row AS f (period, unit, stage, indicator, num, base, high, answered, excused)
SELECT 12, ancestor, 2, d.indicator, d.num, d.base, d.num, 1, 0
FROM closure c, unnest(%(ids)s::int[], %(nums)s::numeric[], %(bases)s::numeric[]) AS d(indicator, num, base)
WHERE c.unit = %(parent)s ORDER BY ancestor {order}, d.indicator
ON CONFLICT (period, unit, stage, indicator) DO UPDATE SET num = coalesce(f.num, 0) + excluded.num,
    base = coalesce(f.base, 0) + excluded.base, high = greatest(f.high, excluded.high),
    answered = f.answered + excluded.answered, excused = f.excused + excluded.excused
"""
APPROVE_ARRAYS = """
INSERT INTO figure_array AS f (period, unit, stage, indicator_ids, nums, bases, highs, answered, excused)
SELECT 12, ancestor, 2, %(all_ids)s, %(all_nums)s, %(all_bases)s, %(all_nums)s, %(all_answered)s, %(all_excused)s
FROM closure c WHERE c.unit = %(parent)s ORDER BY ancestor {order}
ON CONFLICT (period, unit, stage) DO UPDATE SET (nums, bases, highs, answered, excused) = (
    SELECT array_agg(coalesce(n0, 0) + n1 ORDER BY k), array_agg(coalesce(b0, 0) + b1 ORDER BY k),
        array_agg(greatest(h0, h1) ORDER BY k), array_agg(a0 + a1 ORDER BY k), array_agg(e0 + e1 ORDER BY k)
    FROM unnest(f.nums, excluded.nums, f.bases, excluded.bases, f.highs, excluded.highs, f.answered,
        excluded.answered, f.excused, excluded.excused)
        WITH ORDINALITY AS t(n0, n1, b0, b1, h0, h1, a0, a1, e0, e1, k))
"""
DASHBOARD = {
    "f1": """SELECT period, unit, indicator, num, base, answered, excused FROM figure_row
             WHERE period = ANY(%(months)s) AND unit = ANY(%(provinces)s) AND stage = 2 AND indicator = ANY(%(ids)s)""",
    "f3": """SELECT period, unit, t.* FROM figure_array, unnest(indicator_ids, nums, bases, answered, excused)
             AS t(indicator, num, base, answered, excused) WHERE period = ANY(%(months)s)
             AND unit = ANY(%(provinces)s) AND stage = 2 AND indicator = ANY(%(ids)s)""",
}
SUM_ON_READ = """
SELECT ancestor, indicator, sum(num), sum(base), max(num), count(*) FILTER (WHERE answer IN (1, 2))
FROM ({cells}) AS cell JOIN unit u ON u.id = cell.unit JOIN closure c ON c.unit = u.target
WHERE ancestor = ANY(%(provinces)s) AND indicator = ANY(%(ids)s) GROUP BY ancestor, indicator
"""
ROOT_TOTAL = {
    "figure_row": "SELECT sum(num) FROM figure_row WHERE period = 12 AND unit = 1",
    "figure_array": "SELECT sum(n) FROM figure_array, unnest(nums) AS n WHERE period = 12 AND unit = 1",
}
