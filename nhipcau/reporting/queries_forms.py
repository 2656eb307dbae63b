"""Reads for the pages of forms: which there are, what one asks, how its periods stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Max, Q, QuerySet

from nhipcau.access import Access
from nhipcau.lib.periods import Period as Span
from nhipcau.lib.periods import parse_period, sub_periods
from nhipcau.reporting.models import Form, FormRow, Obligation, Period
from nhipcau.reporting.periods import calendars, prefix

# So many periods are shown, the newest first; all of them where asked.
SHOWN, ALL = 12, 240
# Periods that begin within so many days may be opened ahead.
AHEAD = timedelta(days=31)


def forms_seen(access: Access) -> QuerySet[Form]:
    """Forms the person sees, with how many reports of theirs were opened and the newest period of them."""
    seen = Obligation.objects.visible_to(access).values("pk")
    return (
        Form.objects.visible_to(access)
        .select_related("issuer")
        .annotate(
            owed=Count("obligations", filter=Q(obligations__in=seen)),
            newest=Max("obligations__period__last_day"),
        )
        .order_by("issuer__depth", "code")
    )


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


def periods_of(access: Access, form: Form, many: int) -> list[Standing]:
    """The newest opened periods of a form as far as the person sees: two queries."""
    seen = Obligation.objects.visible_to(access).filter(form=form)
    free = ~Q(exempt_reason="")
    counted = (
        seen.values("period_id")
        .annotate(
            owed=Count("pk"),
            due=Max("due_on"),
            approved=Count("pk", filter=Q(state="approved") & ~free),
            locked=Count("pk", filter=Q(state="locked") & ~free),
            waiting=Count("pk", filter=Q(state="submitted") & ~free),
            exempt=Count("pk", filter=free),
            last_day=F("period__last_day"),
        )
        .order_by("-last_day")[:many]
    )
    rows = list(counted)
    periods = Period.objects.in_bulk([row["period_id"] for row in rows])
    return [
        Standing(
            periods[row["period_id"]], row["due"], row["owed"], row["approved"], row["locked"], row["waiting"],
            row["exempt"],
        )
        for row in rows
    ]  # fmt: skip


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
