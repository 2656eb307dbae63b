"""What a target is about: its words without the figure, with the verb it shares with its neighbour."""

import re

from nhipcau.docio.letters import squash
from nhipcau.docio.quantities import Quantity
from nhipcau.docio.segments import Passage

_NOISE = re.compile(
    r"(?:^|(?<=\s))(?:ph[ấầ]n đ[ấầ]u(?: có)?|hằng năm|hàng năm|mỗi năm|ít nhất|tối thiểu|không dưới|trở lên|"
    r"bình quân|số|tổng số"
    r"|đến (?:hết |cuối )?năm \d{4}|trong nhiệm kỳ|trong năm)(?=\s|$)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?<!\w)(?:được|đạt|tổ chức(?! công đoàn| đảng| cơ sở)|phối hợp|tham gia|thực hiện|xếp loại|ký kết|hoàn "
    r"thành|đăng ký|sử dụng"
    r"|học tập|sinh hoạt|hưởng ứng|nghiên cứu|tiếp cận|qua tập huấn|triển khai|nộp|cài đặt)(?!\w)"
)
_OPENING = re.compile(r"^(?:(?:có|đạt|đảm bảo|bảo đảm|tỷ lệ|tỉ lệ)(?=\s)\s?)+(?=\S+\s\S)", re.IGNORECASE)
_DANGLING = re.compile(r"(?:[\s,;:.\-–(]|(?<=[\s(])(?:cho|với|và|trong đó|có|là|đạt|ở|tại|từ|đến)(?=[\s,;:(]*$))+$")
_JOINT = re.compile(r"(?:\s(?:và|với)\s|,\s(?:và\s)?)(?:\w+\s){0,3}$")
_LONGEST = 240


def subjects(passage: Passage, kept: list[Quantity], pieces: list[tuple[int, int]]) -> list[str]:
    """The subject of each quantity; "100% huyện và 80% xã tổ chức tập huấn" gives both the same verb."""
    told: list[str] = []
    shared = ""
    for index in range(len(kept) - 1, -1, -1):
        quantity, (start, end) = kept[index], pieces[index]
        verb = _VERB.search(passage.low, quantity.end, end)
        if verb:
            shared = passage.text[verb.start() : end]
        own = f"{passage.text[start : quantity.lead]} {_after(passage, quantity, end)}"
        follows = index + 1 < len(kept) and _leads_on(passage, quantity, kept[index + 1])
        told.append(_plain(f"{own} {shared}" if not verb and follows else own))
        if not follows and not verb:
            shared = ""
    return told[::-1]


def _leads_on(passage: Passage, quantity: Quantity, following: Quantity) -> bool:
    """Whether the next quantity shares the verb: both are shares, joined by a comma or "và"."""
    between = passage.low[quantity.end : following.lead][-90:]
    return quantity.kind == following.kind == "percent" and bool(_JOINT.search(between))


def _after(passage: Passage, quantity: Quantity, end: int) -> str:
    """The words behind the figure; not the bare measure of what a colon has named: "kết nạp mới: 350 người"."""
    named = passage.text[max(0, quantity.lead - 2) : quantity.lead].strip() == ":"
    return "" if named and quantity.unit_end >= end - 1 else passage.text[quantity.end : end]


def _plain(words: str) -> str:
    plain = squash(_NOISE.sub(" ", words)).strip(" ,;:.-–")
    plain = _OPENING.sub("", plain)
    if plain.count("(") > plain.count(")"):
        plain = plain[: plain.rindex("(")] or plain
    return (_DANGLING.sub("", plain) or plain)[:_LONGEST]
