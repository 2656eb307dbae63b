"""`nhipcau synth`: a synthetic federation of a chosen size, for measuring. The same seed gives the same federation."""

import csv
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from nhipcau.access import system_access
from nhipcau.accounts.clock import today as clock_today
from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import months_of, parse_period
from nhipcau.lib.terminal import Parser
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.rebuild import rebuild
from nhipcau.units.imports import import_units
from nhipcau.units.models import Unit

START = "2020-01-01"


@dataclass(frozen=True)
class Scale:
    """How large: provinces, central sector unions, unions between, all units, months of values, indicators."""

    provinces: int
    sectors: int
    between: int
    units: int
    direct: int
    months: int
    indicators: int


SCALES = {
    "demo": Scale(2, 1, 12, 500, 40, 12, 12),
    "province": Scale(1, 0, 60, 2_500, 300, 12, 60),
    # The figures to reach are measured on this one: one province with 6,500 children, depth uneven.
    "national": Scale(34, 17, 3_300, 120_764, 6_500, 12, 60),
}


def run(argv: Sequence[str]) -> int:
    """Builds a synthetic federation in an empty installation; refuses one that holds units."""
    parser = Parser("nhipcau synth", description=_("Builds a synthetic federation in an empty installation."))
    parser.add_argument("--scale", choices=SCALES, default="province", help=_("how large (default %(default)s)"))
    parser.add_argument("--seed", type=int, default=1, help=_("the same seed gives the same federation"))
    parser.add_argument("--months", type=int, help=_("months of values (default: those of the scale)"))
    chosen = parser.parse_args(argv)
    if Unit.objects.exists():
        print(_("nhipcau: this installation holds units; name an empty one in NHIPCAU_HOME."), file=sys.stderr)
        return 1
    scale = SCALES[chosen.scale]
    with Progress(console=Console(stderr=True)) as bar:
        make(scale, chosen.seed, scale.months if chosen.months is None else chosen.months, clock_today(), bar)
    return 0


def make(scale: Scale, seed: int, months: int, today: date, bar: Progress) -> None:
    """Units through the import, values straight into the tables, figures by the rebuild."""
    step = bar.add_task(_("units"), total=3)
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        file = Path(folder, "units.csv")
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(["code", "name", "kind", "parent", "valid_from", "valid_to"])
            writer.writerows(units(scale, random.Random(seed)))
        by = system_access(today=today, name="synth")
        import_units(file, by=by, today=today, dry_run=False, progress=lambda *_: None)
        bar.advance(step)
        indicators = _indicators(scale.indicators)
        codes = [month.code for month in months_of(parse_period("2024"))][:months]
        for code in codes:
            write_values(code, indicators, random.Random(f"{seed}/{code}"))
        bar.advance(step)
        rebuild(codes)
    # The planner knows nothing yet of tables filled at a stroke; autovacuum would come only after the first questions.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    bar.advance(step)


def units(scale: Scale, rng: random.Random) -> Iterator[list[str]]:
    """Rows of units.csv. The first province has its grassroots unions directly below it; some branches are deeper."""
    yield ["TLD", "Tổng Liên đoàn", "tld", "", START, ""]
    provinces = [f"P{number:02d}" for number in range(1, scale.provinces + 1)]
    sectors = [f"N{number:02d}" for number in range(1, scale.sectors + 1)]
    for code in provinces:
        yield [code, f"LĐLĐ tỉnh {code}", "ldld_tinh", "TLD", START, ""]
    for code in sectors:
        yield [code, f"Công đoàn ngành {code}", "cd_nganh_tw", "TLD", START, ""]
    parents = (provinces[1:] or provinces) + sectors
    between: list[str] = []
    for number in range(scale.between):
        code = f"X{number:04d}"
        # One in twenty hangs below another union between: depth differs by branch.
        parent = rng.choice(between) if between and rng.random() < 0.05 else parents[number % len(parents)]
        between.append(code)
        yield [code, f"Công đoàn xã {code}", "cd_xa", parent, START, ""]
    rest = scale.units - 1 - scale.provinces - scale.sectors - scale.between
    for number in range(rest):
        parent = provinces[0] if number < scale.direct else between[number % len(between)]
        yield [f"C{number:06d}", f"CĐCS số {number:06d}", "cdcs", parent, START, ""]


def _indicators(count: int) -> list[int]:
    """Ids of `count` indicators made for the measurement, most of them sums, some of every other rule."""
    rules = [("sum", "sum")] * 7 + [("sum", "last"), ("weighted", "weighted"), ("ratio", "ratio")]
    Indicator.objects.bulk_create(
        Indicator(
            code=f"S{number:02d}",
            name=f"Chỉ tiêu {number:02d}",
            unit="người",
            over_units=rules[number % 10][0],
            over_time=rules[number % 10][1],
            order=number,
        )
        for number in range(count)
    )
    return list(Indicator.objects.filter(code__startswith="S").order_by("id").values_list("id", flat=True))


def write_values(period_code: str, indicators: Sequence[int], rng: random.Random) -> None:
    """Approved answers of every grassroots union to every indicator, for one month, by COPY."""
    period = ensure_period(period_code)
    ids = "{" + ",".join(map(str, indicators)) + "}"
    answers = "{" + ",".join("2" if rng.random() < 0.05 else "1" for _ in indicators) + "}"
    kinds = answers.strip("{}").split(",")
    based = [number % 10 in (8, 9) for number in range(len(indicators))]
    pool = [_row(rng, kinds, based) for _ in range(997)]
    chosen = Unit.objects.filter(kind__reports=True).order_by("id").values_list("id", flat=True)
    at = datetime(2024, 1, 1, tzinfo=UTC).isoformat()
    with connection.cursor() as cursor:
        first = _reserve(cursor, len(chosen))
        columns = (
            "id, unit_id, period_id, stage, version, state, source, indicator_ids, answers, nums, bases, explanations,"
            " narrative, revision, created_at, saved_at, submitted_by, decided_by, decision_note"
        )
        with cursor.copy(f"COPY reporting_submission ({columns}) FROM STDIN") as copy:
            for number, unit in enumerate(chosen):
                nums, bases = pool[number % 997]
                copy.write(
                    f"{first + number}\t{unit}\t{period.pk}\t{Submission.FINAL}\t1\tapproved\timport\t{ids}\t{answers}"
                    f"\t{nums}\t{bases}\t{{}}\t\t1\t{at}\t{at}\tsynth\tsynth\t\n"
                )
        columns = "unit_id, period_id, stage, indicator_ids, answers, nums, bases, sources"
        with cursor.copy(f"COPY reporting_standing ({columns}) FROM STDIN") as copy:
            for number, unit in enumerate(chosen):
                nums, bases = pool[number % 997]
                sources = "{" + ",".join([str(first + number)] * len(indicators)) + "}"
                copy.write(f"{unit}\t{period.pk}\t{Submission.FINAL}\t{ids}\t{answers}\t{nums}\t{bases}\t{sources}\n")


def _row(rng: random.Random, kinds: Sequence[str], based: Sequence[bool]) -> tuple[str, str]:
    nums = ["NULL" if kind == "2" else str(rng.randint(0, 400)) for kind in kinds]
    bases = [
        str(rng.randint(400, 900)) if has and kind == "1" else "NULL" for has, kind in zip(based, kinds, strict=True)
    ]
    return "{" + ",".join(nums) + "}", "{" + ",".join(bases) + "}"


def _reserve(cursor: CursorWrapper, count: int) -> int:
    """The first of `count` ids of submissions that nobody else will be given."""
    cursor.execute("SELECT nextval(pg_get_serial_sequence('reporting_submission', 'id'))")
    first = int(cursor.fetchone()[0])
    cursor.execute("SELECT setval(pg_get_serial_sequence('reporting_submission', 'id'), %s)", [first + count])
    return first
