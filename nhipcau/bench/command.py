"""`nhipcau bench [NAME…]`: measures the figures to reach and prints one JSON line each."""

import json
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.bench import measures
from nhipcau.lib.terminal import Parser

RUNS = 5


def run(argv: Sequence[str]) -> int:
    """Runs the named measurements (all without a name) on this installation's federation; see `nhipcau synth`."""
    parser = Parser("nhipcau bench", description=_("Measures speed and size on this installation; a JSON line each."))
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(measures.ALL))
    parser.add_argument("--runs", type=int, default=RUNS, help=_("how often each is run (default %(default)s)"))
    chosen = parser.parse_args(argv)
    unknown = [name for name in chosen.names if name not in measures.ALL]
    if unknown:
        sentence = _("nhipcau: there is no measurement %(name)s; there are %(all)s.")
        print(sentence % {"name": unknown[0], "all": ", ".join(measures.ALL)}, file=sys.stderr)
        return 2
    print(json.dumps({"machine": _machine(), **measures.sizes()}, ensure_ascii=False), flush=True)
    for name in chosen.names or measures.ALL:
        try:
            print(json.dumps(_measure(name, measures.ALL[name], chosen.runs), ensure_ascii=False), flush=True)
        except measures.CannotMeasure as reason:
            print(json.dumps({"bench": name, "not measured": str(reason)}, ensure_ascii=False), flush=True)
    return 0


def _measure(name: str, prepare: Callable[[], measures.Job], runs: int) -> dict[str, Any]:
    job = prepare()
    seconds = []
    for _run in range(job.runs or runs):
        if job.before:
            job.before()
        started = time.perf_counter()
        job.once()
        seconds.append(time.perf_counter() - started)
    median = statistics.median(seconds)
    result = {
        "bench": name,
        "runs": len(seconds),
        "median_s": round(median, 4),
        "p95_s": round(sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)], 4),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "to_reach": job.to_reach,
    }
    if job.size:
        result |= {"size": job.size, "per_s": round(job.size / median)}
    if job.tells:
        result |= job.tells()
    return result


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
