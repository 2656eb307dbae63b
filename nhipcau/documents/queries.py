"""Reads for the register of documents and the page that confirms what was read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.documents import catalogue
from nhipcau.documents.catalogue import Choice
from nhipcau.documents.marked import Mark, paragraphs, parts_of
from nhipcau.documents.models import Arrival, ArrivalQuerySet, Document, DocumentQuerySet, ReadItem
from nhipcau.lib.vietnamese import fold
from nhipcau.web.format import day

SURE, DOUBTFUL = Decimal("0.95"), Decimal("0.7")
KIND_NAMES = {
    ReadItem.TARGET: _("Targets"),
    ReadItem.DEADLINE: _("Report deadlines"),
    ReadItem.TASK: _("Tasks"),
    ReadItem.PHASE: _("Phases"),
    ReadItem.REFERENCE: _("Documents cited"),
}


def arriving(arrivals: ArrivalQuerySet, person_id: int | None) -> ArrivalQuerySet:
    """Files being read, and those the person sent within a day that were refused."""
    lately = timezone.now() - timedelta(days=1)
    refused = Q(state=Arrival.REFUSED, person_id=person_id, created_at__gte=lately)
    return arrivals.filter(Q(state__in=Arrival.OPEN) | refused)[:20]


def register(documents: DocumentQuerySet, direction: str = "", text: str = "") -> DocumentQuerySet:
    """The register, newest first, with how much of each was read and confirmed; `text` forgives accents."""
    if direction in (Document.IN, Document.OUT):
        documents = documents.filter(direction=direction)
    for word in fold(text).split()[:12]:
        documents = documents.filter(search_key__contains=word)
    targets = Q(items__kind=ReadItem.TARGET)
    return (
        documents.select_related("unit")
        .defer("text", "reading")
        .annotate(
            targets=Count("items", filter=targets),
            waiting=Count("items", filter=targets & Q(items__decision=ReadItem.PENDING)),
        )
        .order_by("-created_at", "-pk")
    )


# Words of the contract of reading, as the page says them.
WORDS = {
    "monthly": _("every month"),
    "quarterly": _("every quarter"),
    "half-year": _("every half-year"),
    "yearly": _("every year"),
    "basis": _("basis"),
    "mention": _("mentioned"),
}


def _in_words(value: object) -> str:
    return str(WORDS.get(str(value), str(value)[:80]))


@dataclass(frozen=True)
class Card:
    """An item as the page shows it: figures as Decimal, its indicator and the alternatives by name."""

    item: ReadItem
    value: Decimal | None
    value_max: Decimal | None
    indicator: Choice | None
    alternatives: list[Choice]
    doubtful: bool

    @property
    def shown(self) -> list[str]:
        """What is worth a line of an item that is no target: days as people write them."""
        named = (name for name in self.item.fields if name not in ("number", "name", "inclusive"))
        found = ((name, self.item.fields[name]) for name in named)
        return [day(day_of(value)) if day_of(value) else _in_words(value) for _name, value in found if value]

    @property
    def percent(self) -> int:
        return round(self.item.confidence * 100)

    @property
    def changed(self) -> bool:
        """Whether a person corrected it."""
        return {**self.item.fields, "indicator": self.item.indicator} != {
            **self.item.as_read, "indicator": self.item.as_read.get("indicator", "")
        }  # fmt: skip


def cards(items: Iterable[ReadItem]) -> list[Card]:
    """Cards of items, with the indicators they name looked up at once."""
    items = list(items)
    codes = {item.indicator for item in items} | {pair[0] for item in items for pair in item.suggestions}
    known = catalogue.by_codes(code for code in codes if code)
    return [_card(item, known) for item in items]


def _card(item: ReadItem, known: dict[str, Choice]) -> Card:
    others = [known[code] for code, _score in item.suggestions if code in known and code != item.indicator]
    doubtful = item.kind == ReadItem.TARGET and Decimal(str(item.confidence)) < DOUBTFUL
    value, top = figure(item.fields.get("value")), figure(item.fields.get("value_max"))
    return Card(item, value, top, known.get(item.indicator), others[: 2 if item.indicator else 3], doubtful)


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


@dataclass(frozen=True)
class Part:
    """One part of a document's text with the items that begin in it."""

    number: int
    count: int
    paragraphs: list[Any]
    groups: list[tuple[str, Any, list[Card]]]


def part_of(document: Document, number: int) -> Part:
    """Part `number` (from 1) of the text, with its marks and cards by kind."""
    parts = parts_of(document.text)
    number = min(max(number, 1), len(parts))
    start, end = parts[number - 1]
    inside = Q(span_start__gte=start, span_start__lt=end)
    if number == len(parts):
        inside |= Q(span_start__gte=end)
    items = list(document.items.filter(inside))
    marks = [Mark(item.pk, item.kind, item.span_start, item.span_end) for item in items]
    return Part(number, len(parts), paragraphs(document.text, marks, start, end), by_kind(cards(items)))


def text_of(document: Document, number: int, sentence: Mark | None) -> Part:
    """Part `number` of the text to read: what was not refused marked, the `sentence` asked for above all."""
    parts = parts_of(document.text)
    number = min(max(number, 1), len(parts))
    start, end = parts[number - 1]
    marks = [sentence] if sentence else []
    if not sentence:
        items = document.items.exclude(decision=ReadItem.REFUSED).filter(span_start__gte=start, span_start__lt=end)
        marks = [Mark(item.pk, item.kind, item.span_start, item.span_end) for item in items.only(*_SPAN)]
    return Part(number, len(parts), paragraphs(document.text, marks, start, end), [])


_SPAN = ("id", "kind", "span_start", "span_end", "document_id")


def part_number(document: Document, position: int) -> int:
    """The part in which a character of the text stands."""
    for number, (start, end) in enumerate(parts_of(document.text), 1):
        if start <= position < end:
            return number
    return 1


def by_kind(found: Sequence[Card]) -> list[tuple[str, Any, list[Card]]]:
    """Cards in groups: targets first."""
    groups = ((kind, name, [card for card in found if card.item.kind == kind]) for kind, name in KIND_NAMES.items())
    return [group for group in groups if group[2]]


def counts(document: Document) -> dict[str, dict[str, int]]:
    """How many of each kind were read, accepted and wait: {"target": {"all": 12, "accepted": 10, "pending": 2}}."""
    rows = document.items.order_by().values_list("kind", "decision").annotate(n=Count("pk"))
    found = {kind: {"all": 0, "accepted": 0, "pending": 0, "refused": 0} for kind in KIND_NAMES}
    for kind, decision, many in rows:
        found[kind][decision] += many
        found[kind]["all"] += many
    return found
