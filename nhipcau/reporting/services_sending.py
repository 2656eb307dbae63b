"""The verbs of the one who reports: save, submit, mend, recall, correct, discard."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.reporting.answers import Answers, pack, unpack
from nhipcau.reporting.checks import Odd, missing_required, odd_cells, sort_by_exception, to_explain, wrong_cells
from nhipcau.reporting.compare import around, rows_of
from nhipcau.reporting.models import FormVersion, Obligation, Submission
from nhipcau.reporting.versions import claim, form_version, now, obligation_of, offered, tell_obligation
from nhipcau.reporting.wording import findings_as_rows, sentence_of_odd, sentence_of_wrong
from nhipcau.reporting.workflow import NOT_STARTED, NoSuchMove, move
from nhipcau.web.problems import Conflict, Problem


class CellProblems(Problem):
    """The report cannot go out yet. `cells`: indicator id → what to do there; `explain`: those that want a word."""

    def __init__(self, sentence: str, cells: dict[int, str], explain: Iterable[int] = ()) -> None:
        super().__init__(sentence)
        self.cells = cells
        self.explain = set(explain)


@transaction.atomic
def save_draft(
    *,
    by: Access,
    obligation: Obligation,
    answers: Answers,
    revision: int,
    explanations: Mapping[int, str] | None = None,
    narrative: str = "",
    stage: int = Submission.FINAL,
) -> Submission:
    """Keeps all answers of a half-filled form; begins the next version when none is open.

    `revision` is that of the draft the person saw, 0 when there was none. Raises `Conflict` when the draft was saved
    or sent by someone else meanwhile, `Problem` when an answer is for an indicator the form does not ask for.
    """
    by.require("reports.fill", obligation.unit.path)
    version = form_version(obligation)
    _only_asked_for(version, answers)
    kept: dict[str, Any] = {
        **pack(answers),
        "explanations": _worded(explanations),
        "narrative": narrative,
        "sender_id": by.person_id,
        "saved_at": timezone.now(),
    }
    draft = Submission.objects.filter(obligation=obligation, stage=stage, state=Submission.DRAFT).first()
    if draft is None:
        if revision:
            raise Conflict(_("This report was sent or withdrawn meanwhile. Open it again to see how it stands."))
        return _begin(by, obligation, version, stage, kept)
    claimed = Submission.objects.filter(pk=draft.pk, state=Submission.DRAFT, revision=revision)
    if not claimed.update(revision=F("revision") + 1, **kept):
        raise Conflict(_("Someone saved this report after you opened it. Compare the two, then save again."))
    if draft.sender_id != by.person_id:
        record(by, "reporting.submission.taken_over", draft, unit_id=obligation.unit_id, unit_path=obligation.unit.path)
    draft.refresh_from_db()
    return draft


@transaction.atomic
def submit(*, by: Access, submission: Submission, revision: int) -> Submission:
    """Sends a draft to the unit above. Its answers never change afterwards.

    Raises `CellProblems` when rows are missing, cannot stand, or jump without a word of explanation; `Conflict` when
    the draft was saved or sent by someone else meanwhile.
    """
    by.require("reports.fill", submission.unit.path)
    odd = _checked(submission)
    moved_on = claim(
        submission,
        "submit",
        only_revision=revision,
        submitted_at=now(by),
        submitted_by=by.name,
        sender_id=by.person_id,
        findings=findings_as_rows(odd),
        tone=sort_by_exception(odd, submission.explanations),
    )
    tell_obligation(moved_on, submitted_at=Coalesce("submitted_at", moved_on.submitted_at))
    _recorded(by, "submitted", moved_on, after={"version": moved_on.version, "answered": len(moved_on.indicator_ids)})
    return moved_on


@transaction.atomic
def mend(
    *, by: Access, submission: Submission, answers: Answers, explanations: Mapping[int, str] | None = None
) -> Submission:
    """Answers only the cells of a returned report again and sends it: the rest goes as it was."""
    by.require("reports.fill", submission.unit.path)
    if submission.state != Submission.RETURNED:
        raise Conflict(_("This report was taken up again meanwhile. Open it to see how it stands."))
    words = {int(i): word for i, word in submission.explanations.items()} | dict(explanations or {})
    draft = save_draft(
        by=by,
        obligation=obligation_of(submission),
        answers={**unpack(submission), **answers},
        revision=0,
        explanations=words,
        narrative=submission.narrative,
        stage=submission.stage,
    )
    return submit(by=by, submission=draft, revision=draft.revision)


@transaction.atomic
def recall(*, by: Access, submission: Submission) -> Submission:
    """Takes a report back before anyone acted on it; it can be changed and sent again."""
    by.require("reports.fill", submission.unit.path)
    moved_on = claim(submission, "recall")
    went_out = (Submission.SUBMITTED, Submission.RETURNED, Submission.APPROVED, Submission.LOCKED, Submission.REPLACED)
    others = Submission.objects.filter(obligation=submission.obligation_id, state__in=went_out)
    tell_obligation(moved_on, **({} if others.exists() else {"submitted_at": None}))
    _recorded(by, "recalled", moved_on)
    return moved_on


@transaction.atomic
def correct(*, by: Access, submission: Submission, reason: str) -> Submission:
    """Begins a correction of an approved report: a new version with the same answers. The old one stands until then."""
    by.require("reports.fill", submission.unit.path)
    offered(submission, "correct")
    if not reason.strip():
        raise Problem(_("Write why the approved report is corrected."))
    obligation = obligation_of(submission)
    kept = {
        "explanations": submission.explanations,
        "narrative": submission.narrative,
        "correction_reason": reason.strip()[:300],
        "sender_id": by.person_id,
        **pack(unpack(submission)),
    }
    return _begin(by, obligation, form_version(obligation), submission.stage, kept, reason=reason.strip())


@transaction.atomic
def discard(*, by: Access, submission: Submission) -> Submission:
    """Drops a draft; what was sent before it stands as it did."""
    by.require("reports.fill", submission.unit.path)
    moved_on = claim(submission, "discard")
    before = (
        Submission.objects.filter(obligation=submission.obligation_id, stage=submission.stage)
        .filter(version__lt=submission.version)
        .order_by("-version")
        .first()
    )
    tell_obligation(moved_on, state=before.state if before else NOT_STARTED)
    _recorded(by, "discarded", moved_on)
    return moved_on


def _begin(
    by: Access, obligation: Obligation, version: FormVersion, stage: int, kept: Mapping[str, Any], reason: str = ""
) -> Submission:
    """Makes the next version as a draft, when the latest one leaves room for it."""
    versions = Submission.objects.filter(obligation=obligation, stage=stage)
    # Held: whoever locks it at this moment is waited for, and seen.
    latest = versions.select_for_update().order_by("-version").first()
    state = latest.state if latest else NOT_STARTED
    try:
        move(state, "correct" if reason else "save")
    except NoSuchMove:
        raise Conflict(_("This report was already sent. Recall it, or correct it once it is approved.")) from None
    number = versions.aggregate(last=Max("version"))["last"] or 0
    try:
        with transaction.atomic():
            draft: Submission = Submission.objects.create(
                obligation=obligation,
                unit=obligation.unit,
                period_id=obligation.period_id,
                stage=stage,
                version=number + 1,
                form_version=version,
                **{key: value for key, value in kept.items() if key != "saved_at"},
            )
    except IntegrityError:
        raise Conflict(_("Someone began this report at the same moment. Open it again to go on.")) from None
    tell_obligation(draft)
    action = "corrected" if reason else "begun"
    _recorded(by, action, draft, after={"version": draft.version}, reason=reason)
    return draft


def _checked(submission: Submission) -> list[Odd]:
    """What is odd in a draft that may go out. Raises `CellProblems` when it may not."""
    version = submission.form_version
    if version is None:
        raise Problem(_("This report has no form: it was imported."))
    asked = list(version.rows.select_related("indicator"))
    answers, rows = unpack(submission), rows_of(asked)
    names = {row.indicator_id: row.indicator.label for row in asked}
    wrong = [*missing_required(rows, answers), *wrong_cells(rows, answers)]
    if wrong:
        cells = {one.indicator_id: sentence_of_wrong(one, names) for one in reversed(wrong)}
        raise CellProblems(_("The report is not sent yet: look at the rows marked below."), cells)
    odd = odd_cells(rows, answers, around(submission.unit, submission.period, submission.stage, rows))
    silent = [i for i in to_explain(odd) if not str(submission.explanations.get(str(i), "")).strip()]
    if silent:
        words = {one.indicator_id: sentence_of_odd(one, names) for one in odd if one.code == "jump"}
        ask = _("Is it right? Write a word of explanation, or mend the number.")
        cells = {i: f"{words[i]} {ask}" for i in silent}
        raise CellProblems(_("Some figures changed a lot: add a word, then send again."), cells, silent)
    return odd


def _only_asked_for(version: FormVersion, answers: Answers) -> None:
    asked = set(version.rows.values_list("indicator_id", flat=True))
    if any(indicator not in asked for indicator in answers):
        raise Problem(_("The form of this period does not ask for one of these figures. Open the report again."))


def _recorded(by: Access, verb: str, submission: Submission, **details: Any) -> None:
    record(by, f"reporting.submission.{verb}", submission, **details)


def _worded(explanations: Mapping[int, str] | None) -> dict[str, str]:
    return {str(i): word.strip()[:500] for i, word in (explanations or {}).items() if word.strip()}
