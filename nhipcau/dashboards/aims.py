"""What a unit has to reach in a year, and how far it has come."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from nhipcau.dashboards.words import is_mean, is_rate
from nhipcau.documents.above import same_measure
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import CalendarRule, Period, UnknownPeriod, parse_period
from nhipcau.programmes.models import Allocation, Target
from nhipcau.rollup import Figure, Rule
from nhipcau.rollup.achievement import Judgement, Verdict, elapsed, judge
from nhipcau.web.format import measure

# How a verdict looks: the shape of its chip and of its span.
SHAPES = {
    Verdict.EXCEEDED: "met",
    Verdict.MET: "met",
    Verdict.ON_PACE: "on",
    Verdict.BEHIND: "behind",
    Verdict.MISSED: "late",
    Verdict.NO_DATA: "none",
}
# How a number without a sign is judged, by where its indicator should go.
BARE = {"up": ">=", "down": "<="}
# The worst first; what has no figure yet comes last, for nothing can be said of it.
ORDER = (Verdict.MISSED, Verdict.BEHIND, Verdict.ON_PACE, Verdict.MET, Verdict.EXCEEDED, Verdict.NO_DATA)
# A forecast by pace says nothing before a quarter of the time is over.
FORECAST_FROM = Fraction(1, 4)


@dataclass(frozen=True)
class Aim:
    """One value to reach. `own`: what the unit set itself for the same thing, beside what it was assigned."""

    target: Target
    value: Decimal
    span: Period
    allocation: Allocation | None = None
    own: Decimal | None = None

    @property
    def indicator(self) -> Indicator:
        assert self.target.indicator is not None  # `aims` leaves out targets without one
        return self.target.indicator

    @property
    def percent(self) -> bool:
        """Whether the value is written in per cent of a rate (90 stands for a worth of 0.9)."""
        return is_rate(self.indicator) and "%" in (self.target.measure or self.indicator.unit)

    @property
    def counts(self) -> bool:
        """Whether of a rate its numerator is asked for: a number of units, not a per cent."""
        return is_rate(self.indicator) and not self.percent

    @property
    def measure(self) -> str:
        """What is counted: in the paper's word; in the catalogue's, which has other languages, where that says the same
        thing (a number of members is a number of people)."""
        if self.percent:
            return "%"
        written, known = self.target.measure, self.indicator
        same = not written or (known.measure != known.unit and same_measure(written, known.unit))
        return known.measure if same else measure(written)

    @property
    def operator(self) -> str:
        """As judged: a bare number, "admit 110", is the least wanted of what should grow and the most of what should
        shrink; a share of a range has no upper end of its own. "None at all" stays as it is."""
        operator = self.target.operator
        if operator == "range" and (self.target.value_max or 0) < self.value:
            return ">="
        if operator == "=" and self.target.value:
            return BARE.get(self.indicator.direction, operator)
        return operator

    @property
    def accumulates(self) -> bool:
        return self.indicator.over_time == "sum" and not is_rate(self.indicator)

    def actual(self, figure: Figure | None, rule: Rule) -> Fraction | None:
        """The figure in the measure of the value."""
        if figure is None:
            return None
        if self.counts:
            found = None if figure.num is None else Fraction(figure.num)
        else:
            found = figure.worth(rule)
        if found is None or not self.percent:
            return found
        return found * 100


@dataclass(frozen=True)
class Aims:
    """`measured`: one for each indicator and horizon. `beside`: targets no figure of this unit can be held against."""

    measured: list[Aim]
    beside: list[Target]


def aims(
    allocations: Iterable[Allocation],
    targets: Iterable[Target],
    year: Period,
    rules: Mapping[str, CalendarRule],
    *,
    alone: bool = False,
) -> Aims:
    """The aims of a unit for a year: what it was assigned, with what it set itself beside, then what it set alone.

    `allocations`, `targets`: as `programmes.queries` gives them. `alone`: whether nothing hangs below the unit; where
    something does, a value “for each unit” is not held against their total.
    """
    own: dict[tuple[int | None, str], Target] = {}
    found: dict[tuple[int | None, str], Aim] = {}
    beside: list[Target] = []
    for target in targets:
        if _measurable(target, alone):
            own.setdefault((target.indicator_id, target.period), target)
        else:
            beside.append(target)
    for allocation in allocations:
        target = allocation.target
        key = (target.indicator_id, target.period)
        if not _measurable(target, alone):
            beside.append(target)
        elif key not in found:
            mine = own.pop(key, None)
            self_set = allocation.self_set if mine is None else mine.value
            found[key] = Aim(target, allocation.value, horizon(target.period, year, rules), allocation, self_set)
    for key, target in own.items():
        found[key] = Aim(target, target.value or Decimal(0), horizon(target.period, year, rules))
    return Aims(list(found.values()), beside)


def _measurable(target: Target, alone: bool) -> bool:
    return target.indicator_id is not None and target.value is not None and (alone or not target.per)


def horizon(text: str, year: Period, rules: Mapping[str, CalendarRule]) -> Period:
    """The span a target is for; one in words (“every year”, “until 2025”) is taken for the year it is looked at in."""
    try:
        return parse_period(text, rules)
    except UnknownPeriod:
        return year


@dataclass(frozen=True)
class Standing:
    """An aim with what there is: `actual` in the measure of the aim, `judgement` with what the pace asks for."""

    aim: Aim
    figure: Figure | None
    actual: Fraction | None
    judgement: Judgement
    over: Fraction

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict

    @property
    def shape(self) -> str:
        return SHAPES[self.verdict]

    @property
    def percent_of_pace(self) -> Fraction | None:
        """The figure as per cent of what the pace asks for by now; None where the pace asks for nothing yet."""
        expected = self.judgement.expected
        if self.actual is None or not expected or self.aim.operator in ("<=", "<"):
            return None
        return 100 * self.actual / expected

    @property
    def forecast(self) -> Fraction | None:
        """What the end would bring if the pace so far were kept; only of what adds up over time and is not yet met."""
        if self.verdict in (Verdict.MET, Verdict.EXCEEDED) or self.actual is None or not self.aim.accumulates:
            return None
        return self.actual / self.over if FORECAST_FROM <= self.over < 1 else None

    @property
    def rank(self) -> tuple[int, Fraction, str]:
        """Sorts the worst first."""
        share = self.percent_of_pace
        return ORDER.index(self.verdict), Fraction(0) if share is None else share, self.aim.target.code


def stand(
    aim: Aim,
    figure: Figure | None,
    to: Period,
    rule: Rule,
    baseline: Fraction | None = None,
    today: date | None = None,
) -> Standing:
    """Judges an aim at the end of `to`, or `today` where that comes first: a year that runs is not yet missed.

    `baseline`: where a stock stood at the start, in the aim's measure.

    A rate or a mean is held against its target at any time; so is a stock of which no start is known.
    """
    actual = aim.actual(figure, rule)
    over = elapsed(aim.span.start, aim.span.last_day, min(to.last_day, today or to.last_day))
    level = is_rate(aim.indicator) or is_mean(aim.indicator) or aim.indicator.over_time not in ("sum", "last")
    if aim.counts and aim.indicator.over_time == "sum":
        level = False
    if level or (aim.indicator.over_time == "last" and baseline is None):
        start: Fraction | Decimal = aim.value
    else:
        start = baseline if baseline is not None else Fraction(0)
    judgement = judge(
        aim.operator,
        aim.value,
        actual,
        over=over,
        target_max=aim.target.value_max,
        accumulates=aim.accumulates,
        baseline=start,
        percent=aim.percent,
    )
    return Standing(aim, figure, actual, judgement, over)


def counts(standings: Collection[Standing]) -> dict[str, int]:
    """How many stand how; missed ones are counted with those behind."""
    found = {"exceeded": 0, "met": 0, "on_pace": 0, "behind": 0, "no_data": 0}
    for standing in standings:
        found[group_of(standing.verdict)] += 1
    return found


def group_of(verdict: Verdict) -> str:
    return "behind" if verdict is Verdict.MISSED else verdict.value
