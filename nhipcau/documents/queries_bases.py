"""Reads of what documents rest on: cited numbers found in the register, and the chain of bases up and down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, When, Window
from django.db.models.functions import RowNumber

from nhipcau.access import Access
from nhipcau.documents.cited import Cited, Kept, closeness
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.queries import day_of
from nhipcau.units.models import Unit

# How many steps the chain is walked up.
DEEPEST = 6
# A number such as 12/KH-LĐLĐ stands in thousands of registers; so many of each are compared, the likeliest first.
COMPARED = 200


@dataclass(frozen=True)
class Link:
    """A cited document: as it is cited, and the document of the register that it is. `hidden`: a unit above keeps it
    and has not published it, so only its number is shown."""

    number: str
    day: date | None
    issuer: str
    role: str
    document: Document | None = None
    hidden: bool = False
    item: int | None = None

    @property
    def missing(self) -> bool:
        """Whether the register has no such document."""
        return self.document is None and not self.hidden


@dataclass(frozen=True)
class Step:
    """A document in the chain of bases with what it rests on. `again`: it stands higher up in the tree already."""

    link: Link
    bases: list["Step"] = field(default_factory=list)
    again: bool = False


def links_of(items: Iterable[ReadItem], unit: Unit, access: Access) -> dict[int, Link]:
    """For each reference (by its key) the document it cites, as far as the person sees it. `unit` keeps the citing
    document: of several documents with that number its own comes first, then those of the units nearest above."""
    items = [item for item in items if item.kind == ReadItem.REFERENCE]
    keys = {item.number_key for item in items if item.number_key}
    if not keys:
        return {item.pk: _link(item, None) for item in items}
    kept = _kept_with(keys, unit, access)
    visible = [document for document in kept if document.seen]
    hidden = [document for document in kept if not document.seen]
    found = {}
    for item in items:
        best = _best(item, visible, unit)
        found[item.pk] = _link(item, best, hidden=best is None and _best(item, hidden, unit) is not None)
    return found


def _kept_with(keys: Iterable[str], unit: Unit, access: Access) -> list[Document]:
    """Documents with those numbers that the person sees (`seen`), or that units above this one keep: of each number
    those of this unit and of the units above, then the newest of the others."""
    seen = Exists(Document.objects.visible_to(access).filter(pk=OuterRef("pk")))
    own_line = [*unit.ancestor_ids, unit.pk]
    found = Document.objects.filter(number_key__in=keys).annotate(seen=seen)
    found = found.filter(Q(seen=True) | Q(unit__in=unit.ancestor_ids))
    nearest = [Case(When(unit__in=own_line, then=0), default=1), F("issued_on").desc(nulls_last=True), F("pk").desc()]
    rank = Window(RowNumber(), partition_by="number_key", order_by=nearest)
    compared = found.annotate(rank=rank).filter(rank__lte=COMPARED)
    return list(compared.select_related("unit").defer("text", "reading"))


def _best(item: ReadItem, documents: Sequence[Document], unit: Unit) -> Document | None:
    cited = _cited(item)
    scored = [
        ((closeness(cited, _kept(document)), _nearness(document.unit, unit), document.pk), document)
        for document in documents
        if document.pk != item.document_id
    ]
    best = max((one for one in scored if one[0][0]), key=lambda one: one[0], default=None)
    return best[1] if best else None


def _cited(item: ReadItem) -> Cited:
    fields = item.fields
    return Cited(fields.get("number") or "", day_of(fields.get("date")), fields.get("issuer") or "")


def _kept(document: Document) -> Kept:
    return Kept(document.number_key, document.issued_on, document.issuer)


def _nearness(there: Unit, here: Unit) -> int:
    """Its own register first, then those of the units above, the nearest first, then all others."""
    return len(there.path) if here.path.startswith(there.path) else 0


def _link(item: ReadItem, document: Document | None, hidden: bool = False) -> Link:
    cited = _cited(item)
    role = item.fields.get("role") or "mention"
    return Link(cited.number, cited.day, cited.issuer, role, document, hidden, item.pk)


def rests_on(document: Document, access: Access) -> list[Link]:
    """What the document cites, its bases first, each as far as the person sees it."""
    items = list(_references([document.pk]))
    found = links_of(items, document.unit, access)
    return sorted((found[item.pk] for item in items), key=lambda link: link.role != "basis")


def _references(documents: Iterable[int]) -> Any:
    kept = ReadItem.objects.filter(document__in=list(documents), kind=ReadItem.REFERENCE)
    return kept.exclude(decision=ReadItem.REFUSED).select_related("document__unit").defer(
        "document__text", "document__reading"
    )  # fmt: skip


def is_basis_of(document: Document, access: Access, most: int = 50) -> list[Document]:
    """The documents the person sees that cite this one as their basis, the newest first."""
    if not document.number_key:
        return []
    citing = ReadItem.objects.visible_to(access).filter(
        kind=ReadItem.REFERENCE, number_key=document.number_key, fields__role="basis"
    )
    citing = citing.exclude(decision=ReadItem.REFUSED).exclude(document=document)
    citing = citing.order_by(F("document__issued_on").desc(nulls_last=True), "-document_id")
    citing = citing.select_related("document__unit").defer("document__text", "document__reading")
    found: dict[int, Document] = {}
    for item in citing[: COMPARED * 2]:
        if closeness(_cited(item), _kept(document)):
            found.setdefault(item.document_id, item.document)
    return list(found.values())[:most]


def chain_of(document: Document, access: Access) -> Step:
    """The document, what it rests on, what that rests on… level by level, at most six steps up. A document that comes a
    second time is named again and not walked again, so circles end."""
    top = Step(Link(document.number, document.issued_on, document.issuer, "basis", document))
    seen, level = {document.pk}, [top]
    for _depth in range(DEEPEST):
        by_document = {step.link.document.pk: step for step in level if step.link.document}
        items = [item for item in _references(by_document) if item.fields.get("role") == "basis"]
        level = []
        for unit in dict.fromkeys(item.document.unit for item in items):
            of_unit = [item for item in items if item.document.unit_id == unit.pk]
            links = links_of(of_unit, unit, access)
            for item in of_unit:
                level += _step_up(by_document[item.document_id], links[item.pk], seen)
        if not level:
            break
    return top


def _step_up(below: Step, link: Link, seen: set[int]) -> list[Step]:
    """Hangs the step above another; gives it when it is to be walked on from."""
    again = link.document is not None and link.document.pk in seen
    step = Step(link, again=again)
    below.bases.append(step)
    if link.document is None or again:
        return []
    seen.add(link.document.pk)
    return [step]
