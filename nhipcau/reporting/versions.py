"""Versions of a report: claiming a move, and what services of both sides need to know of them."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.reporting.models import FormVersion, Obligation, Submission
from nhipcau.reporting.workflow import NoSuchMove, move
from nhipcau.units.models import Unit
from nhipcau.web.problems import Conflict, Problem


def claim(submission: Submission, action: str, *, only_revision: int | None = None, **changes: Any) -> Submission:
    """Makes the move if the report is still where the person saw it. Raises `Conflict`, changing nothing."""
    offered(submission, action)
    claimed = Submission.objects.filter(pk=submission.pk, state=submission.state)
    if only_revision is not None:
        claimed = claimed.filter(revision=only_revision)
    if not claimed.update(state=move(submission.state, action).to, **changes):
        raise Conflict(_("Someone acted on this report meanwhile. Open it again to see how it stands."))
    return Submission.objects.select_related("unit__parent", "period", "obligation").get(pk=submission.pk)


def offered(submission: Submission, action: str) -> None:
    """Raises `Conflict` when the table has no such move from the state the report was seen in."""
    try:
        move(submission.state, action)
    except NoSuchMove:
        raise Conflict(_("Someone acted on this report meanwhile. Open it again to see how it stands.")) from None


def tell_obligation(submission: Submission, **more: Any) -> None:
    """The obligation repeats the state of the latest final version; of an estimate it only keeps when it was sent."""
    told = {"state": submission.state, **more}
    if submission.stage != Submission.FINAL:
        told.pop("state")
    if submission.obligation_id is not None and told:
        Obligation.objects.filter(pk=submission.obligation_id).update(**told)


def form_version(obligation: Obligation) -> FormVersion:
    """The version of its form that holds on the last day of its period. Raises `Problem` where there is none."""
    version = obligation.form.versions.filter(valid_from__lte=obligation.period.last_day).order_by("-number").first()
    if version is None:
        raise Problem(_("This form has no rows for this period yet: ask the unit that issued it."))
    return version


def asked_for(submission: Submission) -> set[int]:
    """Ids of the indicators a report answers or could have answered."""
    own = set(submission.indicator_ids)
    version: FormVersion | None = submission.form_version
    return own if version is None else own | set(version.rows.values_list("indicator_id", flat=True))


def obligation_of(submission: Submission) -> Obligation:
    """The obligation a report fulfils. Raises `Problem` for an imported one, which has none."""
    if submission.obligation is None:
        raise Problem(_("This report has no form: it was imported."))
    return submission.obligation


def unit_above(unit: Unit) -> Unit:
    """The unit that takes its reports, of today's tree; the root has none above and is its own."""
    return unit.parent or unit


def now(by: Access) -> datetime:
    """This moment; on the person's day, where a demonstration has set another."""
    now = timezone.localtime()
    return now if now.date() == by.today else datetime.combine(by.today, now.timetz())
