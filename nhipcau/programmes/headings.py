"""Targets under the headings of their programme: the mark with the words the document has beside it."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from nhipcau.docio.headings import heading_words
from nhipcau.documents.models import Document
from nhipcau.programmes.models import Programme, Target
from nhipcau.programmes.queries import grouped

# A section that says its words itself: "III. Chăm lo đời sống", as an annex or a person wrote it.
_SAID = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2})[.):]?\s+[^\W\d]{2,}.*", re.DOTALL)


def under_headings(
    programme: Programme, things: Sequence[Any], target_of: Callable[[Any], Target]
) -> list[tuple[str, list[Any]]]:
    """Things gathered by the part their target stands in, order kept, each part by its mark and words."""
    groups = grouped(list(things), lambda thing: target_of(thing).part)
    firsts = [target_of(group[0]) for _part, group in groups]
    wanted = any(target.part and not _SAID.fullmatch(target.section) and target.span_start for target in firsts)
    text = _text(programme) if wanted else ""
    return [(_name(target, text), group) for target, (_part, group) in zip(firsts, groups, strict=True)]


def _text(programme: Programme) -> str:
    """What the spans of the targets point into, one query; empty where there is no document."""
    if programme.document_id is None:
        return ""
    return Document.objects.filter(pk=programme.document_id).values_list("text", flat=True).first() or ""


def _name(target: Target, text: str) -> str:
    if _SAID.fullmatch(target.section):
        return target.section
    words = heading_words(text, target.part, target.span_start or 0) if target.part and text else ""
    return f"{target.part}. {words}" if words else target.part
