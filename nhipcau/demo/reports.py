"""Reports of the demo: 2024 and the last twelve months, in every state a report can be in."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from nhipcau.access import system_access
from nhipcau.audit.models import Entry
from nhipcau.audit.services import record_past
from nhipcau.demo.answers import ROWS, Workplace
from nhipcau.demo.federation import START
from nhipcau.demo.history import Hands, acts
from nhipcau.demo.years import stand, write_years
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import Period as Span
from nhipcau.lib.periods import month_at, parse_period, previous
from nhipcau.reporting.answers import Answer, pack
from nhipcau.reporting.models import Calendar, CellReturn, Form, Obligation, Period, Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.rebuild import rebuild
from nhipcau.reporting.services import make_form, open_obligations
from nhipcau.reporting.services_duties import AskedRow
from nhipcau.units.models import Unit

FORM = "BC-THANG"
SEED = 2024
RETURNED_BECAUSE = "Khác hẳn sổ đoàn viên tháng trước, có nhầm không?"
DECIDED = (Submission.APPROVED, Submission.RETURNED)
SECTIONS = {
    "A4": ("Đoàn viên", "Members"),
    "D1": ("Tuyên truyền, xây dựng Đảng", "Communication, party building"),
    "E1": ("Thi đua", "Emulation"),
    "B8": ("Đại diện, chăm lo", "Representation and care"),
}


@dataclass(frozen=True)
class Written:
    """One report to be written: whose, for when, in which state, with what answers."""

    obligation: Obligation
    state: str
    answers: dict[int, Answer]
    at: datetime


def months_of_the_demo(today: date) -> list[Span]:
    """The twelve months of 2024, then the last twelve that have begun; in order, each once, none before the tree."""
    recent = [month_at(today)]
    while len(recent) < 12:
        recent.append(previous(recent[-1]))
    first_year = [parse_period(f"2024-{number:02d}") for number in range(1, 13)]
    wanted = {month.code: month for month in [*first_year, *recent] if START <= month.start <= today}
    return sorted(wanted.values())


@transaction.atomic
def write_reports(today: date, progress: Callable[[str, int, int], None]) -> None:
    """Makes the monthly form, what is owed for it, and the reports; computes the figures once at the end."""
    months = months_of_the_demo(today)
    form = _form(today, months[0].start)
    indicators = {row.code: row.pk for row in Indicator.objects.filter(code__in=ROWS)}
    by = system_access(today=today, name="Hệ thống")
    units = {unit.pk: unit for unit in Unit.objects.filter(kind__reports=True)}
    workplaces = {pk: Workplace(unit.code, unit.name, SEED) for pk, unit in units.items()}
    hands, past = Hands(), list[Entry]()
    for number, month in enumerate(months):
        period = ensure_period(month.code)
        open_obligations(by=by, form=form, period=period)
        age = len(months) - 1 - number
        kept = _keep(form, list(_month(period, month, age, workplaces, indicators, today)), indicators, hands)
        past += [entry for report in kept for entry in acts(report, hands, RETURNED_BECAUSE)]
        progress("reports", number + 1, len(months))
    record_past(sorted(past, key=lambda entry: entry.at))
    rebuild([*(month.code for month in months), *write_years(today, months, SEED)])


def _form(today: date, first_day: date) -> Form:
    asked, section = [], ("", "")
    indicators = {row.code: row for row in Indicator.objects.filter(code__in=ROWS)}
    for code in ROWS:
        section = SECTIONS.get(code, section)
        asked.append(AskedRow(indicator=indicators[code], section=section[0], section_en=section[1]))
    return make_form(
        by=system_access(today=today, name="Hệ thống"),
        code=FORM,
        name="Báo cáo tháng của công đoàn cơ sở",
        name_en="Monthly report of a grassroots union",
        issuer=Unit.objects.get(code="TLĐ"),
        calendar=Calendar.objects.get(code="duong"),
        frequency="month",
        kinds=["cdcs", "nghiep_doan"],
        rows=asked,
        first_period_from=first_day,
    )


def _month(
    period: Period,
    month: Span,
    age: int,
    workplaces: dict[int, Workplace],
    indicators: dict[str, int],
    today: date,
) -> Iterator[Written]:
    """What came in for one month. `age`: 0 for the month that runs, 1 for the one before, and so on."""
    number = month.start.month
    for obligation in Obligation.objects.filter(period=period).order_by("unit__code"):
        place = workplaces[obligation.unit_id]
        answers = {indicators[code]: answer for code, answer in place.month(number).items()}
        rng = random.Random(f"{obligation.unit_id}/{period.code}")
        state = _state(rng, age)
        if state:
            if state == Submission.DRAFT:
                answers = dict(list(answers.items())[: rng.randint(2, 6)])
            # Sent and decided before today: nothing of a demo lies ahead of the clock.
            latest = today - timedelta(days=2 if age else 1)
            day = max(min(month.last_day + timedelta(days=rng.randint(-3, 8)), latest), month.start)
            yield Written(obligation, state, answers, datetime.combine(day, time(rng.randint(1, 9), 17), tzinfo=UTC))


def _state(rng: random.Random, age: int) -> str:
    """A month of an earlier year is closed, a finished one nearly all approved; the last one is being worked on; the
    running one has only begun."""
    chance = rng.random()
    if age >= 12:
        return Submission.APPROVED
    if age >= 2:
        return Submission.APPROVED if chance < 0.975 else ""
    bounds = (
        [(0.80, "approved"), (0.90, "submitted"), (0.93, "returned"), (0.96, "draft")]
        if age == 1
        else [(0.10, "submitted"), (0.22, "draft")]
    )
    return next((state for bound, state in bounds if chance < bound), "")


def _keep(form: Form, written: list[Written], indicators: dict[str, int], hands: Hands) -> list[Submission]:
    version = form.versions.get()
    rows = [
        Submission(
            obligation=report.obligation,
            unit_id=report.obligation.unit_id,
            period_id=report.obligation.period_id,
            form_version=version,
            state=report.state,
            submitted_at=None if report.state == Submission.DRAFT else report.at,
            submitted_by="" if report.state == Submission.DRAFT else hands.chair(report.obligation.unit_id).name,
            sender_id=hands.chair(report.obligation.unit_id).person_id,
            decided_at=report.at + timedelta(days=1) if report.state in DECIDED else None,
            decided_by=hands.officer(report.obligation.unit_id).name if report.state in DECIDED else "",
            **pack(report.answers),
        )
        for report in written
    ]
    Submission.objects.bulk_create(rows, batch_size=1000)
    for row, report in zip(rows, written, strict=True):
        report.obligation.state = report.state
        report.obligation.submitted_at = row.submitted_at
    Obligation.objects.bulk_update([report.obligation for report in written], ["state", "submitted_at"], batch_size=500)
    stand([row for row in rows if row.state == Submission.APPROVED])
    CellReturn.objects.bulk_create(
        CellReturn(submission=row, indicator_id=indicators["A4"], reason=RETURNED_BECAUSE)
        for row in rows
        if row.state == Submission.RETURNED
    )
    return rows
