"""How the benchmark of storage measures: time, the server's memory, a JSON line a figure."""

import json
import os
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import psycopg

MONTHS = 12
GIVEN = 1  # the answer that holds a number


def tell(what: str, **figures: Any) -> None:
    print(json.dumps({"what": what, **figures}), flush=True)


def connect() -> psycopg.Connection[Any]:
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    connection.execute("SET search_path = storage_bench")
    return connection


def seconds(job: Callable[[], Any]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def percentiles(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(times)
    return {
        "p50_ms": round(statistics.median(ordered) * 1e3, 2),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1e3, 2),
    }


class Memory:
    """The largest private memory (MiB) of this connection's backend and any parallel workers during a block."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.backend = Path(f"/proc/{connection.info.backend_pid}/status")
        self.peak, self.done = 0, threading.Event()

    def __enter__(self) -> Self:
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.thread.join()

    def _watch(self) -> None:
        if not self.backend.exists():
            return
        postmaster = self._read(self.backend)["PPid"]
        while not self.done.wait(0.1):
            private = 0
            for status in Path("/proc").glob("[0-9]*/status"):
                fields = self._read(status)
                if fields.get("PPid") == postmaster:
                    private += int(fields.get("RssAnon", "0 kB").split()[0])
            self.peak = max(self.peak, private // 1024)

    @staticmethod
    def _read(status: Path) -> dict[str, str]:
        try:
            lines = status.read_text().splitlines()
        except OSError:  # the process ended between the listing and the reading
            return {}
        return {key: rest.strip() for key, _, rest in (line.partition(":") for line in lines)}
