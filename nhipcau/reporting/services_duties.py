"""Forms, and what follows from them: who owes which report when, who is exempt, who is reminded."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhipcau.access import Access, Forbidden
from nhipcau.audit.services import record
from nhipcau.indicators.models import Indicator
from nhipcau.programmes.models import ReportDeadline
from nhipcau.reporting.models import Calendar, Form, FormRow, FormVersion, Obligation, Period, Submission
from nhipcau.reporting.owned import require_whole
from nhipcau.reporting.services_answering import answer_with
from nhipcau.reporting.versions import now, unit_above
from nhipcau.reporting.workflow import APPROVE, DRAFT, NOT_STARTED, RECALLED, RETURNED
from nhipcau.units.models import Placement, Unit
from nhipcau.web.problems import Problem

# Where a report still has to come from its unit.
OWING = (NOT_STARTED, DRAFT, RETURNED, RECALLED)


@dataclass(frozen=True)
class AskedRow:
    """A row of a form to be made: the indicator and how it is asked for."""

    indicator: Indicator
    section: str = ""
    section_en: str = ""
    required: bool = True
    help: str = ""
    negative_allowed: bool = False


@transaction.atomic
def make_form(
    *,
    by: Access,
    code: str,
    name: str,
    issuer: Unit,
    calendar: Calendar,
    frequency: str,
    kinds: Sequence[str],
    rows: Sequence[AskedRow],
    first_period_from: date,
    due_days: int = 5,
    minutes: int = 2,
    name_en: str = "",
    ended_on: date | None = None,
    deadline: ReportDeadline | None = None,
) -> Form:
    """A form with its first version of rows, owed by the units of `kinds` at and below its issuer.

    `due_days`: days after the period's last day; “before 31/5” with a period that ends on 31/5 is -1, the end of 30/5.
    `ended_on`: owed for periods that begin until then. `deadline`: of a programme, which the form answers.
    """
    by.require("programmes.issue", issuer.path)
    if Form.objects.filter(code=code).exists():
        raise Problem(_("There is already a form with the code %(code)s: choose another.") % {"code": code})
    if not rows or not kinds:
        raise Problem(_("A form needs at least one row and one kind of unit."))
    if ended_on is not None and ended_on < first_period_from:
        raise Problem(_("The last day it is owed for lies before the first: mend one of them."))
    form: Form = Form.objects.create(
        code=code,
        name=name,
        name_en=name_en,
        issuer=issuer,
        calendar=calendar,
        frequency=frequency,
        kinds=list(kinds),
        due_days=due_days,
        minutes=minutes,
        first_period_from=first_period_from,
        ended_on=ended_on,
    )
    _write_rows(form, 1, first_period_from, rows)
    record(by, "reporting.form.made", form, after={"code": code, "rows": [row.indicator.code for row in rows]})
    if deadline is not None:
        answer_with(by=by, form=form, deadline=deadline)
    return form


@transaction.atomic
def revise_form(*, by: Access, form: Form, valid_from: date, rows: Sequence[AskedRow]) -> FormVersion:
    """New rows from a day on; periods that end before it keep the rows they had."""
    by.require("programmes.issue", _issuer(form).path)
    last = form.versions.order_by("-number").first()
    if last is not None and valid_from <= last.valid_from:
        raise Problem(_("The new rows must hold from a later day than the present ones."))
    if Submission.objects.filter(form_version__form=form, period__last_day__gte=valid_from).exists():
        raise Problem(_("Reports were already begun for a period after that day: choose a later one."))
    version = _write_rows(form, last.number + 1 if last else 1, valid_from, rows)
    record(by, "reporting.form.revised", form, after={"version": version.number, "valid_from": valid_from})
    return version


@transaction.atomic
def open_obligations(*, by: Access, form: Form, period: Period) -> int:
    """Writes down who owes a form for a period: its kinds of unit alive on the last day. Gives how many are new.

    Doing it again adds what is missing, and takes back what nobody began of units that will not be there on that day.
    Raises `Problem` for a period the form is not owed for.
    """
    by.require("programmes.issue", _issuer(form).path)
    if not _is_owed_for(form, period):
        raise Problem(_("This form is not owed for %(period)s: choose a period it is made for.") % {"period": period})
    owing = _units_that_owe(form, period.last_day)
    there = set(Obligation.objects.filter(form=form, period=period).values_list("unit_id", flat=True))
    due_on = period.last_day + timedelta(days=form.due_days)
    new = [Obligation(unit_id=u, form=form, period=period, due_on=due_on) for u in owing if u not in there]
    Obligation.objects.bulk_create(new, batch_size=5000, ignore_conflicts=True)
    gone = Obligation.objects.filter(form=form, period=period, unit__in=there - set(owing), state=NOT_STARTED)
    withdrawn, _by_table = gone.filter(submissions__isnull=True).delete()
    if new or withdrawn:
        told = {"period": period.code, "units": len(new), "withdrawn": withdrawn}
        record(by, "reporting.obligations.opened", form, after=told)
    return len(new)


def open_what_has_begun(*, by: Access) -> int:
    """Opens every form for the period that runs today and the one before; gives how many obligations are new."""
    opened = 0
    for form in Form.objects.select_related("issuer", "calendar").order_by("code"):
        begun = Period.objects.filter(calendar=form.calendar_id, kind=form.frequency, starts_on__lte=by.today)
        for period in begun.order_by("-starts_on")[:2]:
            if _is_owed_for(form, period):
                opened += open_obligations(by=by, form=form, period=period)
    return opened


@transaction.atomic
def exempt(*, by: Access, obligation: Obligation, reason: str) -> Obligation:
    """Frees a unit from one report, with a reason that stays on it. Only while nothing was sent."""
    _require_above(by, obligation.unit)
    _require_whole(by, obligation)
    if not reason.strip():
        raise Problem(_("Write why the unit is exempt."))
    free = Obligation.objects.filter(pk=obligation.pk, state__in=OWING, exempt_reason="")
    if not free.update(exempt_reason=reason.strip()[:300]):
        raise Problem(_("Its report is already there: approve or return it instead."))
    record(by, "reporting.obligation.exempted", obligation, reason=reason.strip())
    obligation.refresh_from_db()
    return obligation


@transaction.atomic
def owe_again(*, by: Access, obligation: Obligation) -> Obligation:
    """Takes an exemption back."""
    _require_above(by, obligation.unit)
    _require_whole(by, obligation)
    before = obligation.exempt_reason
    Obligation.objects.filter(pk=obligation.pk).update(exempt_reason="")
    record(by, "reporting.obligation.owed_again", obligation, before={"exempt_reason": before})
    obligation.refresh_from_db()
    return obligation


@transaction.atomic
def remind(*, by: Access, obligations: QuerySet[Obligation]) -> int:
    """Reminds the units that still owe one of these reports; gives how many. The reminder stands on their page."""
    owing = obligations.filter(state__in=OWING, exempt_reason="").select_related("unit__parent", "form")
    found = list(owing)
    for unit in {unit_above(obligation.unit).path: obligation.unit for obligation in found}.values():
        _require_above(by, unit)
    if not found:
        raise Problem(_("Nobody here still owes a report: there is nobody to remind."))
    ids = [obligation.pk for obligation in found]
    Obligation.objects.filter(pk__in=ids).update(reminded_at=now(by))
    for form in {obligation.form for obligation in found}:
        of_form = [obligation.pk for obligation in found if obligation.form_id == form.pk]
        record(by, "reporting.obligations.reminded", form, after={"obligations": of_form})
    return len(ids)


def _require_above(by: Access, unit: Unit) -> None:
    """The right to decide on a unit's reports, held at the unit above it."""
    by.require("reports.read", unit.path)
    if not by.may(APPROVE, unit_above(unit).path):
        raise Forbidden(APPROVE)


def _require_whole(by: Access, obligation: Obligation) -> None:
    rows = FormRow.objects.filter(version__form=obligation.form_id)
    require_whole(by, unit_above(obligation.unit), lambda: set(rows.values_list("indicator_id", flat=True)))


def _is_owed_for(form: Form, period: Period) -> bool:
    fits = period.kind == form.frequency and period.calendar_id == form.calendar_id
    ended = form.ended_on is not None and period.starts_on > form.ended_on
    return fits and period.starts_on >= form.first_period_from and not ended


def _issuer(form: Form) -> Unit:
    if form.issuer is not None:
        return form.issuer
    root: Unit = Unit.objects.filter(parent__isnull=True).order_by("id")[0]
    return root


def _write_rows(form: Form, number: int, valid_from: date, rows: Sequence[AskedRow]) -> FormVersion:
    version: FormVersion = FormVersion.objects.create(form=form, number=number, valid_from=valid_from)
    FormRow.objects.bulk_create(
        FormRow(
            version=version,
            order=order,
            section=row.section,
            section_en=row.section_en,
            indicator=row.indicator,
            required=row.required,
            help=row.help,
            negative_allowed=row.negative_allowed,
        )
        for order, row in enumerate(rows, start=1)
    )
    return version


def _units_that_owe(form: Form, day: date) -> list[int]:
    """Ids of the units of the form's kinds in the tree of that day, at and below the issuer."""
    places = list(Placement.objects.on(day).values_list("unit_id", "parent_id", "kind_id"))
    wanted = set(form.kinds)
    below = None if form.issuer_id is None else _below(form.issuer_id, places)
    return sorted(unit for unit, _parent, kind in places if kind in wanted and (below is None or unit in below))


def _below(top: int, places: Iterable[tuple[int, int | None, str]]) -> Collection[int]:
    children: dict[int | None, list[int]] = {}
    for unit, parent, _kind in places:
        children.setdefault(parent, []).append(unit)
    found, todo = {top}, [top]
    while todo:
        for child in children.get(todo.pop(), ()):
            found.add(child)
            todo.append(child)
    return found
