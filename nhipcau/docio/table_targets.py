"""Targets that stand in a table: one column of values beside the indicators, "TT | Chỉ tiêu | ĐVT | Kế hoạch 2025".

A table of units × indicators gives no targets: it divides them, and stays in `tables` alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nhipcau.docio.horizons import Years
from nhipcau.docio.indicator_hints import Catalogue
from nhipcau.docio.letters import fold, squash
from nhipcau.docio.reading import Row, Table, Target
from nhipcau.docio.table_checks import rows_are_units

_SAYS = re.compile(r"chi tieu|muc tieu|ke hoach|phan dau")
_PAST = re.compile(
    r"(?:phu luc \w* ?|bieu \S+ ?|bang \S+ ?)?(?:tong hop |so lieu )?(?:ket qua|bao cao|tinh hinh|danh gia)"
)
_DONE = re.compile(r"(?<!\w)(?:thuc hien|ket qua|da dat|dat duoc)(?!\w)")
_AWARDED = re.compile(r"\bdiem\b|he so|don gia|thanh tien|kinh phi")
_TERM = re.compile(r"(?:ca|toan|het) (?:nhiem ky|khoa|giai doan)")
TERM = "term"  # a column for the whole term
_YEAR = re.compile(r"(?:19|20)\d{2}")
_MARK = re.compile(r"([IVX]{1,5}|[A-H])(?:[.)\s]|$)")
_IN_BRACKETS = re.compile(r"\s*\(\s*(?:đvt|đơn vị(?: tính)?)?\s*:?\s*([^()\d]{1,24})\)\s*$", re.IGNORECASE)
_ASPIRES = re.compile(r"phan dau")
_SURE = Decimal("0.93")
_TIED = Decimal("0.5")


@dataclass(frozen=True)
class _Column:
    """A column of values that are targets: its place, and the year it names."""

    place: int
    year: str | None


def with_table_targets(
    targets: Sequence[Target], tables: Sequence[Table], years: Years, catalogue: Catalogue, text: str
) -> tuple[Target, ...]:
    """The targets of the sentences and those of the tables, in the order of the text."""
    found = [*targets]
    for table in tables:
        for column in target_columns(table):
            found += _targets(table, column, years, catalogue, text)
    return tuple(sorted(found, key=lambda target: target.span))


def target_columns(table: Table) -> list[_Column]:
    """The columns whose values are targets of the whole: the one column that is no past result, or one for each year;
    none where columns or rows are units."""
    if rows_are_units(table.rows) or not _says_targets(table) or _PAST.match(fold(table.title or "")):
        return []
    adding = [place for place, head in enumerate(table.heads) if head.adds]
    if adding and _reports(table, adding[0]):
        return []
    if any(_AWARDED.search(fold(table.heads[place].name)) for place in adding):
        return []
    if len(adding) == 1:
        return [_Column(adding[0], _year(table.heads[adding[0]].name))]
    named = [_year(table.heads[place].name) or _whole_term(table.heads[place].name) for place in adding]
    if len(adding) > 1 and not table.totalled and all(named) and len(set(named)) == len(named):
        return [_Column(place, year) for place, year in zip(adding, named, strict=True)]
    return []


def _reports(table: Table, plan: int) -> bool:
    """Whether what was done stands behind what was planned, of the same year: "Kế hoạch | Thực hiện | Tỷ lệ"."""
    year = _year(table.heads[plan].name)
    done = [head for head in table.heads[plan + 1 :] if _DONE.search(fold(head.name))]
    return any(_year(head.name) == year for head in done)


def _whole_term(name: str) -> str | None:
    return TERM if _TERM.search(fold(name)) else None


def _says_targets(table: Table) -> bool:
    words = [table.title or "", table.label_head, *(head.name for head in table.heads if head.adds)]
    return any(_SAYS.search(fold(word)) for word in words)


def _year(name: str) -> str | None:
    found = _YEAR.findall(name)
    return found[0] if len(found) == 1 else None


def _targets(table: Table, column: _Column, years: Years, catalogue: Catalogue, text: str) -> Iterator[Target]:
    aspires = _ASPIRES.search(fold(f"{table.title or ''} {table.heads[column.place].name}"))
    heading = ""
    for row in table.rows:
        value = row.values[column.place] if column.place < len(row.values) else None
        if not row.depth:
            heading = row.label if value is None else ""
        if value is None or row.sums:
            continue
        subject, unit = _told(row, heading)
        suggestions = catalogue.suggest(f"{subject} {unit or ''}", unit)
        mark = _MARK.match(row.group or "")
        yield Target(
            text=text[row.span[0] : row.span[1]],
            span=row.span,
            value=value,
            value_max=None,
            unit=unit,
            comparator=row.comparator or "=",
            subject=subject,
            per=None,
            period=(years.term if column.year == TERM else column.year) or years.default,
            section=mark.group(1) if mark else None,
            duty="aspiration" if aspires or _ASPIRES.search(fold(row.label)) else "required",
            responsibility=None,
            condition=None,
            confidence=_SURE,
            suggestions=suggestions,
            indicator=suggestions[0][0] if suggestions and suggestions[0][1] >= _TIED else None,
        )


def _told(row: Row, heading: str) -> tuple[str, str | None]:
    """What is counted, with the row it is a part of where that row says no figure of its own; and its measure."""
    label, unit = row.label, row.measure or None
    bracket = _IN_BRACKETS.search(label)
    if bracket and unit is None:
        label, unit = label[: bracket.start()], squash(bracket.group(1))
    if unit is None and row.rate:
        unit = "%"
    return (f"{heading}: {label}" if heading and row.depth else label), unit
