"""`nhipcau read`: the reader with the shipped catalogue of indicators. Starts no Django and no database."""

import csv
from collections.abc import Sequence
from importlib.resources import files

from nhipcau.docio.command import run


def read(argv: Sequence[str]) -> int:
    """Reads documents (contract of reading); suggests indicators of the shipped catalogue."""
    with files("nhipcau").joinpath("indicators", "catalogue.csv").open(encoding="utf-8") as file:
        return run(argv, [(row["code"], row["name"], row["unit"]) for row in csv.DictReader(file)])
