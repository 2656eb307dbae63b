"""Where a quantity stands: its passage, sentence, part of the document and year."""

import re
from dataclasses import dataclass
from functools import cached_property

from nhipcau.docio.letters import any_of
from nhipcau.docio.segments import Passage
from nhipcau.docio.standing import Standing

_AIMS = any_of(
    "mục tiêu;chỉ tiêu;đặt ra;đảm bảo;bảo đảm;ít nhất;tối thiểu;trở lên;không dưới;hằng năm;hàng năm;mỗi;bình quân"
    ";không quá;tối đa;kế hoạch giao;giao cho;duy trì;đạt tỷ lệ;trở xuống;cần đạt;phải đạt"
)
# "vượt 12% chỉ tiêu" compares, "mục tiêu này" points back: they set nothing.
_NO_AIM = r"(?! chung| tổng quát| này| đó| trên| ấy| quốc gia)"
AIM = re.compile(rf"(?<!\w)(?<!% )(?<!so với )(?:ph[ấầ]n đ[ấầ]u|{_AIMS})(?!\w){_NO_AIM}")

# Words that open something new to be reached, where "bình quân" or "trở lên" may as well tell of what was done.
FRESH_AIM = re.compile(
    r"(?<!\w)(?<!% )(?<!so với )(?:ph[ấầ]n đ[ấầ]u|mục tiêu|chỉ tiêu|đặt ra|đảm bảo|bảo đảm|ít nhất|tối thiểu"
    rf"|không dưới|kế hoạch giao|giao cho|cần đạt|phải đạt)(?!\w){_NO_AIM}"
)


@dataclass(frozen=True)
class Scene:
    """One sentence of a passage, with what the document around it is for."""

    passage: Passage
    start: int
    end: int
    where: Standing
    year: int | None
    month: int | None = None  # of the day the paper was signed
    school: int | None = None  # the year in which the paper's school year begins
    newest_term: int | None = None  # the first year of the latest of the terms the paper names
    telling: bool = False  # whether the paragraphs before tell of a time gone by
    chain: int = 0  # where the first of the sentences parted by semicolons begins

    @cached_property
    def aimed(self) -> bool:
        """Whether the sentence speaks of something to be reached."""
        return AIM.search(self.passage.low, self.chain, self.end) is not None

    def near(self, place: int, width: int = 300) -> int:
        """Where the sentence begins, or `width` letters before the place: how far back a rule looks."""
        return max(self.start, place - width)

    def before(self, place: int, width: int = 80) -> str:
        """The folded words of the sentence before a place."""
        return self.passage.folded[max(self.start, place - width) : place]
