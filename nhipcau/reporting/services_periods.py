"""Verbs over a whole period of a form: open it, lock what was approved, open it again to corrections."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record, record_many
from nhipcau.reporting.models import Form, FormRow, Obligation, Period, Submission
from nhipcau.reporting.owned import require_whole
from nhipcau.reporting.periods import UnknownPeriod, ensure_period
from nhipcau.reporting.services_duties import open_obligations
from nhipcau.reporting.workflow import APPROVE, APPROVED, LOCKED
from nhipcau.units.models import Unit
from nhipcau.web.problems import Problem


@transaction.atomic
def open_period(*, by: Access, form: Form, code: str) -> int:
    """Opens a form for the period of a code, whose row is made; gives how many reports are newly owed."""
    by.require("programmes.issue", form.issuer.path if form.issuer else "/")
    try:
        period = ensure_period(code)
    except UnknownPeriod:
        raise Problem(_("There is no such period; write 2024, 2024H1, 2024Q2 or 2024-05.")) from None
    opened = open_obligations(by=by, form=form, period=period)
    record(by, "reporting.period.opened", form, after={"period": code, "units": opened})
    return opened


@transaction.atomic
def lock_period(*, by: Access, form: Form, period: Period, unit: Unit) -> int:
    """Closes the approved reports of a period below a unit; gives how many. Those that wait stay as they are."""
    return _turn(by, form, period, unit, APPROVED, LOCKED, "locked", "")


@transaction.atomic
def unlock_period(*, by: Access, form: Form, period: Period, unit: Unit, reason: str) -> int:
    """Opens the locked reports of a period below a unit to corrections again, with a reason; gives how many."""
    if not reason.strip():
        by.require(APPROVE, unit.path)
        raise Problem(_("Write why the locked reports are opened again."))
    return _turn(by, form, period, unit, LOCKED, APPROVED, "unlocked", reason.strip()[:300])


def _turn(by: Access, form: Form, period: Period, unit: Unit, before: str, after: str, verb: str, reason: str) -> int:
    by.require(APPROVE, unit.path)
    rows = FormRow.objects.filter(version__form=form)
    require_whole(by, unit, lambda: set(rows.values_list("indicator_id", flat=True)))
    # Reports before what is owed, as every act on a single one has it: so nobody waits in a circle.
    reports = Submission.objects.filter(obligation__in=_below(form, period, unit).filter(state=before), state=before)
    held = dict(reports.order_by("pk").select_for_update().values_list("pk", "obligation_id"))
    still = Obligation.objects.filter(pk__in=held.values(), state=before).order_by("pk")
    owed = set(still.select_for_update().values_list("pk", flat=True))
    ids = [pk for pk, obligation in held.items() if obligation in owed]
    if not ids:
        none = {"locked": _("No approved report of this period is left to lock."),
                "unlocked": _("No report of this period is locked.")}  # fmt: skip
        raise Problem(none[verb])
    Submission.objects.filter(pk__in=ids).update(state=after)
    Obligation.objects.filter(pk__in=owed).update(state=after)
    # Named apart from the act on a single report: the history of each shows it, what changed lately says it once.
    record_many(by, f"reporting.reports.{verb}", Submission, ((pk, None, None) for pk in ids), reason=reason)
    record(by, f"reporting.period.{verb}", form, unit_id=unit.pk, unit_path=unit.path,
           after={"period": period.code, "reports": len(ids)}, reason=reason)  # fmt: skip
    return len(ids)


def _below(form: Form, period: Period, unit: Unit) -> QuerySet[Obligation]:
    """What units below a unit owe; of the root, which nobody stands above, its own too."""
    owed = Obligation.objects.filter(form=form, period=period, unit__path__startswith=unit.path)
    return owed if unit.parent_id is None else owed.exclude(unit=unit)
