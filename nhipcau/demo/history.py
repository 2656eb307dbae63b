"""Who sent and who decided the demo's reports, and the record of it, as if these people had been at work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from nhipcau.accounts.models import Grant
from nhipcau.audit.models import Entry
from nhipcau.reporting.models import Submission
from nhipcau.units.models import Unit


@dataclass(frozen=True)
class Hand:
    """A person acting for a unit; a unit that ended before today has no seated person, only a role."""

    name: str
    person_id: int | None = None
    unit_id: int | None = None
    unit_path: str = ""


SOME_CHAIR, SOME_OFFICER = Hand("Chủ tịch CĐCS"), Hand("Công đoàn cấp trên")


class Hands:
    """Looked up once: the chair of each grassroots union and the officer of the union above it."""

    def __init__(self) -> None:
        roles = ("grassroots_chair", "intermediate_officer", "provincial_office")
        grants = Grant.objects.filter(role__in=roles).select_related("person", "unit")
        self.seated = {
            grant.unit_id: Hand(grant.person.name, grant.person_id, grant.unit_id, grant.unit.path) for grant in grants
        }
        self.above = dict(Unit.objects.values_list("pk", "parent_id"))

    def chair(self, unit_id: int) -> Hand:
        return self.seated.get(unit_id, SOME_CHAIR)

    def officer(self, unit_id: int) -> Hand:
        return self.seated.get(self.above.get(unit_id) or 0, SOME_OFFICER)


def acts(report: Submission, hands: Hands, reason: str) -> Iterator[Entry]:
    """What the record holds of a report; `reason`: why one that was returned was."""
    chair = hands.chair(report.unit_id)
    if report.submitted_at is None:
        yield _entry(report, "begun", chair, report.created_at)
        return
    yield _entry(report, "submitted", chair, report.submitted_at)
    if report.decided_at:
        why = reason if report.state == Submission.RETURNED else ""
        yield _entry(report, report.state, hands.officer(report.unit_id), report.decided_at, why)


def _entry(report: Submission, verb: str, hand: Hand, at: datetime, reason: str = "") -> Entry:
    return Entry(
        at=at,
        person_id=hand.person_id,
        person_name=hand.name,
        unit_id=hand.unit_id,
        unit_path=hand.unit_path,
        action=f"reporting.submission.{verb}",
        object_type=report._meta.label_lower,
        object_id=str(report.pk),
        reason=reason,
    )
