"""What a person adds to what was read: a target, task, deadline or phase by hand, and a link to a target above."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents import above, catalogue
from nhipcau.documents.by_hand import LONGEST, draft, place_of, sentence_at
from nhipcau.documents.locks import held, must_be_open, open_item
from nhipcau.documents.models import Document, ReadItem
from nhipcau.web.problems import Problem


@transaction.atomic
def add(document: Document, *, kind: str, sentence: str, by: Access, near: int = 0) -> ReadItem:
    """Makes an item of a sentence of the document's text; the reader fills in what it can, the person the rest."""
    by.require("documents.write", document.unit.path)
    document = held(document)
    must_be_open(document)
    if not sentence.strip() or len(sentence) > LONGEST:
        raise Problem(_("Copy one sentence of the document, of at most %(n)s characters.") % {"n": LONGEST})
    place = place_of(document.text, sentence, near)
    if place is None:
        raise Problem(_("This sentence does not stand in the document; copy it as it is written there."))
    return _made(document, kind, place, "", by)


@transaction.atomic
def take_number(document: Document, span: tuple[int, int], *, by: Access) -> ReadItem:
    """Makes a target of a number that the reader left out."""
    by.require("documents.write", document.unit.path)
    document = held(document)
    must_be_open(document)
    refused = (document.reading or {}).get("refused", [])
    found = next((one for one in refused if tuple(one["span"]) == span), None)
    if found is None:
        raise Problem(_("The document was read again meanwhile; choose the number anew."))
    return _made(document, ReadItem.TARGET, sentence_at(document.text, *span), found["text"], by)


def _made(document: Document, kind: str, place: tuple[int, int], figure: str, by: Access) -> ReadItem:
    text = document.text[slice(*place)]
    entries = catalogue.for_reading()
    item = draft(kind, " ".join(text.split()), entries, catalogue.by_codes(code for code, *_more in entries), figure)
    last = document.items.filter(kind=kind).aggregate(last=Max("order"))["last"]
    item.document, item.order, item.by_hand, item.text = document, 0 if last is None else last + 1, True, text
    item.span_start, item.span_end = place
    if kind == ReadItem.TARGET and not item.fields.get("period"):
        item.fields["period"] = _period(document)
        item.as_read = {**item.as_read, "period": item.fields["period"]}
    item.save()
    record(by, "documents.item.added", item, unit_id=document.unit_id, unit_path=document.unit.path,
           after={"kind": kind, "text": text[:300], "document": document.pk})  # fmt: skip
    return item


def _period(document: Document) -> str | None:
    """The period most targets of the document have, else its year."""
    read = document.items.filter(kind=ReadItem.TARGET).values_list("fields__period", flat=True)
    periods = [period for period in read if period]
    if periods:
        return max(sorted(set(periods)), key=periods.count)
    return str(document.issued_on.year) if document.issued_on else None


@transaction.atomic
def follow(item: ReadItem, target: int | None, *, by: Access, revision: int | None = None) -> ReadItem:
    """Ties a target read to the target of a programme above that it follows; None unties it. Raises Problem when that
    target is none of those above this unit for this subject."""
    document = item.document
    by.require("documents.write", document.unit.path)
    item = open_item(item, revision)
    if item.kind != ReadItem.TARGET:
        raise Problem(_("Only a target follows a target above."))
    if target is not None and target not in {aim.target for aim in above.aims_for([item], document.unit, by)[item.pk]}:
        raise Problem(_("That target above is no longer offered here; choose another."))
    before, item.above = item.above, target
    item.revision += 1
    item.save(update_fields=["above", "revision"])
    record(by, "documents.item.follows", item, unit_id=document.unit_id, unit_path=document.unit.path,
           before={"above": before}, after={"above": target})  # fmt: skip
    return item
