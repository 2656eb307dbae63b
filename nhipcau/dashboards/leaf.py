"""At the leaf: the answer a unit gave itself, the report it stands in, and every version of that report."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.dashboards.queries_figure import Door
from nhipcau.dashboards.queries_places import Answered, answer_standing
from nhipcau.reporting.models import Obligation, Submission
from nhipcau.reporting.naming import answer_text, due_words
from nhipcau.rollup import Answer, AnswerState


def leaf_of(door: Door, access: Access) -> dict[str, Any]:
    """What the page says of the unit's own answer in one period."""
    period = door.periods[0]
    found = answer_standing(door.unit, period, door.indicator, door.stage)
    history = list(_versions(door, access))
    return {
        "answer": _answer_words(door, found),
        "submission": _visible(found, history, access),
        "history": [
            {"submission": one, "answer": _in_version(door, one), "state": _state_text(one.state)} for one in history
        ],
        "obligations": [] if found else _owed(door, access),
        "answered": found is not None,
    }


def _answer_words(door: Door, found: Answered | None) -> str:
    if found is None:
        return _("not due yet") if door.waiting else _("not reported yet")
    return _said(door, found.answer)


def _said(door: Door, answer: Answer) -> str:
    from nhipcau.reporting import answers

    return answer_text(answers.Answer(int(answer.state), answer.value, answer.base), door.indicator)


def _versions(door: Door, access: Access) -> QuerySet[Submission]:
    """The unit's reports of the period that ask for this indicator, the newest first."""
    return (
        Submission.objects.visible_to(access)
        .filter(unit=door.unit, period__code=door.periods[0].code, stage=door.stage)
        .filter(indicator_ids__contains=[door.indicator.pk])
        .select_related("obligation__form")
        .order_by("-obligation", "-version")
    )


def _visible(found: Answered | None, history: list[Submission], access: Access) -> Submission | None:
    """The report the answer stands in, where the person may read it."""
    if found is None:
        return None
    return next((one for one in history if one.pk == found.submission_id), None)


def _in_version(door: Door, submission: Submission) -> str:
    place = submission.indicator_ids.index(door.indicator.pk)
    state = AnswerState(submission.answers[place])
    return _said(door, Answer(state, submission.nums[place], submission.bases[place]))


def _owed(door: Door, access: Access) -> list[dict[str, Any]]:
    """Reports of the period that are owed and ask for this indicator."""
    owed = Obligation.objects.visible_to(access).filter(
        unit=door.unit,
        period__code=door.periods[0].code,
        form__versions__rows__indicator=door.indicator,
    )
    rows = owed.select_related("form").distinct()
    return [{"obligation": one, "due": due_words(one), "state": _state_text(one.state)} for one in rows]


def _state_text(state: str) -> str:
    return {
        "not_started": _("not started"),
        "draft": _("being filled in"),
        "submitted": _("waiting for approval"),
        "returned": _("returned"),
        "approved": _("approved"),
        "locked": _("locked"),
        "recalled": _("recalled"),
        "replaced": _("replaced by a later version"),
    }[state]
