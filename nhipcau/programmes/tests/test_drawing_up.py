"""From a confirmed document to an issued programme: only what was accepted, each target with its sentence."""

import pytest
from django.urls import reverse

from nhipcau.documents import services as documents
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.tests.papers import PAPER, catalogue
from nhipcau.programmes import services
from nhipcau.programmes.models import Programme, Target
from nhipcau.programmes.tests.plans import programme, target
from nhipcau.web.problems import Conflict, Problem


@pytest.fixture
def paper(world, settings, tmp_path) -> Document:
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    return documents.receive(world.province_a, data=PAPER.encode(), file_name="a.txt", by=world.access(world.binh))[0]


def accept(world, paper, *values):
    for item in paper.items.filter(kind=ReadItem.TARGET, fields__value__in=values):
        documents.decide(item, ReadItem.ACCEPTED, by=world.access(world.binh))


def test_only_what_was_accepted_enters_with_its_place_in_the_text(world, paper):
    accept(world, paper, "1200", "90")
    made = services.from_document(paper, by=world.access(world.binh))
    goals = list(made.targets.all())
    assert [(goal.value, goal.operator, goal.cascade, goal.indicator.code) for goal in goals] == [
        (1200, "=", "split", "T1"),
        (90, ">=", "copy", "T3"),
    ]
    assert all("1.200" in paper.text[g.span_start : g.span_end] for g in goals[:1])
    assert made.theme and made.period == "2024" and made.issuer == world.province_a and made.state == Programme.DRAFT


def test_accepted_tasks_come_along(world, paper):
    accept(world, paper, "12")
    documents.accept_all(paper, kind=ReadItem.TASK, least=None, by=world.access(world.binh))
    made = services.from_document(paper, by=world.access(world.binh))
    assert made.tasks.count() == paper.items.filter(kind=ReadItem.TASK).count() > 0


def test_nothing_accepted_makes_no_programme_and_leaves_the_items_open(world, paper, client):
    client.force_login(world.binh)
    assert client.post(reverse("programme-from-document", args=[paper.pk])).status_code == 422
    paper.refresh_from_db()
    assert paper.confirmed_at is None and not Programme.objects.exists()


def test_a_document_makes_one_programme_only(world, paper):
    accept(world, paper, "12")
    services.from_document(paper, by=world.access(world.binh))
    with pytest.raises(Conflict):
        services.from_document(paper, by=world.access(world.binh))
    assert Programme.objects.count() == 1


def test_issuing_with_the_number_on_the_paper_publishes_the_document(world, paper, client):
    accept(world, paper, "12")
    made = services.from_document(paper, by=world.access(world.binh))
    client.force_login(world.chi)
    assert client.get(reverse("programme", args=[made.pk])).status_code == 404
    services.issue(made, number="07/CTr-LĐLĐ", today=world.today, by=world.access(world.binh))
    page = client.get(reverse("programme", args=[made.pk]))
    goal = made.targets.get()
    link = f"{reverse('document', args=[paper.pk])}?at={goal.span_start}-{goal.span_end}#at"
    assert page.status_code == 200 and link in page.content.decode()
    assert client.get(reverse("document", args=[paper.pk])).status_code == 200


def test_issuing_without_a_number_takes_the_next_of_the_register(world):
    first, second = programme(world), programme(world)
    assert (first.number, second.number) == ("01/CTr-LĐLĐ", "02/CTr-LĐLĐ")
    assert Document.objects.filter(direction=Document.OUT, number="02/CTr-LĐLĐ").count() == 1


def test_an_issued_programme_does_not_change(world):
    plan, by = programme(world), world.access(world.binh)
    goal = plan.targets.get()
    with pytest.raises(Problem):
        services.save_target(plan, {"value": 5}, target=goal, by=by)
    with pytest.raises(Problem):
        services.correct(plan, {"title": "khác"}, revision=plan.revision, by=by)
    with pytest.raises(Problem):
        services.remove_target(goal, by=by)
    with pytest.raises(Conflict):
        services.issue(plan, today=world.today, by=by)
    assert Target.objects.get(pk=goal.pk).value == 100


def test_a_programme_without_a_target_is_not_issued(world):
    by = world.access(world.binh)
    empty = services.create(world.province_a, fields={"title": "Trống", "period": "2024"}, by=by)
    with pytest.raises(Problem):
        services.issue(empty, today=world.today, by=by)


def test_a_programme_is_written_by_hand_on_the_pages(world, client):
    client.force_login(world.binh)
    made = client.post(reverse("programme-new"), {"title": "Viết tay", "period": "2025", "theme": ""})
    plan = Programme.objects.get(title="Viết tay")
    assert made.url == reverse("programme", args=[plan.pk])
    fields = {"text": "Giới thiệu 1.234,5 người", "operator": ">=", "value": "1.234,5", "period": "2025",
              "cascade": "split", "duty": "required", "indicator": ""}  # fmt: skip
    client.post(reverse("target-new", args=[plan.pk]), fields)
    goal = plan.targets.get()
    assert str(goal.value.normalize()) == "1234.5"
    wrong = client.post(reverse("target-edit", args=[goal.pk]), {**fields, "value": "nhiều"})
    assert wrong.status_code == 422 and "nhiều" in wrong.content.decode()
    client.post(reverse("target-remove", args=[goal.pk]))
    assert not plan.targets.exists()


def test_a_stale_head_is_refused_with_409(world, client):
    plan = programme(world, issued=False)
    client.force_login(world.binh)
    fields = {"title": "Một", "period": "2024", "revision": plan.revision}
    assert client.post(reverse("programme-edit", args=[plan.pk]), fields).status_code == 302
    assert client.post(reverse("programme-edit", args=[plan.pk]), {**fields, "title": "Hai"}).status_code == 409
    assert Programme.objects.get(pk=plan.pk).title == "Một"


def test_two_targets_of_a_programme_never_share_a_code(world):
    plan, by = programme(world, issued=False), world.access(world.binh)
    first = target(plan, by=by, value=1)
    services.remove_target(plan.targets.first(), by=by)
    assert target(plan, by=by, value=2).code != first.code


@pytest.mark.parametrize("period", ["2024-13", "2024Q5", "tk:2024-13", "xx:2024", "đến 25", "nhiệm kỳ 2028-2023"])
def test_a_period_that_does_not_exist_gets_one_sentence_and_changes_nothing(world, client, period):
    client.force_login(world.binh)
    plan = programme(world, issued=False)
    goal = plan.targets.get()
    fields = {"text": "Kết nạp", "operator": ">=", "value": "5", "cascade": "split", "duty": "required"}
    head = {"title": "Khác", "revision": plan.revision}
    for address, written in (
        (reverse("programme-new"), head),
        (reverse("programme-edit", args=[plan.pk]), head),
        (reverse("target-new", args=[plan.pk]), fields),
        (reverse("target-edit", args=[goal.pk]), fields),
    ):
        page = client.post(address, {**written, "period": period})
        assert page.status_code == 422, address
        assert page.content.decode().count("Không có kỳ này") == 1, address
    assert Programme.objects.get().title == plan.title
    assert Target.objects.get().value == goal.value


@pytest.mark.parametrize("period", ["2024", "2024H1", "tk:2024-05", "td:2023-D1", "2021-2025", "đến năm 2025"])
def test_a_horizon_is_a_period_or_words_of_documents(world, client, period):
    client.force_login(world.binh)
    client.post(reverse("programme-new"), {"title": "Viết tay", "period": period, "theme": ""})
    assert Programme.objects.get().period == period
