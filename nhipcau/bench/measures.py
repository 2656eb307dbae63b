"""What is measured: each entry of `ALL` prepares a job; preparing is not timed."""

import csv
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils.translation import gettext as _

from nhipcau.access import system_access
from nhipcau.accounts.clock import today
from nhipcau.accounts.models import Grant, Person
from nhipcau.bench.programme import divided_target, draft_target
from nhipcau.indicators.models import Indicator
from nhipcau.lib.memory import settle
from nhipcau.programmes import division
from nhipcau.programmes.services_deep import divide_down
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
    """One thing to time: `once` does it, `before` sets the stage untimed, `size` counts what one run handles.

    `tells`: what else is to be said of it, once it was run.
    """

    once: Callable[[], Any]
    to_reach: str
    size: int = 0
    before: Callable[[], Any] | None = None
    runs: int = 0
    tells: Callable[[], dict[str, Any]] | None = None


def sizes() -> dict[str, int]:
    """How large the federation of this installation is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(cardinality(indicator_ids)), 0) FROM reporting_standing")
        values = int(cursor.fetchone()[0])
    return {"units": Unit.objects.count(), "indicators": Indicator.objects.count(), "values": values}


def _root() -> Unit:
    root = Unit.objects.filter(depth=0, alive=True).first()
    if root is None:
        raise CannotMeasure(_("no federation: run `nhipcau synth --scale national` in an empty NHIPCAU_HOME first"))
    return root


def _measured_indicators(count: int) -> list[int]:
    ids = list(Indicator.objects.filter(code__startswith="S").order_by("id").values_list("id", flat=True)[:count])
    if not ids:
        raise CannotMeasure(_("no synthetic indicators: run `nhipcau synth` first"))
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


def submissions(count: int) -> list[Submission]:
    """New reports of 20 indicators, approved, that do not stand yet."""
    indicators = _measured_indicators(20)
    based = [number % 10 in (8, 9) for number in range(len(indicators))]
    period = ensure_period("2024-06")
    version = Submission.objects.filter(period=period, obligation=None).aggregate(most=Max("version"))["most"] or 0
    units = Unit.objects.filter(kind__reports=True).order_by("?")[:count]
    return [
        Submission.objects.create(
            unit=unit,
            period=period,
            state=Submission.APPROVED,
            source="import",
            version=version + 1,
            indicator_ids=indicators,
            answers=[1] * len(indicators),
            nums=[Decimal(7 + (version + place) % 900) for _ in indicators],
            bases=[Decimal(900) if has else None for has in based],
        )
        for place, unit in enumerate(units)
    ]


def approval() -> Job:
    """A report of 20 indicators approved: its answers stand and every total above shows them, committed."""
    _root()
    made: list[Submission] = []

    def approve() -> None:
        with transaction.atomic():
            put_standing(made[-1])

    return Job(approve, "< 1 s p95", before=lambda: made.extend(submissions(1)), runs=100)


def approvals_at_a_pace() -> Job:
    """Approvals that come 50 a second on four connections, each as in `approve`: from when it came to the new total."""
    _root()
    pace, count = 50, 500
    waited: list[float] = []

    def one(place: int, began: float) -> None:
        came = began + place / pace
        time.sleep(max(0.0, came - time.perf_counter()))
        with transaction.atomic():
            put_standing(made[place])
        waited.append(time.perf_counter() - came)

    made: list[Submission] = []

    def prepare() -> None:
        made.extend(submissions(count))

    def all_of_them() -> None:
        began = time.perf_counter()
        with ThreadPoolExecutor(4, initializer=close_old_connections) as pool:
            for done in [pool.submit(one, place, began) for place in range(count)]:
                done.result()
            list(pool.map(lambda _place: connection.close(), range(4)))

    def tells() -> dict[str, Any]:
        ordered = sorted(waited)
        return {
            "wait_median_s": round(ordered[len(ordered) // 2], 4),
            "wait_p95_s": round(ordered[-len(ordered) // 20], 4),
        }

    return Job(all_of_them, "< 1 s p95 under 50 a second", size=count, before=prepare, runs=1, tells=tells)


def recomputation() -> Job:
    """All figures of all units for the months that have values."""
    _root()
    return Job(rebuild, "< 60 s, < 4 GiB", size=sizes()["values"], runs=1)


def values_import(months: int) -> Callable[[], Job]:
    """200,000 values into the year that stands: read, checked, audited, added up. Each run changes every one of them.

    Twenty sums of 10,000 units in one month; or of fewer units in each of twelve.
    """

    def prepare() -> Job:
        grassroots = Unit.objects.filter(kind__reports=True).order_by("id").values_list("code", flat=True)
        units = list(grassroots[: 10_000 // months])
        sums = Indicator.objects.filter(code__startswith="S", over_units="sum")
        codes = list(sums.values_list("code", flat=True)[:20])
        if not units or not codes:
            raise CannotMeasure(_("no synthetic federation: run `nhipcau synth` first"))
        file = Path(tempfile.mkdtemp(prefix="nhipcau-bench-"), "values.csv")
        chosen = ["2024-03"] if months == 1 else MONTHS[:months]
        run = [0]

        def write() -> None:
            run[0] += 1
            with file.open("w", newline="", encoding="utf-8") as out:
                writer = csv.writer(out)
                writer.writerow(["unit", "period", "indicator", "value", "base", "answer", "stage"])
                for place, (month, unit) in enumerate(product(chosen, units)):
                    value = run[0] * 1000 + place % 500
                    writer.writerows([unit, month, code, value, "", "", ""] for code in codes)

        def load() -> None:
            by = system_access(today=today(), name="bench")
            result = import_values(file, by=by, today=today(), dry_run=False, progress=lambda *_: None)
            if result.problems:
                raise AssertionError(result.problems[0])

        return Job(load, ">= 50,000 values/s", size=len(units) * len(codes) * months, before=write, runs=5)

    return prepare


def dividing_down() -> Job:
    """One target of the confederation divided level by level down to every grassroots union, the drafts written."""
    root, day = _root(), today()
    indicator = Indicator.objects.get(pk=_measured_indicators(1)[0])
    target = draft_target(root, indicator)
    by = system_access(today=day, name="bench")
    wish = division.Wish(division.GRASSROOTS)
    size = len(divide_down(root, target, wish, levels=8, today=day, by=by, dry_run=True))
    return Job(lambda: divide_down(root, target, wish, levels=8, today=day, by=by), "< 5 s, exact", size=size, runs=3)


def page(path: str) -> Callable[[], Job]:
    """A page of the site as the confederation's office asks for it, in this process, without the network."""

    def prepare() -> Job:
        root = _root()
        person, _made = Person.objects.get_or_create(username="bench", defaults={"name": "Bench"})
        Grant.objects.get_or_create(
            person=person, role="confederation_office", unit=root, valid_from="2020-01-01", defaults={"owner": ""}
        )
        largest = Unit.objects.filter(code="P01").first() or root
        target = divided_target(largest, Indicator.objects.get(pk=_measured_indicators(1)[0]))
        client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING="gzip")
        client.force_login(person)
        address = path.format(largest=largest.code, unit=largest.pk, target=target.pk)

        def ask() -> int:
            answer = client.get(address)
            if answer.status_code != 200:
                raise AssertionError(f"{address}: {answer.status_code}")
            return len(answer.content)

        resolve("/")
        settle()  # as the site does before it serves

        def tells() -> dict[str, Any]:
            with CaptureQueriesContext(connection) as asked:
                size = ask()
            return {"queries": len(asked), "kB": round(size / 1000, 1)}

        return Job(ask, "< 200 ms p95, <= 15 queries, <= 100 kB", runs=30, before=None, tells=tells)

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
    "allocate-written": dividing_down,
    "read": reading,
    "dashboard": dashboard,
    "approve": approval,
    "approve-50-a-second": approvals_at_a_pace,
    "import-values": values_import(1),
    "import-values-12-months": values_import(12),
    "page-home": page("/"),
    "page-my-targets": page("/targets/"),
    "page-board": page("/board/"),
    "page-board-6500": page("/board/?unit={largest}&to=2024-12"),
    "page-unit-6500": page("/units/{largest}/"),
    "page-unit-figures": page("/units/{largest}/figures/?year=2024"),
    "page-figure-6500": page("/figures/{largest}/2024-06/S00/"),
    "page-figure-6500-by-value": page("/figures/{largest}/2024-06/S00/?sort=value"),
    "page-adjust-6500": page("/programmes/targets/{target}/adjust/?unit={unit}"),
    "page-allocate-6500": page("/programmes/targets/{target}/allocate/?unit={unit}"),
    "recompute-year": recomputation,
}
