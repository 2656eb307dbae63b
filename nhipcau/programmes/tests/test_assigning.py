"""Assigning by decision, rule 6: split children add up to the parent; versions are kept, nothing is overwritten."""

from decimal import Decimal
from functools import partial

import pytest
from django.urls import reverse

from nhipcau.access import Forbidden, NotVisible
from nhipcau.audit.models import Entry
from nhipcau.documents.models import Document
from nhipcau.programmes import integrity, queries, workflow
from nhipcau.programmes import services_allocation as allocation
from nhipcau.programmes import services_issuing as issuing
from nhipcau.programmes.models import Allocation, Programme
from nhipcau.programmes.rows import row_for
from nhipcau.programmes.tests.plans import assign, divide, programme, share, target
from nhipcau.web.problems import Problem
from tests.waiting import at_once


@pytest.fixture
def goal(world):
    return programme(world).targets.get()


def adjust(world, goal, values, *, reason="Đơn vị sáp nhập", stamp=None, person=None):
    stamp = stamp or row_for(world.province_a, goal, world.today).stamp
    values = {unit.pk: Decimal(value) for unit, value in values.items()}
    return issuing.adjust(
        world.province_a, goal, values=values, reason=reason, stamp=stamp, today=world.today,
        by=world.access(person or world.binh),
    )  # fmt: skip


def test_balanced_shares_are_assigned_by_one_numbered_decision_in_the_register(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    decision = assign(world, goal)
    assert decision.number == "01/QĐ-LĐLĐ" and decision.direction == Document.OUT
    assert "LĐLĐ huyện Một: 60" in decision.text
    for unit in (world.district, world.a3):
        given = share(goal, unit)
        assert (given.state, given.decision, given.valid_from) == (workflow.ISSUED, decision.number, world.today)


def test_shares_that_fall_short_are_not_assigned_and_no_number_is_lost(world, goal):
    divide(world, goal, {world.district: 60})
    with pytest.raises(Problem):
        assign(world, goal)
    assert not Document.objects.filter(doc_type="QĐ").exists()
    divide(world, goal, {world.a3: 40})
    assert assign(world, goal).number == "01/QĐ-LĐLĐ"


def test_shares_above_what_was_given_need_a_reason_that_stays_with_them(world, goal):
    divide(world, goal, {world.district: 65, world.a3: 40})
    with pytest.raises(Problem):
        assign(world, goal)
    assign(world, goal, over="Dự phòng đơn vị khó khăn")
    assert share(goal, world.a3).reason == "Dự phòng đơn vị khó khăn"
    assert list(integrity.findings()) == []


def test_a_copied_target_reaches_every_child_with_the_same_value(world):
    plan, by = programme(world, issued=False), world.access(world.binh)
    rate = target(plan, by=by, value=95, cascade="copy", code="T3")
    from nhipcau.programmes import services

    services.issue(plan, today=world.today, by=by)
    rate.programme.refresh_from_db()
    assign(world, rate)
    assert {share(rate, unit).value for unit in (world.district, world.a3)} == {95}
    assert not row_for(world.province_a, rate, world.today).ready


def test_a_draft_programme_is_not_assigned(world):
    goal = programme(world, issued=False).targets.get()
    divide(world, goal, {world.district: 60, world.a3: 40})
    with pytest.raises(Problem):
        assign(world, goal)


def test_children_see_what_was_assigned_and_acknowledge_it(world, goal, client):
    divide(world, goal, {world.district: 60, world.a3: 40})
    assert list(queries.allocations_for(world.district, 2024)) == []
    assign(world, goal)
    [given] = queries.allocations_for(world.district, 2024)
    assert given.value == 60 and list(queries.allocations_for(world.district, 2025)) == []
    client.force_login(world.hoa)
    assert client.post(reverse("allocation-acknowledge", args=[given.pk])).status_code == 302
    given.refresh_from_db()
    assert given.state == workflow.ACKNOWLEDGED and given.acknowledged_at
    assert client.post(reverse("allocation-acknowledge", args=[given.pk])).status_code == 409


def test_only_the_receiving_unit_acknowledges(world, goal, client):
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    given = share(goal, world.district)
    with pytest.raises(Forbidden):
        allocation.acknowledge(given, by=world.access(world.binh))
    with pytest.raises(NotVisible):
        allocation.acknowledge(given, by=world.access(world.dung))
    client.force_login(world.dung)
    assert client.get(reverse("allocation", args=[given.pk])).status_code == 404
    client.force_login(world.chi)
    assert client.get(reverse("allocation", args=[share(goal, world.a3).pk])).status_code == 404


def test_a_unit_below_answers_a_proposal_with_its_own_value_and_why(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    allocation.propose(world.province_a, goal.programme, by=world.access(world.binh))
    with pytest.raises(Problem):
        allocation.counter(share(goal, world.district), value=Decimal(50), reason=" ", by=world.access(world.hoa))
    allocation.counter(share(goal, world.district), value=Decimal(50), reason="Ít người", by=world.access(world.hoa))
    named = share(goal, world.district)
    assert (named.state, named.value, named.self_set) == (workflow.COUNTERED, 60, 50)
    with pytest.raises(Problem):
        assign(world, goal)
    allocation.take(named, by=world.access(world.binh))
    taken = share(goal, world.district)
    assert (taken.state, taken.value) == (workflow.AGREED, 50)


def test_staying_with_a_value_sends_it_again_and_it_can_be_agreed(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    allocation.propose(world.province_a, goal.programme, by=world.access(world.binh))
    allocation.counter(share(goal, world.district), value=Decimal(50), reason="x", by=world.access(world.hoa))
    allocation.propose_again(share(goal, world.district), by=world.access(world.binh))
    allocation.agree(share(goal, world.district), by=world.access(world.hoa))
    assign(world, goal)
    given = share(goal, world.district)
    assert (given.state, given.value, given.self_set) == (workflow.ISSUED, 60, 50)


def test_a_draft_is_not_visible_below(world, goal, client):
    divide(world, goal, {world.district: 60, world.a3: 40})
    client.force_login(world.hoa)
    assert client.get(reverse("allocation", args=[share(goal, world.district).pk])).status_code == 404


def test_an_adjustment_is_a_new_version_with_a_reason_and_the_old_one_stays(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    first = assign(world, goal)
    later = adjust(world, goal, {world.district: 70, world.a3: 30})
    versions = queries.versions(share(goal, world.a3))
    assert [(v.version, v.value, v.decision) for v in versions] == [(2, 30, later.number), (1, 40, first.number)]
    assert versions[1].replaced_by == versions[0] and versions[0].reason == "Đơn vị sáp nhập"
    assert list(integrity.findings()) == []


def test_an_adjustment_that_does_not_add_up_changes_nothing(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    for values, reason in (({world.district: 61}, "x"), ({world.district: 60}, "x"), ({world.district: 70}, " ")):
        with pytest.raises(Problem):
            adjust(world, goal, values, reason=reason)
    assert Allocation.objects.count() == 2 and Document.objects.filter(doc_type="QĐ").count() == 1


def test_issued_values_are_not_written_over_in_the_matrix(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    with pytest.raises(Problem):
        divide(world, goal, {world.a3: 41})
    assert share(goal, world.a3).value == 40


def test_the_check_of_data_finds_shares_that_do_not_add_up(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    Allocation.objects.filter(unit=world.a3).update(value=41)
    assert [finding.check for finding in integrity.findings()] == ["programmes.split_adds_up"]


def test_the_check_of_data_finds_shares_without_a_decision_and_broken_versions(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    adjust(world, goal, {world.district: 70, world.a3: 30})
    Allocation.objects.filter(unit=world.a3, version=2).update(version=5, decision="")
    assert sorted(finding.check for finding in integrity.findings()) == [
        "programmes.decision_missing",
        "programmes.versions",
    ]


def test_the_thread_leads_from_a_grassroots_share_up_to_the_sentence(world):
    plan = programme(world, issuer=world.nation, person=world.lan)
    goal = plan.targets.get()
    paper = Document.objects.create(unit=world.nation, text="Kết nạp 100 đoàn viên.", published=True, title="QĐ")
    Programme.objects.filter(pk=plan.pk).update(document=paper)
    type(goal).objects.filter(pk=goal.pk).update(span_start=0, span_end=22)
    divide(world, goal, {world.province_a: 100}, unit=world.nation, person=world.lan)
    assign(world, goal, unit=world.nation, person=world.lan)
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    divide(world, goal, {world.a1: 60}, unit=world.district, person=world.hoa)
    assign(world, goal, unit=world.district, person=world.hoa)
    steps = queries.thread_up(share(goal, world.a1).pk)
    assert [(step.kind, str(step.thing) if step.kind == "sentence" else step.value) for step in steps] == [
        ("allocation", 60), ("allocation", 60), ("allocation", 100), ("target", 100), ("sentence", "QĐ"),
    ]  # fmt: skip
    assert steps[-1].span == (0, 22)


def test_the_thread_goes_on_through_a_target_that_answers_an_allocation(world):
    above = programme(world, issuer=world.nation, person=world.lan).targets.get()
    divide(world, above, {world.province_a: 100}, unit=world.nation, person=world.lan)
    assign(world, above, unit=world.nation, person=world.lan)
    own = programme(world).targets.get()
    type(own).objects.filter(pk=own.pk).update(parent_allocation=share(above, world.province_a))
    divide(world, own, {world.district: 60, world.a3: 40})
    assign(world, own)
    kinds = [step.kind for step in queries.thread_up(share(own, world.a3).pk)]
    assert kinds == ["allocation", "target", "allocation", "target"]


def test_everything_assigned_leaves_a_record(world, goal):
    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    adjust(world, goal, {world.district: 70, world.a3: 30})
    said = set(Entry.objects.values_list("action", flat=True))
    assert said >= {"programmes.target.divided", "programmes.allocations.issued", "programmes.target.adjusted"}


def test_of_two_who_assign_at_once_one_wins_and_one_number_is_given(world_at_once):
    world = world_at_once
    goal = programme(world).targets.get()
    divide(world, goal, {world.district: 60, world.a3: 40})
    stamps = {goal.pk: row_for(world.province_a, goal, world.today).stamp}
    issue = partial(issuing.issue, world.province_a, goal.programme, stamps=stamps, today=world.today)
    results = at_once(*[partial(issue, by=world.access(world.binh))] * 2)
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Document"]
    assert list(Document.objects.filter(doc_type="QĐ").values_list("number", flat=True)) == ["01/QĐ-LĐLĐ"]


@pytest.mark.parametrize("move", workflow.MOVES.items(), ids=str)
def test_every_move_leads_to_a_known_state_and_asks_for_a_known_right(move):
    from nhipcau.access import PERMISSIONS

    (state, _action), found = move
    states = {code for code, _ in Allocation.STATES}
    assert state in states and found.to in states and found.permission in PERMISSIONS


def test_the_pages_of_assigning_and_adjusting_do_what_they_say(world, goal, client):
    divide(world, goal, {world.district: 60, world.a3: 40})
    client.force_login(world.binh)
    page = reverse("programme-assign", args=[goal.programme_id])
    assert client.get(page).status_code == 200
    stamp = row_for(world.province_a, goal, world.today).stamp
    assert client.post(page, {"target": goal.pk, f"s-{goal.pk}": "old"}).status_code == 409
    assert client.post(page, {"target": goal.pk, f"s-{goal.pk}": stamp}).status_code == 302
    page = reverse("target-adjust", args=[goal.pk])
    assert client.get(page).status_code == 200
    values = {f"v-{world.district.pk}": "55", f"v-{world.a3.pk}": "45", "reason": "x"}
    stamp = row_for(world.province_a, goal, world.today).stamp
    assert client.post(page, {**values, "stamp": stamp, f"v-{world.a3.pk}": "46"}).status_code == 422
    assert client.post(page, {**values, "stamp": stamp}).status_code == 302
    assert share(goal, world.a3).value == 45
    assert client.get(reverse("allocation", args=[share(goal, world.a3).pk])).status_code == 200
    assert client.get(reverse("programme", args=[goal.programme_id])).status_code == 200


def test_among_many_units_only_those_searched_for_are_shown_and_adjusted(world, goal, client, monkeypatch):
    from nhipcau.programmes import rows

    divide(world, goal, {world.district: 60, world.a3: 40})
    assign(world, goal)
    monkeypatch.setattr(rows, "WIDE", 1)
    client.force_login(world.binh)
    page = reverse("target-adjust", args=[goal.pk])
    assert "Bệnh viện A3" not in client.get(page).content.decode()
    assert "huyện Một" not in client.get(page, {"q": "benh vien"}).content.decode()
    both = client.get(page, {"q": "benh vien; huyen mot"}).content.decode()
    assert "Bệnh viện A3" in both and "huyện Một" in both


def test_an_own_target_stands_beside_what_was_assigned_for_the_same_indicator(world, client):
    above = programme(world, issuer=world.nation, person=world.lan).targets.get()
    divide(world, above, {world.province_a: 100}, unit=world.nation, person=world.lan)
    assign(world, above, unit=world.nation, person=world.lan)
    plan = programme(world, issued=False)
    own, other = plan.targets.get(), target(plan, by=world.access(world.binh), value=7, code="T9")
    assert own.parent_allocation == share(above, world.province_a) and other.parent_allocation is None
    later = target(plan, by=world.access(world.binh), value=120, period="2025")
    more = target(plan, by=world.access(world.binh), value=120)
    assert later.parent_allocation is None and more.parent_allocation is not None
    client.force_login(world.binh)
    shown = client.get(reverse("programme", args=[plan.pk])).content.decode()
    assert "bằng mức được giao" in shown and "cao hơn 20" in shown


def test_an_average_for_each_union_is_not_taken_from_a_count(world, client):
    above = programme(world, issuer=world.nation, person=world.lan).targets.get()
    divide(world, above, {world.province_a: 176}, unit=world.nation, person=world.lan)
    assign(world, above, unit=world.nation, person=world.lan, over="đầu năm thiếu")
    plan = programme(world, issued=False)
    own = plan.targets.get()
    assert own.parent_allocation == share(above, world.province_a)
    client.force_login(world.binh)
    page = reverse("programme", args=[plan.pk])
    assert "thấp hơn 76" in client.get(page).content.decode()
    for unlike in ({"per": "mỗi CĐCS"}, {"per": "", "measure": "%"}, {"measure": "triệu đồng"}):
        type(own).objects.filter(pk=own.pk).update(**unlike)
        assert "thấp hơn" not in client.get(page).content.decode(), unlike


@pytest.mark.parametrize(("shares", "said"), [((60, 40), "đủ"), ((60, 30), "còn 10"), ((60, 45), "quá 5")])
def test_the_page_of_a_programme_says_how_far_a_target_is_divided(world, goal, client, shares, said):
    divide(world, goal, dict(zip((world.district, world.a3), shares, strict=True)))
    client.force_login(world.binh)
    page = client.get(reverse("programme", args=[goal.programme_id])).content.decode()
    assert f"{said}</span>" in page


def test_the_matrix_downloads_as_a_workbook_in_its_own_order(world, goal, client):
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    divide(world, goal, {world.district: 60, world.a3: 30})
    client.force_login(world.binh)
    response = client.get(reverse("programme-workbook", args=[goal.programme_id]))
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0)
    names, values = sheet.to_python()
    assert names[2:4] == ["CĐCS Bệnh viện A3", "LĐLĐ huyện Một"]
    assert values[1:] == [100, 30, 60, 90, -10]


def test_the_page_of_a_programme_asks_the_same_number_of_questions_however_long(
    world, goal, client, django_assert_num_queries
):
    client.force_login(world.binh)
    page = reverse("programme", args=[goal.programme_id])
    lengthen(goal.programme, 1)
    with django_assert_num_queries(13):
        client.get(page)
    lengthen(goal.programme, 10)
    with django_assert_num_queries(13):
        client.get(page)


def lengthen(plan, number):
    """So many targets, report deadlines and phases more."""
    for n in range(number):
        plan.targets.create(code=f"X{number}-{n}", operator="=", value=n, period="2024", cascade="split")
        plan.deadlines.create(text=f"Báo cáo {n}", recurrence="monthly")
        plan.phases.create(name=f"Đợt {n}")


def test_a_copied_target_of_a_year_gone_by_counts_the_units_of_that_year(world):
    from nhipcau.programmes import services
    from nhipcau.units.models import Placement
    from nhipcau.units.services import refresh_current_tree

    plan, by = programme(world, issued=False, period="2023"), world.access(world.binh)
    rate = target(plan, by=by, value=95, cascade="copy", code="T3", period="2023")
    services.issue(plan, today=world.today, by=by)
    rate.programme.refresh_from_db()
    Placement.objects.filter(unit=world.a3).update(valid_to="2024-07-01")
    refresh_current_tree(world.today)
    assign(world, rate)
    row = row_for(world.province_a, rate, world.today)
    assert (row.reached, row.children, row.ready) == (2, 2, False)
