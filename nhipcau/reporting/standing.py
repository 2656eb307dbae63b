"""Letting approved answers stand: they are merged into the unit's standing row, and its figures follow at once."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nhipcau.indicators.models import Indicator
from nhipcau.reporting import live
from nhipcau.reporting.locks import share_figures
from nhipcau.reporting.models import Period, Submission
from nhipcau.reporting.periods import plain
from nhipcau.reporting.rebuild import expect_years_of
from nhipcau.reporting.shortest import clashes
from nhipcau.reporting.stored import Reported, Standing
from nhipcau.rollup.rules import Answer, AnswerState
from nhipcau.web.problems import Problem

# An answer with the submission it was approved in.
Sourced = tuple[Answer, int]


def put_standing(submission: Submission) -> None:
    """Lets the answers of an approved submission stand, inside the caller's transaction. See `put_standings`."""
    put_standings([submission])


def put_standings(submissions: Sequence[Submission]) -> None:
    """Lets the answers of approved submissions stand, inside the caller's transaction, and brings figures up to date.

    Approve several in one call: two calls in a transaction may wait for another's two in a circle. What an earlier
    version of the same obligation answered and this one does not stands no more. An answer for a longer period whose
    figure already follows from answers of shorter ones does not stand: it would count twice. Raises `Problem` when an
    answer is for a shorter period than those that stand.
    """
    periods = {s.period_id: s.period for s in submissions}
    expect_years_of(periods.values())
    for period_id in sorted(periods):
        share_figures(period_id)
    changes: list[live.Change] = []
    for submission in sorted(submissions, key=lambda s: (s.period_id, s.unit_id, s.stage, s.version)):
        changes += _merge(submission)
    if changes:
        live.bring_up_to_date(changes, periods)


def _merge(submission: Submission) -> list[live.Change]:
    row = _locked(submission)
    stood = _sourced(row)
    given = {i: answer for i, (answer, _source) in _sourced(submission).items()}
    given = _without_longer(submission.period, submission.stage, given)
    replaced = _earlier_versions(submission)
    after: dict[int, Sourced] = {
        i: (answer, source) for i, (answer, source) in stood.items() if i not in given and source not in replaced
    }
    after |= {
        i: stood[i] if i in stood and stood[i][0] == answer and stood[i][1] not in replaced else (answer, submission.pk)
        for i, answer in given.items()
    }
    if after == stood:
        return []
    _store(row, after)
    differ = [i for i in {*stood, *after} if _answer(stood, i) != _answer(after, i)]
    return [
        live.Change(row.unit_id, row.period_id, row.stage, i, _answer(stood, i), _answer(after, i))
        for i in sorted(differ)
    ]


def _locked(submission: Submission) -> Standing:
    where = {"unit_id": submission.unit_id, "period_id": submission.period_id, "stage": submission.stage}
    empty: dict[str, list[object]] = {
        "indicator_ids": [],
        "answers": [],
        "nums": [],
        "bases": [],
        "sources": [],
    }
    Standing.objects.bulk_create([Standing(**where, **empty)], ignore_conflicts=True)
    return Standing.objects.select_for_update().get(**where)


def _sourced(row: Standing | Submission) -> dict[int, Sourced]:
    sources = row.sources if isinstance(row, Standing) else [row.pk] * len(row.indicator_ids)
    columns = zip(row.indicator_ids, row.answers, row.nums, row.bases, sources, strict=True)
    return {i: (Answer(AnswerState(state), num, base), source) for i, state, num, base, source in columns}


def _answer(answers: dict[int, Sourced], indicator_id: int) -> Answer | None:
    return answers[indicator_id][0] if indicator_id in answers else None


def _store(row: Standing, answers: dict[int, Sourced]) -> None:
    ordered = sorted(answers.items())
    row.indicator_ids = [i for i, _sourced in ordered]
    row.answers = [int(answer.state) for _i, (answer, _source) in ordered]
    row.nums = [answer.value for _i, (answer, _source) in ordered]
    row.bases = [answer.base for _i, (answer, _source) in ordered]
    row.sources = [source for _i, (_answer, source) in ordered]
    row.save()


def _earlier_versions(submission: Submission) -> set[int]:
    if submission.obligation_id is None:
        return set()
    versions = Submission.objects.filter(obligation_id=submission.obligation_id, stage=submission.stage)
    return set(versions.exclude(pk=submission.pk).values_list("pk", flat=True))


def _without_longer(period: Period, stage: int, given: dict[int, Answer]) -> dict[int, Answer]:
    """Without the answers whose indicators have values for periods inside this one; raises for the reverse."""
    elsewhere = (
        Reported.objects.filter(
            indicator__in=given,
            stage=stage,
            period__calendar=period.calendar_id,
            period__starts_on__lte=period.last_day,
            period__last_day__gte=period.starts_on,
        )
        .exclude(period=period)
        .select_related("period")
    )
    kept, this = dict(given), plain(period)
    for reported in elsewhere:
        other = plain(reported.period)
        if clashes(this, [other]) and this.contains(other):
            kept.pop(reported.indicator_id, None)
        elif clashes(this, [other]):
            name = Indicator.objects.get(pk=reported.indicator_id).label
            sentence = _(
                "“%(indicator)s” already has values for %(other)s: give it for that period, not for %(period)s."
            )
            raise Problem(sentence % {"indicator": name, "other": other.code, "period": this.code})
    return kept
