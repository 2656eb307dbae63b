"""Checks of `nhipcau check-data` for this room: each finding says what it means and what to do."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from nhipcau.web.integrity import Finding

# Each answer that stands beside the submission named as its source.
_STANDING = """
SELECT u.code, p.code, coalesce(i.code, '#' || a.indicator_id), a.source
FROM reporting_standing s
JOIN units_unit u ON u.id = s.unit_id JOIN reporting_period p ON p.id = s.period_id
CROSS JOIN LATERAL unnest(s.indicator_ids, s.answers, s.nums, s.bases, s.sources)
    a (indicator_id, answer, num, base, source)
LEFT JOIN indicators_indicator i ON i.id = a.indicator_id
LEFT JOIN reporting_submission b ON b.id = a.source AND b.unit_id = s.unit_id AND b.period_id = s.period_id
    AND b.stage = s.stage AND b.state IN ('approved', 'locked', 'replaced')
LEFT JOIN LATERAL array_position(b.indicator_ids, a.indicator_id) n ON true
WHERE i.id IS NULL OR n IS NULL
    OR (a.answer, a.num, a.base) IS DISTINCT FROM (b.answers[n], b.nums[n], b.bases[n])
ORDER BY 1, 2, 3
"""
_NEVER_ADDED = """
SELECT p.code FROM reporting_period p
WHERE EXISTS (SELECT 1 FROM reporting_standing s WHERE s.period_id = p.id AND s.indicator_ids <> '{}')
AND NOT EXISTS (SELECT 1 FROM reporting_reported r WHERE r.period_id = p.id) ORDER BY p.code
"""
# A form tied to a deadline of a draft, or of a programme whose unit does not lie at or below the form's.
_ANSWERS_NOTHING = """
SELECT f.code, p.code FROM reporting_answering a
JOIN reporting_form f ON f.id = a.form_id JOIN programmes_reportdeadline d ON d.id = a.deadline_id
JOIN programmes_programme p ON p.id = d.programme_id JOIN units_unit u ON u.id = p.issuer_id
WHERE p.state = 'draft' OR (f.issuer_id IS NOT NULL AND u.path NOT LIKE '%/' || f.issuer_id || '/%')
ORDER BY 1, 2
"""
_UNEVEN = """
SELECT 'submission', s.id FROM reporting_submission s
WHERE NOT (cardinality(s.indicator_ids) = cardinality(s.answers) AND cardinality(s.answers) = cardinality(s.nums)
    AND cardinality(s.nums) = cardinality(s.bases))
UNION ALL
SELECT 'standing', s.id FROM reporting_standing s
WHERE NOT (cardinality(s.indicator_ids) = cardinality(s.answers) AND cardinality(s.answers) = cardinality(s.nums)
    AND cardinality(s.nums) = cardinality(s.bases) AND cardinality(s.bases) = cardinality(s.sources))
ORDER BY 1, 2
"""


def findings() -> Iterator[Finding]:
    """What does not hold together among reports, what stands of them, and the figures added up from that."""
    with connection.cursor() as cursor:
        cursor.execute(_UNEVEN)
        for what, pk in cursor.fetchall():
            sentence = _("The answers of %(what)s %(id)s are not as many as its indicators.") % {"what": what, "id": pk}
            yield Finding(
                "reporting.uneven", sentence, _("Restore the row from a backup: answers cannot be told apart.")
            )
        cursor.execute(_STANDING)
        for unit, period, indicator, source in cursor.fetchall():
            sentence = _("%(unit)s %(period)s %(indicator)s: what stands is not what report %(source)s said.")
            where = {"unit": unit, "period": period, "indicator": indicator, "source": source}
            yield Finding("reporting.standing", sentence % where, _("Approve the report again, or import the value."))
        cursor.execute(_ANSWERS_NOTHING)
        for form, programme in cursor.fetchall():
            sentence = _("Form %(form)s answers a deadline of %(programme)s, which asks nothing of its units.")
            yield Finding("reporting.answering", sentence % {"form": form, "programme": programme},
                          _("Open the form and untie it, or issue the programme."))  # fmt: skip
        cursor.execute(_NEVER_ADDED)
        for (period,) in cursor.fetchall():
            sentence = _("Answers of %(period)s stand, but were never added up.") % {"period": period}
            yield Finding("reporting.figures", sentence, _("Run: nhipcau rollup rebuild --period %s") % period)
