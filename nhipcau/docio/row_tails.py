"""Rows of a table without rulings whose words run over several lines: lines that only go on are put to their row."""

from collections.abc import Sequence

from nhipcau.docio.cell_figures import is_figure

_NUMBERED = 0.8  # of the rows of figures: a table whose rows are numbered
_MOST = 2  # cells that a line which only goes on fills


def with_tails(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with lines of words that only go on, or only begin, what stands in the row beside them put there."""
    numbered = _are_numbered(rows)
    done: list[list[str]] = []
    for row in (part for printed in rows for part in _parted(printed)):
        belongs = bool(done) and (_begins(done[-1], row) or _goes_on(done[-1], row, numbered=numbered))
        done.append(_joined(done.pop(), row) if belongs else row)
    return done


def _parted(row: Sequence[str]) -> list[list[str]]:
    """A row whose cells of figures hold several lines of them, as so many rows: two figures are never one."""
    lines = [cell.split("\n") for cell in row]
    counts = [len(cell) for cell in lines if len(cell) > 1 and all(map(is_figure, cell))]
    most = max(counts, key=counts.count, default=1)
    if counts.count(most) < 2:
        return [list(row)]
    return [
        [cell[place] if len(cell) == most else "\n".join(cell) if not place else "" for cell in lines]
        for place in range(most)
    ]


def _are_numbered(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column numbers the rows."""
    figures = [row for row in rows if sum(map(is_figure, row[1:])) > 1]
    short = [row for row in figures if row[0] and len(row[0]) < 6]
    return bool(figures) and len(short) >= _NUMBERED * len(figures)


def _words(row: Sequence[str]) -> list[int]:
    """The places of its words where a row holds a few words and no figure; else none."""
    filled = [place for place, cell in enumerate(row) if cell]
    return filled if len(filled) <= _MOST and not any(is_figure(row[place]) for place in filled) else []


def _begins(above: Sequence[str], row: Sequence[str]) -> bool:
    places = _words(above)
    return bool(places) and not above[0] and all(row[place][:1].islower() for place in places)


def _goes_on(above: Sequence[str], row: Sequence[str], *, numbered: bool) -> bool:
    places = _words(row)
    if not places or not all(above[place] for place in places):
        return False
    if all(row[place][:1].islower() for place in places):
        return True
    plain = row[places[0]].lstrip('“"(')[:1].isalpha() and not row[places[0]].isupper()
    return numbered and bool(above[0]) and above[0][:1].isdigit() and places[0] == 1 and plain


def _joined(above: Sequence[str], row: Sequence[str]) -> list[str]:
    return ["\n".join(filter(None, pair)) for pair in zip(above, row, strict=True)]
