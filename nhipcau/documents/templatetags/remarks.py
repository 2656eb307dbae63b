"""What was odd about a document when it was read, in the language of the person who looks."""

from django import template
from django.utils.translation import get_language

from nhipcau.docio.words import reworded

register = template.Library()


@register.filter
def remark(sentence: str) -> str:
    """`{{ warning|remark }}`: a warning of a reading, kept in the language it was read in."""
    return reworded(sentence, "vi" if (get_language() or "vi").startswith("vi") else "en")
