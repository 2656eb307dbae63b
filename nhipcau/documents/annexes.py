"""Keeping the tables read from a document: which side the units stand on, what each column and row may mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from nhipcau.docio.indicator_hints import Catalogue
from nhipcau.documents import annex_units, catalogue
from nhipcau.documents.models import Annex, AnnexColumn, AnnexRow, Document, ReadItem
from nhipcau.documents.queries import figure

_TIED = 0.5  # from this likeness an indicator is chosen beforehand; below, it is only offered


def keep(document: Document, tables: Sequence[Mapping[str, Any]]) -> None:
    """Stores the tables of a document just read, in the caller's transaction."""
    for order, table in enumerate(tables):
        annex = Annex.objects.create(
            document=document, order=order, title=table["title"], as_read=dict(table), warnings=list(table["warnings"])
        )
        names = {side: _names(table[side]) for side in ("plain", "turned")}
        found = {side: annex_units.matched(document, annex.title, names[side]) for side in names}
        sure = {side: sum(match.sure for match in found[side]) for side in names}
        annex.turned = sure["turned"] > sure["plain"] or (table["units_in_rows"] and sure["turned"] == sure["plain"])
        lay_out(annex, found["turned" if annex.turned else "plain"])


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
