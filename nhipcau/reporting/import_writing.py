"""Writing checked values: what differs from what stands becomes approved submissions, and stands."""

from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from nhipcau.access import Access
from nhipcau.reporting.models import Period

# What differs from what stands, with what stood. A share's base is always 1, so it is not kept. Each answer is looked
# up in the arrays: laying out all that stands of a unit would cost three times as much.
_CHANGES = """
DROP TABLE IF EXISTS value_change;
CREATE TEMP TABLE value_change ON COMMIT DROP AS
SELECT * FROM (
    SELECT c.*, s.answers[w.at] AS old_answer, s.nums[w.at] AS old_num, s.bases[w.at] AS old_base
    FROM (
        SELECT unit_id, period_id, stage::smallint AS stage, indicator_id::int AS indicator_id,
            answer::smallint AS answer, CASE WHEN answer = 1 THEN num END AS num,
            CASE WHEN answer = 1 AND takes_base <> 'no' THEN base END AS base
        FROM value_cell
    ) c
    LEFT JOIN (
        SELECT s.* FROM (SELECT DISTINCT unit_id, period_id, stage::smallint AS stage FROM value_cell) k
        JOIN reporting_standing s USING (unit_id, period_id, stage)
    ) s USING (unit_id, period_id, stage)
    CROSS JOIN LATERAL (SELECT array_position(s.indicator_ids, c.indicator_id) AS at OFFSET 0) w
    OFFSET 0
) c
WHERE (answer, num, base) IS DISTINCT FROM (old_answer, old_num, old_base)
"""
_SUBMIT = """
DROP TABLE IF EXISTS value_submission;
CREATE TEMP TABLE value_submission (id bigint, unit_id bigint, period_id bigint, stage smallint, indicator_ids int[],
    answers smallint[], nums numeric[], bases numeric[]) ON COMMIT DROP;
WITH made AS (
    INSERT INTO reporting_submission (unit_id, period_id, stage, version, state, source, indicator_ids, answers, nums,
        bases, explanations, narrative, revision, created_at, saved_at, submitted_at, submitted_by, decided_at,
        decided_by, decision_note)
    SELECT c.unit_id, c.period_id, c.stage,
        1 + coalesce((SELECT max(version) FROM reporting_submission f WHERE f.obligation_id IS NULL
            AND f.unit_id = c.unit_id AND f.period_id = c.period_id AND f.stage = c.stage), 0),
        'approved', 'import', array_agg(c.indicator_id ORDER BY c.indicator_id),
        array_agg(c.answer ORDER BY c.indicator_id), array_agg(c.num ORDER BY c.indicator_id),
        array_agg(c.base ORDER BY c.indicator_id), '{}', '', 1, %(now)s, %(now)s, %(now)s, %(name)s,
        %(now)s, %(name)s, ''
    FROM value_change c GROUP BY c.unit_id, c.period_id, c.stage
    RETURNING id, unit_id, period_id, stage, indicator_ids, answers, nums, bases
)
INSERT INTO value_submission SELECT * FROM made;
ANALYZE value_submission;
"""
_NEWLY_STANDING = """
INSERT INTO reporting_standing (unit_id, period_id, stage, indicator_ids, answers, nums, bases, sources)
SELECT s.unit_id, s.period_id, s.stage, s.indicator_ids, s.answers, s.nums, s.bases,
    array_fill(s.id, ARRAY[cardinality(s.indicator_ids)])
FROM value_submission s
LEFT JOIN reporting_standing old USING (unit_id, period_id, stage)
WHERE old.id IS NULL
"""
# The new answer of an indicator before the old one, and only the first is kept.
_MERGED = """
UPDATE reporting_standing t SET (indicator_ids, answers, nums, bases, sources) = (
    SELECT array_agg(a.indicator_id), array_agg(a.answer), array_agg(a.num), array_agg(a.base), array_agg(a.source)
    FROM (
        SELECT DISTINCT ON (indicator_id) * FROM (
            SELECT unnest(s.indicator_ids) AS indicator_id, unnest(s.answers) AS answer, unnest(s.nums) AS num,
                unnest(s.bases) AS base, s.id AS source, false AS old
            UNION ALL
            SELECT unnest(t.indicator_ids), unnest(t.answers), unnest(t.nums), unnest(t.bases), unnest(t.sources), true
        ) both_of_them ORDER BY indicator_id, old
    ) a
)
FROM value_submission s WHERE (t.unit_id, t.period_id, t.stage) = (s.unit_id, s.period_id, s.stage)
"""


def find_changes(cursor: CursorWrapper) -> int:
    """Makes `value_change` from the checked `value_cell`: the values that are not there yet; gives how many."""
    cursor.execute(_CHANGES)
    cursor.execute("ANALYZE value_change (unit_id, period_id, stage, indicator_id)")
    cursor.execute("SELECT count(*) FROM value_change")
    return int(cursor.fetchone()[0])


def periods_of(cursor: CursorWrapper, table: str) -> list[Period]:
    """The periods that `value_cell` names, or those in which something changes by `value_change`."""
    cursor.execute(f"SELECT DISTINCT period_id FROM {table}")
    ids = [period for (period,) in cursor.fetchall()]
    return list(Period.objects.filter(pk__in=ids).order_by("starts_on", "last_day"))


def write(cursor: CursorWrapper, by: Access) -> tuple[int, int]:
    """Writes the changes as approved submissions and lets them stand; gives the first and last submission's id.

    The caller holds the figures of the touched periods and brings them up to date afterwards.
    """
    now = timezone.now()
    cursor.execute(_SUBMIT, {"now": now, "name": by.name})
    # What stands is merged before rows appear that would look merged already.
    cursor.execute(_MERGED)
    cursor.execute(_NEWLY_STANDING)
    cursor.execute("SELECT min(id), max(id) FROM value_submission")
    first, last = cursor.fetchone()
    return first, last
