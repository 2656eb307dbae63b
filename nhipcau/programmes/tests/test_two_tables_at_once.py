"""Two tables of one document are divided at the same moment: both go into the one programme of the document."""

from functools import partial

from nhipcau.documents import services as documents
from nhipcau.documents import services_annex as annexes
from nhipcau.documents.models import Annex
from nhipcau.documents.services_annex import RowAnswer
from nhipcau.documents.tests.annexes import SMALL
from nhipcau.documents.tests.papers import catalogue
from nhipcau.programmes import services_annex as allocating
from nhipcau.programmes.models import Programme
from tests.waiting import at_once

SECOND = """
PHỤ LỤC 2
CHỈ TIÊU BỔ SUNG GIAO CÁC ĐƠN VỊ NĂM 2024

TT\tChỉ tiêu\tĐVT\tLĐLĐ H. Một\tCĐCS Bệnh viện A3\tTổng số
1\tBuổi tuyên truyền pháp luật\tbuổi\t4\t2\t6
2\tLượt đoàn viên được thăm hỏi\tlượt\t30\t20\t50
"""


def _ready(annex: Annex, by) -> Annex:
    columns = {column.pk: column.unit_id for column in annex.columns.all()}
    annexes.match_columns(annex, columns, revision=annex.revision, by=by)
    annex.refresh_from_db()
    answers = {row.pk: RowAnswer(True, "", "total") for row in annex.rows.exclude(printed_total=None)}
    annexes.decide_rows(annex, answers, revision=annex.revision, by=by)
    annex.refresh_from_db()
    return annex


def test_both_go_into_one_programme(world_at_once, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    world = world_at_once
    by = world.access(world.binh)
    document, _new = documents.receive(world.province_a, data=(SMALL + SECOND).encode(), file_name="a.txt", by=by)
    both = [_ready(annex, by) for annex in document.annexes.select_related("document__unit")]
    allocate = partial(allocating.allocate, today=world.today, by=by)
    results = at_once(*(partial(allocate, annex, revision=annex.revision) for annex in both))
    assert [result for result in results if isinstance(result, Exception)] == []
    assert Programme.objects.get().targets.count() == 5
