"""Fixed expressions of official papers that came from a picture with wrong accents, put right.

Only expressions of which no other pair of words has the same letters without accents, or slips that are no words.
"""

import re
from collections.abc import Iterator, Sequence

from nhipcau.docio.letters import fold

# Without accents these letters are nothing else in an official paper.
_ALONE = (
    "liên đoàn", "lao động", "đoàn viên", "kết nạp", "kế hoạch", "nghị quyết", "quyết định", "chương trình",
    "tổ chức", "chủ tịch", "ban thường vụ", "ban chấp hành", "phó chủ tịch", "mái ấm", "sáng kiến",
    "cộng hòa xã hội chủ nghĩa việt nam", "độc lập - tự do - hạnh phúc",
)  # fmt: skip
_NAMES = ("tổ chức", "mái ấm", "sáng kiến", "kế hoạch")  # people and places may be called so, or nearly
_EXPRESSIONS = {fold(words): words for words in sorted(_ALONE, key=len, reverse=True)}
_LETTERS = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, _EXPRESSIONS)) + r")(?!\w)")
# Slips that are no words, and such as are words elsewhere only.
_SLIPS: Sequence[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern, re.IGNORECASE), right)
    for pattern, right in (
        (r"(?<!\w)(?:chí tiêu|ch[ỉíi] ti[ểềếễ]u|chì tiêu)(?!\w)", "chỉ tiêu"),
        (r"(?<!\w)(?<=giao )(?:chi tiêu)(?!\w)(?! nội bộ| ngân sách)", "chỉ tiêu"),
        (r"(?<!\w)(?<=các )(?:chi tiêu)(?!\w)(?! nội bộ| ngân sách)", "chỉ tiêu"),
        (r"(?<!\w)chi tiêu(?= thi đua| phát triển đoàn viên| kế hoạch)", "chỉ tiêu"),
        (r"(?<!\w)th[ịỉí] đua(?!\w)", "thi đua"),
        (r"(?<!\w)(?:ph[ầẩẫâ]n đ[ấẩẫâ]u|phấn đ[ầẩẫâ]u)(?!\w)", "phấn đấu"),
        (r"(?<!\w)phần đầu(?= (?:\d|kết nạp|thành lập|có |đạt|tỷ lệ|trên|hoàn thành|ít nhất|vận động))", "phấn đấu"),
        (r"(?<!\w)(?:cở s[ởờỡ]|cơ s[ờỡ]|co sở)(?!\w)", "cơ sở"),
        (r"(?<!\w)huy[ẹẽẻ]n(?!\w)", "huyện"),
        (r"(?<!\w)n[ơo]i nh[ậâặạ]n(?=\s?:)", "nơi nhận"),
    )
]


def put_right(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text with its fixed expressions right, each letter in its own case, and what was changed into what."""
    text, changed = _replaced(text, ((found, _EXPRESSIONS[found[0]]) for found in _LETTERS.finditer(fold(text))))
    for pattern, right in _SLIPS:
        text, more = _replaced(text, ((found, right) for found in pattern.finditer(text)))
        changed += more
    return text, changed


def _replaced(text: str, places: Iterator[tuple[re.Match[str], str]]) -> tuple[str, list[tuple[str, str]]]:
    changed = []
    for found, right in places:
        was = text[found.start() : found.end()]
        now = "".join(new.upper() if old.isupper() else new for old, new in zip(was, right, strict=True))
        spelt = was.replace("oà", "òa").replace("OÀ", "ÒA")  # both are right
        if now not in (was, spelt) and not (was.istitle() and right in _NAMES):
            changed.append((was, now))
            text = text[: found.start()] + now + text[found.end() :]
    return text, changed
