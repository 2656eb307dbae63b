"""Which forms answer what programmes ask to be reported, and how a form begins that answers a deadline."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nhipcau.access import Access
from nhipcau.documents.models import Document
from nhipcau.lib.due import SPANS, due_days, last_day_of
from nhipcau.lib.periods import HALF, YEAR, CalendarRule, Period, period_at, previous
from nhipcau.programmes.horizons import covers, last_day
from nhipcau.programmes.models import Programme, ReportDeadline
from nhipcau.programmes.queries_lines import Answers
from nhipcau.reporting.models import Answering, Calendar, Form
from nhipcau.reporting.naming import due_rule
from nhipcau.reporting.periods import PLAIN_CALENDAR, UnknownPeriod, calendars, prefix
from nhipcau.reporting.workflow import APPROVE
from nhipcau.web.due import when_words
from nhipcau.web.format import day as written_day
from nhipcau.web.format import number

# A period of the plain calendar is meant where it ends within so many days of the day the report is due.
NEAR = 20
# How a code begins, by how often the form is owed.
CODES = {"month": "BC-THANG", "quarter": "BC-QUY", "half": "BC-6T", "year": "BC-NAM"}


def forms_of(deadlines: Collection[int], access: Access) -> Answers:
    """By deadline the forms that answer it: name, and address where the person may open forms."""
    seen = Answering.objects.filter(deadline__in=deadlines, form__in=Form.objects.visible_to(access))
    opens = access.may_somewhere(APPROVE)
    found: Answers = {}
    for one in seen.select_related("form").order_by("pk"):
        address = reverse("form", args=[one.form_id]) if opens else ""
        found.setdefault(one.deadline_id, []).append((str(one.form), address))
    return found


def unanswered(access: Access, units: Collection[int]) -> QuerySet[ReportDeadline]:
    """Deadlines of issued programmes of these units that no form answers yet."""
    seen = ReportDeadline.objects.visible_to(access).filter(
        programme__issuer__in=units, programme__state=Programme.ISSUED
    )
    return seen.exclude(Exists(Answering.objects.filter(deadline=OuterRef("pk")))).select_related("programme__issuer")


@dataclass(frozen=True)
class AskedBy:
    """What asks for a report: the deadline in words, the paper, and where its sentence (or the programme) opens."""

    deadline: ReportDeadline
    when: str
    paper: str
    address: str
    is_sentence: bool


def asked_by(form: Form, access: Access, *, year: int | None = None) -> list[AskedBy]:
    """The deadlines a form answers, of programmes the person sees; with a year those whose horizon covers it."""
    seen = ReportDeadline.objects.visible_to(access).filter(answered_by__form=form)
    found = [
        one
        for one in seen.select_related("programme__issuer").order_by("-programme__period", "order", "pk")
        if year is None or covers(one.programme.period, year)
    ]
    wanted = {one.programme.document_id for one in found if one.span_end}
    papers = Document.objects.visible_to(access).filter(pk__in=wanted).values_list("pk", flat=True) if wanted else []
    return [_asked(one, set(papers)) for one in found]


def _asked(deadline: ReportDeadline, papers: Collection[int]) -> AskedBy:
    programme = deadline.programme
    opens = bool(deadline.span_end) and programme.document_id in papers
    address = f"{reverse('programme', args=[programme.pk])}#reportdeadline-{deadline.pk}"
    if opens:
        sentence = f"?at={deadline.span_start}-{deadline.span_end}#at"
        address = reverse("document", args=[programme.document_id]) + sentence
    paper = " · ".join(part for part in (programme.number, programme.title) if part)
    return AskedBy(deadline, when_words(*deadline.due), paper, address, opens)


@dataclass(frozen=True)
class Fit:
    """What the deadline comes to in one calendar: its next period and the days between its end and the due day."""

    calendar: str
    name: str
    period: Period
    days: int

    @property
    def words(self) -> str:
        """“1 day before the end of the period”."""
        return due_rule(self.days)


@dataclass(frozen=True)
class Start:
    """How a form begins that answers a deadline: what the page is filled with beforehand, and the other calendars."""

    initial: Mapping[str, object]
    rows: list[int]
    due_on: date
    fits: list[Fit] = field(default_factory=list)


def start_of(deadline: ReportDeadline, today: date) -> Start:
    """The rhythm, due rule and span of the deadline, and the indicators of its programme's targets."""
    programme = deadline.programme
    until = last_day(programme.period)
    days = due_days(*deadline.due, today, until) or [_only(deadline, today)]
    often = SPANS.get(deadline.recurrence) or (HALF if days[0].month in (5, 6, 7) else YEAR)
    fits = _fits(often, days)
    chosen = next((one for one in fits if one.calendar == PLAIN_CALENDAR and abs(one.days) <= NEAR), None)
    chosen = chosen or min(fits, key=lambda one: (abs(one.days), one.calendar != PLAIN_CALENDAR))
    initial = {
        "frequency": often,
        "calendar": chosen.calendar,
        "due_days": chosen.days,
        "first_period_from": chosen.period.start,
        "ended_on": _end(deadline, chosen, until, today),
        "code": _code(often, programme),
        **_names(often, programme),
    }
    targets = programme.targets.filter(indicator__isnull=False)
    rows = list(dict.fromkeys(targets.order_by("order").values_list("indicator", flat=True)))
    return Start(initial, rows, days[0], fits)


def _only(deadline: ReportDeadline, today: date) -> date:
    """Of a deadline of which nothing is left: the day it was due, or today where it names none."""
    return last_day_of(deadline.named_on, deadline.inclusive) if deadline.named_on else today


def _fits(often: str, days: Sequence[date]) -> list[Fit]:
    rules = calendars()
    found = []
    for row in Calendar.objects.filter(phases_only=False).order_by("code"):
        start = "" if row.code == PLAIN_CALENDAR else row.code
        period, least = _nearest(days, often, start, rules)
        found.append(Fit(row.code, str(row), period, least))
    return found


def _nearest(days: Sequence[date], often: str, calendar: str, rules: Mapping[str, CalendarRule]) -> tuple[Period, int]:
    """The period whose end is nearest to the days, for the first of them, and how many days lie between: a report due
    on the fifth is for the month before. Months differ in length: counted so that none is due later than said."""
    nearest = _periods(days, often, calendar, rules)
    return nearest[0], min(_apart(days, nearest))


def _periods(days: Sequence[date], often: str, calendar: str, rules: Mapping[str, CalendarRule]) -> Sequence[Period]:
    """For each day the period a report due on it is for: the one it lies in, or the one before, all the same way."""
    here = [period_at(day, often, calendar, rules) for day in days]
    before = [previous(period, rules) for period in here]
    return min(before, here, key=lambda ends: sum(map(abs, _apart(days, ends))))


def _apart(days: Sequence[date], periods: Sequence[Period]) -> list[int]:
    return [(day - period.last_day).days for day, period in zip(days, periods, strict=True)]


def due_later(form: Form, deadline: ReportDeadline, today: date) -> tuple[date, date] | None:
    """Where the reports of a form would come later than the paper asks: the day it asks for within a year and the day
    the form's report would be due, of the pair that lies farthest apart; None where none is late."""
    days = due_days(*deadline.due, today, last_day(deadline.programme.period))
    if not days:
        return None
    try:
        periods = _periods(days, form.frequency, prefix(form.calendar_id), calendars())
    except UnknownPeriod:
        return None
    due = [period.last_day + timedelta(days=form.due_days) for period in periods]
    said, given = max(zip(days, due, strict=True), key=lambda pair: pair[1] - pair[0])
    return (said, given) if given > said else None


def too_late(form: Form, deadline: ReportDeadline, today: date) -> str:
    """One sentence where a form's reports would be due later than the paper says; empty where they would not."""
    late = due_later(form, deadline, today)
    if late is None:
        return ""
    said, given = late
    count = (given - said).days
    sentence = _(
        "By this form the report is due on %(form)s, %(days)s later than the paper says (%(paper)s): change when the "
        "form is due, or tie it all the same."
    )
    days = ngettext("%(n)s day", "%(n)s days", count) % {"n": number(count)}
    return sentence % {"form": written_day(given), "days": days, "paper": written_day(said)}


def _end(deadline: ReportDeadline, chosen: Fit, until: date | None, today: date) -> date | None:
    """The end of the last period it is owed for; None where the programme's horizon names no year."""
    if not deadline.recurrence:
        return chosen.period.last_day
    if until is None:
        return None
    last = due_days(*deadline.due, max(today, until - timedelta(days=365)), until)
    ends = last[-1] - timedelta(days=chosen.days) if last else chosen.period.last_day
    return max(ends, chosen.period.last_day)


def _code(often: str, programme: Programme) -> str:
    start = "-".join([CODES[often], *programme.code.split()])[:40]
    taken = set(Form.objects.filter(code__startswith=start[:37]).values_list("code", flat=True))
    tries = [start, *(f"{start[:37]}-{n}" for n in range(2, len(taken) + 3))]
    return next(code for code in tries if code not in taken)


def _names(often: str, programme: Programme) -> dict[str, str]:
    """The name in both languages."""
    paper, names = programme.number or programme.period, {}
    for language, field_name in (("vi", "name"), ("en", "name_en")):
        with override(language):
            words = {
                "month": _("Monthly report under %(paper)s"),
                "quarter": _("Quarterly report under %(paper)s"),
                "half": _("Half-year report under %(paper)s"),
                "year": _("Yearly report under %(paper)s"),
            }
            names[field_name] = words[often] % {"paper": paper}
    return names


def may_answer(deadline: ReportDeadline, access: Access) -> QuerySet[Form]:
    """The forms that are there and may answer it: of its programme's unit or one above, not tied to it yet."""
    issuer = deadline.programme.issuer
    above = Q(issuer__isnull=True) | Q(issuer__in=[*issuer.ancestor_ids, issuer.pk])
    seen = Form.objects.visible_to(access).filter(above)
    return seen.exclude(answering__deadline=deadline).order_by("code")
