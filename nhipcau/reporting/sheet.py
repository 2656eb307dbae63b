"""A report as a page to fill in: each row with what was typed, last period's answer, why it came back, what is odd."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from nhipcau.reporting.answers import unpack
from nhipcau.reporting.checks import Around, Row, odd_cells, to_explain
from nhipcau.reporting.compare import last_period, rows_of, sent_answers
from nhipcau.reporting.forms import Texts, texts_of
from nhipcau.reporting.models import CellReturn, FormRow, FormVersion, Obligation, Submission
from nhipcau.reporting.naming import answer_text
from nhipcau.reporting.versions import form_version
from nhipcau.reporting.wording import sentence_of_odd


@dataclass
class Cell:
    """One row as the page shows it."""

    row: FormRow
    texts: Texts
    last: str
    last_number: str
    whole_id: int | None = None
    returned: str = ""
    problem: str = ""
    odd: str = ""
    theirs: str = ""

    @property
    def id(self) -> int:
        return self.row.indicator_id

    @property
    def is_yes_or_no(self) -> bool:
        return self.row.indicator.over_units == "share"

    @property
    def asks_word(self) -> bool:
        return bool(self.odd or self.texts.word)


@dataclass
class Sheet:
    """The page: sections of cells, the draft's revision, which version it is."""

    obligation: Obligation
    version: FormVersion
    stage: int
    revision: int
    number: int = 1
    sections: list[tuple[str, list[Cell]]] = field(default_factory=list)
    draft: Submission | None = None
    came_back: Submission | None = None
    narrative: str = ""

    @property
    def cells(self) -> list[Cell]:
        return [cell for _section, cells in self.sections for cell in cells]

    @property
    def answered(self) -> int:
        return sum(1 for cell in self.cells if cell.texts.choice or cell.texts.num)


def open_sheet(obligation: Obligation, stage: int) -> Sheet:
    """The page as it stands: the open draft, else the last version prefilled (returned, recalled), else empty."""
    version = form_version(obligation)
    draft, came_back, shown = _versions(obligation, stage)
    sheet = Sheet(obligation, version, stage, draft.revision if draft else 0, draft=draft, came_back=came_back)
    sheet.number = draft.version if draft else shown.version + 1 if shown else 1
    answers = unpack(shown) if shown else {}
    words: Mapping[str, str] = shown.explanations if shown else {}
    sheet.narrative = shown.narrative if shown else ""
    _lay_out(sheet, texts_of(answers, words))
    return sheet


def fill_in(sheet: Sheet, texts: Mapping[int, Texts], problems: Mapping[int, str]) -> None:
    """Puts what a person typed over the cells, and what is wrong beside them; the stored answer goes to `theirs`."""
    for cell in sheet.cells:
        typed = texts.get(cell.id)
        if typed is not None:
            if sheet.draft is not None and _differs(cell, typed):
                cell.theirs = _stored(sheet.draft, cell)
            cell.texts = typed
        cell.problem = problems.get(cell.id, "")


def _differs(cell: Cell, typed: Texts) -> bool:
    """Whether something else was stored than what was typed; what was not stored at all is no difference."""
    kept = cell.texts
    if cell.is_yes_or_no:
        return bool(kept.choice) and kept.choice != typed.choice
    return bool(kept.choice) and (kept.choice, kept.num, kept.base) != (typed.choice, typed.num, typed.base)


def _stored(draft: Submission, cell: Cell) -> str:
    return answer_text(unpack(draft).get(cell.id), cell.row.indicator)


def _versions(obligation: Obligation, stage: int) -> tuple[Submission | None, Submission | None, Submission | None]:
    """The open draft; the version that was sent back, if the next answer mends it; the version to show."""
    last = list(Submission.objects.filter(obligation=obligation, stage=stage).order_by("-version")[:2])
    draft = last[0] if last and last[0].state == Submission.DRAFT else None
    before = last[1:] if draft else last
    came_back = before[0] if before and before[0].state == Submission.RETURNED else None
    return draft, came_back, draft or (last[0] if last else None)


def _lay_out(sheet: Sheet, texts: dict[int, Texts]) -> None:
    rows: Sequence[FormRow] = list(sheet.version.rows.select_related("indicator"))
    plain = {row.indicator_id: row for row in rows_of(rows)}
    unit = sheet.obligation.unit_id
    last = sent_answers([unit], last_period(sheet.obligation.period), sheet.stage).get(unit, {})
    reasons = dict(
        CellReturn.objects.filter(submission=sheet.came_back).values_list("indicator_id", "reason")
        if sheet.came_back
        else ()
    )
    odd = _jumps(sheet, list(plain.values()), rows, Around(last=last))
    for section, group in groupby(rows, key=lambda row: row.part):
        cells = []
        for row in group:
            i = row.indicator_id
            before = last.get(i)
            cell = Cell(row, texts.get(i, Texts()), answer_text(before, row.indicator), "")
            if before is not None and before.worth is not None and not row.indicator.needs_base:
                cell.last_number = format(before.worth, "f")
            cell.whole_id = plain[i].whole_id if plain[i].whole_id in plain else None
            if cell.is_yes_or_no and cell.texts.choice == "given":
                cell.texts.choice = "yes" if cell.texts.num == "1" else "no"
            cell.returned, cell.odd = reasons.get(i, ""), odd.get(i, "")
            cells.append(cell)
        sheet.sections.append((section, cells))


def _jumps(sheet: Sheet, plain: list[Row], rows: Sequence[FormRow], around: Around) -> dict[int, str]:
    """Indicator id → why the draft's figure wants a word."""
    if sheet.draft is None:
        return {}
    names = {row.indicator_id: row.indicator.label for row in rows}
    odd = odd_cells(plain, unpack(sheet.draft), around)
    asked = set(to_explain(odd))
    return {one.indicator_id: sentence_of_odd(one, names) for one in odd if one.indicator_id in asked}
