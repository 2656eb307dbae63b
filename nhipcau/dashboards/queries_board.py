"""What the steering board reads: figures from stored rows, everything for one page in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from nhipcau.dashboards.aims import Aim, Aims, Standing, aims, horizon, stand
from nhipcau.dashboards.so_far import Read, SoFar, read, so_far
from nhipcau.dashboards.starting import start_among, start_months
from nhipcau.dashboards.words import rule_of
from nhipcau.lib.periods import CalendarRule, Period
from nhipcau.programmes import workflow
from nhipcau.programmes.horizons import covers
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.units.models import Placement, Unit

CHILDREN_A_PAGE = 20

# (child, indicator, horizon as written) → what the child was assigned.
Shares = Mapping[tuple[int, int, str], Aim]


@dataclass(frozen=True)
class Asked:
    """What a board is asked for: whose, which year, up to the end of which month, which stage."""

    unit: Unit
    year: Period
    to: Period
    stage: int
    rules: Mapping[str, CalendarRule]

    def reach(self, span: Period) -> SoFar:
        return SoFar(span, self.rules, self.to)


@dataclass(frozen=True)
class Child:
    """A unit directly below, under the name it had at the end of the month."""

    unit: Unit
    name: str


@dataclass(frozen=True)
class HeatRow:
    child: Child
    cells: list[Standing | None]


@dataclass(frozen=True)
class Board:
    """`lines`: the unit's own aims, the worst first; `rows`: children of this page by `columns`, the divided aims."""

    lines: list[Standing]
    aims: Aims
    columns: list[Aim]
    rows: list[HeatRow]
    page: Page[Any]


class _Children(Paginator):
    """The first page is read with one more, to see whether there is another; only then they are counted."""

    def get_page(self, number: Any) -> Page:
        if number not in (None, "", "1"):
            return super().get_page(number)
        first = list(self.object_list[: self.per_page + 1])
        if len(first) <= self.per_page:
            self.count = len(first)
        return Page(first[: self.per_page], 1, self)


def board(asked: Asked, page_number: str | None) -> Board:
    """The unit's own lines and the heat map of the units directly below it."""
    page = _Children(children_on(asked.unit, asked.to.last_day), CHILDREN_A_PAGE).get_page(page_number)
    children = [Child(place.unit, place.name) for place in page]
    held = _held(asked, [child.unit.pk for child in children])
    found = aims(
        [a for a in held if a.unit_id == asked.unit.pk], _own(asked), asked.year, asked.rules, alone=not children
    )
    shares = _shares(asked, [a for a in held if a.unit_id != asked.unit.pk])
    figures = _read(asked, [*found.measured, *shares.values()], [asked.unit.pk, *(c.unit.pk for c in children)])
    lines = sorted((_standing(asked, aim, asked.unit.pk, figures) for aim in found.measured), key=lambda s: s.rank)
    columns = _columns(lines, shares)
    rows = [HeatRow(child, [_cell(asked, shares, child, one, figures) for one in columns]) for child in children]
    return Board(lines, found, columns, rows, page)


def children_on(unit: Unit, day: date) -> QuerySet[Placement]:
    """Places directly below a unit on a day, in Vietnamese order."""
    return Placement.objects.on(day).filter(parent=unit).select_related("unit").order_by("unit__sort_key", "unit__code")


def _held(asked: Asked, children: Sequence[int]) -> list[Allocation]:
    """Allocations that hold in the year: those to the unit, and those by it to these children."""
    held = (
        Allocation.objects.current()
        .filter(Q(unit=asked.unit) | Q(by_unit=asked.unit, unit__in=children), state__in=workflow.HOLDS)
        .select_related("target__indicator", "target__programme")
        .order_by("target__programme_id", "target__order", "target_id", "unit_id")
    )
    year = asked.year.last_day.year
    return [a for a in held if covers(a.target.period, year) and covers(a.target.programme.period, year)]


def _own(asked: Asked) -> list[Target]:
    """Targets for the year in programmes the unit itself issued."""
    targets = (
        Target.objects.filter(programme__issuer=asked.unit, programme__state=Programme.ISSUED)
        .select_related("indicator", "programme")
        .order_by("programme_id", "order", "pk")
    )
    year = asked.year.last_day.year
    return [t for t in targets if covers(t.period, year) and covers(t.programme.period, year)]


def _shares(asked: Asked, held: Iterable[Allocation]) -> Shares:
    shares: dict[tuple[int, int, str], Aim] = {}
    for allocation in held:
        target = allocation.target
        if target.indicator_id is not None and target.value is not None:
            span = horizon(target.period, asked.year, asked.rules)
            aim = Aim(target, allocation.value, span, allocation)
            shares.setdefault((allocation.unit_id, target.indicator_id, target.period), aim)
    return shares


def _columns(lines: Iterable[Standing], shares: Shares) -> list[Aim]:
    """Aims that were divided among the children: in the order of the unit's own lines, then the others."""
    divided: dict[tuple[int, str], Aim] = {}
    for (_, indicator, period), aim in shares.items():
        divided.setdefault((indicator, period), aim)
    keys = [(line.aim.indicator.pk, line.aim.target.period) for line in lines]
    return [divided.pop(key) for key in keys if key in divided] + list(divided.values())


def _cell(asked: Asked, shares: Shares, child: Child, column: Aim, figures: Read) -> Standing | None:
    aim = shares.get((child.unit.pk, column.indicator.pk, column.target.period))
    return None if aim is None else _standing(asked, aim, child.unit.pk, figures)


def _read(asked: Asked, every: Sequence[Aim], units: Sequence[int]) -> Read:
    """Every figure the page needs, at once."""
    indicators = {aim.indicator.pk: aim.indicator for aim in every}
    spans = {piece.code: piece for aim in every for piece in asked.reach(aim.span).pieces}
    spans |= {month.code: month for aim in every for month in start_months(aim, asked.rules)}
    return read(units, spans.values(), indicators.values(), asked.stage, asked.rules)


def _standing(asked: Asked, aim: Aim, unit: int, figures: Read) -> Standing:
    total = so_far(figures, unit, asked.reach(aim.span), aim.indicator)
    start = start_among(aim, unit, figures, asked.rules)
    return stand(aim, total, asked.to, rule_of(aim.indicator), start)
