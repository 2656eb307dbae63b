"""A reading at the terminal: the head, the targets coloured by confidence, then one line for each other thing."""

import textwrap
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from nhipcau.docio.letters import squash
from nhipcau.docio.reading import Reading, ReportDeadline, Target, step_of
from nhipcau.docio.words import Language
from nhipcau.lib.horizons import in_english

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
    "sure-step": ("sure", "chắc"),
    "fair-step": ("fair", "khá chắc"),
    "doubtful-step": ("to be looked at", "cần xem"),
    "monthly": ("every month", "hằng tháng"),
    "quarterly": ("every quarter", "hằng quý"),
    "half-year": ("every half-year", "6 tháng một lần"),
    "yearly": ("every year", "hằng năm"),
    "by": ("by {day}", "chậm nhất {day}"),
    "before": ("before {day}", "trước {day}"),
    "size": ("{rows} rows, {columns} columns", "{rows} dòng, {columns} cột"),
}
# A sign beside the colour: colour never says it alone.
_STEPS = {"sure": ("●", "green"), "fair": ("◐", "yellow"), "doubtful": ("◆", "red")}
_SIGNS = {"=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< "}
_LONGEST_SUBJECT = 150


def show(reading: Reading, language: Language = "vi", console: Console | None = None) -> None:
    """Print the reading for people: no wider than the terminal, words never cut in two."""
    Display(language, console or Console(highlight=False)).show(reading)


class Display:
    """Prints readings in one language on one console."""

    def __init__(self, language: Language, console: Console) -> None:
        self.language = language
        self.console = console

    def show(self, reading: Reading) -> None:
        self._head(reading)
        self._targets(reading.targets)
        self._list("deadlines", [self._deadline(one) for one in reading.report_deadlines])
        self._list(
            "phases",
            [
                f"{one.name}: {_day(one.start) or '…'} → {_day(one.end) or '…'}  {one.theme or ''}"
                for one in reading.phases
            ],
        )
        self._list("tasks", [one.text for one in reading.tasks])
        self._list(
            "references",
            [" · ".join(filter(None, (one.number, _day(one.date), one.issuer))) for one in reading.references],
        )
        self._list(
            "tables",
            [
                f"{one.title or '–'}: {self._word('size').format(rows=len(one.rows), columns=len(one.columns))}"
                for one in reading.tables
            ],
        )
        remarks = [*reading.warnings, *(warning for table in reading.tables for warning in table.warnings)]
        self._list("warnings", [remark.sentence(self.language) for remark in remarks], whole=True)

    def _word(self, key: str) -> str:
        return _HEADINGS[key][1 if self.language == "vi" else 0]

    def _head(self, reading: Reading) -> None:
        head = reading.header
        signed = " · ".join(filter(None, (head.authority, head.signer_title, head.signer)))
        placed = ", ".join(filter(None, (head.place, _day(head.date))))
        rows = (
            ("number", head.number), ("type", head.doc_type), ("issuer", head.issuer), ("place", placed),
            ("title", head.title), ("theme", head.theme), ("signer", signed),
        )  # fmt: skip
        grid = Grid.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        for name, value in rows:
            grid.add_row(self._word(name), Text(value or "–"))
        self.console.print()
        self.console.print(Text(f"{self._word('header')}: {reading.source}", style="bold"))
        self.console.print(grid)

    def _targets(self, targets: Iterable[Target]) -> None:
        found = list(targets)
        if not found:
            return
        steps = Counter(step_of(one.confidence) for one in found)
        title = Text(f"\n{self._word('targets')} {len(found)}  ", style="bold")
        for step, (sign, colour) in _STEPS.items():
            if steps[step]:
                title.append(f"  {sign} {steps[step]} {self._word(f'{step}-step')}", style=f"not bold {colour}")
        self.console.print(title)
        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_edge=False)
        grid.add_column(self._word("sure"), no_wrap=True, justify="right")
        grid.add_column(self._word("value"), style="bold", max_width=26)
        grid.add_column(self._word("subject"), ratio=1)
        grid.add_column(self._word("period"), max_width=16)
        grid.add_column(self._word("code"), no_wrap=True)
        for one in found:
            sign, colour = _STEPS[step_of(one.confidence)]
            sure = Text(f"{sign} {round(one.confidence * 100)} %", style=colour)
            subject = Text(textwrap.shorten(squash(one.subject), _LONGEST_SUBJECT, placeholder="…"))
            value = Text(self._value(one), style=colour)
            grid.add_row(sure, value, subject, self._period(one.period), one.indicator or "–")
        self.console.print(grid)

    def _value(self, target: Target) -> str:
        most = f"–{self._figure(target.value_max)}" if target.value_max is not None else ""
        figure = f"{_SIGNS.get(target.comparator, '')}{self._figure(target.value)}{most} {target.unit or ''}".strip()
        return f"{figure} · {target.per}" if target.per else figure

    def _period(self, period: str | None) -> Text:
        if period in _HEADINGS:
            return Text(self._word(period))
        return Text(in_english(period or "") if self.language == "en" else period or "")

    def _figure(self, value: Decimal) -> str:
        written = f"{value:,f}"
        if "." in written:
            written = written.rstrip("0").rstrip(".")
        return written if self.language == "en" else written.translate(str.maketrans(",.", ".,"))

    def _deadline(self, one: ReportDeadline) -> str:
        when = self._word(one.recurrence) if one.recurrence in _HEADINGS else one.recurrence or ""
        if one.date:
            day = self._word("by" if one.inclusive else "before").format(day=_day(one.date))
            when = f"{day} ({when})" if when else day
        return " → ".join(filter(None, (when, one.to)))

    def _list(self, key: str, lines: Iterable[str], *, whole: bool = False) -> None:
        """A heading and one line for each thing; a `whole` one takes as many as it needs."""
        found = [squash(line) for line in lines]
        if not found:
            return
        self.console.print(Text(f"\n{self._word(key)} {len(found)}", style="bold"))
        room = max(self.console.width - 4, 20)
        grid = Grid.grid(padding=(0, 1))
        for line in found:
            grid.add_row(
                Text(" •", style="dim"), Text(line if whole else textwrap.shorten(line, room, placeholder="…"))
            )
        self.console.print(grid)


def _day(value: date | None) -> str:
    return f"{value.day}/{value.month}/{value.year}" if value else ""
