"""Writing checked values: what differs from what stands becomes approved submissions, and stands."""

from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from nhipcau.access import Access
from nhipcau.reporting.models import Period

# A share's base is always 1, so it is not kept.
_CHANGES = """
DROP TABLE IF EXISTS value_change;
CREATE TEMP TABLE value_change ON COMMIT DROP AS
SELECT c.unit_id, c.period_id, c.stage::smallint AS stage, c.indicator_id::int AS indicator_id,
    c.answer::smallint AS answer, CASE WHEN c.answer = 1 THEN c.num END AS num,
    CASE WHEN c.answer = 1 AND c.takes_base <> 'no' THEN c.base END AS base
FROM value_cell c
"""
_UNCHANGED = """
DELETE FROM value_change c USING (
    SELECT s.unit_id, s.period_id, s.stage, a.*
    FROM reporting_standing s
    JOIN (SELECT DISTINCT unit_id, period_id, stage FROM value_change) w USING (unit_id, period_id, stage)
    CROSS JOIN LATERAL unnest(s.indicator_ids, s.answers, s.nums, s.bases) a (indicator_id, answer, num, base)
) old
WHERE (c.unit_id, c.period_id, c.stage, c.indicator_id) = (old.unit_id, old.period_id, old.stage, old.indicator_id)
AND (c.answer, c.num, c.base) IS NOT DISTINCT FROM (old.answer, old.num, old.base)
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
_MERGED = """
UPDATE reporting_standing t SET indicator_ids = m.indicator_ids, answers = m.answers, nums = m.nums, bases = m.bases,
    sources = m.sources
FROM (
    SELECT old.id, array_agg(a.indicator_id ORDER BY a.indicator_id) AS indicator_ids,
        array_agg(a.answer ORDER BY a.indicator_id) AS answers, array_agg(a.num ORDER BY a.indicator_id) AS nums,
        array_agg(a.base ORDER BY a.indicator_id) AS bases, array_agg(a.source ORDER BY a.indicator_id) AS sources
    FROM value_submission s
    JOIN reporting_standing old USING (unit_id, period_id, stage)
    CROSS JOIN LATERAL (
        SELECT o.* FROM unnest(old.indicator_ids, old.answers, old.nums, old.bases, old.sources)
            o (indicator_id, answer, num, base, source) WHERE NOT o.indicator_id = ANY(s.indicator_ids)
        UNION ALL
        SELECT n.*, s.id FROM unnest(s.indicator_ids, s.answers, s.nums, s.bases) n (indicator_id, answer, num, base)
    ) a
    GROUP BY old.id
) m WHERE t.id = m.id
"""


def find_changes(cursor: CursorWrapper) -> int:
    """Makes `value_change` from the checked `value_cell`: the values that are not there yet; gives how many."""
    cursor.execute(_CHANGES)
    cursor.execute("ANALYZE value_change")
    cursor.execute(_UNCHANGED)
    cursor.execute("SELECT count(*) FROM value_change")
    return int(cursor.fetchone()[0])


def touched_periods(cursor: CursorWrapper) -> list[Period]:
    """The periods in which something changes."""
    cursor.execute("SELECT DISTINCT period_id FROM value_change")
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
