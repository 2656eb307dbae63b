"""What a reading may take: time, programs beside the reader, and who is told how far it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from nhipcau.docio.words import CannotRead

PATIENCE = 900.0  # seconds; pictures of many pages are slow


class TakesLong(Exception):
    """Reading needs a slow program (pictures, old formats) and `Work` says not now. `pages` is how many, if known."""

    def __init__(self, pages: int | None = None) -> None:
        self.pages = pages
        super().__init__("slow")


def _nobody(done: int, pages: int) -> None:
    return None


@dataclass
class Work:
    """The bounds of one reading. `slow` False raises TakesLong where a program beside the reader would be run."""

    slow: bool = True
    seconds: float = PATIENCE
    told: Callable[[int, int], None] = _nobody
    begun: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """The seconds left. Raises CannotRead when there are none."""
        left = self.seconds - (time.monotonic() - self.begun)
        if left <= 0:
            raise CannotRead("too-slow")
        return left
