"""What issued programmes ask the own units to report and no form answers yet: so that nobody forgets it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.access import Access
from nhipcau.programmes.models import ReportDeadline
from nhipcau.reporting.answering import unanswered
from nhipcau.web.due import rule_words, when_words

SHOWN = 8
# A deadline so near is marked.
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Asked:
    """A deadline without a form: to whom and when, in words; the next last day on time and how near it is."""

    deadline: ReportDeadline
    words: str
    rule: str
    due_on: date
    chip: tuple[str, str]
    may_make: bool


def asked_above(access: Access, today: date) -> list[Asked]:
    """The deadlines of programmes of the own units and those above, the nearest first; one query."""
    units = access.ancestors()
    if not units:
        return []
    found = [
        _asked(deadline, due_on, access, today)
        for deadline in unanswered(access, units)
        if (due_on := deadline.next_due(today)) is not None
    ]
    return sorted(found, key=lambda one: (one.due_on, one.deadline.pk))[:SHOWN]


def _asked(deadline: ReportDeadline, due_on: date, access: Access, today: date) -> Asked:
    left = (due_on - today).days
    said = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left} if left else _("due today")
    return Asked(
        deadline=deadline,
        words=_words(deadline),
        rule=rule_words(*deadline.due),
        due_on=due_on,
        chip=("wait" if due_on - today <= SOON else "none", said),
        may_make=access.may("programmes.issue", deadline.programme.issuer.path),
    )


def _words(deadline: ReportDeadline) -> str:
    """“Báo cáo gửi Văn phòng, trước 31/5: hạn cuối 30/5/2026”, without the day."""
    start = _("Report to %(to)s") % {"to": deadline.to} if deadline.to else _("Report")
    return f"{start}, {when_words(*deadline.due)}"
