"""Stretches of a passage whose numbers are never targets: document numbers, dates, names in quotes."""

import re

from nhipcau.docio import references
from nhipcau.docio.segments import Passage

Stretch = tuple[int, int, str]

# On folded text. Every repetition is bounded, so each pattern runs in linear time.
_FOLDED: tuple[tuple[str, str], ...] = (
    ("date", r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d{2}"),
    ("date", r"ngay\s(?:mung\s|mong\s)?\d{1,2}(?:\s?[/.\-]\s?\d{1,2})?(?:\s?thang\s?\d{1,2})?(?:\s?nam\s?\d{4})?"),
    ("date", r"(?:truoc|sau|den|tu|het)\s(?:ngay\s)?\d{1,2}/\d{1,2}(?![\d/])"),
    ("date", r"thang\s\d{1,2}(?!\d|\s?%)(?:\s?[/\-]\s?\d{4}|\snam\s\d{4})?(?!\d|\s(?:lan|cuoc|buoi)\b)"),
    ("date", r"(?<!\d)\d{1,2}\s?/\s?(?:19|20)\d{2}(?!\d)"),
    ("date",
        r"(?<![\d/])(?:8/3|08/3|8/03|08/03|20/10|26/3|30/4|1/5|01/5|01/05|1/6|01/6|27/7|28/7|2/9|02/9|20/11|22/12|"
        r"3/2|03/02|19/5|18/11|13/10|15/5|9/1)(?![\d/])"),
    ("year", r"(?:nam|nam hoc|nhiem ky|giai doan|nien do|khoa)\s(?:19|20)\d{2}(?:\s?[-–]\s?(?:19|20)\d{2})?"),
    ("year", r"(?<![\d.,])(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}(?!\d)"),
    ("year",
        r"(?<!moi )(?<!hang )(?:quy|hoc ky|tuan|dau nam|cuoi nam)\s(?:\d{1,2}|[ivx]{1,4})(?:\s?/\s?\d{4})?(?!\w)"),
    ("span of time",
        r"\d{1,3}\s(?:thang|ngay|quy(?! trinh| che| dinh| uoc| mo)|tuan|gio|phut)(?!\s?cong|\s?luong"
        r"|\s?hoi|\s?tinh nguyen"
        r"|\s?chu nhat|\s?thu bay|\s?/\s?(?:nam|quy|thang|tuan))(?:\s(?:dau|cuoi)\snam)?(?!\w)"),
    ("time of day", r"(?<!\w)\d{1,2}\s?(?:h|gio)\s?\d{0,2}(?!\w)"),
    ("age", r"\d{1,2}\stuoi|tuoi\s(?:tu\s|tren\s|duoi\s)?\d{1,2}(?:\s?(?:-|den)\s?\d{1,2})?"),
    ("law",
        r"(?:nghi quyet|quyet dinh|chi thi|ket luan|thong tu|nghi dinh|quy dinh|huong dan|ke hoach|cong van|thong "
        r"bao|luat|de an|chuong trinh|kl|qd|nq|ct|nd|tt)\s(?:so\s?:?\s?)?\d{1,5}[a-z]?(?:\s?(?:,|va)\s?\d{1,5}){0,"
        r"4}(?![\d%./,])(?=\s(?:ngay|cua|ve|nam|do|trong"
        r"|theo|\(|ban chap hanh|trung uong|bo chinh tri|ban bi thu)|\s?[,;.)]|\s?$)"),
    ("name",
        r"covid\s?[-–]?\s?\d{2}|cach mang (?:cong nghiep )?(?:lan thu )?\d\.\d|cong nghe \d\.\d|\d\.0(?!\d)|"
        r"web\s?\d|[a-z]{1,3}\d{1,4}(?!\w)"),
    ("address",
        r"[\w.\-]{1,60}@[\w.\-]{1,60}|https?://\S{1,200}|www\.\S{1,200}|(?<!\d)0\d{2,3}[. ]?\d{3}[. ]?\d{3,"
        r"4}(?!\d)"),
    ("name",
        r"\d{1,2}\s(?:khong|gan|xay|sach|nhat|du|chong|hon|trong|sat|ro)\s?,?\s\d{1,2}\s(?:khong|sach|chong|nhanh|"
        r"biet|ro|co|ngoai|xay|gan|nen|dung|hon|gia|tot)[\w ]{0,20}"),
    ("name", r"(?<!\w)(?:ba|bon|nam|hai|\d)\s(?:khong|nhat|san sang|trach nhiem|dam dang|hat nhan)(?!\w)"),
    ("name",
        r"(?:chuong trinh|cuoc van dong|phong trao|mo hinh|phong trao thi dua|chuyen de|de an|du an|chien dich|muc "
        r"tieu quoc gia|cong trinh)\s(?:thi dua\s)?(?:\d{1,2}\s(?:trieu|nghin|khong|co(?! so)|nhat"
        r"|sach|gan|diem|nhom|muc "
        r"tieu)|1\.000|\d{1,2}\s?[-+]\s?\d{1,2})[^,;.:]{0,40}"),
)  # fmt: skip
# On lower-case text with its accents, where folding would confuse "tầng 5" with "tặng 5".
_ACCENTED: tuple[tuple[str, str], ...] = (
    ("ordinal", r"(?:lần )?thứ\s(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"),
    ("span of time", r"\d{1,3}\snăm(?!\w)"),
    ("ordinal",
        r"(?:vào|khối|các|trẻ|em|giáo viên|học sinh|sinh viên|môn|từ)\slớp\s\d{1,2}(?!\d|[.,]\d"
        r"|\s(?:người|học viên|buổi))"),
    ("law",
        r"(?:điều|khoản|mục|chương|phần|phụ lục|biểu|mẫu|biểu mẫu|mẫu biểu|trang|cột)\s(?:số\s)?\d{1,3}(?:\s?,"
        r"\s?\d{1,3}){0,6}(?!\s?%|\d|\.\d|\s(?:triệu|nghìn|tỷ))"),
    ("number of a thing",
        r"(?<!tổng )(?<!một )(?<!trên )số\s?:?\s?\d{1,5}(?:\s?[,&]\s?\d{1,3}){0,4}(?!\s?%|[\d.,]\d)(?=\s(?:ngày|"
        r"của|về|năm|do|tại|đến|ở|thuộc|đường|và|-|–)|\s?[,;.)”]|\s?$)"),
    ("ordinal",
        r"(?<!mỗi )(?<!từng )(?:lần thứ|thứ|khóa|khoá|kỳ họp thứ|kỳ họp|đợt|giai đoạn|bước|cụm số"
        r"|khối số|tổ số|cụm|vòng|hạng|loại|"
        r"bậc|cấp độ|tầng|quận|khu phố|ấp|thôn|tổ dân phố|khối thi đua|khối|số hiệu|nhóm|phường"
        r"|vào lớp|học sinh lớp|khối lớp|"
        r"câu)\s(?:số\s)?\d{1,3}(?!\s?%|[\d.,/]|\s(?:người|căn|suất|cuộc|lớp|lượt|mô hình|đồng|triệu|đoàn viên|hội "
        r"viên))"),
)  # fmt: skip
_PATTERNS = tuple((why, re.compile(rf"(?<!\w)(?:{pattern})")) for why, pattern in _FOLDED)
_ACCENTED_PATTERNS = tuple((why, re.compile(rf"(?<!\w)(?:{pattern})")) for why, pattern in _ACCENTED)
_QUOTES = re.compile(r"“[^“”\n]{1,300}”|\"[^\"\n]{1,300}\"|«[^«»\n]{1,300}»|‘[^‘’\n]{2,200}’")


def protected(passage: Passage) -> list[Stretch]:
    """The protected stretches of a passage, in order of their start."""
    found: list[Stretch] = [
        (match.start("number"), match.end("number"), "a document number")
        for match in references.NUMBER.finditer(passage.text)
        if references.is_number(passage, match)
    ]
    for why, pattern in _PATTERNS:
        found.extend((match.start(), match.end(), why) for match in pattern.finditer(passage.folded))
    for why, pattern in _ACCENTED_PATTERNS:
        found.extend((match.start(), match.end(), why) for match in pattern.finditer(passage.low))
    found.extend((match.start(), match.end(), "a name in quotes") for match in _QUOTES.finditer(passage.text))
    found.extend((match.start(), match.end(), "number of a thing") for match in _RUN_ON_ITEM.finditer(passage.text))
    found.extend(_bare_years(passage))
    return sorted(found)


_RUN_ON_ITEM = re.compile(r"(?<=[:.;]\s)\d{1,2}[.)]\s(?=[A-ZĐÀ-Ỹ“\d])")
_YEAR = re.compile(r"(?<![\d.,/])(?:19[3-9]\d|20[0-4]\d)(?![\d.,]\d|\d|%)")
_COUNTED = re.compile(r"\s(?:doan vien|hoi vien|nguoi|luot|suat|can bo|sang kien|lao dong|cay|doanh nghiep)")


def _bare_years(passage: Passage) -> list[Stretch]:
    return [
        (match.start(), match.end(), "year")
        for match in _YEAR.finditer(passage.folded)
        if not _COUNTED.match(passage.folded, match.end(), match.end() + 14)
    ]
