"""Reads of the tree, on a day or today."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from nhipcau.access import Access
from nhipcau.lib.vietnamese import fold
from nhipcau.units.models import Placement, Unit


def tree_on(day: date) -> list[tuple[int, int | None, str]]:
    """(unit id, parent id, kind) of every unit that has a place on the day; the root's parent is None."""
    return list(Placement.objects.on(day).order_by().values_list("unit_id", "parent_id", "kind_id"))


def children_on(unit: Unit, day: date) -> QuerySet[Unit]:
    """Units that hung directly under `unit` on the day, in alphabetical order of today's names."""
    here = Placement.objects.on(day).filter(parent=unit, unit=OuterRef("pk"))
    return Unit.objects.filter(Exists(here)).order_by("sort_key", "code")


def name_on(unit: Unit, day: date) -> str:
    """The name the unit had on the day; where it had no place then, the name it shows today."""
    name = Placement.objects.on(day).filter(unit=unit).values_list("name", flat=True).first()
    return unit.name if name is None else name


def search(access: Access, text: str) -> QuerySet[Unit]:
    """Units the person may see whose name or code holds every word of `text`, accents and case forgiven.

    Living units first, higher ones before lower ones. An empty text gives them all.
    """
    found = Unit.objects.visible_to(access)
    for word in fold(text).split():
        found = found.filter(search_key__contains=word)
    return found.order_by("-alive", "depth", "sort_key", "code")


def is_whole_tree(path: str) -> bool:
    """Whether no unit, of today or closed, stands outside the subtree of this path."""
    after = path.removesuffix("/") + "0"  # the first that is sorted behind all of the subtree: 0 follows /
    return not Unit.objects.filter(Q(path__lt=path) | Q(path__gte=after)).exists()
