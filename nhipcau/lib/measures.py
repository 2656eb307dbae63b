"""Units of measure as documents write them, said in English."""

_ENGLISH = {
    "người": "people", "đoàn viên": "members", "đoàn viên ưu tú": "outstanding members", "hội viên": "members",
    "lao động": "workers", "người lao động": "workers", "nlđ": "workers", "công nhân": "workers",
    "công nhân lao động": "workers", "cnlđ": "workers", "cnvclđ": "workers", "cán bộ": "officers",
    "cán bộ công đoàn": "union officers", "cđcs": "unions", "công đoàn cơ sở": "grassroots unions",
    "nghiệp đoàn": "occupational unions", "đơn vị": "units", "doanh nghiệp": "enterprises", "tổ": "teams",
    "căn": "houses", "nhà": "houses", "căn nhà": "houses", "ngôi nhà": "houses", "mái ấm": "houses",
    "nhà mái ấm": "houses", "cuộc": "events", "lượt": "times", "lần": "times", "buổi": "sessions", "lớp": "classes",
    "đợt": "rounds", "đề tài": "initiatives", "sáng kiến": "initiatives", "đề tài, sáng kiến": "initiatives",
    "công trình": "works", "sản phẩm": "products", "mô hình": "models", "bản": "agreements",
    "thỏa ước": "agreements", "thỏa ước lao động tập thể": "agreements", "suất": "grants", "suất quà": "gifts",
    "phần quà": "gifts", "vụ": "cases", "đơn": "letters", "tin, bài": "items", "tin bài": "items", "bài": "items",
    "điểm": "points", "tháng": "month", "quý": "quarter", "năm": "year", "triệu đồng": "million đồng",
    "tỷ đồng": "billion đồng", "nghìn đồng": "thousand đồng", "bữa": "meals",
}  # fmt: skip
# What stands behind a stroke is one of its kind: events a year, people a union.
_EACH = {
    "người": "a person", "đoàn viên": "a member", "cđcs": "a union", "công đoàn cơ sở": "a union", "đơn vị": "a unit",
    "tháng": "a month", "quý": "a quarter", "năm": "a year", "bữa": "a meal", "doanh nghiệp": "an enterprise",
}  # fmt: skip


def in_english(measure: str) -> str:
    """A unit of measure in English; one that is not known, or only half known, as it is."""
    what, stroke, each = (" ".join(part.split()) for part in measure.casefold().partition("/"))
    said = what if what in ("đồng", "%") else _ENGLISH.get(what)
    if said is None or (stroke and each not in _EACH):
        return measure
    return f"{said} {_EACH[each]}" if stroke else said
