"""Yearly results from before the monthly reports: what dividing by last year's result goes by."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from nhipcau.demo.answers import ROWS, Workplace
from nhipcau.demo.federation import START
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import Period as Span
from nhipcau.reporting.answers import pack
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.stored import Standing
from nhipcau.units.models import Placement, Unit

# The year before the annex; besides it the year before the one that runs gets its results.
BEFORE_THE_ANNEX = 2023
TAKEN_OVER = "Số liệu năm nhập từ sổ cũ"


def write_years(today: date, months: list[Span], seed: int) -> list[str]:
    """Results of whole years, as taken over from old books; gives the codes of the years.

    What the monthly form asks is left out of a year that has monthly reports: it would count twice.
    """
    years = [year for year in {BEFORE_THE_ANNEX, today.year - 1} if START.year <= year < today.year]
    for year in years:
        monthly = ROWS if any(month.start.year == year for month in months) else ()
        _write(year, monthly, seed)
    return [str(year) for year in years]


def _write(year: int, without: tuple[str, ...], seed: int) -> None:
    period, at = ensure_period(str(year)), datetime(year, 12, 31, 3, tzinfo=UTC)
    indicators = dict(Indicator.objects.values_list("code", "pk"))
    there = Placement.objects.on(date(year, 12, 31)).filter(kind__reports=True)
    rows = []
    for unit in Unit.objects.filter(pk__in=there.values("unit")).order_by("code"):
        answers = Workplace(unit.code, unit.name, seed + year).year()
        kept = {indicators[code]: answer for code, answer in answers.items() if code not in without}
        rows.append(
            Submission(
                unit=unit,
                period=period,
                state=Submission.APPROVED,
                source="import",
                submitted_at=at,
                submitted_by=TAKEN_OVER,
                decided_at=at,
                decided_by=TAKEN_OVER,
                **pack(kept),
            )
        )
    Submission.objects.bulk_create(rows, batch_size=1000)
    stand(rows)


def stand(rows: Sequence[Submission]) -> None:
    """Makes what these approved reports say what counts of their units."""
    Standing.objects.bulk_create(
        [
            Standing(
                unit_id=row.unit_id,
                period_id=row.period_id,
                stage=row.stage,
                indicator_ids=row.indicator_ids,
                answers=row.answers,
                nums=row.nums,
                bases=row.bases,
                sources=[row.pk] * len(row.answers),
            )
            for row in rows
        ],
        batch_size=1000,
    )
