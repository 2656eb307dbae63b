"""Figures that follow an approval at once: the changes are added to every unit above, without adding up anew.

What adding a difference cannot tell (a largest value that sank, the last value of an average that went, an answer
taken away) is added up again, for that indicator, along the way up. The result is that of a full recomputation.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from nhipcau.indicators.models import Indicator
from nhipcau.lib.decimals import EXACT
from nhipcau.reporting import again
from nhipcau.reporting.models import Period
from nhipcau.reporting.stored import Reported
from nhipcau.rollup.change import Delta, difference
from nhipcau.rollup.rules import Answer, AnswerState, OverTime, OverUnits, Rule
from nhipcau.units.models import Kind


@dataclass(frozen=True)
class Change:
    """An answer of a unit that stands anew; None where there was, or is, none."""

    unit_id: int
    period_id: int
    stage: int
    indicator_id: int
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True)
class Way:
    """The way up from a unit on a day: the units whose stored figures hold its answers, the lowest first."""

    above: tuple[int, ...]
    kind: str | None  # None: the unit had ended by that day


# period, unit, stage, indicator
FigureKey = tuple[int, int, int, int]

_WAYS = """
WITH RECURSIVE climb AS (
    SELECT u.id AS unit_id, u.id AS at, 0 AS step FROM unnest(%(units)s::bigint[]) u (id)
    UNION ALL
    SELECT c.unit_id, p.parent_id, c.step + 1 FROM climb c CROSS JOIN LATERAL (
        SELECT parent_id FROM units_placement WHERE unit_id = c.at AND valid_from <= %(day)s
        ORDER BY valid_from DESC LIMIT 1) p
    WHERE p.parent_id IS NOT NULL AND c.step < 100
)
SELECT c.unit_id, c.at, (
        SELECT kind_id FROM units_placement p WHERE p.unit_id = c.at AND p.valid_from <= %(day)s
        AND (p.valid_to IS NULL OR p.valid_to > %(day)s)), u.ever_parent
FROM climb c JOIN units_unit u ON u.id = c.at ORDER BY c.unit_id, c.step
"""


def ways_up(units: Iterable[int], day: date) -> dict[int, Way]:
    """Each unit's way up in the tree of a day; an ended unit's leads through the parents it last had."""
    with connection.cursor() as cursor:
        cursor.execute(_WAYS, {"units": list(units), "day": day})
        rows = cursor.fetchall()
    kinds: dict[int, str | None] = {}
    above: dict[int, list[int]] = defaultdict(list)
    for unit, at, kind, ever_parent in rows:
        if at == unit:
            kinds.setdefault(unit, kind)
        if kind is not None and ever_parent and at not in above[unit]:
            above[unit].append(at)
    return {unit: Way(tuple(above[unit]), kind) for unit, kind in kinds.items()}


def rule_of(indicator: Indicator) -> Rule:
    """The engine's rule of an indicator."""
    return Rule(OverUnits(indicator.over_units), OverTime(indicator.over_time))


def owes(indicator: Indicator, kind: str | None, reporting: set[str]) -> bool:
    """Whether a unit of this kind (None: it had ended) owes the indicator."""
    return kind in reporting and (not indicator.applies_to or kind in indicator.applies_to)


def reporting_kinds() -> set[str]:
    """Codes of the kinds of unit that owe reports."""
    return set(Kind.objects.filter(reports=True).values_list("code", flat=True))


@dataclass
class _Sum:
    """What is added to one stored figure."""

    num: Decimal | None = None
    base: Decimal | None = None
    answered: int = 0
    covered: int = 0
    exempted: int = 0
    adds: bool = False  # a sum or share: it has a value as soon as anything is answered

    def parts(self) -> tuple[Decimal | None, Decimal | None]:
        """Num and base; none where an answer that came went again, so that a new figure is not 0 out of nothing.

        Elsewhere a 0 may be news, as the largest after -2 or the first rate after “none arose”; what went is looked at
        again.
        """
        idle = self.answered == 0 and self.adds
        return None if idle and self.num == 0 else self.num, None if idle and self.base == 0 else self.base


def bring_up_to_date(changes: Sequence[Change], periods: Mapping[int, Period]) -> None:
    """Adds the changes to the stored figures of every unit above, all in one statement in one order."""
    indicators = Indicator.objects.in_bulk({change.indicator_id for change in changes})
    reporting = reporting_kinds()
    ways = {
        period_id: ways_up({c.unit_id for c in changes if c.period_id == period_id}, row.last_day)
        for period_id, row in periods.items()
    }
    sums: dict[FigureKey, _Sum] = defaultdict(_Sum)
    uncertain: dict[FigureKey, again.Doubt] = {}
    own: dict[FigureKey, tuple[Decimal | None, Decimal | None]] = {}
    for change in changes:
        indicator, way = indicators[change.indicator_id], ways[change.period_id][change.unit_id]
        rule, owed = rule_of(indicator), owes(indicator, way.kind, reporting)
        delta = difference(rule, change.before, change.after, owed)
        for step, unit in enumerate(way.above):
            key = (change.period_id, unit, change.stage, change.indicator_id)
            if unit == change.unit_id and rule.over_units is OverUnits.NONE:
                own[key] = (delta.after.num, delta.after.base)
            _add(sums[key], rule, delta, _exempted(change, owed))
            if change.after is None or _may_sink(rule, delta):
                uncertain[key] = again.doubt(uncertain.get(key), step, delta.before.num, change.after is None)
    _report(changes)
    _upsert(sums)
    _set_own(own)
    again.add_up_again(uncertain, periods)


def _exempted(change: Change, owed: bool) -> int:
    def exempt(answer: Answer | None) -> int:
        return int(owed and answer is not None and answer.state is AnswerState.NOT_CONCERNED)

    return exempt(change.after) - exempt(change.before)


def _add(total: _Sum, rule: Rule, delta: Delta, exempted: int) -> None:
    before, after = delta.before, delta.after
    total.answered += after.answered - before.answered
    total.covered += after.covered - before.covered
    total.exempted += exempted
    total.adds = rule.over_units in (OverUnits.SUM, OverUnits.SHARE)
    if rule.over_units is OverUnits.NONE:
        return
    if rule.over_units is OverUnits.MAX:
        total.num = max((n for n in (total.num, after.num) if n is not None), default=None)
        return
    total.num = _moved(total.num, before.num, after.num)
    total.base = _moved(total.base, before.base, after.base)


def _moved(total: Decimal | None, before: Decimal | None, after: Decimal | None) -> Decimal | None:
    if before is None and after is None:
        return total
    zero = Decimal(0)
    return EXACT.add(total or zero, EXACT.subtract(after or zero, before or zero))


def _may_sink(rule: Rule, delta: Delta) -> bool:
    before, after = delta.before.num, delta.after.num
    if rule.over_units is OverUnits.MAX:
        return before is not None and (after is None or after < before)
    return rule.needs_base and before is not None and after is None


def _report(changes: Sequence[Change]) -> None:
    keys = {(change.indicator_id, change.stage, change.period_id) for change in changes if change.after is not None}
    rows = [Reported(indicator_id=i, stage=stage, period_id=period) for i, stage, period in sorted(keys)]
    Reported.objects.bulk_create(rows, ignore_conflicts=True)


def moved(part: str, came: str) -> str:
    """SQL: num or base of a stored figure `f` to which `came` is added; `r`: the rule of the indicator."""
    largest = f"greatest(f.num, {came}.num)" if part == "num" else "NULL"
    return f"""CASE r.over_units WHEN 'none' THEN f.{part} WHEN 'max' THEN {largest}
        ELSE CASE WHEN f.answered + {came}.answered > 0 AND coalesce(f.{part}, {came}.{part}) IS NOT NULL
            THEN coalesce(f.{part}, 0) + coalesce({came}.{part}, 0) END END"""


# Rows are locked in the order of the key, by everyone: no two approvals wait for each other in a circle.
_UPSERT = f"""
INSERT INTO reporting_figure AS f (period_id, unit_id, stage, indicator_id, num, base, answered, covered, exempted)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::bigint[], %s::numeric[], %s::numeric[],
    %s::int[], %s::int[], %s::int[])
    AS t (period_id, unit_id, stage, indicator_id, num, base, answered, covered, exempted)
ORDER BY period_id, unit_id, stage, indicator_id
ON CONFLICT (period_id, unit_id, stage, indicator_id) DO UPDATE SET
    (num, base) = (SELECT {moved("num", "excluded")}, {moved("base", "excluded")}
        FROM indicators_indicator r WHERE r.id = f.indicator_id),
    answered = f.answered + excluded.answered,
    covered = f.covered + excluded.covered,
    exempted = f.exempted + excluded.exempted
"""


def _upsert(sums: Mapping[FigureKey, _Sum]) -> None:
    if not sums:
        return
    rows = [(*key, *s.parts(), s.answered, s.covered, s.exempted) for key, s in sorted(sums.items())]
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [list(column) for column in zip(*rows, strict=True)])


_OWN = """
UPDATE reporting_figure f SET num = t.num, base = t.base
FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::bigint[], %s::numeric[], %s::numeric[])
    AS t (period_id, unit_id, stage, indicator_id, num, base)
WHERE (f.period_id, f.unit_id, f.stage, f.indicator_id) = (t.period_id, t.unit_id, t.stage, t.indicator_id)
"""


def _set_own(own: Mapping[FigureKey, tuple[Any, Any]]) -> None:
    """The value of an indicator that does not add up over units is the unit's own."""
    if own:
        rows = [(*key, *values) for key, values in sorted(own.items())]
        with connection.cursor() as cursor:
            cursor.execute(_OWN, [list(column) for column in zip(*rows, strict=True)])
