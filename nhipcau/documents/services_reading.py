"""Reading a document again, by a newer reader or after its text was corrected: decisions and corrections stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents import annexes, catalogue, drafts, files, reader
from nhipcau.documents.by_hand import place_of
from nhipcau.documents.locks import held, must_be_open
from nhipcau.documents.matching import Read, matched
from nhipcau.documents.models import Document, ReadItem
from nhipcau.web.problems import Conflict, Problem

# What of a thing must not differ between two readings of it, by kind.
FIGURES = {
    ReadItem.TARGET: ("value", "value_max", "unit"),
    ReadItem.DEADLINE: ("date", "recurrence"),
    ReadItem.PHASE: ("start", "end"),
    ReadItem.REFERENCE: ("number",),
    ReadItem.TASK: (),
}
# Room for the old order while the new one is written.
_ASIDE = 1_000_000


@dataclass(frozen=True)
class Again:
    """What reading again changed: things found that were not there, and things no longer found."""

    new: int
    gone: int


def read_again(document: Document, *, by: Access, told: reader.Told | None = None) -> Again:
    """Reads the file (or the text, once a person corrected it) anew. Raises Problem when it cannot be read now,
    Conflict when a programme was drawn up; then nothing changes. A scan raises `reader.TakesLong` unless `told` (see
    `reader.read`) says that nobody waits."""
    by.require("documents.write", document.unit.path)
    must_be_open(document)
    if document.text_corrected:
        found = _read(document.text.encode(), "text.txt")
    else:
        kept = files.path_of(document.sha256)
        if not document.sha256 or not kept.exists():
            raise Problem(_("The file of this document is not in the store; send it again."))
        found = _read(kept.read_bytes(), document.file_name, told)
    return _take_in(document, found, by, revision=document.revision, corrected=document.text_corrected)


def correct_text(document: Document, text: str, *, revision: int, by: Access) -> Again:
    """Puts a corrected text in place of what was read from the file (which stays as it came), and reads it. Conflict
    when someone changed the document since `revision`."""
    by.require("documents.write", document.unit.path)
    must_be_open(document)
    if not text.strip():
        raise Problem(_("The text is empty; the document keeps the one it had."))
    data = text.encode()
    if len(data) > settings.UPLOAD_LIMIT:
        raise reader.too_large()
    return _take_in(document, _read(data, "text.txt"), by, revision=revision, corrected=True)


def _read(data: bytes, name: str, told: reader.Told | None = None) -> reader.Read:
    return reader.read(data, name, catalogue.for_reading(), told=told)


@transaction.atomic
def _take_in(document: Document, found: reader.Read, by: Access, *, revision: int, corrected: bool) -> Again:
    document = held(document)
    must_be_open(document)
    if document.revision != revision:
        raise Conflict(_("Someone else changed this document meanwhile; look at it again, then correct it."))
    items = list(document.items.order_by("pk"))
    codes = {pair[0] for pairs in found.suggestions for pair in pairs}
    now = drafts.items_of(found, catalogue.by_codes(codes))
    _new_head(document, found.reading)
    document.text, document.reading, document.text_corrected = found.text, found.reading, corrected
    document.revision += 1
    document.search_key = document.words()
    document.save()
    again = _merge(document, items, now)
    annexes.keep_again(document, found.annexes)
    record(by, "documents.document.read_again", document, unit_id=document.unit_id, unit_path=document.unit.path,
           after={"new": again.new, "gone": again.gone, "text_corrected": corrected})  # fmt: skip
    return again


def _new_head(document: Document, reading: Mapping[str, Any]) -> None:
    """The head as read now, but what a person corrected stays."""
    before = drafts.header_of(document.reading or {})
    for name, value in drafts.header_of(reading).items():
        if getattr(document, name) == before[name]:
            setattr(document, name, value)


def _merge(document: Document, items: list[ReadItem], now: list[ReadItem]) -> Again:
    same = matched([_as_read(item) for item in items], [_as_read(item) for item in now])
    document.items.update(order=F("order") + _ASIDE)
    stay = [_renewed(items[same[n]], item) for n, item in enumerate(now) if n in same]
    new = [item for n, item in enumerate(now) if n not in same]
    for item in new:
        item.document, item.standing = document, ReadItem.NEW
    left = [item for n, item in enumerate(items) if n not in set(same.values())]
    orders = {kind: sum(one.kind == kind for one in now) for kind in FIGURES}
    gone = 0
    for item in left:
        if item.standing == ReadItem.GONE and not _cared_for(item):
            item.delete()  # it was shown as gone once, and nobody wanted it
            continue
        item.order, orders[item.kind] = orders[item.kind], orders[item.kind] + 1
        gone += _placed(item, document.text)
        stay.append(item)
    ReadItem.objects.bulk_update(
        stay, ["order", "text", "span_start", "span_end", "fields", "as_read", "indicator", "suggestions", "confidence",
               "standing", "number_key", "revision"], batch_size=500,
    )  # fmt: skip
    ReadItem.objects.bulk_create(new)
    return Again(len(new), gone)


def _as_read(item: ReadItem) -> Read:
    figure = "|".join(str(item.as_read.get(name) or "") for name in FIGURES[item.kind])
    return Read(item.kind, figure, item.text, item.span_start)


def _renewed(item: ReadItem, read: ReadItem) -> ReadItem:
    """The item in its new place. Once decided it stays as the person saw it; else what was corrected stays."""
    shown = item.fields, item.indicator
    if item.decision == ReadItem.PENDING:
        corrected = {name: value for name, value in item.fields.items() if value != item.as_read.get(name)}
        if item.indicator == item.as_read.get("indicator", ""):
            item.indicator = read.indicator
        item.fields, item.as_read = {**read.fields, **corrected}, read.as_read
        item.suggestions, item.confidence, item.number_key = read.suggestions, read.confidence, read.number_key
    item.order, item.text, item.standing = read.order, read.text, ReadItem.SAME
    item.span_start, item.span_end = read.span_start, read.span_end
    item.revision += (item.fields, item.indicator) != shown  # a button pressed on what still holds is no conflict
    return item


def _cared_for(item: ReadItem) -> bool:
    """Whether a person decided, corrected or made it."""
    return item.decision != ReadItem.PENDING or item.by_hand or item.corrected


def _placed(item: ReadItem, text: str) -> bool:
    """Moves an item that the reader did not find to where its sentence stands now; says whether it is gone."""
    place = place_of(text, item.text, item.span_start)
    item.span_start, item.span_end = place or (0, 0)
    item.standing = ReadItem.SAME if item.by_hand and place else ReadItem.GONE
    return item.standing == ReadItem.GONE
