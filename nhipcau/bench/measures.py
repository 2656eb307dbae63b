"""What is measured: each entry of `ALL` prepares a job; preparing is not timed."""

import csv
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client

from nhipcau.access import system_access
from nhipcau.accounts.clock import today
from nhipcau.accounts.models import Grant, Person
from nhipcau.indicators.models import Indicator
from nhipcau.reporting.figures import figures
from nhipcau.reporting.imports import import_values
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.rebuild import rebuild
from nhipcau.reporting.standing import put_standing
from nhipcau.rollup.allocate import Share, allocate
from nhipcau.units.models import Unit

MONTHS = [f"2024-{number:02d}" for number in range(1, 13)]


class CannotMeasure(Exception):
    """This installation lacks what is to be measured."""


@dataclass
class Job:
    """One thing to time: `once` does it, `before` sets the stage untimed, `size` counts what one run handles."""

    once: Callable[[], Any]
    to_reach: str
    size: int = 0
    before: Callable[[], Any] | None = None
    runs: int = 0


def sizes() -> dict[str, int]:
    """How large the federation of this installation is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(cardinality(indicator_ids)), 0) FROM reporting_standing")
        values = int(cursor.fetchone()[0])
    return {"units": Unit.objects.count(), "indicators": Indicator.objects.count(), "values": values}


def _root() -> Unit:
    root = Unit.objects.filter(depth=0, alive=True).first()
    if root is None:
        raise CannotMeasure("no federation: run `nhipcau synth --scale national` in an empty NHIPCAU_HOME first")
    return root


def _measured_indicators(count: int) -> list[int]:
    ids = list(Indicator.objects.filter(code__startswith="S").order_by("id").values_list("id", flat=True)[:count])
    if not ids:
        raise CannotMeasure("no synthetic indicators: run `nhipcau synth` first")
    return ids


def allocation() -> Job:
    """One target from the root to every grassroots union, by a key, exact."""
    shares = [Share(f"C{number:06d}", (number * 7919) % 997 + 1) for number in range(120_764)]
    total = Decimal(1_000_000)

    def divide() -> None:
        parts = allocate(total, Decimal(1), shares)
        if sum(parts.values()) != total:
            raise AssertionError("the shares do not add up")

    return Job(divide, "< 5 s, exact", size=len(shares))


def dashboard() -> Job:
    """Twelve months × 34 provinces × 10 indicators, from stored figures."""
    provinces = list(Unit.objects.filter(parent=_root()).order_by("id").values_list("id", flat=True)[:34])
    indicators = _measured_indicators(10)
    return Job(lambda: figures(provinces, MONTHS, indicators), "< 100 ms p95", runs=40)


def approval() -> Job:
    """A report of 20 indicators approved: its answers stand and every total above shows them, committed."""
    indicators = _measured_indicators(20)
    period = ensure_period("2024-06")
    units = list(Unit.objects.filter(kind__reports=True).order_by("?")[:200])
    _root()
    made: list[Submission] = []

    def prepare() -> None:
        unit = units[len(made) % len(units)]
        count = len(indicators)
        made.append(
            Submission.objects.create(
                unit=unit,
                period=period,
                state=Submission.APPROVED,
                source="import",
                version=100 + len(made),
                indicator_ids=indicators,
                answers=[1] * count,
                nums=[Decimal(7 + len(made))] * count,
                bases=[None if number % 10 not in (8, 9) else Decimal(900) for number in range(count)],
            )
        )

    def approve() -> None:
        with transaction.atomic():
            put_standing(made[-1])

    return Job(approve, "< 1 s p95", before=prepare, runs=100)


def recomputation() -> Job:
    """All figures of all units for the months that have values."""
    _root()
    return Job(rebuild, "< 60 s, < 4 GiB", size=sizes()["values"], runs=1)


def values_import() -> Job:
    """200,000 values through the import: validated, audited, rolled up. Each run changes every one of them."""
    units = list(Unit.objects.filter(kind__reports=True).order_by("id").values_list("code", flat=True)[:10_000])
    codes = list(Indicator.objects.filter(code__startswith="S", over_units="sum").values_list("code", flat=True)[:20])
    if not units or not codes:
        raise CannotMeasure("no synthetic federation: run `nhipcau synth` first")
    file = Path(tempfile.mkdtemp(prefix="nhipcau-bench-"), "values.csv")
    run = [0]

    def write() -> None:
        run[0] += 1
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(["unit", "period", "indicator", "value", "base", "answer", "stage"])
            for place, unit in enumerate(units):
                writer.writerows([unit, "2024-03", code, run[0] * 1000 + place % 500, "", "", ""] for code in codes)

    def load() -> None:
        by = system_access(today=today(), name="bench")
        result = import_values(file, by=by, today=today(), dry_run=False, progress=lambda *_: None)
        if result.problems:
            raise AssertionError(result.problems[0])

    return Job(load, ">= 50,000 values/s", size=len(units) * len(codes), before=write, runs=3)


def page(path: str) -> Callable[[], Job]:
    """A page of the site as the confederation's office asks for it, in this process, without the network."""

    def prepare() -> Job:
        root = _root()
        person, _made = Person.objects.get_or_create(username="bench", defaults={"name": "Bench"})
        Grant.objects.get_or_create(
            person=person, role="confederation_office", unit=root, valid_from="2020-01-01", defaults={"owner": ""}
        )
        largest = Unit.objects.filter(code="P01").first() or root
        client = Client(HTTP_HOST="localhost")
        client.force_login(person)
        address = path.format(largest=largest.code)

        def ask() -> None:
            answer = client.get(address)
            if answer.status_code != 200:
                raise AssertionError(f"{address}: {answer.status_code}")

        return Job(ask, "< 200 ms p95", runs=30)

    return prepare


def reading() -> Job:
    """A document of some twenty pages, from bytes to targets, without OCR."""
    from nhipcau.docio.read import read_document

    paragraph = (
        "- Phấn đấu 95% trở lên công đoàn cơ sở xếp loại hoàn thành tốt nhiệm vụ; giới thiệu 120 đoàn viên ưu tú cho "
        "Đảng xem xét, bồi dưỡng, kết nạp. Căn cứ Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị.\n\n"
    )
    text = "KẾ HOẠCH\nCông tác năm 2026\n\nI. CHỈ TIÊU\n\n" + paragraph * 220
    return Job(lambda: read_document(text.encode(), "dai.txt"), "< 1 s", size=len(text))


ALL: dict[str, Callable[[], Job]] = {
    "allocate": allocation,
    "read": reading,
    "dashboard": dashboard,
    "approve": approval,
    "import-values": values_import,
    "page-board": page("/board/"),
    "page-unit-6500": page("/units/{largest}/"),
    "page-figure-6500": page("/figures/{largest}/2024-06/S00/"),
    "recompute-year": recomputation,
}
