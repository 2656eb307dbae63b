"""What follows from a changed rule of an indicator (settings.RULE_LISTENERS)."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.reporting.locks import hold_figures
from nhipcau.reporting.models import Period, Submission
from nhipcau.reporting.rebuild import rebuild_period
from nhipcau.reporting.stored import Standing
from nhipcau.web.problems import Problem

# An indicator of these with an answer that the rule it has now cannot add up.
_WITHOUT_BASE = """
SELECT i.code FROM indicators_indicator i WHERE i.id = ANY(%(indicators)s) AND i.over_units IN ('ratio', 'weighted')
AND EXISTS (
    SELECT 1 FROM reporting_standing s, unnest(s.indicator_ids, s.answers, s.bases) AS a(indicator, answer, base)
    WHERE s.indicator_ids @> ARRAY[i.id::int] AND a.indicator = i.id AND a.answer = %(given)s AND a.base IS NULL
) LIMIT 1
"""


@transaction.atomic
def rules_changed(by: Access, today: date, indicators: Sequence[int]) -> None:
    """Computes the figures anew of every period that has answers to these indicators. Called by `indicators`.

    Raises `Problem` where the new rule needs a base that approved answers do not have: figures would lose them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT_BASE, {"indicators": list(indicators), "given": Submission.GIVEN})
        found = cursor.fetchone()
    if found:
        sentence = _(
            "%(code)s has approved answers without a base; retire it and make a new indicator for the new rule."
        )
        raise Problem(sentence % {"code": found[0]})
    answered = Standing.objects.filter(indicator_ids__overlap=list(indicators)).values("period")
    rows = list(Period.objects.filter(pk__in=answered).order_by("starts_on", "last_day"))
    hold_figures(row.pk for row in rows)
    for row in rows:
        rebuild_period(row)
