"""What the board says: verdicts, stages, changes."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nhipcau.audit.models import Entry
from nhipcau.dashboards.aims import Aim, Standing
from nhipcau.dashboards.queries_month import Reports
from nhipcau.lib.decimals import rounded
from nhipcau.rollup.achievement import Verdict
from nhipcau.web.format import number

OPERATORS = {">=": "≥", ">": ">", "=": "", "<=": "≤", "<": "<", "~": "≈", "range": "", "none": ""}


def verdict_text(verdict: Verdict) -> str:
    return {
        Verdict.EXCEEDED: _("exceeded"),
        Verdict.MET: _("met"),
        Verdict.ON_PACE: _("on pace"),
        Verdict.BEHIND: _("behind pace"),
        Verdict.MISSED: _("missed"),
        Verdict.NO_DATA: _("no figure yet"),
    }[verdict]


def group_texts() -> dict[str, tuple[str, str]]:
    """The five states of the board in order: shape and words."""
    return {
        "exceeded": ("met", _("Exceeded")),
        "met": ("met", _("Met")),
        "on_pace": ("on", _("On pace")),
        "behind": ("behind", _("Behind pace")),
        "no_data": ("none", _("No figure yet")),
    }


def stage_text(stage: int) -> str:
    return _("final") if stage else _("estimate")


def amount(value: Fraction | Decimal | None, aim: Aim) -> str:
    """A number in the measure of the aim, without its name; per cent with their sign."""
    if value is None:
        return "–"
    places = 1 if aim.percent else 2 if Fraction(value).denominator != 1 else 0
    text = number(rounded(Fraction(value), places).normalize() + 0)
    return _("%(number)s %%") % {"number": text} if aim.percent else text


def aim_text(aim: Aim) -> str:
    """What is to be reached: “≥ 90 %”; a bare number where it is a minimum, as people write it."""
    operator = OPERATORS[aim.operator]
    text = amount(aim.value, aim)
    if aim.operator == "range":
        return f"{text}–{amount(aim.target.value_max, aim)}"
    # A count to be reached is said bare, "9.000"; nothing at all, "= 0", and rates keep their sign.
    bare = operator in ("≥", "") or (operator == "=" and aim.value and not aim.percent)
    return text if bare else f"{operator} {text}"


def forecast_text(standing: Standing) -> str:
    """What the end would bring at this pace, rounded to whole numbers: it is no figure, only a line drawn on."""
    forecast = standing.forecast
    if not forecast:
        return ""
    return _("at this pace about %(number)s") % {"number": number(rounded(forecast, 0))}


def coverage_of(reports: Reports) -> str:
    """“401/412 reports”: approved ones of those owed for the month."""
    if not reports.owed:
        return _("no report owed")
    many = {"approved": number(reports.approved), "owed": number(reports.owed)}
    return _("%(approved)s/%(owed)s reports") % many


# What of the record is news on a board, in words; the rest is housekeeping.
CHANGES = {
    "reporting.submission.approved": gettext_noop("approved a report"),
    "reporting.submission.returned": gettext_noop("returned a report"),
    "reporting.submission.corrected": gettext_noop("began a correction"),
    "reporting.submission.submitted": gettext_noop("sent a report"),
    "reporting.submission.locked": gettext_noop("locked a report"),
    "reporting.submission.unlocked": gettext_noop("unlocked a report"),
    "reporting.submission.recalled": gettext_noop("recalled a report"),
    "reporting.obligation.exempted": gettext_noop("exempted a unit from a report"),
    "reporting.obligations.opened": gettext_noop("opened the reports of a period"),
    "reporting.obligations.reminded": gettext_noop("reminded units that owe a report"),
    "reporting.values.imported": gettext_noop("imported figures"),
    "reporting.period.locked": gettext_noop("locked the approved reports of a period"),
    "reporting.period.unlocked": gettext_noop("opened the locked reports of a period again"),
    "reporting.form.made": gettext_noop("made a form"),
    "reporting.form.revised": gettext_noop("changed the rows of a form"),
    "reporting.form.answers": gettext_noop("tied a form to a report deadline"),
    "reporting.form.answers_no_more": gettext_noop("untied a form from a report deadline"),
    "programmes.allocation.adjusted": gettext_noop("adjusted an allocation"),
    "programmes.allocations.issued": gettext_noop("issued allocations"),
    "programmes.allocation.acknowledged": gettext_noop("acknowledged an allocation"),
    "programmes.programme.issued": gettext_noop("issued a programme"),
    "documents.document.received": gettext_noop("received a document"),
    "documents.document.confirmed": gettext_noop("confirmed what was read from a document"),
    "documents.document.issued": gettext_noop("issued a document"),
    "units.unit.founded": gettext_noop("founded a unit"),
    "units.unit.placed": gettext_noop("moved or renamed a unit"),
    "units.unit.ended": gettext_noop("ended a unit"),
}


@dataclass(frozen=True)
class Change:
    """One line of what changed lately."""

    at: datetime
    who: str
    what: str
    reason: str


def change_of(entry: Entry) -> Change:
    return Change(entry.at, entry.person_name, _(CHANGES[entry.action]), entry.reason)
