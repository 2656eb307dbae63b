"""Numbers of issued documents: without gap or twin for an issuing unit, a type and a year."""

from dataclasses import dataclass

from django.db import connection, transaction

from nhipcau.documents.models import Document, IssuedNumber, NumberSeries

# How a unit signs, by how its name begins; the first that fits.
_SIGNS = (
    ("Tổng Liên đoàn", "TLĐ"),
    ("Liên đoàn Lao động", "LĐLĐ"),
    ("LĐLĐ", "LĐLĐ"),
    ("Công đoàn cơ sở", "CĐCS"),
    ("CĐCS", "CĐCS"),
)


@dataclass(frozen=True)
class Given:
    """A number given: its place in the series and how it is written on paper."""

    number: int
    written: str


def next_number(document: Document, *, doc_type: str, year: int) -> Given:
    """Gives the document the next number of its series.

    Must run inside the transaction that issues (RuntimeError otherwise): whoever comes second waits for the first to
    finish, and a number whose transaction fails goes to the next.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given only inside the transaction that issues the document")
    key = {"unit_id": document.unit_id, "doc_type": doc_type, "year": year}
    NumberSeries.objects.bulk_create([NumberSeries(**key)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().get(**key)
    series.last += 1
    series.save(update_fields=["last"])
    IssuedNumber.objects.create(document=document, series=series, number=series.last)
    return Given(series.last, f"{series.last:02d}/{doc_type}-{sign_of(document.unit.name)}")


def sign_of(name: str) -> str:
    """How a unit of that name signs its numbers: TLĐ, LĐLĐ, CĐCS, else CĐ."""
    return next((sign for start, sign in _SIGNS if name.startswith(start)), "CĐ")


@transaction.atomic
def holes() -> list[tuple[NumberSeries, int, int]]:
    """Series whose numbers are not 1, 2, 3… up to the last: the series, how many were given, the last."""
    found = []
    for series in NumberSeries.objects.select_related("unit").order_by("pk"):
        numbers = sorted(series.numbers.values_list("number", flat=True))
        if numbers != list(range(1, series.last + 1)):
            found.append((series, len(numbers), series.last))
    return found
