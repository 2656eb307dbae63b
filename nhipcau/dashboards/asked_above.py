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
# So long one stays whose last day passed without a form: nobody has answered it yet.
OVER = timedelta(days=60)


@dataclass(frozen=True)
class Asked:
    """A deadline without a form: to whom and when, in words; the next last day on time and how near it is, or the
    last one, where it is `over`."""

    deadline: ReportDeadline
    words: str
    rule: str
    due_on: date
    chip: tuple[str, str]
    may_make: bool
    over: bool = False


def asked_above(access: Access, today: date) -> list[Asked]:
    """The deadlines of programmes of the own units and those above, the earliest first; one query."""
    units = access.ancestors()
    if not units:
        return []
    found = [
        _asked(deadline, due_on, access, today)
        for deadline in unanswered(access, units)
        if (due_on := deadline.next_due(today) or _passed(deadline, today)) is not None
    ]
    return sorted(found, key=lambda one: (one.due_on, one.deadline.pk))[:SHOWN]


def _passed(deadline: ReportDeadline, today: date) -> date | None:
    """The last day of a deadline of which no other is left, while it is not long over."""
    last = deadline.last_due(today)
    return last if last is not None and today - last <= OVER else None


def _asked(deadline: ReportDeadline, due_on: date, access: Access, today: date) -> Asked:
    left = (due_on - today).days
    if left < 0:
        chip = ("late", _("past due"))
    else:
        said = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left} if left else _("due today")
        chip = ("wait" if due_on - today <= SOON else "none", said)
    return Asked(
        deadline=deadline,
        words=_words(deadline),
        rule=rule_words(*deadline.due),
        due_on=due_on,
        chip=chip,
        may_make=access.may("programmes.issue", deadline.programme.issuer.path),
        over=left < 0,
    )


def _words(deadline: ReportDeadline) -> str:
    """“Báo cáo gửi Văn phòng, trước 31/5: hạn cuối 30/5/2026”, without the day."""
    start = _("Report to %(to)s") % {"to": deadline.to} if deadline.to else _("Report")
    return f"{start}, {when_words(*deadline.due)}"
