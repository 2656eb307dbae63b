"""What of a span cannot have been reported yet: the answers owed for its periods that have not begun.

An export counts them as owed, as its contract says; a page says beside the reported ones how many are not due yet.
"""

from collections.abc import Iterable
from datetime import date

from nhipcau.dashboards.so_far import Read, SoFar, so_far
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import Period
from nhipcau.reporting.shortest import parts_of
from nhipcau.rollup import EMPTY, Figure


def not_begun(reach: SoFar, given: Iterable[Period], today: date | None) -> tuple[Period, ...]:
    """The shortest periods of a span that begin after today, in order."""
    return () if today is None else tuple(period for period in _shortest(reach, given) if period.start > today)


def begun_of(reach: SoFar, given: Iterable[Period], today: date | None) -> SoFar | None:
    """The span as far as it has begun, where it has begun but not to its end."""
    if today is None or reach.end.last_day <= today:
        return None
    begun = [period for period in _shortest(reach, given) if period.start <= today]
    return SoFar(reach.span, reach.rules, begun[-1]) if begun and begun[-1].last_day < reach.end.last_day else None


def _shortest(reach: SoFar, given: Iterable[Period]) -> list[Period]:
    known = tuple(given)
    return [part for piece in reach.pieces for part in parts_of(piece, known, reach.rules) or (piece,)]


def not_due(
    found: Read, unit: int, indicator: Indicator, reach: SoFar, begun: SoFar | None, waiting: tuple[Period, ...]
) -> int:
    """How many of a unit's answers that have not come are not due yet. `waiting`: what `not_begun` gave."""
    if not waiting:
        return 0
    whole = so_far(found, unit, reach, indicator) or EMPTY
    # Of a stock only the last period is counted, and that is one of those to come.
    if begun is None or indicator.over_time == "last":
        return _open(whole)
    return max(0, _open(whole) - _open(so_far(found, unit, begun, indicator) or EMPTY))


def _open(figure: Figure) -> int:
    return figure.owed - figure.covered
