"""A department decides on its own indicators: it returns its own figures, approves reports that hold nothing else."""

import pytest
from django.urls import reverse

from nhipcau.accounts.models import Grant, Person
from nhipcau.indicators.models import Indicator
from nhipcau.reporting.models import Submission
from nhipcau.reporting.services import approve, approve_many, exempt, lock, return_cells
from nhipcau.web.problems import Problem


@pytest.fixture
def women(monthly):
    """Of the province's department of women, which owns one of the five indicators."""
    own(monthly.asked.women)
    world = monthly.world
    person = Person.objects.create(username="nu", name="Nữ")
    Grant.objects.create(
        person=person, role="department", unit=world.province_a, owner="nu_cong", valid_from=world.today
    )
    return person


def own(*indicators):
    Indicator.objects.filter(pk__in=[one.pk for one in indicators]).update(owner="nu_cong")


def test_a_department_returns_its_own_figure_and_no_other(monthly, women):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    by = monthly.world.access(women)
    with pytest.raises(Problem, match="ban mình"):
        return_cells(by=by, submission=sent, reasons={monthly.asked.women.pk: "Xem", monthly.asked.members.pk: "Xem"})
    assert return_cells(by=by, submission=sent, reasons={monthly.asked.women.pk: "Xem lại"}).state == "returned"


def test_a_report_that_holds_figures_of_others_is_not_a_departments_to_decide(monthly, women):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    by = monthly.world.access(women)
    with pytest.raises(Problem, match="ban khác"):
        approve(by=by, submission=sent)
    outcome = approve_many(by=by, submissions=[sent])
    assert not outcome.approved and "ban khác" in outcome.failed[0][1]
    with pytest.raises(Problem, match="ban khác"):
        exempt(by=by, obligation=monthly.of(monthly.world.a2), reason="Mới thành lập")
    with pytest.raises(Problem, match="ban khác"):
        lock(by=by, submission=approve(by=monthly.world.access(monthly.world.hoa), submission=sent))


def test_a_report_of_nothing_but_its_own_indicators_is_the_departments(monthly, women):
    own(*(getattr(monthly.asked, name) for name in ("members", "women", "admitted", "wage", "agreements")))
    sent = monthly.sent(monthly.of(monthly.world.a1))
    assert approve(by=monthly.world.access(women), submission=sent).state == "approved"


def test_a_grant_for_all_departments_is_narrowed_to_none(monthly, women):
    Grant.objects.filter(person=women).update(owner="")
    sent = monthly.sent(monthly.of(monthly.world.a1))
    assert approve(by=monthly.world.access(women), submission=sent).state == "approved"


def test_the_pages_offer_a_department_what_it_may_do(monthly, women, client):
    sent = monthly.sent(monthly.of(monthly.world.a1))
    client.force_login(women)
    page = client.get(reverse("submission", args=[sent.pk])).text
    assert f'name="r-{monthly.asked.women.pk}"' in page and f'name="r-{monthly.asked.members.pk}"' not in page
    assert 'value="approve"' not in page
    box = client.get(reverse("submissions"), {"period": "2024-11", "below": "all"}).text
    assert 'value="approve"' not in box and reverse("submissions-approve") not in box
    refused = client.post(reverse("submission-act", args=[sent.pk]), {"act": "approve"})
    assert refused.status_code == 422 and "ban khác" in refused.text
    assert Submission.objects.get(pk=sent.pk).state == "submitted"
