"""From the bytes of a file to all that was read of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from nhipcau.docio.clean import lines_of
from nhipcau.docio.deadlines import deadlines_of
from nhipcau.docio.header import Head, head_of
from nhipcau.docio.horizons import own_years
from nhipcau.docio.indicator_hints import Catalogue, Indicator
from nhipcau.docio.letters import fold
from nhipcau.docio.open_file import extract
from nhipcau.docio.phases import phases_of
from nhipcau.docio.reading import Header, Reading, Span
from nhipcau.docio.references import references_of
from nhipcau.docio.segments import Passage, passages_of
from nhipcau.docio.signature import Foot, foot_of
from nhipcau.docio.standing import base_standing
from nhipcau.docio.table_targets import with_table_targets
from nhipcau.docio.tables import tables_of
from nhipcau.docio.targets import TargetReader, with_text
from nhipcau.docio.tasks import tasks_of
from nhipcau.docio.text import Extracted
from nhipcau.docio.words import Remark
from nhipcau.docio.work import Work


def read_document(data: bytes, filename: str, catalogue: Iterable[Indicator] = (), work: Work | None = None) -> Reading:
    """Everything that can be read of the document; the same bytes always give the same reading.

    `catalogue` is (code, name) or (code, name, unit of measure) of the indicators a target may mean. `work`
    bounds what reading the file may take. Raises CannotRead.
    """
    return read_text(
        extract(data, filename, work), PurePath(filename).name, hashlib.sha256(data).hexdigest(), catalogue
    )


def read_text(extracted: Extracted, source: str, sha256: str, catalogue: Iterable[Indicator] = ()) -> Reading:
    """The reading of a text already extracted."""
    text = extracted.text
    lines = list(lines_of(text))
    passages = passages_of(text)
    foot = foot_of(lines)
    head = head_of(lines, passages, foot)
    body = [passage for passage in passages if _in_body(passage, head, foot)]
    header = head.header
    folded_body = " ".join(passage.folded for passage in body)
    years = own_years(fold(header.title or ""), folded_body, header.date)
    base = base_standing(header.doc_type, header.title)
    known = Catalogue(catalogue)
    reader = TargetReader(years, base, known, opened=head.pasted)
    for passage in body:
        reader.read(passage)
    tables = tuple(tables_of(lines))
    targets = with_table_targets(with_text(reader.targets, text), tables, years, known, text)
    tasks = tasks_of(body, base, years.year, [target.span for target in targets])
    return Reading(
        source=source,
        sha256=sha256,
        pages=extracted.pages,
        text=text,
        header=header,
        references=tuple(references_of(passages, header.number)),
        targets=targets,
        tasks=tuple(replace(task, text=_cut(text, task.span)) for task in tasks),
        report_deadlines=tuple(replace(due, text=_cut(text, due.span)) for due in deadlines_of(body, years.year)),
        phases=tuple(phases_of(body, years.year)),
        tables=tables,
        warnings=(*extracted.warnings, *_missing(header)),
        refused=tuple(reader.refused),
    )


def _in_body(passage: Passage, head: Head, foot: Foot) -> bool:
    if passage.line < head.body_line:
        return False
    if foot.first_line is None or passage.line < foot.first_line:
        return True
    # What stands below the foot belongs to the body only under the heading of an annex.
    annexed = passage.level == 0 or (passage.section or "").lower().startswith("phụ lục")
    return foot.last_line is not None and passage.line > foot.last_line and annexed


def _cut(text: str, span: Span) -> str:
    return text[span[0] : span[1]]


def _missing(header: Header) -> tuple[Remark, ...]:
    found = []
    if header.number is None:
        found.append(Remark("number-missing"))
    elif header.number.startswith(("/", "-")):
        found.append(Remark("number-blank"))
    if header.date is None:
        found.append(Remark("date-missing"))
    if header.signer is None:
        found.append(Remark("signer-missing"))
    return tuple(found)
