"""Pages of the one who reports: the form, its saving in the background, and what one gets back for sending."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhipcau.reporting import services
from nhipcau.reporting.answering import asked_by
from nhipcau.reporting.forms import Reading, read
from nhipcau.reporting.models import FormRow, Obligation, Submission
from nhipcau.reporting.naming import due_chip, due_words, period_name, title
from nhipcau.reporting.sheet import Sheet, fill_in, open_sheet
from nhipcau.reporting.versions import form_version
from nhipcau.web.problems import Conflict, Problem

STAGES = {"final": Submission.FINAL, "estimate": Submission.ESTIMATE}


@login_required
def fill(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """The form. Saves what can be read, names what cannot; sends when asked to."""
    obligation = _own_obligation(request, obligation_id)
    stage = _stage(request)
    if request.method != "POST":
        sheet = open_sheet(obligation, stage)
        sent = _sent(obligation, stage)
        if sheet.draft is None and sent is not None:
            return redirect("submission", sent.pk)
        return _page(request, sheet)
    reading = read(request.POST, _rows(obligation))
    try:
        draft = _save(request, obligation, reading, stage)
        if reading.problems:
            sentence = _("Saved, except for the rows marked below.")
            return _page(request, _retyped(obligation, stage, reading), sentence, 422)
        if request.POST.get("act") != "submit":
            messages.success(request, _saved_at(draft))
            return redirect(request.get_full_path())
        sent = services.submit(by=request.access, submission=draft, revision=draft.revision)
    except services.CellProblems as problem:
        sheet = _retyped(obligation, stage, reading, problem.cells)
        for cell in sheet.cells:
            if cell.id in problem.explain:
                cell.odd, cell.problem = problem.cells[cell.id], ""
        return _page(request, sheet, problem.sentence, 422)
    except Problem as problem:
        return _page(request, _retyped(obligation, stage, reading), problem.sentence, problem.status)
    return redirect("submission-result", sent.pk)


@login_required
@require_POST
def save(request: HttpRequest, obligation_id: int) -> JsonResponse:
    """Saving in the background: {revision, saved, problems} or {sentence} with 409 or 422."""
    obligation = _own_obligation(request, obligation_id)
    reading = read(request.POST, _rows(obligation))
    try:
        draft = _save(request, obligation, reading, _stage(request))
    except Problem as problem:
        return JsonResponse({"sentence": problem.sentence}, status=problem.status)
    return JsonResponse({"revision": draft.revision, "saved": _saved_at(draft), "problems": reading.problems})


@login_required
@require_POST
def mend(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Answers the returned cells alone, as the home page offers it, and sends the report again."""
    submission = get_object_or_404(
        Submission.objects.visible_to(request.access).select_related("unit__parent", "obligation__form", "period"),
        pk=submission_id,
    )
    request.access.require("reports.fill", submission.unit.path)
    obligation = get_object_or_404(
        Obligation.objects.visible_to(request.access).select_related("unit__parent", "form", "period"),
        pk=submission.obligation_id,
    )
    returned = set(submission.returns.values_list("indicator_id", flat=True))
    reading = read(request.POST, [row for row in _rows(obligation) if row.indicator_id in returned])
    try:
        blank = {i: _("Answer this row again.") for i in returned - set(reading.answers)} | reading.problems
        if blank:
            raise services.CellProblems(_("The report is not sent yet: look at the rows marked below."), blank)
        sent = services.mend(
            by=request.access, submission=submission, answers=reading.answers, explanations=reading.words
        )
    except services.CellProblems as problem:
        sheet = _retyped(obligation, submission.stage, reading, problem.cells)
        return _page(request, sheet, problem.sentence, 422)
    except Problem as problem:
        return _page(request, open_sheet(obligation, submission.stage), problem.sentence, problem.status)
    return redirect("submission-result", sent.pk)


def _own_obligation(request: HttpRequest, obligation_id: int) -> Obligation:
    seen = Obligation.objects.visible_to(request.access).select_related("unit__parent", "form", "period")
    obligation: Obligation = get_object_or_404(seen, pk=obligation_id)
    request.access.require("reports.fill", obligation.unit.path)
    return obligation


def _rows(obligation: Obligation) -> list[FormRow]:
    return list(form_version(obligation).rows.select_related("indicator"))


def _stage(request: HttpRequest) -> int:
    return STAGES.get(request.GET.get("stage", "final"), Submission.FINAL)


def _sent(obligation: Obligation, stage: int) -> Submission | None:
    """The version that waits or stands, which the page of the report shows instead of the form."""
    states = (Submission.SUBMITTED, Submission.APPROVED, Submission.LOCKED)
    sent = obligation.submissions.filter(stage=stage).order_by("-version").first()
    return sent if sent is not None and sent.state in states else None


def _save(request: HttpRequest, obligation: Obligation, reading: Reading, stage: int) -> Submission:
    revision = request.POST.get("revision", "0")
    if not revision.isdecimal():
        raise Conflict(_("This page is too old. Open the report again."))
    return services.save_draft(
        by=request.access,
        obligation=obligation,
        answers=reading.answers,
        revision=int(revision),
        explanations=reading.words,
        narrative=request.POST.get("narrative", "")[:10_000],
        stage=stage,
    )


def _retyped(obligation: Obligation, stage: int, reading: Reading, problems: dict[int, str] | None = None) -> Sheet:
    """The page again with everything as it was typed."""
    sheet = open_sheet(obligation, stage)
    fill_in(sheet, reading.texts, problems or reading.problems)
    return sheet


def _saved_at(draft: Submission) -> str:
    return _("Saved at %(time)s") % {"time": f"{timezone.localtime(draft.saved_at):%H:%M}"}


def _page(request: HttpRequest, sheet: Sheet, sentence: str = "", status: int = 200) -> HttpResponse:
    obligation = sheet.obligation
    context = {
        "sheet": sheet,
        "obligation": obligation,
        "title": title(obligation),
        "period": period_name(obligation.period),
        "due": due_words(obligation),
        "asked_by": asked_by(obligation.form, request.access, year=obligation.period.last_day.year),
        "due_chip": due_chip(obligation, request.today),
        "sentence": sentence,
        "conflict": status == Conflict.status,
        "estimate": sheet.stage == Submission.ESTIMATE,
        "offers_estimate": obligation.due_on <= obligation.period.last_day,
    }
    return render(request, "reporting/fill.html", context, status=status)
