"""Pages of the unit above: the list, one report with its versions, and the acts of the table of moves."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nhipcau.reporting import services
from nhipcau.reporting.answering import asked_by
from nhipcau.reporting.inbox import TABS, Inbox, Row, inbox_of, rows_of_page
from nhipcau.reporting.models import Obligation, Submission
from nhipcau.reporting.naming import period_name, punctuality, state_chip
from nhipcau.reporting.owned import decides_whole, own_of
from nhipcau.reporting.queries import changes, history_of, lines_of, offered_to, versions_of
from nhipcau.reporting.versions import unit_above
from nhipcau.reporting.words_of_pages import act_done, act_words, history_words, tab_words, version_chip
from nhipcau.web.back import way_back
from nhipcau.web.format import number
from nhipcau.web.problems import Problem

PAGE = 50
# So many clean reports are approved in one act: it stays within a few seconds.
BLOCK = 200


@login_required
def submissions(request: HttpRequest) -> HttpResponse:
    """Who reported and who has not; of a chair, the reports of the own unit."""
    box = inbox_of(request.access, request.today, request.GET)
    counts = box.counts()
    if box.stage == Submission.ESTIMATE and not _tab_shown(box, box.tab, 1):
        box.tab = "waiting"
    if box.tab not in TABS:
        box.tab = "waiting" if box.decides and counts["waiting"] else "all"
    paginator = Paginator(box.rows(), PAGE)
    paginator.count = counts[box.tab]  # known already: no second count
    page = paginator.get_page(request.GET.get("page"))
    rows = [
        (row, _chip(row, box.stage, request.today), punctuality(row.obligation, request.today))
        for row in rows_of_page(page.object_list, box.stage)
    ]
    context = {
        "box": box,
        "states": [
            (tab, tab_words()[tab], counts[tab], _address(box, tab=tab))
            for tab in TABS
            if _tab_shown(box, tab, counts[tab])
        ],
        "counts": counts,
        "page": page,
        "rows": rows,
        "periods": [(period.code, period_name(period)) for period in box.periods],
        "at_once": min(counts["clean"], BLOCK),
        "estimate": box.stage == Submission.ESTIMATE,
        "estimates": box.estimates_waiting() if box.decides and box.period_may_be_estimated else 0,
        "by_tone": box.tab == "waiting",
        "here": request.get_full_path(),
    }
    return render(request, "reporting/submissions.html", context)


@login_required
@require_POST
def approve_block(request: HttpRequest) -> HttpResponse:
    """Approves the clean reports of the chosen list in one act; names those that failed."""
    request.access.require_somewhere("reports.approve")
    box = inbox_of(request.access, request.today, request.POST)
    outcome = services.approve_many(by=request.access, submissions=box.clean_block(BLOCK))
    done = len(outcome.approved)
    if done:
        messages.success(
            request, ngettext("%(n)s report approved.", "%(n)s reports approved.", done) % {"n": number(done)}
        )
    elif not outcome.failed:
        messages.warning(request, _("There is no clean report to approve any more."))
    for submission, why in outcome.failed[:20]:
        messages.error(request, f"{submission.unit.name}: {why}")
    return HttpResponseRedirect(way_back(request, _address(box)))


@login_required
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Reminds everyone in the chosen list who still owes a report."""
    request.access.require_somewhere("reports.approve")
    box = inbox_of(request.access, request.today, request.POST)
    try:
        reached = services.remind(by=request.access, obligations=box.owing())
        messages.success(
            request, ngettext("%(n)s unit reminded.", "%(n)s units reminded.", reached) % {"n": number(reached)}
        )
    except Problem as problem:
        messages.error(request, problem.sentence)
    return HttpResponseRedirect(way_back(request, _address(box)))


@login_required
@require_POST
def exempt(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Frees a unit from one report, with a reason; without a reason and once exempt, it owes again."""
    seen = Obligation.objects.visible_to(request.access).select_related("unit__parent", "form", "period")
    obligation = get_object_or_404(seen, pk=obligation_id)
    try:
        if request.POST.get("act") == "owe":
            services.owe_again(by=request.access, obligation=obligation)
        else:
            services.exempt(by=request.access, obligation=obligation, reason=request.POST.get("reason", ""))
        messages.success(request, obligation.unit.name)
    except Problem as problem:
        messages.error(request, f"{obligation.unit.name}: {problem.sentence}")
    return HttpResponseRedirect(way_back(request, "/reports/"))


@login_required
def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """One version of a report: answers, differences, history, and what this person may do with it."""
    return _page(request, _visible(request, submission_id))


@login_required
@require_POST
def act(request: HttpRequest, submission_id: int) -> HttpResponse:
    """One act of the table of moves, by its name."""
    report = _visible(request, submission_id)
    name, reason = request.POST.get("act", ""), request.POST.get("reason", "")
    acts: dict[str, Any] = {
        "approve": services.approve,
        "recall": services.recall,
        "discard": services.discard,
        "lock": services.lock,
        "correct": services.correct,
        "unlock": services.unlock,
    }
    if name not in acts:
        raise Http404
    more = {"reason": reason} if name in ("correct", "unlock") else {}
    try:
        changed: Submission = acts[name](by=request.access, submission=report, **more)
    except Problem as problem:
        return _list_row(request, report, problem) if request.htmx else _refused(request, report, problem)
    if request.htmx:
        return _list_row(request, changed)
    messages.success(request, act_done(name, report.unit.name))
    if name == "correct" and changed.obligation_id:
        return redirect("report-fill", changed.obligation_id)
    if name == "discard":
        return redirect("my-duties")
    return HttpResponseRedirect(way_back(request, f"/reports/submissions/{changed.pk}/"))


@login_required
@require_POST
def return_cells(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Sends a report back; each cell's reason is posted as `r-<indicator id>`."""
    report = _visible(request, submission_id)
    reasons = {
        int(name[2:]): str(text)
        for name, text in request.POST.items()
        if name.startswith("r-") and name[2:].isdecimal()
    }
    try:
        services.return_cells(
            by=request.access, submission=report, reasons=reasons, note=request.POST.get("note", "")[:2000]
        )
    except Problem as problem:
        return _list_row(request, report, problem) if request.htmx else _refused(request, report, problem)
    if request.htmx:
        return _list_row(request, report)
    messages.success(request, act_done("return", report.unit.name))
    return HttpResponseRedirect(way_back(request, f"/reports/submissions/{report.pk}/"))


def _visible(request: HttpRequest, submission_id: int) -> Submission:
    seen = Submission.objects.visible_to(request.access)
    seen = seen.select_related("unit__parent", "period", "obligation__form", "form_version__form")
    report: Submission = get_object_or_404(seen, pk=submission_id)
    return report


def _refused(request: HttpRequest, report: Submission, problem: Problem) -> HttpResponse:
    """The page of the report as it stands now, with the sentence."""
    return _page(request, _visible(request, report.pk), problem)


def _list_row(request: HttpRequest, report: Submission, problem: Problem | None = None) -> HttpResponse:
    """The row of the list as it stands now: what htmx puts in place of the one that was pressed."""
    seen = Obligation.objects.visible_to(request.access).select_related("unit__parent", "form", "period")
    obligation = get_object_or_404(seen, pk=report.obligation_id)
    row = rows_of_page([obligation], report.stage)[0]
    here = way_back(request, "/reports/")
    context = {
        "row": row,
        "owed": obligation,
        "sent": row.newest,
        "state": _chip(row, report.stage, request.today),
        "time": punctuality(obligation, request.today),
        "box": {
            "decides": True,
            "decides_whole": decides_whole(request.access, obligation.form),
            "below": "all" if "below=all" in here else "children",
        },
        "here": here,
        "problem": problem.sentence if problem else "",
    }
    return render(request, "reporting/_list_row.html", context, status=problem.status if problem else 200)


def _page(request: HttpRequest, report: Submission, problem: Problem | None = None) -> HttpResponse:
    versions = list(versions_of(report))
    offered = offered_to(request.access, report, newest=versions[0].pk == report.pk)
    obligation = report.obligation
    lines = lines_of(report)
    own = own_of(request.access, unit_above(report.unit), [line.indicator.pk for line in lines])
    context = {
        "report": report,
        "obligation": obligation,
        "title": _title(report),
        "period": period_name(report.period),
        "asked_by": asked_by(obligation.form, request.access, year=report.period.last_day.year) if obligation else [],
        "chip": version_chip(report),
        "on_time": punctuality(obligation, request.today) if obligation else None,
        "lines": lines,
        "returnable": [line for line in lines if line.indicator.pk in own],
        "versions": [(one, version_chip(one)) for one in versions],
        "newer": versions[0] if versions[0].pk != report.pk else None,
        "changes": changes(report, versions),
        "history": [(entry, history_words(entry)) for entry in history_of(report)],
        "offered": offered,
        "buttons": [(name, act_words()[name]) for name in offered if name in ("approve", "recall", "lock")],
        "above": unit_above(report.unit),
        "sentence": problem.sentence if problem else "",
        "conflict": problem is not None and problem.status == 409,
    }
    return render(request, "reporting/submission.html", context, status=problem.status if problem else 200)


def _chip(row: Row, stage: int, today: date) -> tuple[str, str]:
    """The state of the obligation; of an estimate, that of its newest version."""
    if stage == Submission.ESTIMATE and row.newest is not None:
        return version_chip(row.newest)
    return state_chip(row.obligation, today)


def _title(report: Submission) -> str:
    form = report.form_version.form if report.form_version else _("Imported figures")
    return f"{form} · {period_name(report.period)}"


def _tab_shown(box: Inbox, tab: str, count: int) -> bool:
    """Empty tabs stay away, but for the first and the last; a chair has nothing to decide."""
    if box.stage == Submission.ESTIMATE:
        return tab in ("waiting", "suspicious", "explained", "clean")
    always = ("waiting", "all") if box.decides else ("all",)
    return tab in always or tab == box.tab or (count > 0 and (box.decides or tab in ("owing", "returned", "done")))


def _address(box: Inbox, **changed: str) -> str:
    chosen = {
        "form": box.form.code if box.form else "",
        "period": box.period.code if box.period else "",
        "below": box.below if box.below == "all" else "",
        "q": box.text,
        "stage": "estimate" if box.stage == Submission.ESTIMATE else "",
        "tab": box.tab,
        **changed,
    }
    return "/reports/?" + urlencode({key: value for key, value in chosen.items() if value})
