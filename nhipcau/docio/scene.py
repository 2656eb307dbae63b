"""Where a quantity stands: its passage, sentence, part of the document and year."""

from dataclasses import dataclass

from nhipcau.docio.segments import Passage
from nhipcau.docio.standing import Standing


@dataclass(frozen=True)
class Scene:
    """One sentence of a passage, with what the document around it is for."""

    passage: Passage
    start: int
    end: int
    where: Standing
    year: int | None
    beside_target: bool = False  # whether the sentence has given a target already

    def before(self, place: int, width: int = 80) -> str:
        """The folded words of the sentence before a place."""
        return self.passage.folded[max(self.start, place - width) : place]
