"""A table of a document becomes targets and draft shares: all of it at once, nothing unconfirmed, once only."""

from decimal import Decimal

import pytest
from django.urls import reverse

from nhipcau.audit.models import Entry
from nhipcau.documents import services as documents
from nhipcau.documents import services_annex as annexes
from nhipcau.documents.models import Annex, ReadItem
from nhipcau.documents.services_annex import RowAnswer
from nhipcau.documents.tests.annexes import SMALL, annex_of
from nhipcau.documents.tests.papers import catalogue
from nhipcau.programmes import services
from nhipcau.programmes import services_annex as allocating
from nhipcau.programmes import services_issuing as issuing
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.rows import row_for
from nhipcau.web.format import number
from nhipcau.web.problems import Conflict, Problem

HOUSES = "Nhà Mái ấm công đoàn xây dựng"
RATED = "CĐCS xếp loại hoàn thành tốt nhiệm vụ"


@pytest.fixture(autouse=True)
def store(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    catalogue()


@pytest.fixture
def by(world):
    return world.access(world.binh)


def ready(world, by, text=SMALL, *, takes="total", leave=()) -> Annex:
    """An annex with every column confirmed and every row accepted."""
    annex = annex_of(world, text)
    columns = {column.pk: column.unit_id for column in annex.columns.all()}
    annexes.match_columns(annex, columns, revision=annex.revision, by=by)
    annex.refresh_from_db()
    answers = {row.pk: RowAnswer(row.label not in leave, row.indicator, takes) for row in annex.rows.all()}
    annexes.decide_rows(annex, answers, revision=annex.revision, by=by)
    annex.refresh_from_db()
    return annex


def allocate(world, annex, by) -> Programme:
    return allocating.allocate(annex, revision=annex.revision, today=world.today, by=by)


def shares(programme) -> dict[str, list[tuple[str, Decimal]]]:
    found = Allocation.objects.filter(target__programme=programme).order_by("target__order", "unit__code")
    told: dict[str, list[tuple[str, Decimal]]] = {}
    for share in found.select_related("target", "unit"):
        told.setdefault(share.target.text, []).append((share.unit.code, share.value))
    return told


def test_rows_become_targets_and_figures_drafts_for_the_units_below(world, by):
    programme = allocate(world, ready(world, by), by)
    assert (programme.state, programme.period, programme.issuer) == ("draft", "2024", world.province_a)
    told = [(t.text, t.value, t.cascade, t.indicator.code, t.section) for t in programme.targets.all()]
    assert told == [
        ("Kết nạp mới đoàn viên công đoàn", 1200, "split", "T1", "I TỔ CHỨC"),
        (HOUSES, 5, "split", "T2", "I TỔ CHỨC"),
        (RATED, 90, "copy", "T3", "II XẾP LOẠI"),
    ]
    assert shares(programme) == {
        "Kết nạp mới đoàn viên công đoàn": [("A-H1", 1000), ("A3", 200)],
        HOUSES: [("A-H1", 3)],
    }
    assert set(Allocation.objects.values_list("state", "key")) == {("draft", "annex")}
    assert Entry.objects.filter(action="programmes.annex.allocated").count() == 1


def test_a_target_opens_the_line_of_the_paper_it_came_from(world, by):
    annex = ready(world, by)
    target = allocate(world, annex, by).targets.first()
    assert "1.000\t200\t1.200" in annex.document.text[target.span_start : target.span_end]


def test_what_the_total_lacks_stays_in_view_in_the_matrix(world, by):
    programme = allocate(world, ready(world, by), by)
    row = row_for(world.province_a, programme.targets.get(text=HOUSES), world.today)
    assert (row.standing, row.difference) == ("short", Decimal(-2))


def test_the_sum_is_taken_where_the_person_says_so(world, by):
    programme = allocate(world, ready(world, by, takes="sum"), by)
    assert programme.targets.get(text=HOUSES).value == 3


def test_a_row_left_out_gives_nothing(world, by):
    programme = allocate(world, ready(world, by, leave=(HOUSES,)), by)
    assert not programme.targets.filter(text=HOUSES).exists() and programme.targets.count() == 2


def test_a_second_time_changes_nothing(world, by):
    annex = ready(world, by)
    allocate(world, annex, by)
    for revision in (annex.revision, annex.revision + 1):
        with pytest.raises(Conflict):
            allocating.allocate(annex, revision=revision, today=world.today, by=by)
    assert (Programme.objects.count(), Target.objects.count(), Allocation.objects.count()) == (1, 3, 3)


def test_nothing_enters_while_a_column_is_not_confirmed(world, by):
    annex = ready(world, by)
    first = annex.columns.first()
    annexes.match_columns(annex, {first.pk: None}, revision=annex.revision, by=by)
    annex.refresh_from_db()
    with pytest.raises(Problem):
        allocate(world, annex, by)
    annex.refresh_from_db()
    assert annex.allocated_at is None and not Programme.objects.exists()


def test_nothing_enters_while_no_row_is_accepted(world, by):
    annex = annex_of(world)
    with pytest.raises(Problem):
        allocate(world, annex, by)


def test_a_row_that_asks_again_after_its_columns_changed_holds_all_back(world, by):
    annex = ready(world, by)
    last = annex.columns.last()
    annexes.match_columns(annex, {last.pk: 0}, revision=annex.revision, by=by)
    annex.refresh_from_db()
    with pytest.raises(Problem):
        allocate(world, annex, by)
    assert not Target.objects.exists() and not Allocation.objects.exists()


def test_two_rows_of_one_indicator_are_refused_with_both_named(world, by):
    annex = ready(world, by)
    annex.rows.filter(label=HOUSES).update(indicator="T1")
    with pytest.raises(Problem, match=r"Kết nạp mới.*Nhà Mái ấm"):
        allocate(world, annex, by)


def test_a_rate_that_differs_for_a_unit_is_kept_for_it(world, by):
    programme = allocate(world, ready(world, by, SMALL.replace("%\t90\t90\t90", "%\t90\t95\t90")), by)
    assert shares(programme)[RATED] == [("A3", 95)]


def test_a_rate_without_a_figure_for_a_unit_is_refused(world, by):
    annex = ready(world, by, SMALL.replace("%\t90\t90\t90", "%\t90\t\t90"))
    with pytest.raises(Problem, match="A3"):
        allocate(world, annex, by)


def test_the_drafts_are_issued_like_any_others(world, by):
    programme = allocate(world, ready(world, by), by)
    services.issue(programme, today=world.today, by=by, number="31/LĐLĐ")
    targets = [programme.targets.get(text="Kết nạp mới đoàn viên công đoàn"), programme.targets.get(text=RATED)]
    stamps = {target.pk: row_for(world.province_a, target, world.today).stamp for target in targets}
    issuing.issue(world.province_a, programme, stamps=stamps, today=world.today, by=by)
    held = Allocation.objects.filter(state="issued").order_by("target__order", "unit__code")
    assert [(share.unit.code, share.value) for share in held] == [("A-H1", 1000), ("A3", 200), ("A-H1", 90), ("A3", 90)]


SENTENCES = SMALL.replace(
    "PHỤ LỤC", "I. CHỈ TIÊU\n- Kết nạp mới 1.200 đoàn viên công đoàn.\n- Có 12 căn nhà Mái ấm.\n\nPHỤ LỤC"
)


def confirm_sentences(annex, by):
    documents.accept_all(annex.document, kind=ReadItem.TARGET, least=None, by=by)


def test_a_target_the_programme_has_already_is_divided_and_not_written_twice(world, by):
    annex = ready(world, by, SENTENCES, leave=(HOUSES,))
    confirm_sentences(annex, by)
    programme = services.from_document(annex.document, by=by)
    assert allocate(world, annex, by) == programme
    target = programme.targets.get(indicator__code="T1")
    assert shares(programme) == {target.text: [("A-H1", 1000), ("A3", 200)]}


def test_a_programme_that_says_another_figure_holds_all_back(world, by):
    annex = ready(world, by, SENTENCES)
    confirm_sentences(annex, by)
    programme = services.from_document(annex.document, by=by)
    with pytest.raises(Problem, match="12"):
        allocate(world, annex, by)
    assert not shares(programme)


def test_a_programme_drawn_up_after_the_table_keeps_its_targets_and_adds_the_sentences(world, by):
    annex = ready(world, by, SENTENCES, leave=(HOUSES,))
    confirm_sentences(annex, by)
    programme = allocate(world, annex, by)
    assert services.from_document(annex.document, by=by) == programme
    codes = list(programme.targets.values_list("indicator__code", flat=True))
    assert sorted(codes) == ["T1", "T2", "T3"]


def test_a_unit_gone_by_the_end_of_the_horizon_is_named(world, by):
    annex = ready(world, by)
    world.a3.placements.update(valid_to="2024-06-01")
    with pytest.raises(Problem, match="A3"):
        allocate(world, annex, by)


def test_the_page_shows_what_will_be_made_and_makes_it(world, by, client):
    annex = ready(world, by)
    client.force_login(world.binh)
    address = reverse("annex-allocate", args=[annex.pk])
    page = client.get(address).content.decode()
    assert "Lập 3 chỉ tiêu" in page and f'class="chip behind">{number(Decimal(-2))}<' in page
    response = client.post(address, {"revision": annex.revision})
    programme = Programme.objects.get()
    assert response.url.startswith(reverse("programme-allocate", args=[programme.pk]))
    again = client.post(address, {"revision": annex.revision})
    assert again.status_code == 409 and Target.objects.count() == 3


def test_the_page_says_what_is_still_to_be_answered(world, client):
    annex = annex_of(world)
    client.force_login(world.binh)
    page = client.get(reverse("annex-allocate", args=[annex.pk])).content.decode()
    assert "Chưa dòng nào của bảng được nhận" in page
