"""Words on the pages of reports: tabs, buttons, what was done, the history."""

from django.utils.translation import gettext as _

from nhipcau.audit.models import Entry
from nhipcau.reporting.models import Submission


def tab_words() -> dict[str, str]:
    """What each tab of the list is called."""
    return {
        "waiting": _("Waiting for me"),
        "suspicious": _("To look at"),
        "explained": _("Explained"),
        "clean": _("Clean"),
        "owing": _("Not reported"),
        "late": _("Late"),
        "returned": _("Returned"),
        "done": _("Approved"),
        "exempt": _("Exempt"),
        "all": _("All"),
    }


def act_words() -> dict[str, str]:
    """What each button is called."""
    return {
        "approve": _("Approve"),
        "return": _("Return"),
        "recall": _("Recall"),
        "lock": _("Lock"),
        "unlock": _("Open again"),
        "correct": _("Correct"),
        "save": _("Mend the report"),
        "submit": _("Send the report"),
        "discard": _("Drop this draft"),
    }


def act_done(name: str, unit: str) -> str:
    """What is said after an act."""
    said = {
        "approve": _("Approved: %(unit)s."),
        "return": _("Returned to %(unit)s, with what to look at."),
        "recall": _("Recalled. Change what is needed and send it again."),
        "discard": _("Dropped. What was sent before stands as it did."),
        "lock": _("Locked: %(unit)s."),
        "unlock": _("Opened again: %(unit)s."),
        "correct": _("Change what is needed and send the correction. The approved figures stand until then."),
    }
    return said[name] % {"unit": unit}


def version_chip(report: Submission) -> tuple[str, str]:
    """The chip of one version."""
    return {
        Submission.DRAFT: ("wait", _("draft")),
        Submission.SUBMITTED: ("on", _("waiting for approval")),
        Submission.RETURNED: ("late", _("returned")),
        Submission.APPROVED: ("met", _("approved")),
        Submission.LOCKED: ("met", _("locked")),
        Submission.RECALLED: ("none", _("recalled")),
        Submission.REPLACED: ("none", _("replaced by a later version")),
    }[report.state]


def history_words(entry: Entry) -> str:
    """One act of the history in words."""
    verb = entry.action.rpartition(".")[2]
    known = {
        "begun": _("began the report"),
        "taken_over": _("went on with the draft"),
        "submitted": _("sent it"),
        "recalled": _("recalled it"),
        "discarded": _("dropped the draft"),
        "returned": _("returned it"),
        "approved": _("approved it"),
        "corrected": _("began a correction"),
        "locked": _("locked it"),
        "unlocked": _("opened it again"),
    }
    return known.get(verb, verb)
