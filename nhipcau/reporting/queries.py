"""Reads for the page of one report, and for what one gets back for sending it."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from nhipcau.access import Access
from nhipcau.audit.models import Entry
from nhipcau.indicators.models import Indicator
from nhipcau.reporting.answers import Answer, Difference, differences, unpack
from nhipcau.reporting.compare import ENOUGH_TO_SHOW, last_period, like_it, medians, rows_of, sent_answers
from nhipcau.reporting.models import Period, Submission
from nhipcau.reporting.naming import answer_text, size_text
from nhipcau.reporting.owned import decides_on_all
from nhipcau.reporting.versions import asked_for, unit_above
from nhipcau.reporting.wording import findings_from_rows, sentence_of_odd
from nhipcau.reporting.workflow import APPROVE, MOVES, actions


@dataclass
class Line:
    """One answer on the page of a report."""

    indicator: Indicator
    section: str
    now: str
    before: str
    findings: list[str] = field(default_factory=list)
    word: str = ""
    returned: str = ""
    median: str = ""
    like: int = 0
    median_of_last: bool = False
    answered: bool = True
    was: str = ""


def lines_of(submission: Submission, *, with_medians: bool = False) -> list[Line]:
    """The answers of a report in the order of its form, last period's beside them, what was odd, why it came back."""
    indicators, sections = _asked(submission)
    answers = unpack(submission)
    period = last_period(submission.period)
    last = sent_answers([submission.unit_id], period, submission.stage).get(submission.unit_id, {})
    odd = _odd(submission, indicators)
    reasons = dict(submission.returns.values_list("indicator_id", "reason"))
    found = _medians(submission, submission.period) if with_medians else {}
    earlier = _medians(submission, period) if with_medians and len(found) < len(answers) else {}
    lines = []
    for i, indicator in indicators.items():
        line = Line(indicator, sections.get(i, ""), answer_text(answers.get(i), indicator), "", answered=i in answers)
        line.before = answer_text(last.get(i), indicator)
        line.findings, line.returned = odd.get(i, []), reasons.get(i, "")
        line.word = str(submission.explanations.get(str(i), ""))
        if i in found or i in earlier:
            middle, line.like = found.get(i) or earlier[i]
            line.median, line.median_of_last = size_text(middle, indicator), i not in found
        lines.append(line)
    return lines


def _asked(submission: Submission) -> tuple[dict[int, Indicator], dict[int, str]]:
    """Indicator id → indicator in the form's order (of an import: the catalogue's), and id → section."""
    if submission.form_version is not None:
        rows = list(submission.form_version.rows.select_related("indicator"))
        return {row.indicator_id: row.indicator for row in rows}, {row.indicator_id: row.part for row in rows}
    return {one.pk: one for one in Indicator.objects.filter(pk__in=submission.indicator_ids)}, {}


def _odd(submission: Submission, indicators: dict[int, Indicator]) -> dict[int, list[str]]:
    names = {i: indicator.label for i, indicator in indicators.items()}
    found: dict[int, list[str]] = {}
    for one in findings_from_rows(submission.findings):
        found.setdefault(one.indicator_id, []).append(sentence_of_odd(one, names))
    return found


def _medians(submission: Submission, period: Period | None) -> dict[int, tuple[Decimal, int]]:
    if submission.form_version is None:
        return {}
    others, rows = (
        like_it(submission.unit, submission.period.last_day),
        rows_of(submission.form_version.rows.select_related("indicator")),
    )
    return medians(others, period, submission.stage, rows, ENOUGH_TO_SHOW)


def versions_of(submission: Submission) -> QuerySet[Submission]:
    """Every version of the same report, the newest first."""
    if submission.obligation_id is None:
        return Submission.objects.filter(pk=submission.pk)
    same = Submission.objects.filter(obligation=submission.obligation_id, stage=submission.stage)
    return same.order_by("-version")


@dataclass(frozen=True)
class Changed:
    """A figure two versions give differently, in words."""

    indicator: Indicator
    before: str
    after: str


def changes(submission: Submission, versions: list[Submission]) -> list[Changed]:
    """How a version differs from the one before it that was sent; nothing for the first."""
    earlier = [v for v in versions if v.version < submission.version and v.submitted_at is not None]
    if not earlier:
        return []
    indicators, _sections = _asked(submission)
    found: list[Difference] = differences(unpack(earlier[0]), unpack(submission), indicators)
    return [
        _worded(one.before, one.after, indicators[one.indicator_id]) for one in found if one.indicator_id in indicators
    ]


def _worded(before: Answer | None, after: Answer | None, indicator: Indicator) -> Changed:
    return Changed(indicator, answer_text(before, indicator), answer_text(after, indicator))


def history_of(submission: Submission) -> QuerySet[Entry]:
    """What was done with any version of the report, oldest first. For those who see the report."""
    ids = [str(pk) for pk in versions_of(submission).values_list("pk", flat=True)]
    return Entry.objects.filter(object_type=submission._meta.label_lower, object_id__in=ids).order_by("id")


def offered_to(access: Access, submission: Submission, *, newest: bool) -> list[str]:
    """The actions of the table that this person may press on this version."""
    above = unit_above(submission.unit).path
    own_sending = access.person_id is not None and submission.sender_id == access.person_id
    whole = decides_on_all(access, unit_above(submission.unit), lambda: asked_for(submission))
    offered = []
    for action in actions(submission.state):
        permission = MOVES[submission.state, action].permission
        allowed = access.may(permission, above if permission == APPROVE else submission.unit.path)
        if action == "approve" and own_sending:
            allowed = False
        if permission == APPROVE:
            # A department returns figures of its own; on a report that holds others' too it decides no further.
            allowed = allowed and (whole or action == "return")
        if action in ("save", "correct", "submit", "discard") and (not newest or submission.obligation_id is None):
            allowed = False
        if allowed:
            offered.append(action)
    return offered
