"""Reads of the register of documents and of one document's text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from nhipcau.documents.marked import Mark, paragraphs, parts_of
from nhipcau.documents.models import Arrival, ArrivalQuerySet, Document, DocumentQuerySet, ReadItem
from nhipcau.lib.due import RECURRENCES
from nhipcau.lib.vietnamese import fold


def arriving(arrivals: ArrivalQuerySet, person_id: int | None) -> ArrivalQuerySet:
    """Files being read, and those the person sent within a day that were refused."""
    lately = timezone.now() - timedelta(days=1)
    refused = Q(state=Arrival.REFUSED, person_id=person_id, created_at__gte=lately)
    return arrivals.filter(Q(state__in=Arrival.OPEN) | refused)[:20]


def to_confirm(documents: DocumentQuerySet) -> DocumentQuerySet:
    """Those from which no programme was drawn up yet and of which something still waits for a person's word."""
    waiting = ReadItem.objects.filter(document=OuterRef("pk"), decision=ReadItem.PENDING)
    return documents.filter(Exists(waiting), confirmed_at=None)


def same_paper(document: Document) -> Document | None:
    """Another document received in the same register with the same number and day: the paper in another file."""
    if not document.number_key or document.issued_on is None or document.direction != Document.IN:
        return None
    others = Document.objects.filter(unit=document.unit_id, direction=Document.IN, issued_on=document.issued_on)
    return others.filter(number_key=document.number_key).exclude(pk=document.pk).defer("text", "reading").first()


def register(documents: DocumentQuerySet, direction: str = "", text: str = "") -> DocumentQuerySet:
    """The register, newest first, with how much of each was read and confirmed; `text` forgives accents."""
    if direction in (Document.IN, Document.OUT):
        documents = documents.filter(direction=direction)
    for word in fold(text).split()[:12]:
        documents = documents.filter(search_key__contains=word)
    return (
        documents.select_related("unit")
        .defer("text", "reading")
        .annotate(
            read=Count("items"),
            waiting=Count("items", filter=Q(items__decision=ReadItem.PENDING)),
        )
        .order_by("-created_at", "-pk")
    )


def figure(text: Any) -> Decimal | None:
    """A figure an item keeps as text; None where there is none."""
    try:
        return None if text in (None, "") else Decimal(str(text))
    except InvalidOperation:
        return None


def day_of(text: Any) -> date | None:
    """A day an item keeps as ISO text; None where there is none."""
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


def due_of(fields: Mapping[str, Any]) -> tuple[date | None, bool, str]:
    """Of a deadline: the day named, whether that day still counts, how often; a rhythm nobody knows is none."""
    recurrence = fields.get("recurrence")
    return day_of(fields.get("date")), bool(fields.get("inclusive")), recurrence if recurrence in RECURRENCES else ""


@dataclass(frozen=True)
class Part:
    """One part of a document's text."""

    number: int
    count: int
    paragraphs: list[Any]


def text_of(document: Document, number: int, sentence: Mark | None) -> Part:
    """Part `number` of the text to read: what was not refused marked, the `sentence` asked for above all."""
    parts = parts_of(document.text)
    number = min(max(number, 1), len(parts))
    start, end = parts[number - 1]
    marks = [sentence] if sentence else []
    if not sentence:
        items = document.items.exclude(decision=ReadItem.REFUSED).filter(span_start__gte=start, span_start__lt=end)
        marks = [Mark(item.pk, item.kind, item.span_start, item.span_end) for item in items.only(*_SPAN)]
    return Part(number, len(parts), paragraphs(document.text, marks, start, end))


_SPAN = ("id", "kind", "span_start", "span_end", "document_id")


def part_number(document: Document, position: int) -> int:
    """The part in which a character of the text stands."""
    for number, (start, end) in enumerate(parts_of(document.text), 1):
        if start <= position < end:
            return number
    return 1
