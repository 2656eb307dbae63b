"""Running what waits in the queue."""

import argparse
from collections.abc import Sequence

from django.core.management import call_command


def worker(argv: Sequence[str]) -> int:
    """Runs background jobs until interrupted."""
    parser = argparse.ArgumentParser("nhipcau worker")
    parser.add_argument("--once", action="store_true", help="do what waits, then stop")
    chosen = parser.parse_args(argv)
    call_command("procrastinate", "worker", *(["--one-shot"] if chosen.once else []))
    return 0
