"""Tying a form to the report deadline of a programme that it answers, and untying it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.programmes.models import Programme, ReportDeadline
from nhipcau.reporting.answering import too_late
from nhipcau.reporting.models import Answering, Form
from nhipcau.web.problems import Problem


class DueLater(Problem):
    """The reports of the form would be due later than the paper says: to be tied only by somebody who was told."""


@transaction.atomic
def answer_with(
    *, by: Access, form: Form, deadline: ReportDeadline, today: date | None = None, even_late: bool = False
) -> Answering:
    """Says that a form answers a deadline: it no longer stands on the duties of the units below by itself. Raises
    Problem for a programme that is not issued and a form of a unit that is neither its issuer nor above it; with
    `today` also DueLater, unless it is to be tied `even_late`."""
    issuer = deadline.programme.issuer
    by.require("programmes.issue", issuer.path)
    if deadline.programme.state != Programme.ISSUED:
        raise Problem(_("Issue the programme first: a form answers what an issued programme asks for."))
    if form.issuer_id is not None and form.issuer_id not in (*issuer.ancestor_ids, issuer.pk):
        raise Problem(_("This form belongs to another unit: choose one of your unit or of a unit above."))
    if today and not even_late and (late := too_late(form, deadline, today)):
        raise DueLater(late)
    made, new = Answering.objects.get_or_create(form=form, deadline=deadline)
    if new:
        record(by, "reporting.form.answers", form, unit_id=issuer.pk, unit_path=issuer.path,
               after={"deadline": deadline.pk, "programme": deadline.programme_id})  # fmt: skip
    return made


@transaction.atomic
def answer_no_more(*, by: Access, form: Form, deadline: ReportDeadline) -> None:
    """Takes back that a form answers a deadline; the form and its reports stay."""
    issuer = deadline.programme.issuer
    by.require("programmes.issue", issuer.path)
    gone, _by_table = Answering.objects.filter(form=form, deadline=deadline).delete()
    if gone:
        record(by, "reporting.form.answers_no_more", form, unit_id=issuer.pk, unit_path=issuer.path,
               before={"deadline": deadline.pk, "programme": deadline.programme_id})  # fmt: skip
