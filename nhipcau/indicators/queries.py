"""Reads for the pages of the catalogue."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from nhipcau.access import Access
from nhipcau.indicators.models import Indicator
from nhipcau.indicators.names import FIELD_NAMES, shown_value
from nhipcau.lib.vietnamese import fold


def search(access: Access, text: str = "", group: str = "") -> QuerySet[Indicator]:
    """Indicators whose name or code holds every word of `text`, accents forgiven; retired ones last."""
    found = Indicator.objects.visible_to(access).select_related("of_which")
    for word in fold(text).split():
        found = found.filter(search_key__contains=word)
    if group:
        found = found.filter(group=group)
    return found.order_by("retired", "group", "order", "code")


@dataclass(frozen=True)
class VersionShown:
    """One version: when, and (field, before, after) for each thing that changed; nothing for the first."""

    number: int
    at: datetime
    changes: list[tuple[str, str, str]]


def versions_of(indicator: Indicator) -> list[VersionShown]:
    """Every version, the latest first, with what it changed."""
    shown: list[VersionShown] = []
    former: dict[str, object] = {}
    for version in indicator.versions.order_by("number"):
        changes = [
            (str(label), shown_value(name, former.get(name)), shown_value(name, version.fields.get(name)))
            for name, label in FIELD_NAMES.items()
            if former and former.get(name) != version.fields.get(name)
        ]
        shown.append(VersionShown(version.number, version.at, changes))
        former = version.fields
    return shown[::-1]
