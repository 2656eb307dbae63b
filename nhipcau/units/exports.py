"""`nhipcau export units`: every place of every unit, in an order that reads as the tree; it imports again unchanged."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.units.imports import COLUMNS
from nhipcau.units.models import Placement, Unit
from nhipcau.web.problems import Problem


def export_units(
    *, by: Access, today: date, period: str | None = None, unit: str | None = None, **options: Any
) -> Iterator[Sequence[str]]:
    """Rows of units.csv the person may see; `unit`: only this code and what is below it today.

    Raises `Problem` for an unknown code or for a period, which the tree has none of.
    """
    if period or options:
        raise Problem(_("The export of units takes no period and no view: it holds all places over time."))
    units = Unit.objects.visible_to(by)
    if unit:
        units = units.below(_named(units, unit))
    yield COLUMNS
    places = Placement.objects.filter(unit__in=units).order_by("unit__depth", "unit__path", "valid_from")
    rows = places.values_list("unit__code", "name", "kind_id", "parent__code", "valid_from", "valid_to")
    for code, name, kind, parent, since, until in rows.iterator(chunk_size=10_000):
        yield code, name, kind, parent or "", since.isoformat(), until.isoformat() if until else ""


def _named(units: Any, code: str) -> Unit:
    found = units.filter(code=code).first()
    if found is None:
        raise Problem(_("There is no unit %(code)s; check its code.") % {"code": code})
    return found
