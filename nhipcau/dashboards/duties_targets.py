"""How the own unit stands against what it has to reach this year, beside the median of the units like it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from statistics import median

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.dashboards.aims import Aim, Standing, aims, stand
from nhipcau.dashboards.so_far import Read, SoFar, read, so_far, together
from nhipcau.dashboards.starting import start_among, start_months
from nhipcau.dashboards.words import is_mean, rule_of
from nhipcau.lib.decimals import rounded
from nhipcau.lib.periods import MONTH, YEAR, Period, period_at, previous
from nhipcau.programmes.queries import allocations_for, own_targets
from nhipcau.reporting.answers import Answer, unpack
from nhipcau.reporting.compare import ENOUGH_TO_SHOW, like_it
from nhipcau.reporting.models import Period as PeriodRow
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import calendars, plain
from nhipcau.reporting.stored import Figure as Stored
from nhipcau.reporting.stored import Standing as Stood
from nhipcau.rollup.achievement import Verdict
from nhipcau.rollup.rules import Answer as Worth
from nhipcau.rollup.rules import AnswerState
from nhipcau.rollup.units import of_answer
from nhipcau.units.models import Unit
from nhipcau.web.format import number

SHOWN = 6


@dataclass(frozen=True)
class Line:
    """One target of the unit as the page shows it."""

    label: str
    actual: str
    target: str
    words: str
    shape: str
    drawn: tuple[Decimal | None, Decimal, Decimal | None]
    median: str
    like: int
    waiting: str = ""


@dataclass(frozen=True)
class Stand:
    """The unit's targets of the year: the worst first, `total` of them."""

    unit: Unit
    year: str
    lines: list[Line]
    total: int


def how_it_stands(access: Access, today: date) -> Stand | None:
    """The targets of the person's own unit; None where it has none that figures can be held against."""
    unit = _own_unit(access)
    if unit is None:
        return None
    rules = calendars()
    year = period_at(today, YEAR, "", rules)
    to = _latest_month(unit, today) or previous(period_at(today, MONTH, "", rules), rules)
    assigned, own_ones = allocations_for(unit, today.year), own_targets(unit, today.year)
    found = aims(assigned, own_ones, year, rules, alone=not unit.ever_parent).measured
    if not found:
        return None
    reaches = {aim.target.pk: SoFar(aim.span, rules, to) for aim in found}
    others = like_it(unit, today)
    pieces = {piece.code: piece for reach in reaches.values() for piece in reach.pieces}
    starts = {month.code: month for aim in found for month in start_months(aim, rules)}
    indicators = list({aim.indicator.pk: aim.indicator for aim in found}.values())
    figures = read([unit.pk, *others], list((pieces | starts).values()), indicators, Submission.FINAL, rules)
    standings = []
    for aim in found:
        own = so_far(figures, unit.pk, reaches[aim.target.pk], aim.indicator)
        baseline = start_among(aim, unit.pk, figures, rules)
        standings.append(stand(aim, own, to, rule_of(aim.indicator), baseline))
    standings.sort(key=lambda standing: standing.rank)
    sent = _waiting(unit, year)
    lines = [
        _line(one, *_median(one.aim, others, figures, reaches[one.aim.target.pk]), _sent(one.aim, sent))
        for one in standings[:SHOWN]
    ]
    return Stand(unit, year.code, lines, len(standings))


def _own_unit(access: Access) -> Unit | None:
    own = access.own_units("reports.fill") or tuple(grant.unit_id for grant in (access.home,) if grant)
    return Unit.objects.filter(pk__in=own[:1]).first()


def _latest_month(unit: Unit, today: date) -> Period | None:
    """The last month that begins by today for which the unit has figures."""
    months = PeriodRow.objects.filter(kind=MONTH, calendar="duong", starts_on__lte=today)
    here = {"period": OuterRef("pk"), "unit": unit, "stage": Submission.FINAL}
    if unit.ever_parent:
        months = months.filter(Exists(Stored.objects.filter(**here, answered__gt=0)))
    else:
        months = months.filter(Exists(Stood.objects.filter(**here)))
    row = months.order_by("-starts_on").first()
    return plain(row) if row else None


def _waiting(unit: Unit, year: Period) -> list[dict[int, Answer]]:
    """What the unit has sent for this year and nobody has decided on yet, the earliest period first."""
    sent = Submission.objects.filter(unit=unit, state=Submission.SUBMITTED, stage=Submission.FINAL)
    within = sent.filter(period__starts_on__gte=year.start, period__last_day__lte=year.last_day)
    return [unpack(report) for report in within.order_by("period__last_day")]


def _sent(aim: Aim, waiting: list[dict[int, Answer]]) -> str:
    """What waits for approval of one target's indicator, in the measure of the target; empty where nothing does."""
    rule, found = rule_of(aim.indicator), []
    for answers in waiting:
        given = answers.get(aim.indicator.pk)
        if given is not None:
            found.append(of_answer(rule, Worth(AnswerState(given.kind), given.num, given.base), owes=True))
    worth = aim.actual(together(aim.indicator, found), rule) if found else None
    return "" if worth is None else f"{_short(worth)}{' %' if aim.percent else ''}"


def _median(aim: Aim, others: list[int], figures: Read, reach: SoFar) -> tuple[Fraction | None, int]:
    rule = rule_of(aim.indicator)
    worths = [aim.actual(so_far(figures, unit, reach, aim.indicator), rule) for unit in others]
    known = [worth for worth in worths if worth is not None]
    return (median(known), len(known)) if len(known) >= ENOUGH_TO_SHOW else (None, len(known))


def _line(one: Standing, middle: Fraction | None, like: int, waiting: str = "") -> Line:
    aim, sign = one.aim, " %" if one.aim.percent else ""
    pace = one.judgement.expected
    return Line(
        label=aim.indicator.label,
        actual=f"{_short(one.actual)}{sign}",
        target=f"{number(aim.value)}{sign}",
        words=_words(one),
        shape=one.shape,
        drawn=(
            None if one.actual is None else rounded(one.actual),
            aim.value,
            None if pace is None or one.over >= 1 else rounded(pace),
        ),
        median="" if middle is None else f"{_short(middle)}{sign}",
        like=like,
        waiting=waiting,
    )


def _short(value: Fraction | None) -> str:
    return number(None) if value is None else number(rounded(value, 0 if value.denominator == 1 else 1))


def _words(one: Standing) -> str:
    expected = one.judgement.expected
    if one.verdict is Verdict.BEHIND and expected is not None and one.actual is not None and expected > one.actual:
        gap = expected - one.actual
        # Nobody admits nine tenths of a member: what is counted is short by whole ones.
        short = gap if one.aim.percent or is_mean(one.aim.indicator) else Fraction(ceil(gap))
        return _("behind pace by %(n)s") % {"n": _short(short)}
    return {
        Verdict.EXCEEDED: _("exceeded"),
        Verdict.MET: _("met"),
        Verdict.ON_PACE: _("on pace"),
        Verdict.BEHIND: _("behind pace"),
        Verdict.MISSED: _("missed"),
        Verdict.NO_DATA: _("no figure yet"),
    }[one.verdict]
