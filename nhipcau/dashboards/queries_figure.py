"""What the door of a figure reads: the figure, and the parts that make it up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from nhipcau.dashboards.not_due import begun_of, not_begun, not_due
from nhipcau.dashboards.queries_places import (
    Placed,
    Stood,
    children_changed,
    children_placed,
    children_reported,
    owed_in,
    own_answers,
    stayed_with,
    stood_of_ended,
)
from nhipcau.dashboards.so_far import Read, SoFar, read, so_far, together
from nhipcau.dashboards.starting import months_at_start
from nhipcau.dashboards.words import rule_of
from nhipcau.indicators.models import Indicator
from nhipcau.lib.decimals import EXACT
from nhipcau.lib.periods import TERM, Period
from nhipcau.reporting.asked import ByIndicator, given
from nhipcau.rollup import EMPTY, Figure, OverTime, OverUnits, Rule, add, lifted
from nhipcau.units.models import Placement, Unit

PARTS_A_PAGE = 50
# Above so many children figures are read for one page of them only, where the order of names allows it.
WIDE = 500
ORDERS = ("name", "value", "missing")
# Of a wide unit over a longer span.
REPORTED, WIDE_ORDERS = "reported", ("name", "value")


@dataclass(frozen=True)
class Door:
    """Which figure: whose, of what, for which span as far as it is counted, in which stage.

    `today`: periods that begin after it are said to be not due yet; None says so of none.
    """

    unit: Unit
    indicator: Indicator
    reach: SoFar
    stage: int
    today: date | None = None

    @cached_property
    def places(self) -> list[tuple[str, str, bool, date, date | None]]:
        """Name, kind, whether it reports, first day and end of each place the unit had."""
        found = Placement.objects.filter(unit=self.unit)
        return list(found.values_list("name", "kind", "kind__reports", "valid_from", "valid_to"))

    @cached_property
    def stood(self) -> list[Stood] | None:
        """What stands of the unit and of those that ended; None over several periods."""
        return None if self.longer else stood_of_ended(self.unit, self.periods[0], self.stage)

    @property
    def name_then(self) -> str:
        """The name the unit had at the end; where it had no place then, the name it shows today."""
        day = self.reach.end.last_day
        return next((n for n, *_, start, end in self.places if start <= day and (not end or day < end)), self.unit.name)

    @cached_property
    def reported(self) -> ByIndicator:
        """For which periods values were given, anywhere."""
        return given({self.indicator.pk: self.indicator}, (self.stage,))

    @cached_property
    def given(self) -> tuple[Period, ...]:
        """Those periods in order."""
        return tuple(sorted(self.reported[0].get((self.indicator.pk, self.stage), ())))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods it is made of, in order; one alone for a period that values are given for."""
        return self.reach.parts(self.given) or (self.reach.end,)

    @cached_property
    def waiting(self) -> tuple[Period, ...]:
        """The periods that have not begun."""
        return not_begun(self.reach, self.given, self.today)

    @cached_property
    def begun(self) -> SoFar | None:
        """The span as far as it has begun, where a part of it has not."""
        return begun_of(self.reach, self.given, self.today)

    @property
    def spans(self) -> tuple[Period, ...]:
        """Everything that is read to say the figure and what of it is not due yet."""
        return (*self.reach.pieces, *(self.begun.pieces if self.begun else ()))

    def not_due(self, found: Read, unit_id: int) -> int:
        """How many answers of a unit are not due yet, of what was read for `spans`."""
        return not_due(found, unit_id, self.indicator, self.reach, self.begun, self.waiting)

    @cached_property
    def found(self) -> Read:
        """Figures of the unit itself: of the span, of each period it is made of, of the months its pace begins at."""
        span, rules = self.reach.span, self.reach.rules
        every = (*self.spans, *self.periods, *months_at_start(self.indicator, span, rules))
        spans = {period.code: period for period in every}
        return read([self.unit.pk], list(spans.values()), [self.indicator], self.stage, rules, self.reported)

    @property
    def by_units(self) -> bool:
        """Whether the figure can be taken apart by unit: always in a single period, over several where parts add up.

        A largest value of months, or a mean of monthly sums, is not the sum of what the units have over the span.
        """
        if not self.unit.ever_parent:
            return False
        rule = rule_of(self.indicator)
        adds = rule.over_units is OverUnits.SUM or rule.has_rate
        over_months = rule.over_time in (OverTime.SUM, OverTime.LAST)
        return not self.longer or (adds and (over_months or _weighs(rule)))

    @property
    def longer(self) -> bool:
        """Whether it is made of more than the one period."""
        return len(self.periods) > 1 or self.periods[0].code != self.reach.span.code


def _weighs(rule: Rule) -> bool:
    return rule.has_rate and rule.over_time in (OverTime.WEIGHTED, OverTime.RATIO)


@dataclass(frozen=True)
class MonthPart:
    """One period of a longer one; `counts`: whether its value went into the figure; `waits`: it has not begun."""

    period: Period
    figure: Figure | None
    counts: bool
    waits: bool = False


@dataclass(frozen=True)
class UnitPart:
    """What one unit brings: a child, or one that ended and whose value stayed here."""

    placed: Placed
    figure: Figure
    not_due: int = 0

    @property
    def missing(self) -> int:
        return self.figure.owed - self.figure.covered - self.not_due


@dataclass(frozen=True)
class UnitParts:
    """The parts by unit that make up `total` exactly. `own`: the unit's own answer; `stayed`: values of units that
    ended in the period; `rest`: what a longer span holds from units that since moved away or ended.

    `page`: the children to show, in `order`, of the `orders` there are; of a wide unit only these were read. Over a
    longer span its values are not known beforehand: those who `reported` come first, each by name. `moved` then says
    that there is a rest, which the single periods name.
    """

    total: Figure
    not_due: int
    page: Page[Any]
    children: list[UnitPart]
    own: Figure | None = None
    own_not_due: int = 0
    stayed: list[UnitPart] = field(default_factory=list)
    rest: Figure | None = None
    order: str = "name"
    orders: tuple[str, ...] = ORDERS
    moved: bool = False


def figure_of(door: Door) -> Figure | None:
    """The figure itself; None where nothing is there."""
    return figure_and_not_due(door)[0]


def figure_and_not_due(door: Door) -> tuple[Figure | None, int]:
    """The figure, None where nothing is there; and how many of its answers are not due yet."""
    figure = so_far(door.found, door.unit.pk, door.reach, door.indicator)
    return figure, door.not_due(door.found, door.unit.pk)


def parts_by_time(door: Door) -> list[MonthPart]:
    """The periods it is made of, in order of time."""
    row = [door.found.get((door.unit.pk, period.code, door.indicator.pk)) for period in door.periods]
    silent = [period for period, figure in zip(door.periods, row, strict=True) if figure is None]
    owed = owed_in(door.unit, silent, door.indicator)
    row = [figure or owed.get(period.code) for period, figure in zip(door.periods, row, strict=True)]
    total = together(door.indicator, row) if any(row) else EMPTY
    last = len(row) - 1
    return [
        MonthPart(period, figure, _counts(door.indicator, figure, total, place == last), period in door.waiting)
        for place, (period, figure) in enumerate(zip(door.periods, row, strict=True))
    ]


def _counts(indicator: Indicator, figure: Figure | None, total: Figure, is_last: bool) -> bool:
    if figure is None or figure.num is None:
        return False
    match OverTime(indicator.over_time):
        case OverTime.LAST:
            return is_last
        case OverTime.NONE:
            return False
        case OverTime.MAX:
            return (figure.num, figure.base) == (total.num, total.base)
    return True


def parts_by_unit(door: Door, by: str = "name", number: str | None = None) -> UnitParts:
    """Children of the tree on the span's last day, the unit's own answer, and what stayed from units that ended.

    `by`, `number`: the order and the page of the children that are shown; of a wide unit over a longer span any order
    but that of names is that of who reported.
    """
    placed = children_placed(door.unit, door.reach.end.last_day)
    ids = list(placed)
    own, own_not_due = _own(door)
    stayed = [] if door.longer else _stayed(door)
    if len(ids) > WIDE:
        if door.longer or by == "name":
            by = by if by == "name" else REPORTED
            shown = ids if by == "name" else _reported_first(door, ids)
            page: Page[Any] = Paginator(shown, PARTS_A_PAGE).get_page(number)
            total, waiting, figures, late = _read_children(door, list(page))
        else:
            total, waiting, figures, late = _read_children(door, ids)
            page = Paginator(ordered(ids, figures, door.indicator, by), PARTS_A_PAGE).get_page(number)
        children = _parts(placed, list(page), figures, late)
        page.object_list = children
        moved = door.longer and children_changed(door.unit, door.reach.span.start, door.reach.end.last_day)
        orders = WIDE_ORDERS if door.longer else ORDERS
        return UnitParts(total, waiting, page, children, own, own_not_due, stayed, order=by, orders=orders, moved=moved)
    total, waiting, figures, late = _read_children(door, ids)
    rest = _rest(door.indicator, total, [*figures.values(), *(p.figure for p in stayed)] + ([own] if own else []))
    children = _parts(placed, ordered(ids, figures, door.indicator, by), figures, late)
    page = Paginator(children, PARTS_A_PAGE).get_page(number)
    return UnitParts(total, waiting, page, children, own, own_not_due, stayed, rest, order=by)


def _reported_first(door: Door, ids: Sequence[int]) -> list[int]:
    there = children_reported(door.unit, door.reach.end.last_day, door.periods, door.indicator, door.stage)
    return sorted(ids, key=lambda one: one not in there)


def _read_children(door: Door, ids: Sequence[int]) -> tuple[Figure, int, dict[int, Figure], dict[int, int]]:
    """The figure of the unit with how many answers are not due yet; those of these children as they count in it."""
    reach = door.reach
    found = read([door.unit.pk, *ids], door.spans, [door.indicator], door.stage, reach.rules, door.reported)
    rule = rule_of(door.indicator)
    figures = {one: lifted(rule, so_far(found, one, reach, door.indicator) or EMPTY) for one in ids}
    late = {one: door.not_due(found, one) for one in ids}
    total = so_far(found, door.unit.pk, reach, door.indicator) or EMPTY
    return total, door.not_due(found, door.unit.pk), figures, late


def _parts(
    placed: Mapping[int, tuple], ids: Sequence[int], figures: Mapping[int, Figure], late: Mapping[int, int]
) -> list[UnitPart]:
    return [UnitPart(Placed(*placed[one]), figures[one], late[one]) for one in ids]


def _own(door: Door) -> tuple[Figure | None, int]:
    """The figure of the unit's own answers; None where it neither gave nor owed one, or over several years. And how
    many of them are not due yet."""
    if door.reach.span.kind == TERM:
        return None, 0
    stays = [(door.unit.pk, kind, start, end) for _name, kind, reports, start, end in door.places if reports]
    answers = own_answers([door.unit.pk], door.periods, door.indicator, door.stage, stays, door.stood)
    row = [answers.get((door.unit.pk, period.code)) for period in door.periods]
    if not any(row):
        return None, 0
    found = together(door.indicator, row)
    counted = row[-1:] if door.indicator.over_time == "last" else row
    late = door.periods[-len(counted) :]
    waiting = [one for one, period in zip(counted, late, strict=True) if one and period in door.waiting]
    return None if found == EMPTY else found, sum(one.owed - one.covered for one in waiting)


def _stayed(door: Door) -> list[UnitPart]:
    placed = stayed_with(door.unit, door.periods[0], door.stood or ())
    answers = own_answers([p.unit_id for p in placed], door.periods, door.indicator, door.stage, (), door.stood)
    code = door.periods[0].code
    return [
        UnitPart(p, lifted(rule_of(door.indicator), answers[p.unit_id, code]))
        for p in placed
        if (p.unit_id, code) in answers
    ]


def _rest(indicator: Indicator, total: Figure, parts: Sequence[Figure]) -> Figure | None:
    """What the parts leave of the total, where values add up; None where they leave nothing."""
    rule = rule_of(indicator)
    if rule.over_units in (OverUnits.MAX, OverUnits.NONE):
        return None
    known = add(rule, parts)
    left = Figure(
        _minus(total.num, known.num),
        _minus(total.base, known.base),
        total.answered - known.answered,
        total.covered - known.covered,
        total.owed - known.owed,
    )
    return None if not left.num and not left.base and left.answered == left.owed == 0 else left


def _minus(whole, part):
    if part is None:
        return whole
    return EXACT.subtract(whole or 0, part)


def ordered(ids: Sequence[int], figures: Mapping[int, Figure], indicator: Indicator, by: str) -> list[int]:
    """Children by `name` as they come, by `value` the greatest first, or by `missing` the least covered first."""
    if by == "value":
        rule = rule_of(indicator)
        # Fractions are exact and slow: where nothing is divided the numbers say the same.
        divided = rule.has_rate or any(figure.base is not None for figure in figures.values())

        def weight(one: int) -> tuple:
            worth = figures[one].worth(rule) if divided else figures[one].num
            return worth is None, -(worth or 0)

        return sorted(ids, key=weight)
    if by == "missing":
        return sorted(ids, key=lambda one: figures[one].covered - figures[one].owed)
    return list(ids)
