"""Receiving documents, confirming what was read from them, registering those that go out."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents import annexes, catalogue, drafts, files, reader
from nhipcau.documents.cited import key_of
from nhipcau.documents.locks import held, must_be_open, open_item
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.numbers import next_number
from nhipcau.documents.queries import day_of
from nhipcau.units.models import Unit
from nhipcau.web.problems import Conflict, Problem

# What a person may correct in a document's head.
HEADER_FIELDS = (
    "number", "doc_type", "issuer", "place", "issued_on", "title", "theme", "signer", "signer_title", "direction",
)  # fmt: skip


def receive(
    unit: Unit, *, data: bytes, file_name: str, by: Access, told: reader.Told | None = None
) -> tuple[Document, bool]:
    """Reads a file and puts it into the unit's register of documents received.

    Gives the document and whether it is new: the same bytes a second time give the one that is there. Raises Problem
    (nothing stored) when the bytes are no document or too large; `reader.TakesLong` when reading them needs more time
    than a person waits, unless `told` (see `reader.read`) says that nobody does.
    """
    by.require("documents.write", unit.path)
    if not data:
        raise Problem(_("The file is empty; choose the document again."))
    if len(data) > settings.UPLOAD_LIMIT:
        raise reader.too_large()
    sha256 = files.hash_of(data)
    there = _received(unit, sha256)
    if there:
        return there, False
    found = reader.read(data, file_name, catalogue.for_reading(), told=told)
    files.keep(data)
    try:
        return _store(unit, file_name, sha256, len(data), found, by), True
    except IntegrityError:
        # Two people sent the same file at the same moment: one won, both get the same document.
        there = _received(unit, sha256)
        if there is None:
            raise
        return there, False


def _received(unit: Unit, sha256: str) -> Document | None:
    return Document.objects.filter(unit=unit, sha256=sha256, direction=Document.IN).first()


@transaction.atomic
def _store(unit: Unit, file_name: str, sha256: str, size: int, found: reader.Read, by: Access) -> Document:
    document = Document(
        unit=unit,
        file_name=file_name[-255:],
        sha256=sha256,
        size=size,
        text=found.text,
        reading=found.reading,
        **drafts.header_of(found.reading),
    )
    document.search_key = document.words()
    document.save()
    codes = {pair[0] for pairs in found.suggestions for pair in pairs}
    items = drafts.items_of(found, catalogue.by_codes(codes))
    for item in items:
        item.document = document
    ReadItem.objects.bulk_create(items)
    annexes.keep(document, found.annexes)
    after = {"file_name": document.file_name, "sha256": sha256, "read": len(items)}
    record(by, "documents.document.received", document, unit_id=unit.pk, unit_path=unit.path, after=after)
    return document


@transaction.atomic
def correct_header(document: Document, changes: Mapping[str, Any], *, revision: int, by: Access) -> Document:
    """Writes corrected header fields. Raises Conflict when someone changed the document since `revision`."""
    by.require("documents.write", document.unit.path)
    document = held(document)
    if document.revision != revision:
        raise Conflict(_("Someone else changed this document meanwhile; look at it again, then correct it."))
    if hasattr(document, "issued_number"):
        raise Problem(_("An issued document does not change; replace it by another."))
    before = {name: getattr(document, name) for name in HEADER_FIELDS if name in changes}
    for name in before:
        setattr(document, name, changes[name])
    _save(document)
    record(by, "documents.document.corrected", document, unit_id=document.unit_id, unit_path=document.unit.path,
           before=before, after={name: changes[name] for name in before})  # fmt: skip
    return document


def _save(document: Document) -> None:
    document.revision += 1
    document.search_key = document.words()
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as twin:
        raise Conflict(_("This file is already in the register of documents received.")) from twin


@transaction.atomic
def decide(item: ReadItem, decision: str, *, by: Access, revision: int | None = None) -> ReadItem:
    """Accepts or refuses what was read, or lays it back (`pending`). Conflict when someone acted since `revision`."""
    document = item.document
    by.require("documents.write", document.unit.path)
    item = open_item(item, revision)
    if decision == ReadItem.ACCEPTED:
        _must_be_complete(item)
    before, item.decision = item.decision, decision
    item.revision += 1
    item.save(update_fields=["decision", "revision"])
    record(by, f"documents.item.{decision}", item, unit_id=document.unit_id, unit_path=document.unit.path,
           before={"decision": before}, after={"decision": decision, "document": document.pk})  # fmt: skip
    return item


@transaction.atomic
def correct(
    item: ReadItem, changes: Mapping[str, Any], *, by: Access, indicator: str | None = None, accept: bool = False,
    revision: int | None = None,
) -> ReadItem:  # fmt: skip
    """Writes what a person corrected in a thing read; `as_read` stays. `indicator`: its code, "" for none. Conflict
    when someone acted since `revision`."""
    document = item.document
    by.require("documents.write", document.unit.path)
    item = open_item(item, revision)
    if indicator and indicator not in catalogue.by_codes([indicator]):
        raise Problem(_("There is no indicator %(code)s; choose one from the list.") % {"code": indicator})
    before = {**item.fields, "indicator": item.indicator}
    item.fields = {**item.fields, **{name: value for name, value in changes.items() if name in item.fields}}
    if indicator is not None and indicator != item.indicator:
        item.indicator = indicator
        if "cascade" not in changes:
            item.fields["cascade"] = drafts.cascade_of(item.fields, catalogue.by_codes([indicator]).get(indicator))
    if accept:
        item.decision = ReadItem.ACCEPTED
        _must_be_complete(item)
    item.number_key = key_of(item.fields.get("number") or "")
    item.revision += 1
    item.save(update_fields=["fields", "indicator", "decision", "number_key", "revision"])
    record(by, "documents.item.corrected", item, unit_id=document.unit_id, unit_path=document.unit.path,
           before=before, after={**item.fields, "indicator": item.indicator, "decision": item.decision})  # fmt: skip
    return item


@transaction.atomic
def accept_all(document: Document, *, kind: str, least: Decimal | None, by: Access) -> int:
    """Accepts the pending items of a kind, those of at least that confidence (0–1) when one is given; says how many."""
    by.require("documents.write", document.unit.path)
    document = held(document)
    must_be_open(document)
    pending = document.items.filter(kind=kind, decision=ReadItem.PENDING).exclude(standing=ReadItem.GONE)
    if least is not None:
        pending = pending.filter(confidence__gte=float(least))
    if kind == ReadItem.TARGET:
        pending = pending.exclude(fields__value=None)
    count = pending.update(decision=ReadItem.ACCEPTED, revision=F("revision") + 1)
    if count:
        after = {"kind": kind, "least": least, "accepted": count}
        record(by, "documents.items.accepted", document, unit_id=document.unit_id, unit_path=document.unit.path,
               after=after)  # fmt: skip
    return count


def _must_be_complete(item: ReadItem) -> None:
    if item.kind == ReadItem.TARGET and item.fields.get("value") in (None, ""):
        raise Problem(_("This target has no value yet; press Edit and write it, then accept."))
    start, end = day_of(item.fields.get("start")), day_of(item.fields.get("end"))
    if item.kind == ReadItem.PHASE and start and end and end < start:
        raise Problem(_("This phase ends before it begins; press Edit and mend its days, then accept."))


@transaction.atomic
def close(document: Document, *, by: Access) -> Document:
    """Ends the confirming: a programme is being drawn up from it in the caller's transaction. Conflict when it was."""
    by.require("documents.write", document.unit.path)
    document = held(document)
    must_be_open(document)
    document.confirmed_at = timezone.now()
    document.save(update_fields=["confirmed_at"])
    record(by, "documents.document.confirmed", document, unit_id=document.unit_id, unit_path=document.unit.path)
    return document


@transaction.atomic
def publish(document: Document, *, by: Access) -> None:
    """Opens the document to the units below: a programme issued to them cites its sentences."""
    by.require("programmes.issue", document.unit.path)
    if not document.published:
        Document.objects.filter(pk=document.pk).update(published=True)
        record(by, "documents.document.published", document, unit_id=document.unit_id, unit_path=document.unit.path)


@transaction.atomic
def issue(unit: Unit, *, doc_type: str, title: str, text: str, today: date, by: Access, theme: str = "") -> Document:
    """Registers a document the unit issues, with the next number of its series.

    `doc_type`: its sign on paper, such as QĐ, CTr, KH. The number is given in the caller's transaction: when that
    fails the number was never given. The document never changes afterwards.
    """
    by.require("programmes.issue", unit.path)
    document = Document(
        unit=unit, direction=Document.OUT, doc_type=doc_type, issuer=unit.name, issued_on=today, title=title,
        theme=theme, text=text,
    )  # fmt: skip
    document.save()
    given = next_number(document, doc_type=doc_type, year=today.year)
    document.number = given.written
    document.search_key = document.words()
    document.save(update_fields=["number", "search_key"])
    record(by, "documents.document.issued", document, unit_id=unit.pk, unit_path=unit.path,
           after={"number": document.number, "title": title})  # fmt: skip
    return document
