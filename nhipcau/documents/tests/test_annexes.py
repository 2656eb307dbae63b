"""A table read from a document asks what it leaves open; what is answered stands beside what the paper prints."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from nhipcau.audit.models import Entry
from nhipcau.documents import annex_units, annexes, reader
from nhipcau.documents import services as documents
from nhipcau.documents import services_annex as services
from nhipcau.documents.annex_grid import lines_of
from nhipcau.documents.models import Annex, AnnexRow, Document, ReadItem
from nhipcau.documents.services_annex import RowAnswer
from nhipcau.documents.tests.annexes import DAMAGED, SMALL, annex_of, thirteen_units
from nhipcau.documents.tests.papers import catalogue
from nhipcau.units.models import Placement
from nhipcau.web.problems import Conflict, Problem

UNITS_IN_ROWS = """BẢNG GIAO CHỈ TIÊU NĂM 2024

TT\tĐơn vị\tKết nạp đoàn viên\tNhà Mái ấm
1\tLĐLĐ huyện Một\t100\t3
2\tCĐCS Bệnh viện A3\t20\t1
\tTổng cộng\t120\t5
"""


@pytest.fixture(autouse=True)
def store(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    catalogue()


@pytest.fixture
def annex(world) -> Annex:
    return annex_of(world)


@pytest.fixture
def by(world):
    return world.access(world.binh)


def fresh(annex):
    return Annex.objects.get(pk=annex.pk)


def lines(annex):
    annex = fresh(annex)
    return {
        line.row.label: line for line in lines_of(list(annex.columns.all()), annex.rows.all(), totalled=annex.totalled)
    }


def answer(annex, by, label, *, accepted=True, takes="", indicator=""):
    row = annex.rows.get(label=label)
    return services.decide_rows(
        fresh(annex), {row.pk: RowAnswer(accepted, indicator, takes)}, revision=fresh(annex).revision, by=by
    )


def test_columns_are_matched_to_the_units_below_and_rows_to_indicators(world, annex):
    assert [column.unit_id for column in annex.columns.all()] == [world.district.pk, world.a3.pk]
    assert list(annex.rows.values_list("indicator", flat=True)) == ["T1", "T2", "T3"]
    assert set(annex.columns.values_list("decision", flat=True)) == {ReadItem.PENDING}


def test_a_name_of_the_documents_day_finds_the_unit_that_is_called_otherwise_today(world, by):
    Placement.objects.filter(unit=world.a3).update(name="CĐCS Trạm xá Bình An")
    annex = annex_of(world, SMALL.replace("CĐCS Bệnh viện A3", "CĐCS Trạm xá Bình An"))
    assert list(annex.columns.values_list("unit", flat=True)) == [world.district.pk, world.a3.pk]


def test_a_name_like_nothing_gets_no_unit(world):
    annex = annex_of(world, SMALL.replace("CĐCS Bệnh viện A3", "Hội Luật gia"))
    assert list(annex.columns.values_list("unit", flat=True)) == [world.district.pk, None]


def test_a_unit_has_one_column_and_must_be_below(world, annex, by):
    first, second = annex.columns.all()
    with pytest.raises(Problem, match="hai cột"):
        services.match_columns(annex, {second.pk: world.district.pk}, revision=1, by=by)
    with pytest.raises(Problem, match="không trực thuộc"):
        services.match_columns(annex, {second.pk: world.b1.pk}, revision=1, by=by)
    assert services.match_columns(annex, {first.pk: world.a3.pk, second.pk: world.district.pk}, revision=1, by=by) == 2
    assert list(annex.columns.values_list("unit", flat=True)) == [world.a3.pk, world.district.pk]


def test_an_answer_to_a_page_that_is_out_of_date_changes_nothing(world, annex, by):
    column = annex.columns.first()
    services.match_columns(annex, {column.pk: 0}, revision=1, by=by)
    with pytest.raises(Conflict):
        services.match_columns(annex, {column.pk: world.district.pk}, revision=1, by=by)
    assert annex.columns.first().decision == ReadItem.REFUSED


def test_a_figure_corrected_stands_beside_the_printed_one_and_leaves_a_record(annex, by):
    row = annex.rows.get(label="Nhà Mái ấm công đoàn xây dựng")
    second = annex.columns.last()
    services.correct_row(row, {second.pk: Decimal(2)}, total=Decimal(5), rate=False, revision=1, by=by)
    line = lines(annex)[row.label]
    assert (line.cells[1].value, line.cells[1].printed, line.cells[1].corrected) == (Decimal(2), None, True)
    assert (line.sum, line.residual) == (Decimal(5), Decimal(0))
    assert AnnexRow.objects.get(pk=row.pk).printed == ["3", None]
    entry = Entry.objects.get(action="documents.annex.row_corrected")
    assert entry.after["corrected"] == {str(second.pk): "2"}


def test_a_figure_below_zero_is_refused(annex, by):
    with pytest.raises(Problem):
        services.correct_row(
            annex.rows.first(), {annex.columns.first().pk: Decimal(-1)}, total=None, rate=False, revision=1, by=by
        )


def test_a_row_that_does_not_add_up_is_accepted_only_with_a_word_on_what_it_takes(annex, by):
    label = "Nhà Mái ấm công đoàn xây dựng"
    with pytest.raises(Problem, match="không khớp"):
        answer(annex, by, label)
    answer(annex, by, label, takes="sum")
    assert lines(annex)[label].value == 3
    answer(annex, by, label, takes="total")
    assert lines(annex)[label].value == 5


def test_one_row_that_asks_holds_all_back(annex, by):
    answers = {row.pk: RowAnswer(True, "", "") for row in annex.rows.all()}
    with pytest.raises(Problem):
        services.decide_rows(annex, answers, revision=1, by=by)
    assert not annex.rows.filter(decision=ReadItem.ACCEPTED).exists()


def test_a_rate_is_the_same_for_each_and_never_added_up(annex):
    line = lines(annex)["CĐCS xếp loại hoàn thành tốt nhiệm vụ"]
    assert (line.row.rate, line.residual, line.value) == (True, None, 90)


def test_units_in_rows_are_turned_into_columns_and_back(world, by):
    annex = annex_of(world, UNITS_IN_ROWS)
    assert annex.turned
    assert list(annex.columns.values_list("unit", flat=True)) == [world.district.pk, world.a3.pk]
    found = lines(annex)
    assert [(line.sum, line.total) for line in found.values()] == [(120, 120), (4, 5)]
    services.turn(annex, revision=annex.revision, by=by)
    assert not fresh(annex).turned and annex.columns.count() == 2 and annex.rows.count() == 3


def test_a_damaged_annex_is_mended_by_a_few_answers(world, by):
    units = thirteen_units(world)
    annex = annex_of(world, DAMAGED)
    columns = list(annex.columns.all())
    assert [column.unit.name if column.unit else None for column in columns].count(None) == 2
    services.match_columns(
        annex,
        {columns[4].pk: units["Nho Quan"].pk, columns[11].pk: units["Công Thương"].pk},
        revision=fresh(annex).revision,
        by=by,
    )
    added = services.add_column(annex, after=columns[6].pk, revision=fresh(annex).revision, by=by)
    services.match_columns(annex, {added.pk: units["Kim Sơn"].pk}, revision=fresh(annex).revision, by=by)
    assert {line.lost for line in lines(annex).values()} == {1, 2}
    gaps = {1: [added.pk], 2: [added.pk, columns[11].pk]}
    services.place_gaps(annex, gaps, fill=True, revision=fresh(annex).revision, by=by)
    found = lines(annex)
    houses, ideas = found["Số nhà Mái ấm công đoàn"], found["Sáng kiến đăng ký"]
    assert [cell.value for cell in houses.cells] == [1] * 13
    assert {cell.column.unit_id: cell.value for cell in ideas.cells}[units["Kim Sơn"].pk] == 300
    assert (ideas.residual, found["Thành lập Ban Nữ công quần chúng"].state) == (0, "no_total")


def test_nothing_is_filled_in_unless_it_is_asked_for(world, by):
    thirteen_units(world)
    annex = annex_of(world, DAMAGED)
    added = services.add_column(annex, after=annex.columns.all()[6].pk, revision=fresh(annex).revision, by=by)
    services.place_gaps(annex, {1: [added.pk]}, fill=False, revision=fresh(annex).revision, by=by)
    line = lines(annex)["Sáng kiến đăng ký"]
    assert (line.cells[7].gap, line.cells[7].value, line.residual) == (True, None, 300)


def test_as_many_different_columns_as_cells_are_lost_must_be_named(world, by):
    thirteen_units(world)
    annex = annex_of(world, DAMAGED)
    first = annex.columns.first().pk
    services.add_column(annex, after=0, revision=fresh(annex).revision, by=by)
    with pytest.raises(Problem):
        services.place_gaps(annex, {2: [first, first]}, fill=False, revision=fresh(annex).revision, by=by)


def test_only_an_added_column_can_be_taken_out(annex, by):
    with pytest.raises(Problem):
        services.remove_column(annex.columns.first(), revision=1, by=by)
    added = services.add_column(annex, after=0, revision=1, by=by)
    assert annex.columns.first() == added
    services.remove_column(added, revision=fresh(annex).revision, by=by)
    assert [column.order for column in annex.columns.all()] == [0, 1]


def test_the_confirm_page_and_the_page_of_the_table_say_what_does_not_add_up(world, annex, client):
    client.force_login(world.binh)
    for address in (reverse("document-confirm", args=[annex.document_id]), reverse("annex", args=[annex.pk])):
        page = client.get(address).content.decode()
        assert "Các số cộng lại được 3, tổng ghi 5: lệch 2" in page
        assert "LĐLĐ huyện Một" in page and 'class="chip behind"' in page


def test_a_search_for_a_unit_or_an_indicator_forgives_accents(world, client):
    client.force_login(world.binh)
    annex = annex_of(world, SMALL.replace("CĐCS Bệnh viện A3", "Hội Luật gia"))
    page = client.get(reverse("annex", args=[annex.pk]), {"unit": "benh vien", "indicator": "nu doan vien"})
    assert f'<option value="{world.a3.pk}"' in page.content.decode() and "T4 · Nữ đoàn viên" in page.content.decode()


def test_what_was_chosen_is_still_there_when_the_form_is_refused(world, annex, client):
    client.force_login(world.binh)
    first, second = annex.columns.all()
    sent = {f"column-{column.pk}": world.a3.pk for column in (first, second)} | {"revision": 1}
    response = client.post(reverse("annex-columns", args=[annex.pk]), sent)
    assert response.status_code == 422
    assert response.content.decode().count(f'value="{world.a3.pk}" selected') == 2


def test_a_cell_that_is_no_number_comes_back_with_what_was_typed(world, annex, client):
    client.force_login(world.binh)
    row = annex.rows.first()
    sent = {f"cell-{annex.columns.first().pk}": "một nghìn", "revision": 1}
    response = client.post(reverse("annex-row", args=[row.pk]), sent)
    assert response.status_code == 422 and "một nghìn" in response.content.decode()


def test_all_that_ask_nothing_are_accepted_at_once(world, annex, client):
    client.force_login(world.binh)
    sent = {"row": [row.pk for row in annex.rows.all()], "act": "all", "revision": 1}
    client.post(reverse("annex-rows", args=[annex.pk]), sent)
    assert annex.rows.filter(decision=ReadItem.ACCEPTED).count() == 2


def test_a_table_of_targets_in_one_column_is_no_annex(world):
    text = "KẾ HOẠCH\n\nBẢNG CHỈ TIÊU NĂM 2025\n\nTT\tChỉ tiêu\tĐVT\tKế hoạch 2025\n"
    text += "1\tKết nạp đoàn viên\tngười\t120\n2\tNhà Mái ấm\tcăn nhà\t3\n"
    document, _new = documents.receive(
        world.province_a, data=text.encode(), file_name="a.txt", by=world.access(world.binh)
    )
    assert not document.annexes.exists()
    assert document.items.filter(kind=ReadItem.TARGET).count() == 2


def read_again(annex, text):
    """The tables of the text as the reader in its own process gives them."""
    annexes.keep_again(annex.document, reader.read(text.encode(), "a.txt").annexes)
    return annex.document.annexes.get()


def confirmed(annex, by):
    """The annex with its columns confirmed, one indicator chosen otherwise and one row accepted."""
    columns = {column.pk: column.unit_id for column in annex.columns.all()}
    services.match_columns(annex, columns, revision=annex.revision, by=by)
    answer(annex, by, "Kết nạp mới đoàn viên công đoàn", indicator="T4")
    return fresh(annex)


def test_a_table_that_reads_the_same_again_keeps_every_answer_and_its_new_place(annex, by):
    annex = confirmed(annex, by)
    again = read_again(annex, "Lời mở đầu dài hơn.\n" + SMALL)
    row = again.rows.get(indicator="T4")
    assert (again.pk, again.revision, row.decision) == (annex.pk, annex.revision, ReadItem.ACCEPTED)
    assert row.span_start == annex.rows.get(pk=row.pk).span_start > SMALL.index("Kết nạp")


def test_a_table_that_reads_otherwise_keeps_units_and_indicators_and_asks_for_its_rows(world, annex, by):
    again = read_again(confirmed(annex, by), SMALL.replace("1.000\t200\t1.200", "1.000\t250\t1.250"))
    assert list(again.columns.values_list("unit", "decision")) == [
        (world.district.pk, ReadItem.ACCEPTED), (world.a3.pk, ReadItem.ACCEPTED)
    ]  # fmt: skip
    row = again.rows.get(indicator="T4")
    assert (row.printed, row.decision) == (["1000", "250"], ReadItem.PENDING)


def test_a_table_no_longer_found_goes_and_one_that_became_allocations_stays(annex, by):
    services.close(annex, revision=annex.revision, by=by)
    annexes.keep_again(annex.document, [])
    assert annex.document.annexes.count() == 1
    Annex.objects.update(allocated_at=None)
    annexes.keep_again(annex.document, [])
    assert not annex.document.annexes.exists()


def test_a_table_no_longer_found_by_reading_again_is_said(annex, by, client, world):
    row, stale = annex.rows.first(), fresh(annex)
    annex.document.annexes.all().delete()
    with pytest.raises(Conflict, match="đọc lại"):
        services.turn(stale, revision=stale.revision, by=by)
    client.force_login(world.binh)
    assert client.get(reverse("annex", args=[stale.pk])).status_code == 404
    assert client.post(reverse("annex-row", args=[row.pk]), {"total": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("title", "day"), [("Chỉ tiêu năm 2023", date(2023, 12, 31)), ("Chỉ tiêu năm 2025", date(2024, 11, 22))]
)
def test_a_table_without_a_day_speaks_of_the_end_of_its_year_but_never_of_days_to_come(world, title, day):
    assert annex_units.day_of(Document(unit=world.province_a, title=title)) == day
