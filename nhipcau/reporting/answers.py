"""Answers as people give them and as rows keep them. No database, no language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

GIVEN, NONE_AROSE, NOT_CONCERNED = 1, 2, 3


@dataclass(frozen=True)
class Answer:
    """One answer: GIVEN with its number (and base, for a ratio or an average), NONE_AROSE or NOT_CONCERNED.

    A row without an answer is missing, and missing is not zero.
    """

    kind: int
    num: Decimal | None = None
    base: Decimal | None = None

    @property
    def worth(self) -> Decimal | None:
        """What it counts in a sum: its number, 0 where nothing arose, None where the unit is not concerned."""
        return Decimal(0) if self.kind == NONE_AROSE else self.num


Answers = Mapping[int, Answer]


class Packed(Protocol):
    """A row that keeps answers as parallel arrays: a submission or a standing row."""

    indicator_ids: list[int]
    answers: list[int]
    nums: list[Decimal | None]
    bases: list[Decimal | None]


def unpack(row: Packed) -> dict[int, Answer]:
    """Indicator id → answer."""
    columns = zip(row.indicator_ids, row.answers, row.nums, row.bases, strict=True)
    return {indicator: Answer(kind, num, base) for indicator, kind, num, base in columns}


def pack(answers: Answers) -> dict[str, list[int] | list[Decimal | None]]:
    """The four arrays, ordered by indicator id: the same answers always give the same arrays."""
    ordered = sorted(answers.items())
    return {
        "indicator_ids": [indicator for indicator, _ in ordered],
        "answers": [answer.kind for _, answer in ordered],
        "nums": [answer.num for _, answer in ordered],
        "bases": [answer.base for _, answer in ordered],
    }


@dataclass(frozen=True)
class Difference:
    """An indicator whose answer two versions give differently; None where a version has none."""

    indicator_id: int
    before: Answer | None
    after: Answer | None


def differences(before: Answers, after: Answers, order: Iterable[int] = ()) -> list[Difference]:
    """Where two versions differ, in the order of `order`, then of ids."""
    place = {indicator: at for at, indicator in enumerate(order)}
    changed = [i for i in {*before, *after} if before.get(i) != after.get(i)]
    changed.sort(key=lambda i: (place.get(i, len(place)), i))
    return [Difference(i, before.get(i), after.get(i)) for i in changed]
