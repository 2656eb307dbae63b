"""The tables of a document where a page wants to show them."""

from django import template

from nhipcau.documents.models import Document
from nhipcau.documents.queries_annex import Shown, shown_of

register = template.Library()


@register.simple_tag
def annexes_of(document: Document) -> list[Shown]:
    """`{% annexes_of document as found %}`: its tables with their grids, top to bottom."""
    return [shown_of(annex) for annex in document.annexes.all()]
