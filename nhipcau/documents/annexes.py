"""Keeping the tables read from a document: which side the units stand on, what each column and row may mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from nhipcau.docio.indicator_hints import Catalogue
from nhipcau.documents import annex_units, catalogue
from nhipcau.documents.models import Annex, AnnexColumn, AnnexRow, Document, ReadItem
from nhipcau.documents.queries import figure

_ASIDE = 10_000  # room for the old order while the new one is written
_TIED = 0.5  # from this likeness an indicator is chosen beforehand; below, it is only offered


def keep(document: Document, tables: Sequence[Mapping[str, Any]]) -> None:
    """Stores the tables of a document just read, in the caller's transaction."""
    for order, table in enumerate(tables):
        _keep(document, order, table)


def _keep(document: Document, order: int, table: Mapping[str, Any]) -> Annex:
    annex = Annex.objects.create(
        document=document, order=order, title=table["title"], as_read=dict(table), warnings=list(table["warnings"])
    )
    likely, other = ("turned", "plain") if table["units_in_rows"] else ("plain", "turned")
    matches = annex_units.matched(document, annex.title, _names(table[likely]))
    annex.turned = likely == "turned"
    if not any(match.sure for match in matches):
        # No unit is known on the side its words speak for: the other side has them, if any has.
        others = annex_units.matched(document, annex.title, _names(table[other]))
        if any(match.sure for match in others):
            annex.turned, matches = other == "turned", others
    lay_out(annex, matches)
    return annex


def keep_again(document: Document, tables: Sequence[Mapping[str, Any]]) -> None:
    """Takes in the tables of a document read again, in the caller's transaction.

    A table that reads the same keeps every answer. Of one that reads otherwise the units of columns and the indicators
    of rows stay where their words are the same; its rows are accepted anew. Tables that became allocations stay; others
    no longer found go.
    """
    left = list(document.annexes.all())
    pairs = []
    for table in tables:
        same = next((annex for annex in left if _says(annex.as_read) == _says(table)), None)
        if same is not None:
            left.remove(same)
        pairs.append((table, same))
    document.annexes.update(order=F("order") + _ASIDE)
    for order, (table, same) in enumerate(pairs):
        if same is not None:
            _moved(same, order, table)
            continue
        former = next((annex for annex in left if annex.allocated_at is None), None)
        if former is not None:
            left.remove(former)
        answered = _answers(former) if former is not None else ({}, {})
        if former is not None:
            former.delete()
        _answer_alike(_keep(document, order, table), *answered)
    for order, annex in enumerate(left, len(pairs)):
        if annex.allocated_at is None:
            annex.delete()
        else:
            Annex.objects.filter(pk=annex.pk).update(order=order)


def _says(table: Mapping[str, Any]) -> Any:
    """What a table says, wherever it stands."""
    side = table["plain"]
    return (table["title"], side["columns"], [{**row, "span": None} for row in side["rows"]])


def _moved(annex: Annex, order: int, table: Mapping[str, Any]) -> None:
    """Writes where a table that reads the same now stands."""
    annex.order, annex.as_read, annex.warnings = order, dict(table), list(table["warnings"])
    annex.save(update_fields=["order", "as_read", "warnings"])
    rows = list(annex.rows.all())
    for row, read in zip(rows, table["turned" if annex.turned else "plain"]["rows"], strict=True):
        row.span_start, row.span_end = read["span"]
    AnnexRow.objects.bulk_update(rows, ["span_start", "span_end"])


def _answers(annex: Annex) -> tuple[dict[str, int], dict[tuple[str, str], str]]:
    """Units by the printed name of their column, indicators by group and label of their row."""
    confirmed = annex.columns.filter(decision=ReadItem.ACCEPTED, unit__isnull=False).exclude(name="")
    units = {f"{column.over}|{column.name}": column.unit_id for column in confirmed if column.unit_id}
    return units, {(row.group, row.label): row.indicator for row in annex.rows.exclude(indicator="")}


def _answer_alike(annex: Annex, units: Mapping[str, int], indicators: Mapping[tuple[str, str], str]) -> None:
    columns = {f"{column.over}|{column.name}": column for column in annex.columns.all()}
    kept = {name: column for name, column in columns.items() if name in units}
    annex.columns.filter(unit__in=units.values()).update(unit=None)
    for name, column in kept.items():
        column.unit_id, column.decision = units[name], ReadItem.ACCEPTED
    AnnexColumn.objects.bulk_update(kept.values(), ["unit", "decision"])
    rows = [row for row in annex.rows.all() if (row.group, row.label) in indicators]
    for row in rows:
        row.indicator = indicators[row.group, row.label]
    AnnexRow.objects.bulk_update(rows, ["indicator"])


def lay_out(annex: Annex, matches: Sequence[Any] | None = None) -> None:
    """Writes columns and rows of the side chosen anew, with nothing decided."""
    side = annex.as_read["turned" if annex.turned else "plain"]
    if matches is None:
        matches = annex_units.matched(annex.document, annex.title, _names(side))
    annex.columns.all().delete()
    annex.rows.all().delete()
    annex.totalled = side["totalled"]
    annex.save()
    AnnexColumn.objects.bulk_create(
        _column(annex, order, column, match)
        for order, (column, match) in enumerate(zip(side["columns"], matches, strict=True))
    )
    known = Catalogue(catalogue.for_reading())
    heading = ""
    rows = []
    for order, row in enumerate(side["rows"]):
        if not row["depth"]:
            heading = row["label"] if not any(row["values"]) else ""
        rows.append(_row(annex, order, row, heading if row["depth"] else "", known))
    _tie_once(rows)
    AnnexRow.objects.bulk_create(rows)


def _tie_once(rows: Sequence[AnnexRow]) -> None:
    """Of rows that would be tied to one indicator only the likest is; the others wait for a person's choice."""
    best: dict[str, AnnexRow] = {}
    for row in sorted((row for row in rows if row.indicator), key=lambda row: -row.suggestions[0][1]):
        if best.setdefault(row.indicator, row) is not row:
            row.indicator = ""


def _names(side: Mapping[str, Any]) -> list[tuple[str, str]]:
    # Last year's results and rates are no unit's share: they are not matched.
    return [(column["name"], column["over"]) if column["adds"] else ("", "") for column in side["columns"]]


def _column(annex: Annex, order: int, column: Mapping[str, Any], match: Any) -> AnnexColumn:
    likest = [] if match.key is None else [(match.key, match.score)]
    return AnnexColumn(
        annex=annex,
        order=order,
        name=column["name"],
        over=column["over"],
        adds=column["adds"],
        unit_id=match.key if match.sure and column["adds"] else None,
        score=float(match.score),
        suggestions=[[key, float(score)] for key, score in (*likest, *match.others)][:3],
        decision=ReadItem.PENDING if column["adds"] else ReadItem.REFUSED,
    )


def _row(annex: Annex, order: int, row: Mapping[str, Any], heading: str, known: Catalogue) -> AnnexRow:
    label = f"{heading}: {row['label']}" if heading else row["label"]
    suggestions = known.suggest(f"{label} {row['measure']}", row["measure"] or None)
    return AnnexRow(
        annex=annex,
        order=order,
        label=label,
        group=row["group"],
        measure=row["measure"][:60],
        note=row["note"],
        depth=row["depth"],
        comparator=row["comparator"],
        rate=row["rate"],
        sums=row["sums"],
        span_start=row["span"][0],
        span_end=row["span"][1],
        printed=row["values"],
        printed_total=figure(row["total"]),
        indicator=suggestions[0][0] if suggestions and suggestions[0][1] >= _TIED else "",
        suggestions=[[code, float(score)] for code, score in suggestions],
    )
