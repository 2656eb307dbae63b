"""How should reported values and their roll-ups be stored? Measures the candidates of docs/adr/0003.

    DATABASE_URL=postgresql://… python benchmarks/storage/storage.py [--units 120764] [--seconds 10]

Makes the schema `storage_bench` in that database, fills it with a synthetic federation and one month of values (a year
for the candidate that was chosen), prints one JSON line a figure, and drops the schema. At national size it needs
about 7 GB and six minutes. Nothing is extrapolated: lines say how many values or months they cover. Memory is read
from /proc, so it is only printed when the server runs on this machine. The statements are in statements.py.
"""

import argparse
import os
import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from typing import Any

import psycopg
from approvals import measure_approvals
from measuring import GIVEN, MONTHS, Memory, connect, percentiles, seconds, tell
from statements import (
    CELLS,
    CHILDREN,
    DASHBOARD,
    FORM,
    INDICATORS,
    OWN,
    REBUILD,
    SCHEMA,
    SENT,
    SOURCE,
    SUM_ON_READ,
)

PROVINCES, SECTORS, INTERMEDIATE, CHILDREN_OF_THE_BIG_ONE = 34, 17, 3_300, 6_500
ROOT, BIG_PROVINCE, FINAL = 1, 2, 2


def parents(units: int) -> list[int | None]:
    """Parent of unit 1, 2, …: the root, 51 below it, two floors of intermediate units, then grassroots."""
    rng = random.Random(1)
    second = range(2, 2 + PROVINCES + SECTORS)
    first_intermediate = second.stop
    nested_from = first_intermediate + INTERMEDIATE * 3 // 4
    leaves_from = first_intermediate + INTERMEDIATE
    found: list[int | None] = [None, *(ROOT for _ in second)]
    found += [rng.choice(second[1:]) for _ in range(first_intermediate, nested_from)]
    found += [rng.randrange(first_intermediate, nested_from) for _ in range(nested_from, leaves_from)]
    found += [BIG_PROVINCE] * CHILDREN_OF_THE_BIG_ONE
    found += [rng.randrange(first_intermediate, leaves_from) for _ in range(units - len(found))]
    return found


def build_tree(db: psycopg.Connection[Any], units: int) -> None:
    tree = parents(units)
    ever_parent = set(tree)
    with db.cursor().copy("COPY unit FROM STDIN") as copy:
        for unit, parent in enumerate(tree, start=1):
            copy.write_row((unit, parent, unit if unit in ever_parent else parent))
    db.execute("""INSERT INTO closure WITH RECURSIVE up AS (
            SELECT id AS unit, id AS ancestor, parent, 0 AS depth FROM unit WHERE id = target
            UNION ALL SELECT up.unit, p.id, p.parent, up.depth + 1 FROM up JOIN unit p ON p.id = up.parent)
        SELECT unit, ancestor, depth FROM up""")
    db.execute("CREATE INDEX ON unit (parent); CREATE INDEX ON unit (target)")
    db.execute("ANALYZE unit, closure")
    tell("tree", units=len(tree), ever_parent=len(ever_parent) - 1)


def measure_load(db: psycopg.Connection[Any], kind: str, values: int) -> None:
    """COPY from a ready text file, so that the server is measured and not this client."""
    with tempfile.TemporaryFile(dir=os.environ.get("TMPDIR")) as file:
        with db.cursor().copy(f"COPY ({SENT[kind]}) TO STDOUT") as out:
            for block in out:
                file.write(block)
        file.seek(0)

        def load() -> None:
            with db.cursor().copy(f"COPY value_{kind} FROM STDIN") as into:
                while block := file.read(1 << 18):
                    into.write(block)

        took = seconds(load)
    db.execute(f"VACUUM ANALYZE value_{kind}")
    heap, total = db.execute(f"SELECT pg_table_size('value_{kind}'), pg_total_relation_size('value_{kind}')").fetchone()
    tell(
        f"load {kind}",
        values=values,
        seconds=round(took, 1),
        values_per_s=round(values / took),
        table_mb=round(heap / 1e6),
        with_index_mb=round(total / 1e6),
        bytes_per_value=round(total / values, 1),
    )


def measure_client(db: psycopg.Connection[Any], cells: int = 240_000) -> None:
    """What psycopg costs when Python holds Decimals: row by row, as lists, as array text written by hand."""
    db.execute("CREATE TEMP TABLE sent_a (LIKE value_a); CREATE TEMP TABLE sent_b (LIKE value_b)")
    ids, answers = list(range(1, INDICATORS + 1)), [GIVEN] * INDICATORS
    nums, bases = [Decimal(i * 37) / 4 for i in ids], [None] * INDICATORS
    units = range(cells // INDICATORS)

    def rows() -> None:
        with db.cursor().copy("COPY sent_a FROM STDIN") as copy:
            for unit in units:
                for i, num in zip(ids, nums, strict=True):
                    copy.write_row((unit, 1, i, FINAL, GIVEN, num, None))

    def lists() -> None:
        with db.cursor().copy("COPY sent_b FROM STDIN") as copy:
            for unit in units:
                copy.write_row((unit, 1, FINAL, ids, answers, nums, bases))

    def text() -> None:
        with db.cursor().copy("COPY sent_b FROM STDIN") as copy:
            for unit in units:
                arrays = (
                    "{" + ",".join("NULL" if x is None else str(x) for x in xs) + "}"
                    for xs in (ids, answers, nums, bases)
                )
                copy.write_row((unit, 1, FINAL, *arrays))

    for name, job in (("a rows", rows), ("b lists", lists), ("b array text", text)):
        tell(f"client {name}", values_per_s=round(cells / seconds(job)))


def measure_reads(db: psycopg.Connection[Any], kind: str, units: int) -> None:
    rng = random.Random(2)
    form = [seconds(lambda: db.execute(FORM.format(kind), [rng.randint(1, units)]).fetchall()) for _ in range(500)]
    tell(f"read one form {kind}", **percentiles(form))
    children = [
        seconds(lambda: db.execute(CHILDREN[kind], {"i": rng.randint(1, INDICATORS)}).fetchall()) for _ in range(40)
    ]
    tell(f"read one indicator of 6,500 children {kind}", **percentiles(children))


def rebuild(kind: str, way: str, into: str, month: int = 1) -> str:
    return REBUILD.format(into=into, month=month, own=OWN[way].format(cells=CELLS[kind].format(month=month)))


def measure_rebuild(db: psycopg.Connection[Any], kind: str, values: int) -> None:
    """All figures of the month from the values, every way checked against the first."""
    first = f"rebuilt_{kind}"
    for way, work_mem in (("in one", "4MB"), ("in one", "256MB"), ("by parent", "4MB")):
        db.execute("CREATE TABLE rebuilt (LIKE figure_row INCLUDING ALL)")
        db.execute(f"SET work_mem = '{work_mem}'")
        statement = rebuild(kind, way, "rebuilt")
        with Memory(db) as memory:
            took = seconds(partial(db.execute, statement))
        tell(
            f"rebuild {kind} {way}",
            work_mem=work_mem,
            seconds=round(took, 2),
            values_per_s=round(values / took),
            backend_mib=memory.peak or None,
        )
        if db.execute("SELECT to_regclass(%s)", [first]).fetchone()[0] is None:
            db.execute(f"ALTER TABLE rebuilt RENAME TO {first}")
        else:
            check_same(db, first, "rebuilt")
            db.execute("DROP TABLE rebuilt")
    db.execute("RESET work_mem")


def measure_rebuild_by_two(db: psycopg.Connection[Any], kind: str, values: int) -> None:
    """Two connections, a month each, because an INSERT … SELECT uses one core."""
    way = "in one" if kind == "a" else "by parent"
    for n in (1, 2):
        db.execute(f"CREATE TABLE rebuilt_{kind}_{n} (LIKE figure_row INCLUDING ALL)")

    def one(n: int) -> None:
        with connect() as connection:
            connection.execute("SET work_mem = '64MB'")
            connection.execute(rebuild(kind, way, f"rebuilt_{kind}_{n}"))

    with Memory(db) as memory, ThreadPoolExecutor(2) as pool:
        took = seconds(lambda: list(pool.map(one, (1, 2))))
    tell(
        f"rebuild {kind} {way}, two connections",
        work_mem="64MB",
        months=2,
        seconds=round(took, 2),
        values_per_s=round(2 * values / took),
        backend_mib=memory.peak or None,
    )


def measure_year(db: psycopg.Connection[Any], values: int, units: int) -> None:
    """The chosen candidate with a whole year in the table: the reads again, and every figure of the year."""
    db.execute(f"""INSERT INTO value_b SELECT unit, month, stage, indicator_ids, answers, nums, bases
        FROM value_b, generate_series(2, {MONTHS}) AS month ORDER BY month, unit""")
    db.execute("VACUUM ANALYZE value_b")
    db.execute("CREATE TABLE rebuilt_year (LIKE figure_row INCLUDING ALL)")
    (size,) = db.execute("SELECT pg_total_relation_size('value_b')").fetchone()
    tell("size value_b", months=MONTHS, mb=round(size / 1e6))
    measure_reads(db, "b", units)

    def month(number: int) -> None:
        with connect() as connection:
            connection.execute(rebuild("b", "by parent", "rebuilt_year", number))

    with Memory(db) as memory, ThreadPoolExecutor(2) as pool:
        took = seconds(lambda: list(pool.map(month, range(1, MONTHS + 1))))
    tell(
        "rebuild b by parent, two connections, the year",
        work_mem="4MB",
        months=MONTHS,
        seconds=round(took, 1),
        values_per_s=round(MONTHS * values / took),
        backend_mib=memory.peak or None,
    )
    for number in range(1, MONTHS + 1):
        check_same(
            db,
            "rebuilt_b",
            f"(SELECT 1, unit, stage, indicator, num, base, high, answered, excused "
            f"FROM rebuilt_year WHERE period = {number}) AS month",
        )


def check_same(db: psycopg.Connection[Any], one: str, other: str) -> None:
    (count,) = db.execute(f"""SELECT count(*) FROM ((SELECT * FROM {one} EXCEPT SELECT * FROM {other})
        UNION ALL (SELECT * FROM {other} EXCEPT SELECT * FROM {one})) AS d""").fetchone()
    if count:
        raise SystemExit(f"{one} and {other} differ in {count} rows.")


def check_rebuilds_agree(db: psycopg.Connection[Any]) -> None:
    for other in "bc":
        check_same(db, "rebuilt_a", f"rebuilt_{other}")
    (direct,) = db.execute("SELECT sum(num) FROM source").fetchone()
    (rolled,) = db.execute("SELECT sum(num) FROM rebuilt_a WHERE unit = 1").fetchone()
    if direct != rolled:
        raise SystemExit(f"The root has {rolled}, the values add up to {direct}.")
    tell("rebuilt figures agree", candidates="a = b = c, root = sum of values")


def fill_figures(db: psycopg.Connection[Any]) -> None:
    """Twelve months of figures, the measured month repeated."""
    db.execute(f"""INSERT INTO figure_row SELECT month, unit, stage, indicator, num, base, high, answered, excused
        FROM rebuilt_a, generate_series(1, {MONTHS}) AS month ORDER BY month, unit, stage, indicator""")
    db.execute("""INSERT INTO figure_array SELECT period, unit, stage, array_agg(indicator), array_agg(num),
        array_agg(base), array_agg(high), array_agg(answered), array_agg(excused)
        FROM (SELECT * FROM figure_row ORDER BY period, unit, stage, indicator) AS s GROUP BY period, unit, stage""")
    for table in ("figure_row", "figure_array"):
        db.execute(f"VACUUM ANALYZE {table}")
        (size,) = db.execute("SELECT pg_total_relation_size(%s)", [table]).fetchone()
        tell(f"size {table}", months=MONTHS, mb=round(size / 1e6))


def measure_dashboard(db: psycopg.Connection[Any]) -> None:
    rng = random.Random(3)

    def ask(statement: str) -> None:
        db.execute(
            statement,
            {
                "months": list(range(1, MONTHS + 1)),
                "provinces": list(range(2, 2 + PROVINCES)),
                "ids": rng.sample(range(1, INDICATORS + 1), 10),
            },
        ).fetchall()

    for name, statement in DASHBOARD.items():
        tell(f"dashboard {name}", months=MONTHS, **percentiles([seconds(partial(ask, statement)) for _ in range(60)]))
    db.execute("SET work_mem = '256MB'")
    for kind in "abc":
        statement = SUM_ON_READ.format(cells=CELLS[kind].format(month=1))
        tell(f"dashboard f2 over {kind}", months=1, **percentiles([seconds(partial(ask, statement)) for _ in range(3)]))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--units", type=int, default=120_764)
    options.add_argument("--seconds", type=float, default=10, help="length of each approval run")
    chosen = options.parse_args()
    if chosen.units < 20_000:
        raise SystemExit("--units must be at least 20000: 3,352 parents and a province of 6,500 come first.")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
        db.execute(SCHEMA)
        try:
            build_tree(db, chosen.units)
            for statement in SOURCE.strip().split(";\n"):
                db.execute(statement)
            values = chosen.units * INDICATORS
            for kind in "abc":
                measure_load(db, kind, values)
            measure_client(db)
            for kind in "abc":
                measure_reads(db, kind, chosen.units)
                measure_rebuild(db, kind, values)
                measure_rebuild_by_two(db, kind, values)
            check_rebuilds_agree(db)
            measure_year(db, values, chosen.units)
            fill_figures(db)
            measure_approvals(db, chosen.seconds)
            measure_dashboard(db)
        finally:
            db.execute("DROP SCHEMA storage_bench CASCADE")


if __name__ == "__main__":
    main()
