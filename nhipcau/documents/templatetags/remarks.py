"""What was read of a document, in the language of the person who looks: what was odd, what kind of paper it is."""

from django import template
from django.utils.translation import get_language

from nhipcau.docio.words import reworded

register = template.Library()

KINDS = {
    "chương trình hành động": "action programme", "chương trình": "programme", "kế hoạch": "plan",
    "thông báo": "notice", "nghị quyết": "resolution", "quyết định": "decision", "báo cáo": "report",
    "hướng dẫn": "guidance", "chỉ thị": "directive", "kết luận": "conclusions", "đề án": "scheme",
    "tờ trình": "submission", "quy chế": "rules of procedure", "quy định": "regulation", "công văn": "letter",
    "giao ước thi đua": "emulation pledge", "đăng ký thi đua": "emulation registration", "phương hướng": "directions",
    "định hướng": "orientation", "biên bản": "minutes", "phương án": "scheme", "thông tri": "circular",
    "công điện": "telegram", "lời kêu gọi": "appeal", "giấy mời": "invitation", "dự án": "project",
    "điều lệ": "charter", "thông tư": "circular", "nghị định": "decree", "đề cương": "outline",
    "nội quy": "house rules",
}  # fmt: skip


@register.filter
def paper_kind(kind: str) -> str:
    """`{{ document.doc_type|paper_kind }}`: chương trình, programme; a kind that is not known as it is."""
    return KINDS.get(kind.casefold(), kind) if get_language() == "en" else kind


@register.filter
def remark(sentence: str) -> str:
    """`{{ warning|remark }}`: a warning of a reading, kept in the language it was read in."""
    return reworded(sentence, "vi" if (get_language() or "vi").startswith("vi") else "en")
