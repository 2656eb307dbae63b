"""Which figures are asked for: each a span, an indicator and a stage, with the shortest periods that make it up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import CalendarRule, Period
from nhipcau.reporting.periods import calendars, ensure_rows, prefix
from nhipcau.reporting.shortest import parts_of, spans_with
from nhipcau.reporting.stored import Reported


@dataclass(frozen=True)
class Key:
    """One figure of every unit: `parts` are the periods it counts, in order, each with its row's id."""

    span: Period
    indicator: Indicator
    stage: int
    parts: tuple[tuple[Period, int], ...]

    @property
    def longer(self) -> bool:
        """Whether it is made of more than the one period that values are given for."""
        return self.parts[0][0].code != self.span.code


def keys(
    spans: Collection[Period] | None = None,
    indicators: Mapping[int, Indicator] | None = None,
    stages: Collection[int] = (0, 1),
    rules: Mapping[str, CalendarRule] | None = None,
) -> list[Key]:
    """Every figure there is something for, sorted by code of span and indicator, then stage.

    None for spans: all shortest periods that have values, and every longer one of their calendars that holds one.
    A span may be any stretch inside a year, such as one up to a month. `rules`: the calendars, where they were read.
    """
    rules = calendars() if rules is None else rules
    known = indicators if indicators is not None else Indicator.objects.in_bulk()
    given, rows = _given(known, stages)
    found = []
    for (indicator_id, stage), periods in given.items():
        wanted = spans if spans is not None else _all_spans(periods, rules)
        for span in wanted:
            parts = counted(known[indicator_id], span, parts_of(span, _near(span, periods), rules))
            if parts and any(span.contains(p) for p in periods if p.calendar == span.calendar):
                found.append((span, indicator_id, stage, parts))
    ids = _ids({part for *_, parts in found for part in parts}, rows)
    made = [Key(s, known[i], stage, tuple((p, ids[p.code]) for p in parts)) for s, i, stage, parts in found]
    return sorted(made, key=lambda key: (key.span.code, key.indicator.code, key.stage))


def counted(indicator: Indicator, span: Period, parts: tuple[Period, ...]) -> tuple[Period, ...]:
    """Those of a span's shortest periods whose figures count in it: by the rule over time all, the last, or none."""
    if parts and parts[0].code == span.code:
        return parts
    if indicator.over_time == "none":
        return ()
    return parts[-1:] if indicator.over_time == "last" else parts


_PERIOD = ("period__code", "period__kind", "period__starts_on", "period__last_day", "period__calendar")


def _given(
    known: Mapping[int, Indicator], stages: Collection[int]
) -> tuple[Mapping[tuple[int, int], list[Period]], Mapping[str, int]]:
    """The periods that have values by indicator and stage, and the rows of those periods by code."""
    reported = Reported.objects.filter(stage__in=stages, indicator__in=known.keys())
    given, rows = defaultdict(list), {}
    for indicator_id, stage, period_id, *period in reported.values_list("indicator", "stage", "period", *_PERIOD):
        code, kind, start, last_day, calendar = period
        given[indicator_id, stage].append(Period(code, kind, start, last_day, prefix(calendar)))
        rows[code] = period_id
    return given, rows


def _all_spans(periods: Iterable[Period], rules) -> Iterable[Period]:
    return {span.code: span for period in periods for span in spans_with(period, rules)}.values()


def _near(span: Period, periods: Iterable[Period]) -> list[Period]:
    """Only what may share a year with the span: years are 12 months, whatever day they begin."""
    return [p for p in periods if p.calendar == span.calendar and abs((p.start - span.start).days) <= 366]


def _ids(parts: Iterable[Period], rows: Mapping[str, int]) -> Mapping[str, int]:
    """Code → id of the row; rows are made for periods that never had a value."""
    new = [part for part in parts if part.code not in rows]
    return {**rows, **{code: row.pk for code, row in ensure_rows(new).items()}} if new else rows
