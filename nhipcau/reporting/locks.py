"""Who waits for whom: an approval shares a period's figures with others, a recomputation has them for itself.

Whoever needs several periods takes them in one call, and what is held before what is shared: no circle of waiting.
"""

from collections.abc import Iterable

from django.db import connection

_LOCK = "SELECT pg_advisory_xact_lock{shared}(hashtext('reporting.figures'), %s)"


def share_figures(period_id: int) -> None:
    """Until the transaction ends no one recomputes the period; others may bring it up to date at the same time."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format(shared="_shared"), [period_id])


def hold_figures(period_ids: Iterable[int]) -> None:
    """Until the transaction ends no one else touches the figures of these periods."""
    with connection.cursor() as cursor:
        for period_id in sorted(period_ids):
            cursor.execute(_LOCK.format(shared=""), [period_id])
