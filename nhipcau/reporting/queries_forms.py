"""Reads for the pages of forms: which there are, what one asks, how its periods stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value

from nhipcau.access import Access
from nhipcau.lib.periods import Period as Span
from nhipcau.lib.periods import parse_period, sub_periods
from nhipcau.reporting.models import Form, FormRow, Obligation, ObligationQuerySet, Period
from nhipcau.reporting.periods import calendars, prefix
from nhipcau.units.queries import is_whole_tree

# So many periods are shown, the newest first; all of them where asked.
SHOWN, ALL = 12, 240
# Periods that begin within so many days may be opened ahead.
AHEAD = timedelta(days=31)


def forms_seen(access: Access) -> QuerySet[Form]:
    """Forms the person sees, with the last day of the newest period the person sees reports owed for."""
    newest = _opened(access, OuterRef("pk"), OuterRef("frequency"), OuterRef("calendar")).values("last_day")[:1]
    forms = Form.objects.visible_to(access).select_related("issuer")
    return forms.annotate(newest=Subquery(newest)).order_by("issuer__depth", "code")


def opened_for(access: Access, form: Form) -> list[Period]:
    """The periods of a form for which the person sees reports owed, the newest first."""
    return list(_opened(access, Value(form.pk), Value(form.frequency), Value(form.calendar_id)))


def _opened(access: Access, form: Any, kind: Any, calendar: Any) -> QuerySet[Period]:
    # Looked up period by period: counting through what a hundred thousand units owe would take seconds.
    owed = Obligation.objects.visible_to(access).filter(period=OuterRef("pk"))
    owed = owed.filter(form=OuterRef(form) if isinstance(form, OuterRef) else form)
    return Period.objects.filter(Exists(owed), kind=kind, calendar=calendar).order_by("-last_day", "-starts_on")


def rows_now(form: Form, today: date) -> list[FormRow]:
    """The rows a form has today; before its first day those it will have."""
    versions = form.versions.order_by("-number")
    version = versions.filter(valid_from__lte=today).first() or versions.last()
    return list(version.rows.select_related("indicator")) if version else []


@dataclass(frozen=True)
class Standing:
    """How the reports of one period stand."""

    period: Period
    due_on: date
    owed: int
    approved: int
    locked: int
    waiting: int
    exempt: int

    @property
    def open(self) -> int:
        """Those that still have to come."""
        return self.owed - self.approved - self.locked - self.waiting - self.exempt


def standings_of(access: Access, form: Form, periods: Sequence[Period]) -> list[Standing]:
    """How the reports of these periods of a form stand as far as the person sees."""
    seen = _owed(access).filter(form=form, period__in=periods)
    owed, free = _counted(seen), _counted(seen.exclude(exempt_reason=""))
    found = []
    for period in periods:
        states, exempt = owed[period.pk], free[period.pk]
        if states:
            due_on = period.last_day + timedelta(days=form.due_days)
            approved, locked, waiting = (states[name] - exempt[name] for name in ("approved", "locked", "submitted"))
            standing = Standing(period, due_on, states.total(), approved, locked, waiting, exempt.total())
            found.append(standing)
    return found


def _owed(access: Access) -> ObligationQuerySet:
    """What is owed as far as the person sees; of the whole tree without looking up where each unit stands."""
    whole = any(is_whole_tree(scope) for scope in access.scopes("reports.read"))
    return Obligation.objects.all() if whole else Obligation.objects.visible_to(access)


def _counted(seen: ObligationQuerySet) -> dict[int, Counter[str]]:
    """By period, how many are in each state: counted in an index, without a look at the rows."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for period, state, count in seen.order_by().values_list("period_id", "state").annotate(n=Count("*")):
        found[period][state] = count
    return found


def may_be_opened(form: Form, today: date, opened: Iterable[str]) -> list[Span]:
    """Periods of a form nobody owes yet: those that have begun and the ones that begin soon, the newest first."""
    rules, there = calendars(), set(opened)
    start = prefix(form.calendar_id)
    found: list[Span] = []
    for year in range(today.year - 1, today.year + 2):
        code = f"{start}:{year}" if start else f"{year}"
        found += sub_periods(parse_period(code, rules), form.frequency, rules)
    fits = [span for span in found if form.first_period_from <= span.start <= today + AHEAD and span.code not in there]
    ended = form.ended_on
    return sorted((span for span in fits if ended is None or span.start <= ended), reverse=True)
