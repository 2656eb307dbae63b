"""The verbs of the unit above: approve one or a block, return cells with reasons, lock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nhipcau.access import Access, Forbidden, Refused
from nhipcau.audit.services import record
from nhipcau.reporting.models import CellReturn, Submission
from nhipcau.reporting.owned import require_own, require_whole
from nhipcau.reporting.standing import put_standing
from nhipcau.reporting.versions import asked_for, claim, now, tell_obligation, unit_above
from nhipcau.reporting.workflow import APPROVE, UNDER_WAY
from nhipcau.web.problems import Conflict, Problem


@dataclass
class Outcome:
    """What became of a block: the reports approved, and of the others why not."""

    approved: list[Submission] = field(default_factory=list)
    failed: list[tuple[Submission, str]] = field(default_factory=list)


@transaction.atomic
def return_cells(*, by: Access, submission: Submission, reasons: Mapping[int, str], note: str = "") -> Submission:
    """Sends a report back with a reason for each cell that has to be looked at. `reasons`: indicator id → why."""
    _require_above(by, submission)
    words = {indicator: reason.strip() for indicator, reason in reasons.items() if reason.strip()}
    if not words:
        raise Problem(_("Write for at least one figure why it is returned."))
    asked = asked_for(submission)
    if any(indicator not in asked for indicator in words):
        raise Problem(_("Only figures of this report can be returned."))
    require_own(by, unit_above(submission.unit), words)
    moved_on = claim(
        submission, "return", decided_at=now(by), decided_by=by.name, decision_note=note.strip() or _joined(words)
    )
    CellReturn.objects.bulk_create(CellReturn(submission=moved_on, indicator_id=i, reason=w) for i, w in words.items())
    tell_obligation(moved_on)
    _recorded(by, "returned", moved_on, after={"cells": words}, reason=moved_on.decision_note)
    return moved_on


@transaction.atomic
def approve(*, by: Access, submission: Submission) -> Submission:
    """Takes a report: its answers stand, totals above change with it, an earlier approved version is replaced.

    Raises `Conflict` when it was recalled, returned or approved meanwhile; `Problem` for one's own report.
    """
    _require_above(by, submission)
    require_whole(by, unit_above(submission.unit), lambda: asked_for(submission))
    if by.person_id is not None and submission.sender_id == by.person_id:
        raise Problem(_("You sent this report yourself: someone else has to approve it."))
    moved_on = claim(submission, "approve", decided_at=now(by), decided_by=by.name)
    earlier = Submission.objects.filter(obligation=submission.obligation_id, stage=submission.stage)
    earlier.filter(state=Submission.APPROVED).exclude(pk=submission.pk).update(state=Submission.REPLACED)
    put_standing(moved_on)
    tell_obligation(moved_on)
    _recorded(by, "approved", moved_on, after={"version": moved_on.version})
    return moved_on


def approve_many(*, by: Access, submissions: Iterable[Submission]) -> Outcome:
    """Takes each report by itself: one that fails leaves the others approved, and is named with the reason."""
    outcome = Outcome()
    for submission in submissions:
        try:
            outcome.approved.append(approve(by=by, submission=submission))
        except Problem as problem:
            outcome.failed.append((submission, problem.sentence))
        except Refused:
            outcome.failed.append((submission, _("Approving this unit's reports is not yours to do.")))
    return outcome


@transaction.atomic
def lock(*, by: Access, submission: Submission) -> Submission:
    """Closes an approved report: no correction can begin until it is unlocked."""
    _require_above(by, submission)
    require_whole(by, unit_above(submission.unit), lambda: asked_for(submission))
    moved_on = claim(submission, "lock")
    later = Submission.objects.filter(obligation=submission.obligation_id, stage=submission.stage)
    if later.filter(version__gt=submission.version, state__in=UNDER_WAY).exists():
        raise Conflict(_("A correction of this report is under way; lock it once that is decided."))
    tell_obligation(moved_on)
    _recorded(by, "locked", moved_on)
    return moved_on


@transaction.atomic
def unlock(*, by: Access, submission: Submission, reason: str) -> Submission:
    """Opens a locked report to corrections again, with a reason."""
    _require_above(by, submission)
    require_whole(by, unit_above(submission.unit), lambda: asked_for(submission))
    if not reason.strip():
        raise Problem(_("Write why the locked report is opened again."))
    moved_on = claim(submission, "unlock")
    tell_obligation(moved_on)
    _recorded(by, "unlocked", moved_on, reason=reason.strip())
    return moved_on


def _require_above(by: Access, submission: Submission) -> None:
    """The right to approve, held at the unit above (today's); the root's own report is its office's."""
    by.require("reports.read", submission.unit.path)
    if not by.may(APPROVE, unit_above(submission.unit).path):
        raise Forbidden(APPROVE)


def _recorded(by: Access, verb: str, submission: Submission, **details: Any) -> None:
    record(by, f"reporting.submission.{verb}", submission, **details)


def _joined(words: Mapping[int, str]) -> str:
    return " · ".join(words.values())
