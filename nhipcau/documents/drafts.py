"""What was read, as rows that wait for a person's word."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nhipcau.documents.catalogue import Choice
from nhipcau.documents.cited import key_of
from nhipcau.documents.models import ReadItem
from nhipcau.documents.reader import Read

# Kind of item, its list in the contract of reading, what of it a person confirms.
LISTS = (
    (ReadItem.TARGET, "targets", None),
    (ReadItem.TASK, "tasks", ("section", "lead", "due")),
    (ReadItem.DEADLINE, "report_deadlines", ("date", "inclusive", "recurrence", "to")),
    (ReadItem.PHASE, "phases", ("name", "start", "end", "theme")),
    (ReadItem.REFERENCE, "references", ("number", "date", "issuer", "role")),
)
TARGET_FIELDS = (
    "comparator", "value", "value_max", "unit", "subject", "per", "period", "section", "duty", "responsibility",
    "condition",
)  # fmt: skip
# Header of the contract → column of Document, with the room it has.
HEADER = {
    "number": ("number", 80),
    "doc_type": ("doc_type", 60),
    "issuer": ("issuer", 300),
    "place": ("place", 120),
    "title": ("title", 2000),
    "theme": ("theme", 4000),
    "signer": ("signer", 200),
    "signer_title": ("signer_title", 200),
}


def header_of(reading: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of Document that the reading fills; what the paper lacks is left empty."""
    header: dict[str, Any] = {column: (reading.get(name) or "")[:room] for name, (column, room) in HEADER.items()}
    header["issued_on"] = date.fromisoformat(reading["date"]) if reading.get("date") else None
    return header


def items_of(found: Read, known: Mapping[str, Choice]) -> list[ReadItem]:
    """Rows (without their document) for everything that was read; `known` are the indicators suggested."""
    items = []
    for kind, name, fields in LISTS:
        for order, thing in enumerate(found.reading[name]):
            items.append(_item(kind, order, thing, fields, found, known))
    return items


def _item(
    kind: str, order: int, thing: Mapping[str, Any], names: Any, found: Read, known: Mapping[str, Choice]
) -> ReadItem:
    start, end = thing["span"]
    item = ReadItem(
        kind=kind, order=order, text=thing.get("text") or found.text[start:end], span_start=start, span_end=end
    )
    if kind == ReadItem.TARGET:
        item.suggestions = found.suggestions[order]
        item.confidence = thing["confidence"]
        # None where the reader is not sure: the suggestions then stand on the card, unchosen.
        item.indicator = thing["indicator"] or ""
        item.fields = {name: _plain(thing[name]) for name in TARGET_FIELDS}
        item.fields["cascade"] = cascade_of(item.fields, known.get(item.indicator))
    else:
        item.fields = {name: thing[name] for name in names}
        item.number_key = key_of(item.fields.get("number") or "")
    item.as_read = {**item.fields, "indicator": item.indicator} if kind == ReadItem.TARGET else dict(item.fields)
    return item


def blank(kind: str) -> dict[str, Any]:
    """The fields of a thing of that kind of which nothing is known yet."""
    names = next(fields or TARGET_FIELDS for one, _name, fields in LISTS if one == kind)
    fields: dict[str, Any] = dict.fromkeys(names)
    if kind == ReadItem.TARGET:
        fields |= {"comparator": "=", "duty": "required", "cascade": "split"}
    return fields


def _plain(value: Any) -> Any:
    """Figures as text, so that none becomes a float on its way through JSON."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def cascade_of(fields: Mapping[str, Any], indicator: Choice | None) -> str:
    """How a target probably goes down: a rate, an average or a threshold for each is copied, a count is divided."""
    if fields.get("unit") == "%" or fields.get("per"):
        return "copy"
    if indicator and indicator.cascade != "none":
        return indicator.cascade
    return "split"
