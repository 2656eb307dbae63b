"""Annex tables flattened to tabbed text."""

from collections.abc import Iterator

from nhipcau.docio.clean import Line
from nhipcau.docio.reading import Table


def tables_of(lines: list[Line]) -> Iterator[Table]:
    """The tables of a text."""
    yield from ()
