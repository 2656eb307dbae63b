"""Submissions approved one after another and at once, with the figures above them kept up to date, or not."""

import itertools
import random
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import psycopg
from measuring import GIVEN, MONTHS, connect, percentiles, tell
from statements import APPROVE_ARRAYS, APPROVE_ROWS, INDICATORS, ROOT_TOTAL, SUBMIT

VERSIONS = itertools.count(100)  # stands in the period column, so that every submission is a new row


class Approvals:
    """Approves submissions of random leaves with four ancestors, from several clients at once."""

    def __init__(self, db: psycopg.Connection[Any], statement: str | None) -> None:
        self.statement = statement
        self.leaves = db.execute("""SELECT u.id, u.parent FROM unit u WHERE u.id <> u.target
            AND (SELECT count(*) FROM closure WHERE unit = u.parent) = 4""").fetchall()
        self.done = 0

    def _one(self, connection: psycopg.Connection[Any], rng: random.Random) -> float:
        leaf, parent = rng.choice(self.leaves)
        ids = sorted(rng.sample(range(1, INDICATORS + 1), 20))
        full = [Decimal(i in ids) for i in range(1, INDICATORS + 1)]
        data = {
            "leaf": leaf,
            "parent": parent,
            "version": next(VERSIONS),
            "ids": ids,
            "answers": [GIVEN] * 20,
            "nums": [Decimal(1)] * 20,
            "bases": [Decimal(1)] * 20,
            "all_ids": list(range(1, INDICATORS + 1)),
            "all_nums": full,
            "all_bases": full,
            "all_answered": [int(x) for x in full],
            "all_excused": [0] * INDICATORS,
        }
        start = time.perf_counter()
        with connection.transaction():
            connection.execute(SUBMIT, data)
            if self.statement:
                connection.execute(self.statement, data)
        return time.perf_counter() - start

    def run(self, name: str, clients: int, for_seconds: float) -> None:
        times: list[float] = []

        def client(seed: int) -> None:
            rng = random.Random(seed)
            with connect() as connection:
                end = time.perf_counter() + for_seconds
                while time.perf_counter() < end:
                    times.append(self._one(connection, rng))

        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(client, range(clients)))  # the list raises what a client raised
        self.done += len(times)
        tell(f"approve {name}", clients=clients, per_s=round(len(times) / for_seconds), **percentiles(times))


def measure_approvals(db: psycopg.Connection[Any], for_seconds: float) -> None:
    Approvals(db, None).run("f2, nothing stored", 1, for_seconds)
    Approvals(db, None).run("f2, nothing stored", 4, for_seconds)
    for name, table, statement in (("f1", "figure_row", APPROVE_ROWS), ("f3", "figure_array", APPROVE_ARRAYS)):
        for order in ("ASC", "DESC"):
            (before,) = db.execute(ROOT_TOTAL[table]).fetchone()
            approvals = Approvals(db, statement.format(order=order))
            for clients in (1, 4):
                approvals.run(f"{name}, root locked {'first' if order == 'ASC' else 'last'}", clients, for_seconds)
            (after,) = db.execute(ROOT_TOTAL[table]).fetchone()
            if after - before != approvals.done * 20:
                raise SystemExit(f"{table}: the root gained {after - before}, approved were {approvals.done * 20}.")
        (size,) = db.execute("SELECT pg_total_relation_size(%s)", [table]).fetchone()
        tell(f"size {table} after the approvals", months=MONTHS, mb=round(size / 1e6))
