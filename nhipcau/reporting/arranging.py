"""In which order and under which headings the rows of a form stand. Pure: moved one place at a time, a part of
another row always with its whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Line:
    """One row: its indicator, the one it is a part of where that is asked too, the number of its heading."""

    id: int
    whole: int | None
    under: int


def gathered(lines: Iterable[Line]) -> list[Line]:
    """The lines with every part behind its whole and under its heading, and every heading once; else as they were."""
    lines = list(lines)
    there = {line.id for line in lines}
    lines = [line if line.whole in there else replace(line, whole=None) for line in lines]
    tops = [line for line in lines if line.whole is None]
    first = {number: place for place, number in reversed(list(enumerate(line.under for line in tops)))}
    found = [part for top in sorted(tops, key=lambda line: first[line.under]) for part in _with_parts(top, lines)]
    placed = {line.id for line in found}
    if len(found) == len(lines):
        return found
    # Parts of each other in a ring have no whole to stand behind.
    return gathered(line if line.id in placed else replace(line, whole=None) for line in lines)


def _with_parts(line: Line, lines: Sequence[Line]) -> Iterator[Line]:
    yield line
    for part in lines:
        if part.whole == line.id:
            yield from _with_parts(replace(part, under=line.under), lines)


def moved(lines: Sequence[Line], id: int, step: int) -> list[Line]:
    """The line one place up (-1) or down (1) among those of its whole; past the edge of its heading it goes under the
    next one. Where there is no further place, as it was."""
    lines = gathered(lines)
    line = next((one for one in lines if one.id == id), None)
    if line is None:
        return lines
    beside = [one for one in lines if one.whole == line.whole]
    place = beside.index(line) + step
    if not 0 <= place < len(beside):
        return lines
    other = beside[place]
    if other.under != line.under:
        return gathered(replace(one, under=other.under) if one is line else one for one in lines)
    swapped = {line.id: other, other.id: line}
    return gathered(swapped.get(one.id, one) for one in lines)


def headed(lines: Sequence[Line], id: int) -> list[Line]:
    """A new heading above the line, over it and what follows under its present one."""
    lines = gathered(lines)
    line = next((one for one in lines if one.id == id and one.whole is None), None)
    if line is None:
        return lines
    new, begun, found = max(one.under for one in lines) + 1, False, []
    for one in lines:
        begun = begun or one is line
        found.append(replace(one, under=new) if begun and one.under == line.under else one)
    return found
