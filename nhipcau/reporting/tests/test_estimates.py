"""A report due before its period is over goes first as an estimate; the final one follows and both are kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nhipcau.reporting.models import Obligation, Submission
from nhipcau.reporting.services import approve, recall


@pytest.fixture
def early(monthly):
    """The monthly form, due five days before the month is over."""
    monthly.form.due_days = -5
    monthly.form.save()
    for owed in Obligation.objects.select_related("period"):
        Obligation.objects.filter(pk=owed.pk).update(due_on=owed.period.last_day - timedelta(days=5))
    return monthly


def test_an_estimate_is_on_time_and_the_final_report_is_still_owed(early):
    owed = early.of(early.world.a1)
    early.sent(owed, stage=Submission.ESTIMATE)
    owed.refresh_from_db()
    assert owed.submitted_at is not None
    assert owed.state == "not_started"


def test_both_stages_are_approved_beside_each_other(early):
    owed, binh = early.of(early.world.a1), early.world.access(early.world.binh)
    estimate = early.sent(owed, early.plain(members=90), stage=Submission.ESTIMATE)
    final = early.sent(owed, early.plain(members=95))
    for submission in (estimate, final):
        approve(by=binh, submission=submission)
    assert set(Submission.objects.values_list("stage", "state")) == {(0, "approved"), (1, "approved")}


def test_recalling_the_final_report_leaves_the_estimate_on_time(early):
    owed = early.of(early.world.a1)
    early.sent(owed, stage=Submission.ESTIMATE)
    recall(by=early.world.access(early.world.chi), submission=early.sent(owed))
    owed.refresh_from_db()
    assert owed.submitted_at is not None


def test_the_office_finds_the_estimates_that_wait_and_approves_them(client, early):
    sent = early.sent(early.of(early.world.a1), stage=Submission.ESTIMATE)
    client.force_login(early.world.hoa, backend="django.contrib.auth.backends.ModelBackend")
    body = client.get("/reports/?period=2024-11").content.decode()
    assert "stage=estimate" in body
    estimates = client.get("/reports/?period=2024-11&stage=estimate").content.decode()
    assert reverse("submission-act", args=[sent.pk]) in estimates
    chosen = {"form": "T-THANG", "period": "2024-11", "stage": "estimate"}
    client.post(reverse("submissions-approve"), chosen)
    assert Submission.objects.get(pk=sent.pk).state == "approved"


def test_the_form_offers_the_estimate(client, early):
    client.force_login(early.world.chi, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("report-fill", args=[early.of(early.world.a1).pk])
    assert "?stage=estimate" in client.get(address).content.decode()
    typed = {f"n-{early.asked.members.pk}": "90", "revision": "0", "act": "save"}
    client.post(f"{address}?stage=estimate", typed)
    assert Submission.objects.get().stage == Submission.ESTIMATE
