"""What an import gives back, and what exports and imports look like to those who write one.

An import:  `import_x(path, *, by, today, dry_run, progress) -> Result`
An export:  `export_x(*, by, today, period, unit, **options) -> Iterator[Sequence[str]]`, its header first.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

# Told what is being done, how far it is, and how far it goes (None: not known yet).
Progress = Callable[[str, int, int | None], None]

# An export: its header first, then its rows, all text. See the module's first lines.
Export = Callable[..., Iterator[Sequence[str]]]


def silent(what: str, done: int, total: int | None = None) -> None:
    """The progress of those nobody watches."""


@dataclass(frozen=True, order=True)
class RowProblem:
    """One thing wrong with a file: where (the header is row 1; 0 means the whole file), what, and what to do."""

    row: int
    column: str
    value: str
    problem: str
    advice: str = ""


@dataclass(frozen=True)
class Result:
    """What an import did. With any problem, nothing was changed.

    `rows`: rows read; `changed`: things written, or, in a dry run, things that would be.
    """

    rows: int
    changed: int
    problems: list[RowProblem] = field(default_factory=list)
