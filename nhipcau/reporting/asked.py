"""Which figures are asked for: each a span, an indicator and a stage, with the shortest periods that make it up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import CalendarRule, Period
from nhipcau.reporting.periods import calendars, ensure_rows, prefix
from nhipcau.reporting.shortest import Calendars, parts_of, spans_with
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
    reported: "ByIndicator | None" = None,
) -> list[Key]:
    """Every figure there is something for, sorted by code of span and indicator, then stage.

    None for spans: all shortest periods that have values, and every longer one of their calendars that holds one.
    A span may be any stretch inside a year, such as one up to a month. `rules`, `reported`: the calendars,
    and what `given` tells of these indicators and stages, where they were read.
    """
    rules = calendars() if rules is None else rules
    known = indicators if indicators is not None else Indicator.objects.in_bulk()
    by_indicator, rows = reported or given(known, stages)
    found = []
    # Most indicators are given for the same periods: what these make up is worked out once.
    made_up: dict[frozenset[str], dict[str, tuple[Period, tuple[Period, ...]]]] = {}
    for (indicator_id, stage), periods in by_indicator.items():
        same = frozenset(period.code for period in periods)
        if same not in made_up:
            made_up[same] = _made_up(spans, periods, rules)
        for span, all_parts in made_up[same].values():
            parts = counted(known[indicator_id], span, all_parts)
            if parts:
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


ByIndicator = tuple[Mapping[tuple[int, int], list[Period]], Mapping[str, int]]


def given(known: Mapping[int, Indicator], stages: Collection[int]) -> ByIndicator:
    """The periods that have values by indicator and stage, and the rows of those periods by code."""
    reported = Reported.objects.filter(stage__in=stages, indicator__in=known.keys())
    found, rows = defaultdict(list), {}
    for indicator_id, stage, period_id, *period in reported.values_list("indicator", "stage", "period", *_PERIOD):
        code, kind, start, last_day, calendar = period
        found[indicator_id, stage].append(Period(code, kind, start, last_day, prefix(calendar)))
        rows[code] = period_id
    return found, rows


def _made_up(
    spans: Collection[Period] | None, periods: Sequence[Period], rules: Calendars
) -> dict[str, tuple[Period, tuple[Period, ...]]]:
    """Code → span and its shortest periods, for every wanted span that holds a given period."""
    wanted = {s.code: s for p in periods for s in spans_with(p, rules)} if spans is None else {s.code: s for s in spans}
    found = {}
    for code, span in wanted.items():
        near = _near(span, periods)
        if any(span.contains(period) for period in near):
            found[code] = span, parts_of(span, near, rules)
    return found


def _near(span: Period, periods: Iterable[Period]) -> list[Period]:
    """Only what may share a year with the span: years are 12 months, whatever day they begin."""
    return [p for p in periods if p.calendar == span.calendar and abs((p.start - span.start).days) <= 366]


def _ids(parts: Iterable[Period], rows: Mapping[str, int]) -> Mapping[str, int]:
    """Code → id of the row; rows are made for periods that never had a value."""
    new = [part for part in parts if part.code not in rows]
    return {**rows, **{code: row.pk for code, row in ensure_rows(new).items()}} if new else rows
