"""The programme of the year that runs: a paper of our own, received, read and confirmed as an office would."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from nhipcau.access import system_access
from nhipcau.documents import services as documents
from nhipcau.documents.models import ReadItem
from nhipcau.programmes import services as programmes
from nhipcau.programmes.models import Programme
from nhipcau.units.models import Unit

PAPER = Path(__file__).with_name("chuong-trinh.txt")
# Month and day of the paper.
WRITTEN_ON = (1, 12)
TARGETS = {"admitted": "9.000", "introduced": "780", "ideas": "4.100", "houses": "28"}


def paper(year: int) -> bytes:
    """The programme's text for a year, as it would come from the typist."""
    return PAPER.read_text(encoding="utf-8").format(year=year, **TARGETS).encode()


def read_this_years_programme(today: date, without: Collection[str] = ()) -> Programme:
    """Receives the paper at the province, accepts what was read from it, makes the programme and issues it.

    Before the day of the paper it is still last year's. `without`: indicators that were divided by another paper.
    """
    year = today.year if today >= date(today.year, *WRITTEN_ON) else today.year - 1
    by = system_access(today=today, name="Văn phòng LĐLĐ tỉnh Ninh Bình")
    province = Unit.objects.get(code="NB")
    document, _new = documents.receive(province, data=paper(year), file_name="chuong-trinh.txt", by=by)
    for item in document.items.filter(decision=ReadItem.PENDING):
        wanted = item.indicator and item.indicator not in without if item.kind == ReadItem.TARGET else True
        if item.kind != ReadItem.REFERENCE and wanted:
            documents.decide(item, ReadItem.ACCEPTED, by=by)
    programme = programmes.from_document(document, by=by)
    return programmes.issue(programme, today=document.issued_on or today, by=by, number=document.number)
