"""Reads the worked tables of docs/algorithms: what is printed there is what the code gives."""

from decimal import Decimal
from pathlib import Path

from nhipcau.rollup.rules import MISSING, NONE_AROSE, NOT_CONCERNED, Answer, given

DOCS = Path(__file__).resolve().parents[3] / "docs" / "algorithms"
_WORDS = {"none": NONE_AROSE, "na": NOT_CONCERNED, "–": MISSING, "yes": given(1), "no": given(0)}


def rows(page: str, heading: str) -> list[dict[str, str]]:
    """The rows of the first table below a heading, each by its column names. Fails when there is none."""
    text = (DOCS / page).read_text(encoding="utf-8")
    _, found, below = text.partition(f"## {heading}\n")
    assert found, f"{page} has no heading {heading!r}"
    lines = [line for line in below.split("\n## ")[0].splitlines() if line.startswith("|")]
    cells = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    assert len(cells) > 2, f"{page} has no table below {heading!r}"
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def answer(written: str) -> Answer:
    """`5`, `8×10` (average × weight), `3/4`, yes, no, none, na, – (missing)."""
    if written in _WORDS:
        return _WORDS[written]
    for mark in "×/":
        if mark in written:
            value, base = written.split(mark)
            return given(Decimal(value), Decimal(base))
    return given(Decimal(written))


def number(written: str) -> Decimal | None:
    """A number, or None for an empty cell or –."""
    return None if written in ("", "–") else Decimal(written)
