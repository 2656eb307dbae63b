"""Figures of a span that may not be over: counted up to the end of a chosen month, and from which periods."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from nhipcau.dashboards.words import rule_of
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import TERM, YEAR, CalendarRule, Period, containing, sub_periods
from nhipcau.reporting.asked import ByIndicator, keys
from nhipcau.reporting.reading import read_numbers
from nhipcau.reporting.shortest import parts_of
from nhipcau.rollup import Figure, over_time

# (unit id, code of a piece, indicator id) → figure; missing where there is nothing.
Read = Mapping[tuple[int, str, int], Figure]


@dataclass(frozen=True)
class SoFar:
    """A span counted from its first day to the last day of `to` (the whole span, where `to` is None or beyond it)."""

    span: Period
    rules: Mapping[str, CalendarRule]
    to: Period | None = None

    @property
    def whole(self) -> bool:
        return self.to is None or self.to.last_day >= self.span.last_day

    @property
    def end(self) -> Period:
        """The period at whose end the tree is taken."""
        return self.span if self.to is None or self.whole else self.to

    @cached_property
    def pieces(self) -> tuple[Period, ...]:
        """The stretches that are read: one inside a year; of a term its years, the last as far as it is counted.

        A stretch that ends in mid-year has a code of its own, which names no period.
        """
        if self.span.kind != TERM:
            return (self.span if self.whole else self._stretch(self.span, YEAR),)
        years = sub_periods(self.span, YEAR, self.rules)
        over = tuple(year for year in years if year.last_day <= self.end.last_day)
        running = containing(self.end, YEAR, self.rules)
        if running is None or running in over:
            return over
        return (*over, self._stretch(running, YEAR))

    def _stretch(self, span: Period, kind: str) -> Period:
        return Period(f"{span.code}~{self.end.code}", kind, span.start, self.end.last_day, span.calendar)

    def parts(self, given: Iterable[Period]) -> tuple[Period, ...]:
        """The periods it is made of, in order, those without a figure among them. `given`: those with values."""
        if self.span.kind == TERM:
            return (*self.pieces[:-1], *self._parts_of(self.pieces[-1], given))
        return self._parts_of(self.pieces[0], given)

    def _parts_of(self, piece: Period, given: Iterable[Period]) -> tuple[Period, ...]:
        if self.span.kind == TERM and "~" not in piece.code:
            return (piece,)
        return parts_of(piece, tuple(given), self.rules)


def read(
    units: Collection[int],
    spans: Collection[Period],
    indicators: Collection[Indicator],
    stage: int,
    rules: Mapping[str, CalendarRule],
    reported: ByIndicator | None = None,
) -> Read:
    """Figures of spans, which need not be periods that have a code: in two queries, however many; in one where it was
    read already for which periods the indicators are `reported`."""
    if not spans or not units or not indicators:
        return {}
    asked = keys(spans, {indicator.pk: indicator for indicator in indicators}, (stage,), rules, reported)
    if not asked:
        return {}
    return {
        (unit, asked[place].span.code, asked[place].indicator.pk): Figure(num, base, *(int(n) for n in coverage))
        for unit, place, num, base, *coverage in read_numbers(asked, list(units))
    }


def so_far(found: Read, unit: int, reach: SoFar, indicator: Indicator) -> Figure | None:
    """The figure of the span from its pieces; None where nothing is there."""
    row = [found.get((unit, piece.code, indicator.pk)) for piece in reach.pieces]
    return together(indicator, row) if any(row) else None


def together(indicator: Indicator, row: Sequence[Figure | None]) -> Figure:
    """One figure of the figures of its parts, in order."""
    if len(row) == 1 and row[0] is not None:
        return row[0]
    return over_time(rule_of(indicator), row)
