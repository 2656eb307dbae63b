"""A period of a form as a whole: opened by its issuer, locked by the unit above once approved, opened again."""

import threading

import pytest
from django.db import connection, transaction

from nhipcau.access import Forbidden, NotVisible
from nhipcau.audit.models import Entry
from nhipcau.reporting.models import Obligation, Period, Submission
from nhipcau.reporting.services import correct, lock, lock_period, open_period, unlock_period
from nhipcau.reporting.versions import claim, tell_obligation
from nhipcau.web.problems import Conflict, Problem
from tests.waiting import someone_waits, until


def by(monthly, name):
    return monthly.world.access(getattr(monthly.world, name))


def states(monthly):
    return {owed.unit.code: owed.state for owed in Obligation.objects.filter(period=monthly.november)}


def test_the_issuer_opens_the_next_period_once(monthly):
    assert open_period(by=by(monthly, "binh"), form=monthly.form, code="2024-12") == 3
    assert open_period(by=by(monthly, "binh"), form=monthly.form, code="2024-12") == 0
    assert Obligation.objects.filter(period__code="2024-12").count() == 3


@pytest.mark.parametrize("code", ["2024-13", "2024", "2023-12", "xx:2024-01"])
def test_a_period_the_form_is_not_owed_for_gets_a_sentence_and_makes_nothing(monthly, code):
    with pytest.raises(Problem):
        open_period(by=by(monthly, "binh"), form=monthly.form, code=code)
    assert not Period.objects.filter(code=code).exists()


def test_nobody_below_or_beside_opens_it(monthly):
    for name in ("hoa", "chi", "dung"):
        with pytest.raises(NotVisible):
            open_period(by=by(monthly, name), form=monthly.form, code="2024-12")


def test_what_was_approved_is_locked_and_takes_no_correction_until_it_is_opened_again(monthly):
    world = monthly.world
    report = monthly.approved(monthly.of(world.a1))
    asked = {"form": monthly.form, "period": monthly.november, "unit": world.province_a}
    assert lock_period(by=by(monthly, "binh"), **asked) == 1
    assert states(monthly) == {"A1": "locked", "A2": "not_started", "A3": "not_started"}
    report.refresh_from_db()
    with pytest.raises(Conflict):
        correct(by=by(monthly, "chi"), submission=report, reason="Đếm sót")
    with pytest.raises(Problem):
        unlock_period(by=by(monthly, "binh"), reason=" ", **asked)
    assert unlock_period(by=by(monthly, "binh"), reason="Cấp trên yêu cầu đối chiếu", **asked) == 1
    report.refresh_from_db()
    assert (report.state, states(monthly)["A1"]) == ("approved", "approved")
    acts = Entry.objects.filter(object_id=str(report.pk), object_type="reporting.submission").order_by("id")
    assert [entry.action for entry in acts][-2:] == ["reporting.reports.locked", "reporting.reports.unlocked"]
    assert acts.last().reason == "Cấp trên yêu cầu đối chiếu"


def test_a_unit_locks_below_itself_only(monthly):
    world = monthly.world
    monthly.approved(monthly.of(world.a1))
    asked = {"form": monthly.form, "period": monthly.november}
    with pytest.raises(NotVisible):
        lock_period(by=by(monthly, "dung"), unit=world.province_a, **asked)
    with pytest.raises(Forbidden):
        lock_period(by=by(monthly, "chi"), unit=world.a1, **asked)
    with pytest.raises(Problem):
        lock_period(by=by(monthly, "dung"), unit=world.province_b, **asked)
    assert Submission.objects.get(unit=world.a1).state == "approved"
    assert lock_period(by=by(monthly, "hoa"), unit=world.district, **asked) == 1


def test_a_report_that_is_being_corrected_is_not_locked(monthly):
    world = monthly.world
    report = monthly.approved(monthly.of(world.a1))
    correct(by=by(monthly, "chi"), submission=report, reason="Đếm sót")
    with pytest.raises(Problem):
        lock_period(by=by(monthly, "binh"), form=monthly.form, period=monthly.november, unit=world.province_a)


def test_a_single_report_that_is_being_corrected_is_not_locked_either(monthly):
    report = monthly.approved(monthly.of(monthly.world.a1))
    correct(by=by(monthly, "chi"), submission=report, reason="Đếm sót")
    with pytest.raises(Conflict, match="bản sửa"):
        lock(by=by(monthly, "binh"), submission=report)
    report.refresh_from_db()
    assert (report.state, states(monthly)["A1"]) == ("approved", "draft")


def test_a_correction_begun_while_the_report_is_being_locked_is_refused(monthly_at_once):
    monthly = monthly_at_once
    report = monthly.approved(monthly.of(monthly.world.a1))
    said = []

    def begin():
        try:
            correct(by=by(monthly, "chi"), submission=report, reason="Đếm sót")
        except Conflict as refusal:
            said.append(refusal)
        finally:
            connection.close()

    correcting = threading.Thread(target=begin)
    with transaction.atomic():
        lock(by=by(monthly, "binh"), submission=report)
        correcting.start()
        until(lambda: someone_waits() or not correcting.is_alive())
    correcting.join()
    assert len(said) == 1 and states(monthly)["A1"] == "locked"
    assert not Submission.objects.filter(unit=monthly.world.a1, state="draft").exists()


def test_locking_a_period_and_a_single_report_of_it_at_once_wait_for_each_other_in_no_circle(monthly_at_once):
    monthly = monthly_at_once
    report = monthly.approved(monthly.of(monthly.world.a1))
    said = []

    def lock_all():
        try:
            lock_period(
                by=by(monthly, "binh"), form=monthly.form, period=monthly.november, unit=monthly.world.province_a
            )
        except Exception as failure:
            said.append(failure)
        finally:
            connection.close()

    locking = threading.Thread(target=lock_all)
    with transaction.atomic():
        moved_on = claim(report, "lock")
        locking.start()
        until(lambda: someone_waits() or not locking.is_alive())
        tell_obligation(moved_on)
    locking.join()
    report.refresh_from_db()
    assert (report.state, states(monthly)["A1"]) == ("locked", "locked")
    assert [type(refusal) for refusal in said] == [Problem]
