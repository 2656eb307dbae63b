"""Plausible figures of one grassroots union, month by month: the same seed always gives the same ones."""

import random
from decimal import Decimal

from nhipcau.reporting.answers import GIVEN, NONE_AROSE, NOT_CONCERNED, Answer

# The rows of the demo's monthly form, by code in the catalogue.
ROWS = ("A4", "A4F", "A1", "D1", "D3", "E1", "B8", "C14", "C1", "B25")


class Workplace:
    """A grassroots union with its size and habits; asked for its answers month after month, in order."""

    def __init__(self, code: str, name: str, seed: int) -> None:
        self.rng = random.Random(f"{code}/{seed}")
        company = "Công ty" in name
        self.enterprise = company
        self.members = self.rng.randint(60, 900) if company else self.rng.randint(18, 85)
        self.women = Decimal(self.rng.randint(35, 75)) / 100
        self.wage = Decimal(self.rng.randint(68, 112)) * 100_000
        self.ideas = self.rng.random() * (1.6 if company else 2.4)

    def month(self, number: int) -> dict[str, Answer]:
        """Answers of the month with this number of its year (1 to 12), by code."""
        rng = self.rng
        admitted = self._few(4 if self.enterprise else 0.7)
        left = self._few(3 if self.enterprise else 0.5)
        self.members = max(5, self.members + admitted - left)
        women = int(self.members * self.women)
        informed = int(self.members * Decimal(rng.randint(78, 100)) / 100)
        # Ideas come with the school year's end and before the year-end meeting.
        season = 2.2 if number in (5, 10, 11) else 0.7
        self.wage += rng.randint(-1, 3) * 10_000
        answers = {
            "A4": given(self.members),
            "A4F": given(women),
            "A1": given(admitted) if admitted else Answer(NONE_AROSE),
            "D1": given(informed, self.members),
            "D3": self._or_none(1 if rng.random() < 0.16 else 0),
            "E1": self._or_none(self._few(self.ideas * season)),
            "B8": self._or_none(1 if rng.random() < 0.22 else 0) if self.enterprise else Answer(NOT_CONCERNED),
            "C14": self._or_none(self._few(1.8)),
            "C1": self._or_none(1 if rng.random() < 0.007 else 0),
            "B25": given(self.wage, self.members),
        }
        return answers

    def year(self) -> dict[str, Answer]:
        """Answers for a whole year before the monthly reports, by code; ask a workplace of its own for it."""
        rng, once = self.rng, self._or_none
        ideas = self._few(self.ideas * 13)
        firm = (lambda chance: once(rng.random() < chance)) if self.enterprise else (lambda _: Answer(NOT_CONCERNED))
        return {
            "A0": given(self.members + self._few(self.members / 12)),
            "A1": once(self._few(self.members / 14)),
            "A4": given(self.members),
            "A23": once(rng.random() < 0.04),
            "B1": firm(0.2),
            "B7": firm(0.75),
            "B9": Answer(NOT_CONCERNED) if self.enterprise else once(rng.random() < 0.96),
            "B13": firm(0.3),
            "C1": once(rng.random() < 0.06),
            "D3": once(self._few(1.8)),
            "E1": once(ideas),
            "E2": once(int(ideas * 0.3)),
            "E10": once(rng.random() < 0.12),
        }

    def _few(self, mean: float) -> int:
        return min(int(self.rng.expovariate(1 / mean) + 0.35), int(mean * 6) + 1)

    def _or_none(self, number: int) -> Answer:
        return given(int(number)) if number else Answer(NONE_AROSE)


def given(number: int | Decimal, base: int | Decimal | None = None) -> Answer:
    """A number given, with its base where it has one."""
    return Answer(GIVEN, Decimal(number), None if base is None else Decimal(base))
