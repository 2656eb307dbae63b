"""Computing stored figures anew from the standing answers, and comparing the two."""

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.reporting import places, totals
from nhipcau.reporting.locks import hold_figures
from nhipcau.reporting.models import Period
from nhipcau.reporting.periods import calendars, ensure_rows, parse, plain
from nhipcau.reporting.shortest import siblings
from nhipcau.reporting.stored import Expected, Figure, Reported, Standing

Progress = Callable[[str, int, int | None], None]
# Periods computed at the same time, each on its own connection.
AT_ONCE = 2


def rebuild(period_codes: Iterable[str] | None = None, progress: Progress | None = None) -> int:
    """Computes the figures of these periods and of those inside them anew (None: all); gives how many periods.

    Each period is a transaction of its own, unless the caller has one. Raises `lib.periods.UnknownPeriod`.
    """
    rows = with_siblings(periods_reported(period_codes))
    tell = progress or _silent
    if connection.in_atomic_block:
        for done, row in enumerate(rows):
            rebuild_period(row)
            tell(_("Adding up"), done + 1, len(rows))
        return len(rows)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done, _none in enumerate(pool.map(_alone, rows), start=1):
            tell(_("Adding up"), done, len(rows))
    return len(rows)


def _alone(row: Period) -> None:
    """One period on a connection of this thread's own."""
    try:
        rebuild_period(row)
    finally:
        connection.close()


def _silent(what: str, done: int, total: int | None) -> None:
    """The progress of those nobody watches."""


def periods_reported(period_codes: Iterable[str] | None = None) -> list[Period]:
    """The periods that have standing answers; with codes, those of them that lie in one of these."""
    standing = Standing.objects.filter(period=OuterRef("pk"))
    # Periods that once had answers keep figures until they are computed anew.
    rows = Period.objects.filter(Exists(standing) | Q(pk__in=Reported.objects.values("period")))
    if period_codes is None:
        return list(rows.order_by("starts_on", "last_day"))
    wanted = [parse(code) for code in period_codes]
    return [row for row in rows.order_by("starts_on", "last_day") if _lies_in(row, wanted)]


def _lies_in(row: Period, spans: Sequence) -> bool:
    period = plain(row)
    return any(span.calendar == period.calendar and span.contains(period) for span in spans)


def with_siblings(rows: Iterable[Period]) -> list[Period]:
    """These periods and the others of their kind and year, whose reports are owed too; rows are made when missing."""
    rules = calendars()
    wanted = {p.code: p for row in rows for p in (plain(row), *siblings(plain(row), rules))}
    return sorted(ensure_rows(wanted.values()).values(), key=lambda row: (row.starts_on, row.last_day, row.code))


@transaction.atomic
def rebuild_period(row: Period) -> None:
    """Computes the figures of one shortest period anew: owed reports, totals, and what has been reported at all."""
    hold_figures([row.pk])
    Expected.objects.filter(period=row).delete()
    Figure.objects.filter(period=row).delete()
    Reported.objects.filter(period=row).delete()
    with connection.cursor() as cursor:
        places.lay_out_rules(cursor)
        places.lay_out_day(cursor, row.last_day)
        totals.count_owed(cursor, row.pk, "reporting_expected")
        totals.add_up(cursor, row.pk, "reporting_figure")
        totals.list_reported(cursor, row.pk)


@transaction.atomic
def expect_years_of(periods: Collection[Period]) -> None:
    """Counts what is owed in the periods of the same kinds and years, where that was not done yet."""
    if not _uncounted({row.pk for row in periods}):
        return
    rows = {row.pk: row for row in with_siblings(periods)}
    missing = _uncounted(rows)
    if not missing:
        return
    hold_figures(missing)
    # Someone else may have counted them while this waited.
    for period_id in sorted(_uncounted(missing)):
        with connection.cursor() as cursor:
            places.lay_out_day(cursor, rows[period_id].last_day)
            totals.count_owed(cursor, period_id, "reporting_expected")


def _uncounted(period_ids: Collection[int]) -> set[int]:
    counted = Period.objects.filter(Exists(Expected.objects.filter(period=OuterRef("pk"))), pk__in=period_ids)
    return set(period_ids) - set(counted.values_list("pk", flat=True))


@transaction.atomic
def tree_changed(by: Access, today: date, changed_from: date | None) -> None:
    """Brings figures in line with placements that changed from a day on (None: on any day). Called by `units`."""
    rows = with_siblings(periods_reported())
    hold_figures(row.pk for row in rows)
    for row in rows:
        if changed_from is None or row.last_day >= changed_from:
            rebuild_period(row)
        else:
            _add_new_parents(row)


# Units that had their first child only after the period, and so stood in it as leaves.
_NEW_PARENTS = """
SELECT u.id FROM units_unit u JOIN units_kind k ON k.code IS NOT NULL
JOIN LATERAL (
    SELECT kind_id FROM units_placement p WHERE p.unit_id = u.id AND p.valid_from <= %(day)s
    AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
) p ON p.kind_id = k.code
WHERE u.ever_parent
AND (k.reports AND NOT EXISTS (SELECT 1 FROM reporting_expected e WHERE e.period_id = %(period)s AND e.unit_id = u.id)
  OR EXISTS (SELECT 1 FROM reporting_standing s WHERE s.period_id = %(period)s AND s.unit_id = u.id)
     AND NOT EXISTS (SELECT 1 FROM reporting_figure f WHERE f.period_id = %(period)s AND f.unit_id = u.id))
"""


def _add_new_parents(row: Period) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NEW_PARENTS, {"period": row.pk, "day": row.last_day})
        units = [unit for (unit,) in cursor.fetchall()]
        if not units:
            return
        hold_figures([row.pk])
        Expected.objects.filter(period=row, unit__in=units).delete()
        Figure.objects.filter(period=row, unit__in=units).delete()
        places.lay_out_rules(cursor)
        places.lay_out_day(cursor, row.last_day)
        totals.count_owed(cursor, row.pk, "reporting_expected", units)
        totals.add_up(cursor, row.pk, "reporting_figure", units)
