"""A reading at the terminal: a header and tables, coloured by confidence."""

from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from nhipcau.docio.letters import squash
from nhipcau.docio.reading import Reading, number_json
from nhipcau.docio.words import Language

_HEADINGS: dict[str, tuple[str, str]] = {
    "header": ("Document", "Văn bản"),
    "targets": ("Targets", "Chỉ tiêu"),
    "references": ("References", "Căn cứ, viện dẫn"),
    "deadlines": ("Report deadlines", "Thời hạn báo cáo"),
    "phases": ("Phases", "Các đợt"),
    "tables": ("Tables", "Bảng"),
    "tasks": ("Tasks", "Nhiệm vụ"),
    "warnings": ("Warnings", "Lưu ý"),
    "value": ("Value", "Mức"),
    "subject": ("Subject", "Nội dung"),
    "per": ("Per", "Tính theo"),
    "period": ("Period", "Thời kỳ"),
    "code": ("Indicator", "Mã"),
    "sure": ("Sure", "Độ tin"),
    "number": ("Number", "Số"),
    "type": ("Kind", "Loại"),
    "issuer": ("Issuer", "Cơ quan ban hành"),
    "place": ("Place, day", "Nơi, ngày"),
    "title": ("Title", "Trích yếu"),
    "theme": ("Theme", "Chủ đề"),
    "signer": ("Signer", "Người ký"),
}


def show(reading: Reading, language: Language = "vi", console: Console | None = None) -> None:
    """Print the reading for people."""
    console = console or Console()

    def word(key: str) -> str:
        return _HEADINGS[key][1 if language == "vi" else 0]

    _header(
        reading,
        console,
        word("header"),
        [word(key) for key in ("number", "type", "issuer", "place", "title", "theme", "signer")],
    )
    _targets(
        reading, console, word("targets"), [word(key) for key in ("value", "subject", "per", "period", "code", "sure")]
    )
    _list(
        console,
        word("references"),
        [f"{item.number}  {item.date or ''}  {item.issuer or ''}" for item in reading.references],
    )
    _list(
        console,
        word("deadlines"),
        [f"{item.date or item.recurrence}  {item.to or ''}" for item in reading.report_deadlines],
    )
    _list(
        console,
        word("phases"),
        [f"{item.name}: {item.start or '…'} → {item.end or '…'}  {item.theme or ''}" for item in reading.phases],
    )
    _list(console, word("tasks"), [squash(item.text)[:110] for item in reading.tasks])
    _list(
        console,
        word("tables"),
        [f"{table.title or '–'}: {len(table.rows)} × {len(table.columns)}" for table in reading.tables],
    )
    remarks = [*reading.warnings, *(warning for table in reading.tables for warning in table.warnings)]
    _list(console, word("warnings"), [remark.sentence(language) for remark in remarks])


def _header(reading: Reading, console: Console, title: str, names: list[str]) -> None:
    head = reading.header
    grid = Grid(title=f"{title}: {escape(reading.source)}", show_header=False, title_justify="left")
    signed = " · ".join(part for part in (head.authority, head.signer_title, head.signer) if part)
    placed = ", ".join(part for part in (head.place, head.date.strftime("%d/%m/%Y") if head.date else None) if part)
    values = (head.number, head.doc_type, head.issuer, placed, head.title, head.theme, signed)
    for name, value in zip(names, values, strict=True):
        grid.add_row(name, escape(value or "–"))
    console.print(grid)


def _targets(reading: Reading, console: Console, title: str, names: list[str]) -> None:
    grid = Grid(title=f"{title} ({len(reading.targets)})", title_justify="left")
    for name in names:
        grid.add_column(name)
    for target in reading.targets:
        most = f"–{number_json(target.value_max)}" if target.value_max is not None else ""
        sign = "" if target.comparator == "=" else target.comparator + " "
        value = f"{sign}{number_json(target.value)}{most} {target.unit or ''}"
        cells = (value, target.subject, target.per or "", target.period or "", target.indicator or "")
        sure = f"{int(target.confidence * 100)} %"
        grid.add_row(*(escape(cell) for cell in cells), sure, style=_colour(target.confidence))
    if reading.targets:
        console.print(grid)


def _colour(confidence: Decimal) -> str:
    if confidence >= Decimal("0.9"):
        return "green"
    return "yellow" if confidence >= Decimal("0.7") else "red"


def _list(console: Console, title: str, lines: list[str]) -> None:
    if lines:
        console.print(f"\n[bold]{escape(title)}[/bold] ({len(lines)})")
        for line in lines:
            console.print(f"  • {escape(line.strip())}")
