"""From a half-filled form to a report on its way: drafts, stale pages, what is refused, what wants a word."""

import pytest
from django.utils import timezone

from nhipcau.access import Forbidden, NotVisible
from nhipcau.audit.models import Entry
from nhipcau.reporting.answers import unpack
from nhipcau.reporting.models import Submission
from nhipcau.reporting.services import CellProblems, correct, discard, recall, save_draft, submit
from nhipcau.reporting.tests.conftest import NONE, given
from nhipcau.web.problems import Conflict, Problem


def chi(monthly):
    return monthly.world.access(monthly.world.chi)


def test_a_half_filled_form_is_kept_and_grows_with_every_save(monthly):
    owed = monthly.of(monthly.world.a1)
    first = monthly.draft(owed, {monthly.asked.members.pk: given(100)})
    second = save_draft(by=chi(monthly), obligation=owed, answers=monthly.plain(), revision=first.revision)
    assert second.pk == first.pk
    assert second.revision == first.revision + 1
    assert unpack(second) == monthly.plain()
    owed.refresh_from_db()
    assert owed.state == "draft"


def test_a_save_from_an_older_page_is_refused_and_changes_nothing(monthly):
    owed = monthly.of(monthly.world.a1)
    seen = monthly.draft(owed).revision
    newer = save_draft(by=chi(monthly), obligation=owed, answers=monthly.plain(members=120), revision=seen)
    with pytest.raises(Conflict):
        save_draft(by=chi(monthly), obligation=owed, answers=monthly.plain(members=7), revision=seen)
    assert unpack(Submission.objects.get(pk=newer.pk))[monthly.asked.members.pk] == given(120)


def test_a_draft_begun_elsewhere_is_not_overwritten_by_a_page_that_saw_none(monthly):
    owed = monthly.of(monthly.world.a1)
    monthly.draft(owed)
    with pytest.raises(Conflict):
        save_draft(by=chi(monthly), obligation=owed, answers={}, revision=0)


def test_a_sent_report_is_fixed_and_says_who_sent_it(monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    assert (sent.state, sent.submitted_by) == ("submitted", "Chi")
    assert timezone.localdate(sent.submitted_at) == monthly.world.today
    with pytest.raises(Conflict):
        save_draft(by=chi(monthly), obligation=monthly.of(monthly.world.a1), answers={}, revision=sent.revision)
    assert [entry.action for entry in Entry.objects.of(sent)] == [
        "reporting.submission.begun",
        "reporting.submission.submitted",
    ]


def test_a_report_cannot_be_sent_twice(monthly):
    owed = monthly.of(monthly.world.a1)
    draft = monthly.draft(owed)
    submit(by=chi(monthly), submission=draft, revision=draft.revision)
    with pytest.raises(Conflict):
        submit(by=chi(monthly), submission=draft, revision=draft.revision)


def test_a_draft_saved_by_someone_else_meanwhile_is_not_sent_unseen(monthly):
    owed = monthly.of(monthly.world.a1)
    seen = monthly.draft(owed)
    save_draft(by=chi(monthly), obligation=owed, answers=monthly.plain(members=120), revision=seen.revision)
    with pytest.raises(Conflict):
        submit(by=chi(monthly), submission=seen, revision=seen.revision)


def refused(monthly, **changed):
    """The cells refused when a plain report is sent with some answers changed (None: left out)."""
    answers = monthly.plain()
    for name, answer in changed.items():
        indicator = getattr(monthly.asked, name).pk
        answers.pop(indicator)
        if answer is not None:
            answers[indicator] = answer
    draft = monthly.draft(monthly.of(monthly.world.a1), answers)
    with pytest.raises(CellProblems) as caught:
        submit(by=chi(monthly), submission=draft, revision=draft.revision)
    assert Submission.objects.get(pk=draft.pk).state == "draft"
    names = {getattr(monthly.asked, name).pk: name for name in vars(monthly.asked)}
    return {names[indicator]: sentence for indicator, sentence in caught.value.cells.items()}


def test_a_required_row_left_blank_is_named(monthly):
    assert set(refused(monthly, admitted=None)) == {"admitted"}


def test_a_part_is_never_more_than_its_whole(monthly):
    cells = refused(monthly, women=given(101))
    assert set(cells) == {"women"}
    assert "101" in cells["women"] and "100" in cells["women"] and "Tổng số đoàn viên" in cells["women"]


def test_none_arose_for_the_whole_allows_no_part(monthly):
    assert set(refused(monthly, members=NONE, women=given(1))) == {"women"}


def test_a_numerator_is_never_more_than_what_it_is_counted_of(monthly):
    assert set(refused(monthly, agreements=given(11, 10))) == {"agreements"}


def test_an_average_needs_its_weight(monthly):
    assert set(refused(monthly, wage=given(8_500_000))) == {"wage"}


def test_a_number_below_zero_is_refused(monthly):
    assert set(refused(monthly, admitted=given(-1))) == {"admitted"}


def test_people_are_counted_in_whole_numbers(monthly):
    assert set(refused(monthly, members=given("100.5"))) == {"members"}


def test_an_optional_row_may_stay_blank_and_is_missing_not_zero(monthly):
    answers = monthly.plain()
    del answers[monthly.asked.agreements.pk]
    sent = monthly.sent(monthly.of(monthly.world.a1), answers)
    assert monthly.asked.agreements.pk not in sent.indicator_ids


def test_parts_that_divide_a_whole_add_up_to_it(monthly):
    monthly.asked.women.part_rule = "divides"
    monthly.asked.women.save()
    assert set(refused(monthly, women=given(99))) == {"members"}


def test_ten_times_the_last_figure_wants_a_word_and_then_goes(monthly):
    monthly.approved(monthly.of(monthly.world.a1, monthly.october))
    owed, admitted = monthly.of(monthly.world.a1), monthly.asked.admitted.pk
    draft = monthly.draft(owed, monthly.plain(admitted=20))
    with pytest.raises(CellProblems) as caught:
        submit(by=chi(monthly), submission=draft, revision=draft.revision)
    assert caught.value.explain == {admitted}
    explained = save_draft(
        by=chi(monthly),
        obligation=owed,
        answers=monthly.plain(admitted=20),
        revision=draft.revision,
        explanations={admitted: "Nhà máy mới tuyển"},
    )
    sent = submit(by=chi(monthly), submission=explained, revision=explained.revision)
    assert sent.tone == 1
    assert sent.findings[0]["code"] == "jump"


def test_a_report_like_the_last_one_is_clean(monthly):
    monthly.approved(monthly.of(monthly.world.a1, monthly.october))
    assert monthly.sent(monthly.of(monthly.world.a1)).tone == 0


def test_a_row_answered_last_period_and_blank_now_is_suspicious(monthly):
    monthly.approved(monthly.of(monthly.world.a1, monthly.october))
    answers = monthly.plain()
    del answers[monthly.asked.agreements.pk]
    sent = monthly.sent(monthly.of(monthly.world.a1), answers)
    assert (sent.tone, [finding["code"] for finding in sent.findings]) == (2, ["blank"])


def test_a_figure_the_form_does_not_ask_for_is_refused(monthly):
    with pytest.raises(Problem):
        monthly.draft(monthly.of(monthly.world.a1), {999_999: given(1)})
    assert not Submission.objects.exists()


def test_a_recalled_report_can_be_changed_and_sent_again_as_a_new_version(monthly):
    owed = monthly.of(monthly.world.a1)
    sent = monthly.sent(owed)
    recall(by=chi(monthly), submission=sent)
    owed.refresh_from_db()
    assert (owed.state, owed.submitted_at) == ("recalled", None)
    again = monthly.sent(owed, monthly.plain(members=101))
    assert again.version == 2
    assert unpack(Submission.objects.get(pk=sent.pk)) == monthly.plain()


def test_an_approved_report_cannot_be_recalled(monthly):
    approved = monthly.approved(monthly.of(monthly.world.a1))
    with pytest.raises(Conflict):
        recall(by=chi(monthly), submission=approved)


def test_a_correction_is_a_new_version_and_the_old_one_stands_until_it_is_approved(monthly):
    owed = monthly.of(monthly.world.a1)
    approved = monthly.approved(owed)
    with pytest.raises(Problem):
        correct(by=chi(monthly), submission=approved, reason=" ")
    draft = correct(by=chi(monthly), submission=approved, reason="Đếm sót tổ 3")
    assert (draft.version, unpack(draft), draft.correction_reason) == (2, monthly.plain(), "Đếm sót tổ 3")
    approved.refresh_from_db()
    assert approved.state == "approved"


def test_a_dropped_correction_leaves_everything_as_it_was(monthly):
    owed = monthly.of(monthly.world.a1)
    approved = monthly.approved(owed)
    discard(by=chi(monthly), submission=correct(by=chi(monthly), submission=approved, reason="Nhầm"))
    owed.refresh_from_db()
    assert owed.state == "approved"


def test_only_the_unit_itself_fills_in_its_report(monthly):
    owed, world = monthly.of(monthly.world.a1), monthly.world
    with pytest.raises(Forbidden):
        monthly.draft(owed, by=world.access(world.binh))
    with pytest.raises(NotVisible):
        monthly.draft(owed, by=world.access(world.dung))
    with pytest.raises(NotVisible):
        monthly.draft(monthly.of(world.a2), by=world.access(world.chi))
