"""What reading a document gives: plain records and their JSON in the order of the contract."""

from dataclasses import dataclass
from datetime import date as Day
from decimal import Decimal
from typing import Any

from nhipcau.docio.words import Language, Remark

Span = tuple[int, int]


# From these confidences upwards what was read is sure, or fair; below, a person has to look.
SURE, FAIR = Decimal("0.9"), Decimal("0.7")


def step_of(confidence: Decimal) -> str:
    """Which of three steps a confidence stands on: sure, fair, doubtful. Pages and the terminal colour by it."""
    if confidence >= SURE:
        return "sure"
    return "fair" if confidence >= FAIR else "doubtful"


def number_json(value: Decimal | None) -> int | float | None:
    """A figure as JSON writes it: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(value: Day | None) -> str | None:
    return value.isoformat() if value else None


@dataclass(frozen=True)
class Reference:
    """Another document cited by its number; `role` is "basis" where this one rests on it, else "mention"."""

    number: str
    date: Day | None
    issuer: str | None
    role: str
    span: Span

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "date": _day(self.date),
            "issuer": self.issuer,
            "role": self.role,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Target:
    """A figure somebody has to reach, with the words that order it."""

    text: str
    span: Span
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    comparator: str
    subject: str
    per: str | None
    period: str | None
    section: str | None
    duty: str
    responsibility: str | None
    condition: str | None
    confidence: Decimal
    suggestions: tuple[tuple[str, Decimal], ...] = ()
    indicator: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "span": list(self.span),
            "value": number_json(self.value),
            "value_max": number_json(self.value_max),
            "unit": self.unit,
            "comparator": self.comparator,
            "subject": self.subject,
            "per": self.per,
            "period": self.period,
            "section": self.section,
            "duty": self.duty,
            "responsibility": self.responsibility,
            "condition": self.condition,
            "indicator": self.indicator,
            "confidence": number_json(self.confidence),
        }


@dataclass(frozen=True)
class Refused:
    """A number that is no target and why: shown to the person who wonders, not part of the JSON."""

    text: str
    span: Span
    why: str

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "span": list(self.span), "why": self.why}


@dataclass(frozen=True)
class Task:
    """A piece of work ordered without a figure."""

    text: str
    span: Span
    section: str | None
    lead: str | None
    due: Day | None

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "span": list(self.span),
            "section": self.section,
            "lead": self.lead,
            "due": _day(self.due),
        }


@dataclass(frozen=True)
class ReportDeadline:
    """When a report is due; `inclusive` is true where the day itself still counts."""

    text: str
    span: Span
    date: Day | None
    inclusive: bool
    recurrence: str | None
    to: str | None

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "span": list(self.span),
            "date": _day(self.date),
            "inclusive": self.inclusive,
            "recurrence": self.recurrence,
            "to": self.to,
        }


@dataclass(frozen=True)
class Phase:
    """A stretch of a campaign."""

    name: str
    start: Day | None
    end: Day | None
    theme: str | None
    span: Span

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "start": _day(self.start),
            "end": _day(self.end),
            "theme": self.theme,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Row:
    """A line of a table: `residual` is total minus the sum of values, None where either is missing.

    Beyond the contract: `number` (its STT), `measure`, `note`, `depth` (1: a part of the row above, "trong đó" too),
    `comparator` where one is said, `rate` (its values do not add up), `sums` (the row "Tổng cộng"), `whole` (figures
    of a group's heading: the sums of its rows), its `span`.
    """

    label: str
    group: str | None
    values: tuple[Decimal | None, ...]
    total: Decimal | None
    residual: Decimal | None
    number: str = ""
    measure: str = ""
    note: str = ""
    depth: int = 0
    comparator: str | None = None
    rate: bool = False
    sums: bool = False
    whole: bool = False
    span: Span = (0, 0)

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "group": self.group,
            "values": [number_json(value) for value in self.values],
            "total": number_json(self.total),
            "residual": number_json(self.residual),
        }


@dataclass(frozen=True)
class TableColumn:
    """A column of figures: its name, what stands over it in the head, whether it adds up to the total (a column of
    rates or of last year's results does not)."""

    name: str
    over: str = ""
    adds: bool = True


@dataclass(frozen=True)
class Table:
    """An annex table as printed; nothing is moved or repaired. `heads`: its columns of figures, those without a name
    too; `label_head`: the name of the column of labels."""

    title: str | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    warnings: tuple[Remark, ...]
    span: Span
    heads: tuple[TableColumn, ...] = ()
    label_head: str = ""
    totalled: bool = False

    def as_json(self, language: Language = "vi") -> dict[str, Any]:
        return {
            "title": self.title,
            "columns": list(self.columns),
            "rows": [row.as_json() for row in self.rows],
            "warnings": [warning.sentence(language) for warning in self.warnings],
        }


@dataclass(frozen=True)
class Header:
    """Who wrote what, when, and who signed; every field None where the paper has none."""

    number: str | None = None
    doc_type: str | None = None
    issuer: str | None = None
    parent_body: str | None = None
    place: str | None = None
    date: Day | None = None
    title: str | None = None
    theme: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    authority: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that was read of one document. `text` is what the spans count characters of."""

    source: str
    sha256: str
    pages: int | None
    text: str
    header: Header
    references: tuple[Reference, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    report_deadlines: tuple[ReportDeadline, ...]
    phases: tuple[Phase, ...]
    tables: tuple[Table, ...]
    warnings: tuple[Remark, ...]
    refused: tuple[Refused, ...] = ()

    def as_json(self, language: Language = "vi") -> dict[str, Any]:
        """The contract's object, keys in its order; `language` is that of the warnings."""
        head = self.header
        return {
            "source": self.source,
            "sha256": self.sha256,
            "pages": self.pages,
            "number": head.number,
            "doc_type": head.doc_type,
            "issuer": head.issuer,
            "parent_body": head.parent_body,
            "place": head.place,
            "date": _day(head.date),
            "title": head.title,
            "theme": head.theme,
            "signer": head.signer,
            "signer_title": head.signer_title,
            "authority": head.authority,
            "recipients": list(head.recipients),
            "references": [item.as_json() for item in self.references],
            "targets": [item.as_json() for item in self.targets],
            "tasks": [item.as_json() for item in self.tasks],
            "report_deadlines": [item.as_json() for item in self.report_deadlines],
            "phases": [item.as_json() for item in self.phases],
            "tables": [item.as_json(language) for item in self.tables],
            "warnings": [warning.sentence(language) for warning in self.warnings],
        }
