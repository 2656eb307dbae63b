"""A target read follows one in a programme above: offered, compared, confirmed, and the thread holds."""

from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from nhipcau.documents import above as seen
from nhipcau.documents import services as documents
from nhipcau.documents import services_adding
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.tests.papers import PAPER, catalogue
from nhipcau.indicators.models import Indicator
from nhipcau.programmes import services
from nhipcau.programmes.above import overlaps
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.queries import thread_from
from nhipcau.programmes.tests.plans import programme
from nhipcau.web.problems import Problem

SENTENCE = "Phấn đấu 95% trở lên công đoàn cơ sở xếp loại hoàn thành tốt nhiệm vụ."


@pytest.fixture
def paper(world, settings, tmp_path) -> Document:
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    by = world.access(world.binh)
    return documents.receive(world.district, data=PAPER.encode(), file_name="a.txt", by=by)[0]


@pytest.fixture
def plan(world, paper) -> Programme:
    """An issued programme of the province: 95 % of the grassroots unions do their work well."""
    return programme(world)


def aim(plan, *, code="T3", value="95", text=SENTENCE, **fields) -> Target:
    indicator = Indicator.objects.get(code=code) if code else None
    given = {"operator": ">=", "measure": "%", "period": "2024", "cascade": "copy", **fields}
    return Target.objects.create(
        programme=plan, code=f"{plan.code}/x{plan.targets.count()}", indicator=indicator, text=text,
        value=Decimal(value), **given,
    )  # fmt: skip


def rate(paper) -> ReadItem:
    return paper.items.get(kind=ReadItem.TARGET, fields__value="90")


def offered(world, paper, person=None) -> list[int]:
    item = rate(paper)
    found = seen.aims_for([item], paper.unit, world.access(person or world.binh))
    return [one.target for one in found[item.pk]]


def test_the_same_indicator_in_a_programme_above_is_offered(world, paper, plan):
    goal = aim(plan)
    assert offered(world, paper) == [goal.pk]


def test_without_an_indicator_nearly_the_same_words_are_offered_and_others_are_not(world, paper, plan):
    alike = aim(plan, code="", text=SENTENCE.replace("Phấn đấu", "Có"))
    aim(plan, code="", text="Vận động hỗ trợ xây dựng nhà Mái ấm công đoàn")
    assert offered(world, paper) == [alike.pk]


def test_another_indicator_another_year_a_draft_and_another_province_are_not_offered(world, paper, plan):
    aim(plan, code="T1")
    aim(plan, period="2022")
    aim(programme(world, issued=False))
    aim(programme(world, issuer=world.province_b, person=world.dung))
    assert offered(world, paper) == []


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [("2024", "2020-2025", True), ("2024", "2023", False), ("hằng năm", "2024", True), ("đến 2025", "2024", True),
     ("2023-2028", "2025", True), ("2024H1", "2024", True)],
)  # fmt: skip
def test_horizons_overlap_when_a_year_is_common(one, other, both):
    assert overlaps(one, other) is both and overlaps(other, one) is both


def test_each_difference_is_said(world, paper, plan):
    aim(plan, operator=">", period="2020-2025")
    item = rate(paper)
    found = seen.aims_for([item], paper.unit, world.access(world.binh))[item.pk][0]
    with translation.override("vi"):
        said = seen.differences(item, found)
    assert said == ["ở đây thấp hơn 5 điểm", "trên ghi >, ở đây ≥", "kỳ trên là 2020-2025, ở đây 2024"]
    aim_like = seen.Aim(1, 1, "", "", ">=", Decimal(90), None, "%", "", "2024", "")
    assert seen.differences(item, aim_like) == []


@pytest.mark.parametrize("other", [{"per": "mỗi CĐCS"}, {"measure": "CĐCS"}])
def test_what_is_counted_otherwise_is_said_and_no_difference_of_figures_is_made_up(world, paper, plan, other):
    aim(plan, **other)
    item = rate(paper)
    found = seen.aims_for([item], paper.unit, world.access(world.binh))[item.pk][0]
    said = seen.differences(item, found)
    assert len(said) == 1 and next(iter(other.values())) in said[0]


def test_what_was_assigned_to_this_unit_is_compared_before_the_target_of_all(world, paper, plan):
    goal = aim(plan)
    Allocation.objects.create(
        target=goal, by_unit=world.province_a, unit=world.district, value=Decimal(92), state=Allocation.ISSUED
    )
    item = rate(paper)
    found = seen.aims_for([item], paper.unit, world.access(world.binh))[item.pk][0]
    with translation.override("vi"):
        assert (found.figure, seen.differences(item, found)) == ("≥ 92 %", ["ở đây thấp hơn 2 điểm"])


def test_the_page_offers_the_link_and_a_press_stores_it(world, paper, plan, client):
    goal = aim(plan)
    client.force_login(world.binh)
    page = client.get(reverse("document-confirm", args=[paper.pk])).content.decode()
    assert f'name="above" value="{goal.pk}"' in page and "ở đây thấp hơn 5 điểm" in page
    item = rate(paper)
    client.post(reverse("read-item-follow", args=[item.pk]), {"above": goal.pk, "revision": item.revision})
    assert rate(paper).above == goal.pk
    client.post(reverse("read-item-follow", args=[item.pk]), {"above": ""})
    assert rate(paper).above is None


def test_a_target_that_is_not_offered_is_not_followed(world, paper, plan):
    other = aim(programme(world, issuer=world.province_b, person=world.dung))
    with pytest.raises(Problem):
        services_adding.follow(rate(paper), other.pk, by=world.access(world.binh))
    assert rate(paper).above is None


def drawn_up(world, paper, goal) -> Target:
    by = world.access(world.binh)
    services_adding.follow(rate(paper), goal.pk, by=by)
    documents.decide(rate(paper), ReadItem.ACCEPTED, by=by)
    return services.from_document(paper, by=by).targets.get()


def test_the_thread_goes_from_the_target_drawn_up_to_the_one_it_follows(world, paper, plan):
    goal = aim(plan)
    own = drawn_up(world, paper, goal)
    assert own.above == goal and own.parent_allocation is None
    assert [step.thing for step in thread_from(own) if step.kind == "target"] == [own, goal]


def test_a_share_given_below_leads_up_to_the_target_above(world, paper, plan, client):
    goal = aim(plan)
    own = drawn_up(world, paper, goal)
    Programme.objects.filter(pk=own.programme_id).update(state=Programme.ISSUED)
    below = Allocation.objects.create(
        target=own, by_unit=world.district, unit=world.a1, value=Decimal(90), state=Allocation.ISSUED
    )
    client.force_login(world.chi)
    page = client.get(reverse("allocation", args=[below.pk]))
    assert [step.thing for step in page.context["steps"] if step.kind != "sentence"] == [below, own, goal]


def test_targets_that_follow_one_another_in_a_circle_end(world, plan):
    one, other = aim(plan), aim(plan)
    Target.objects.filter(pk=one.pk).update(above=other)
    Target.objects.filter(pk=other.pk).update(above=one)
    one.refresh_from_db()
    assert [step.thing for step in thread_from(one)] == [one, other]


def test_a_target_above_that_no_longer_holds_is_not_followed(world, paper, plan):
    goal = aim(plan)
    services_adding.follow(rate(paper), goal.pk, by=world.access(world.binh))
    Programme.objects.filter(pk=plan.pk).update(state=Programme.REPLACED)
    documents.decide(rate(paper), ReadItem.ACCEPTED, by=world.access(world.binh))
    assert services.from_document(paper, by=world.access(world.binh)).targets.get().above is None


def test_a_share_of_the_followed_target_stands_in_the_thread_between(world, paper, plan):
    goal = aim(plan)
    mine = Allocation.objects.create(
        target=goal, by_unit=world.province_a, unit=world.district, value=Decimal(92), state=Allocation.ISSUED
    )
    own = drawn_up(world, paper, goal)
    assert own.parent_allocation == mine
    steps = [step.thing for step in thread_from(own) if step.kind != "sentence"]
    assert steps == [own, mine, goal]


def test_without_a_link_a_target_is_tied_to_what_was_assigned_as_before(world, paper, plan):
    goal = aim(plan)
    mine = Allocation.objects.create(
        target=goal, by_unit=world.province_a, unit=world.district, value=Decimal(92), state=Allocation.ISSUED
    )
    by = world.access(world.binh)
    documents.decide(rate(paper), ReadItem.ACCEPTED, by=by)
    own = services.from_document(paper, by=by).targets.get()
    assert own.above is None and own.parent_allocation == mine


def test_the_programme_says_what_each_target_follows(world, paper, plan, client):
    goal = aim(plan)
    own = drawn_up(world, paper, goal)
    client.force_login(world.binh)
    page = client.get(reverse("programme", args=[own.programme_id])).content.decode()
    assert f"#target-{goal.pk}" in page and "theo chỉ tiêu của LĐLĐ tỉnh A" in page


def test_of_many_targets_above_only_those_it_may_follow_are_fetched(world, paper, plan, django_assert_num_queries):
    goal = aim(plan)
    for n in range(30):
        aim(plan, code="T1", text=f"Kết nạp đoàn viên đợt {n}")
    item, access = rate(paper), world.access(world.binh)
    with django_assert_num_queries(3) as asked:
        found = seen.aims_for([item], paper.unit, access)
    assert [one.target for one in found[item.pk]] == [goal.pk]
    with connection.cursor() as cursor:
        cursor.execute(asked.captured_queries[0]["sql"])
        assert [row[0] for row in cursor.fetchall()] == [goal.pk]


def test_one_a_person_chose_stays_offered_though_its_indicator_is_another(world, paper, plan):
    goal, other = aim(plan), aim(plan, code="T1", period="2019")
    ReadItem.objects.filter(pk=rate(paper).pk).update(above=other.pk)
    assert offered(world, paper) == [other.pk, goal.pk]
