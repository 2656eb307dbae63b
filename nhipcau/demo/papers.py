"""The papers of the year that runs: ours in wording, received, read and confirmed as offices would."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from nhipcau.access import system_access
from nhipcau.demo.programmes import share_out
from nhipcau.documents import above, services_adding
from nhipcau.documents import services as documents
from nhipcau.documents.models import Document, ReadItem
from nhipcau.programmes import services as programmes
from nhipcau.programmes.models import Programme
from nhipcau.units.models import Unit

HERE = Path(__file__).parent
# Month and day of the province's programme.
WRITTEN_ON = (1, 12)
TARGETS = {"admitted": "9.000", "introduced": "780", "ideas": "4.100", "houses": "28"}


def paper(name: str, **words: Any) -> bytes:
    """The text of one of the papers beside this module, as it would come from the typist."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").format(**words).encode()


def year_of(today: date) -> int:
    """The year whose programme runs: before the day of the paper it is still last year's."""
    return today.year if today >= date(today.year, *WRITTEN_ON) else today.year - 1


def received(unit: str, name: str, today: date, **words: Any) -> Document:
    """A paper in the register of a unit, read; nothing of it is confirmed."""
    there = Unit.objects.get(code=unit)
    by = system_access(today=today, name=f"Văn phòng {there.name}")
    document, _new = documents.receive(there, data=paper(name, **words), file_name=f"{name}.txt", by=by)
    return document


def issued(document: Document, today: date, without: Collection[str] = ()) -> Programme:
    """The programme of a paper: everything read is accepted, targets that a programme above has too are linked to it.

    `without`: indicators that were divided by another paper; targets of no indicator are left as well.
    """
    by = system_access(today=today, name=f"Văn phòng {document.unit.name}")
    wanted = []
    for item in document.items.filter(decision=ReadItem.PENDING).select_related("document__unit"):
        if item.kind != ReadItem.TARGET or (item.indicator and item.indicator not in without):
            wanted.append(documents.decide(item, ReadItem.ACCEPTED, by=by))
    for key, aims in above.aims_for(wanted, document.unit, by).items():
        if aims:
            services_adding.follow(next(one for one in wanted if one.pk == key), aims[0].target, by=by)
    programme = programmes.from_document(document, by=by)
    return programmes.issue(programme, today=document.issued_on or today, by=by, number=document.number)


def read_the_nations_programme(today: date) -> Programme:
    """The confederation's programme, which the province's rests on; its rates hold for every province."""
    programme = issued(received("TLĐ", "chuong-trinh-tld", today, year=year_of(today)), today)
    share_out(programme)
    return programme


def read_this_years_programme(today: date, without: Collection[str] = ()) -> Programme:
    """The province's programme, issued. `without`: indicators that were divided by another paper."""
    return issued(received("NB", "chuong-trinh", today, year=year_of(today), **TARGETS), today, without)
