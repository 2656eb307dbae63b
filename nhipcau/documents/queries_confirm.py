"""Reads for the page that confirms what was read: the cards beside the text, the sums, the numbers left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.access import Access
from nhipcau.docio.reading import step_of
from nhipcau.documents import catalogue
from nhipcau.documents.above import Aim, aims_for, differences, written
from nhipcau.documents.by_hand import value_of
from nhipcau.documents.catalogue import Choice
from nhipcau.documents.marked import Mark, paragraphs, parts_of
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.queries import day_of, due_of, figure
from nhipcau.documents.queries_bases import Link, links_of
from nhipcau.documents.reasons import PLAIN, reason
from nhipcau.web.due import RHYTHMS, rule_words, when_words
from nhipcau.web.format import day

# From which confidence upwards (in per cent) all may be accepted at once.
BOUNDS = (99, 95, 90, 80, 70, 0)
SHOWN = (ReadItem.PENDING, ReadItem.ACCEPTED, ReadItem.REFUSED)
KIND_NAMES = {
    ReadItem.TARGET: _("Targets"),
    ReadItem.DEADLINE: _("Report deadlines"),
    ReadItem.TASK: _("Tasks"),
    ReadItem.PHASE: _("Phases"),
    ReadItem.REFERENCE: _("Documents cited"),
}
# What becomes of a card that is accepted, when the programme is drawn up.
BECOMES = {
    ReadItem.TARGET: _("Accepted ones become targets of the programme, to be divided among the units below."),
    ReadItem.DEADLINE: _(
        "Accepted ones become report deadlines of the programme: a form is made from each, and until then it stands on "
        "the duties of the units below."
    ),
    ReadItem.TASK: _("Accepted ones become tasks of the programme."),
    ReadItem.PHASE: _("Accepted ones become phases on the time line of the programme."),
    ReadItem.REFERENCE: _("These link the document to those it cites; nothing of them enters the programme."),
}
# Words of the contract of reading, as the page says them.
WORDS = {
    **RHYTHMS,
    "basis": _("basis"),
    "mention": _("mentioned"),
}


@dataclass(frozen=True)
class Offer:
    """A target above that one read here may follow; the figure here as the page writes it; in what they differ."""

    aim: Aim
    here: str
    differences: list[str]


@dataclass(frozen=True)
class Card:
    """An item as the page shows it: figures as Decimal, its indicator and the alternatives by name, the targets above
    it may follow (`followed`: the one it does), the document it cites; `step` of the confidence where the machine has
    one."""

    item: ReadItem
    value: Decimal | None
    value_max: Decimal | None
    indicator: Choice | None
    alternatives: list[Choice]
    step: str
    offers: list[Offer] = field(default_factory=list)
    followed: Offer | None = None
    cited: Link | None = None

    @property
    def shown(self) -> list[str]:
        """What is worth a line of an item that is no target: days as people write them."""
        fields = self.item.fields
        if self.item.kind == ReadItem.DEADLINE:
            return [said for said in (when_words(*due_of(fields)), (fields.get("to") or "")[:80]) if said]
        return [_in_words(name, fields[name]) for name in SAID if fields.get(name)]

    @property
    def rule(self) -> str:
        """Of a deadline, by what rule the last day on time follows."""
        return rule_words(*due_of(self.item.fields)) if self.item.kind == ReadItem.DEADLINE else ""

    @property
    def percent(self) -> int:
        return round(self.item.confidence * 100)


# Of an item that is no target, what a line says of it, in the order people say it.
SAID = ("section", "start", "end", "lead", "due", "theme")


def _in_words(name: str, value: object) -> str:
    if day_of(value):
        return day(day_of(value))
    if name == "section":
        return gettext("section %(section)s") % {"section": str(value)[:80]}
    return str(WORDS.get(str(value), str(value)[:80]))


def cards(items: Iterable[ReadItem], document: Document, access: Access) -> list[Card]:
    """Cards of items of a document; all they name is looked up at once."""
    items = list(items)
    codes = {item.indicator for item in items} | {pair[0] for item in items for pair in item.suggestions}
    known = catalogue.by_codes(code for code in codes if code)
    aims = aims_for(items, document.unit, access)
    links = links_of(items, document.unit, access)
    return [_card(item, known, aims.get(item.pk, []), links.get(item.pk)) for item in items]


def _card(item: ReadItem, known: dict[str, Choice], aims: Sequence[Aim], cited: Link | None) -> Card:
    others = [known[code] for code, _score in item.suggestions if code in known and code != item.indicator]
    machine = item.kind == ReadItem.TARGET and not item.by_hand
    value, value_max = figure(item.fields.get("value")), figure(item.fields.get("value_max"))
    here = written(item.fields.get("comparator") or "=", value, value_max, item.fields.get("unit") or "")
    offers = [Offer(aim, here, differences(item, aim)) for aim in aims]
    return Card(
        item=item,
        value=value,
        value_max=value_max,
        indicator=known.get(item.indicator),
        alternatives=others[: 2 if item.indicator else 3],
        step=step_of(Decimal(str(item.confidence))) if machine else "",
        offers=[offer for offer in offers if offer.aim.target != item.above],
        followed=next((offer for offer in offers if offer.aim.target == item.above), None),
        cited=cited,
    )


@dataclass(frozen=True)
class LeftOut:
    """A number that was read and is no target: `id` names its mark (below zero), `why` says the reason in words;
    `plain`: a reason nobody wonders about."""

    id: int
    text: str
    before: str
    after: str
    why: str
    start: int
    end: int
    plain: bool


@dataclass(frozen=True)
class Group:
    """Cards of one kind, and what becomes of those that are accepted."""

    kind: str
    name: Any
    becomes: Any
    cards: list[Card]


@dataclass(frozen=True)
class Part:
    """One part of a document's text with the cards of what begins in it, by kind, and the numbers left out."""

    number: int
    count: int
    paragraphs: list[Any]
    groups: list[Group]
    numbers: list[LeftOut]


def part_of(document: Document, number: int, access: Access, *, show: str = "", numbers: bool = False) -> Part:
    """Part `number` (from 1) of the text, with its marks and cards. `show`: cards of that decision only; `numbers`:
    with the numbers left out."""
    parts = parts_of(document.text)
    number = min(max(number, 1), len(parts))
    start, end = parts[number - 1]
    inside = Q(span_start__gte=start, span_start__lt=end)
    if number == len(parts):
        inside |= Q(span_start__gte=end)
    items = list(document.items.filter(inside))
    left = _left_out(document, start, end, items) if numbers else []
    marks = [Mark(item.pk, item.kind, item.span_start, item.span_end) for item in items]
    marks += [Mark(one.id, "number", one.start, one.end) for one in left]
    chosen = [item for item in items if show not in SHOWN or item.decision == show]
    found = by_kind(cards(chosen, document, access))
    return Part(number, len(parts), paragraphs(document.text, marks, start, end), found, left)


def _left_out(document: Document, start: int, end: int, items: Sequence[ReadItem]) -> list[LeftOut]:
    text = document.text
    taken = {(item.as_read.get("value"), item.span_start, item.span_end) for item in items if item.by_hand}
    found = []
    for index, one in enumerate((document.reading or {}).get("refused", [])):
        left, right = one["span"]
        if not start <= left < end or any(a <= left and right <= b and v == value_of(one["text"]) for v, a, b in taken):
            continue
        before, after = _around(text, left, right)
        plain = one["why"] in PLAIN
        found.append(LeftOut(-index - 1, one["text"], before, after, reason(one["why"]), left, right, plain))
    return found


def _around(text: str, left: int, right: int) -> tuple[str, str]:
    """Some whole words of the same line before and after a stretch of the text, with dots where words are left out."""
    before = text[text.rfind("\n", 0, left) + 1 : left]
    after = text[right : right + 80].partition("\n")[0]
    if len(before) > 70:
        before = "…" + before[-70:].partition(" ")[2]
    if len(after) > 70:
        after = after[:70].rpartition(" ")[0] + "…"
    return before, after


def by_kind(found: Sequence[Card]) -> list[Group]:
    """Cards in groups: targets first."""
    groups = [Group(kind, name, BECOMES[kind], [card for card in found if card.item.kind == kind])
              for kind, name in KIND_NAMES.items()]  # fmt: skip
    return [group for group in groups if group.cards]


@dataclass(frozen=True)
class Sums:
    """How much of the whole document was read and decided. `kinds`: by kind all, accepted, refused, pending; `bulk`:
    how many targets wait at or above each confidence; `left_out`: how many numbers are no targets."""

    kinds: dict[str, dict[str, int]]
    bulk: list[tuple[int, int]]
    new: int
    gone: int
    left_out: int

    def _all(self, decision: str) -> int:
        return sum(kind[decision] for kind in self.kinds.values())

    @property
    def bound(self) -> int:
        """The confidence proposed: 95 %, or the highest at which something waits."""
        many = dict(self.bulk)
        return 95 if many[95] else next((bound for bound, n in self.bulk if n), 95)

    @property
    def waiting(self) -> int:
        return self._all(ReadItem.PENDING)

    @property
    def waiting_to_enter(self) -> int:
        """Waiting things that would become part of the programme: documents cited never do."""
        return self.waiting - self.kinds[ReadItem.REFERENCE][ReadItem.PENDING]

    @property
    def accepted(self) -> int:
        return self._all(ReadItem.ACCEPTED)

    @property
    def refused(self) -> int:
        return self._all(ReadItem.REFUSED)

    @property
    def everything(self) -> int:
        return self._all("all")


def sums_of(document: Document) -> Sums:
    """The sums over all items of the document."""
    rows = list(document.items.order_by().values_list("kind", "decision", "confidence", "standing", "fields__value"))
    kinds = {kind: {"all": 0, "accepted": 0, "pending": 0, "refused": 0} for kind in KIND_NAMES}
    for kind, decision, *_more in rows:
        kinds[kind][decision] += 1
        kinds[kind]["all"] += 1
    ready = [
        sure
        for kind, decision, sure, standing, value in rows
        if kind == ReadItem.TARGET and decision == ReadItem.PENDING and standing != ReadItem.GONE and value is not None
    ]
    bulk = [(bound, sum(sure >= bound / 100 for sure in ready)) for bound in BOUNDS]
    standings = [row[3] for row in rows]
    left_out = len((document.reading or {}).get("refused", []))
    return Sums(kinds, bulk, standings.count(ReadItem.NEW), standings.count(ReadItem.GONE), left_out)
