"""The unit above: approve one or a block, return cells with reasons, never one's own; of two at once one wins."""

import pytest

from nhipcau.access import Forbidden, NotVisible
from nhipcau.accounts.models import Grant, Person
from nhipcau.audit.models import Entry
from nhipcau.reporting.answers import unpack
from nhipcau.reporting.models import CellReturn, Standing, Submission
from nhipcau.reporting.services import (
    approve,
    approve_many,
    correct,
    lock,
    mend,
    recall,
    return_cells,
    save_draft,
    submit,
    unlock,
)
from nhipcau.reporting.tests.conftest import given
from nhipcau.web.problems import Conflict, Problem
from tests.waiting import at_once


def access(monthly, name):
    return monthly.world.access(getattr(monthly.world, name))


def test_an_approved_report_stands_with_its_figures(monthly):
    owed = monthly.of(monthly.world.a1)
    approved = approve(by=access(monthly, "hoa"), submission=monthly.sent(owed))
    owed.refresh_from_db()
    assert (approved.state, approved.decided_by, owed.state) == ("approved", "Hòa", "approved")
    standing = Standing.objects.get(unit=monthly.world.a1, period=monthly.november)
    assert unpack(standing) == monthly.plain()


def test_the_office_two_levels_up_may_approve_too(monthly):
    assert approve(by=access(monthly, "lan"), submission=monthly.sent(monthly.of(monthly.world.a1))).state == "approved"


@pytest.mark.parametrize(("name", "refusal"), [("chi", Forbidden), ("dung", NotVisible)])
def test_nobody_beside_or_below_approves(monthly, name, refusal):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    with pytest.raises(refusal):
        approve(by=access(monthly, name), submission=sent)
    assert Submission.objects.get(pk=sent.pk).state == "submitted"
    assert not Standing.objects.exists()


def test_an_office_does_not_approve_its_own_units_report(monthly):
    """An officer holds the right at the own unit and below; the own unit's reports are the unit's above."""
    world = monthly.world
    officer = Person.objects.create(username="van", name="Vân")
    Grant.objects.create(person=officer, role="intermediate_officer", unit=world.a1, valid_from=world.today)
    with pytest.raises(Forbidden):
        approve(by=world.access(officer), submission=monthly.sent(monthly.of(world.a1)))


def test_one_who_sent_a_report_and_holds_the_office_above_too_does_not_approve_it(monthly):
    world = monthly.world
    Grant.objects.create(person=world.chi, role="intermediate_officer", unit=world.district, valid_from=world.today)
    sent = monthly.sent(monthly.of(world.a1))
    with pytest.raises(Problem):
        approve(by=world.access(world.chi), submission=sent)
    assert Submission.objects.get(pk=sent.pk).state == "submitted"


def test_a_returned_report_says_why_at_each_cell(monthly):
    owed, admitted = monthly.of(monthly.world.a1), monthly.asked.admitted.pk
    sent = monthly.sent(owed)
    returned = return_cells(by=access(monthly, "hoa"), submission=sent, reasons={admitted: "Tháng trước 2, có nhầm?"})
    owed.refresh_from_db()
    assert (returned.state, owed.state) == ("returned", "returned")
    assert [(r.indicator_id, r.reason) for r in returned.returns.all()] == [(admitted, "Tháng trước 2, có nhầm?")]
    assert Entry.objects.of(sent).last().reason == "Tháng trước 2, có nhầm?"


def test_a_report_is_not_returned_without_a_reason_or_for_a_figure_it_has_not(monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    for reasons in ({}, {monthly.asked.admitted.pk: "  "}, {999_999: "Sai"}):
        with pytest.raises(Problem):
            return_cells(by=access(monthly, "hoa"), submission=sent, reasons=reasons)
    assert Submission.objects.get(pk=sent.pk).state == "submitted"
    assert not CellReturn.objects.exists()


def test_only_the_returned_cell_has_to_be_answered_again(monthly):
    admitted = monthly.asked.admitted.pk
    sent = monthly.sent(monthly.of(monthly.world.a1))
    returned = return_cells(by=access(monthly, "hoa"), submission=sent, reasons={admitted: "Xem lại"})
    again = mend(by=access(monthly, "chi"), submission=returned, answers={admitted: given(3)})
    assert (again.version, again.state) == (2, "submitted")
    assert unpack(again) == monthly.plain(admitted=3)
    assert unpack(Submission.objects.get(pk=sent.pk)) == monthly.plain()


def test_a_recalled_report_cannot_be_approved_from_an_older_page(monthly):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    recall(by=access(monthly, "chi"), submission=sent)
    with pytest.raises(Conflict):
        approve(by=access(monthly, "hoa"), submission=sent)
    assert not Standing.objects.exists()


def test_an_approved_correction_replaces_the_version_before(monthly):
    owed = monthly.of(monthly.world.a1)
    first = monthly.approved(owed)
    draft = correct(by=access(monthly, "chi"), submission=first, reason="Đếm sót")
    draft = save_draft(
        by=access(monthly, "chi"), obligation=owed, answers=monthly.plain(members=103), revision=draft.revision
    )
    second = submit(by=access(monthly, "chi"), submission=draft, revision=draft.revision)
    approve(by=access(monthly, "hoa"), submission=second)
    first.refresh_from_db()
    assert first.state == "replaced"
    assert unpack(first) == monthly.plain()
    assert unpack(Standing.objects.get(unit=monthly.world.a1)) == monthly.plain(members=103)


def test_a_locked_report_takes_no_correction_until_it_is_opened_with_a_reason(monthly):
    locked = lock(by=access(monthly, "hoa"), submission=monthly.approved(monthly.of(monthly.world.a1)))
    with pytest.raises(Conflict):
        correct(by=access(monthly, "chi"), submission=locked, reason="Đếm sót")
    with pytest.raises(Problem):
        unlock(by=access(monthly, "hoa"), submission=locked, reason="")
    assert unlock(by=access(monthly, "hoa"), submission=locked, reason="Đính chính").state == "approved"


def test_a_block_is_approved_and_the_one_that_fails_is_named(monthly):
    world = monthly.world
    for code in ("a2", "a3"):
        person = Person.objects.create(username=code, name=code)
        Grant.objects.create(person=person, role="grassroots_chair", unit=getattr(world, code), valid_from=world.today)
    senders = {code: world.access(Person.objects.get(username=code)) for code in ("a2", "a3")}
    sent = [
        monthly.sent(monthly.of(world.a1)),
        monthly.sent(monthly.of(world.a2), by=senders["a2"]),
        monthly.sent(monthly.of(world.a3), by=senders["a3"]),
    ]
    recall(by=senders["a2"], submission=sent[1])
    outcome = approve_many(by=access(monthly, "hoa"), submissions=sent)
    assert [one.unit_id for one in outcome.approved] == [world.a1.pk]
    assert {submission.unit_id for submission, _why in outcome.failed} == {world.a2.pk, world.a3.pk}
    assert all(why for _submission, why in outcome.failed)
    assert Standing.objects.count() == 1


def test_of_two_who_approve_at_once_one_wins_and_the_other_is_told(monthly_at_once):
    monthly = monthly_at_once
    sent = monthly.sent(monthly.of(monthly.world.a1))
    seen = [Submission.objects.select_related("unit__parent", "period").get(pk=sent.pk) for _ in range(2)]
    by = [access(monthly, "hoa"), access(monthly, "binh")]
    results = at_once(*(lambda i=i: approve(by=by[i], submission=seen[i]) for i in range(2)))
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Submission"]
    assert Entry.objects.filter(action="reporting.submission.approved").count() == 1
    assert Standing.objects.count() == 1


def test_of_approving_and_returning_at_once_one_wins(monthly_at_once):
    monthly = monthly_at_once
    sent = monthly.sent(monthly.of(monthly.world.a1))
    seen = [Submission.objects.select_related("unit__parent", "period").get(pk=sent.pk) for _ in range(2)]
    admitted = monthly.asked.admitted.pk
    results = at_once(
        lambda: approve(by=access(monthly, "hoa"), submission=seen[0]),
        lambda: return_cells(by=access(monthly, "binh"), submission=seen[1], reasons={admitted: "Xem lại"}),
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Submission"]
    state = Submission.objects.get(pk=sent.pk).state
    assert (state == "approved") == Standing.objects.exists()
    assert (state == "returned") == CellReturn.objects.exists()


def test_of_two_who_begin_a_report_at_once_one_wins(monthly_at_once):
    monthly = monthly_at_once
    owed = monthly.of(monthly.world.a1)
    chi = access(monthly, "chi")
    results = at_once(
        *(lambda: save_draft(by=chi, obligation=owed, answers=monthly.plain(), revision=0) for _ in range(2))
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Submission"]
    assert Submission.objects.count() == 1
