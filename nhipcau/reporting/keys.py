"""What targets can be divided by (settings: ALLOCATION_KEYS): figures of the units that were reported."""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.figures import figures
from nhipcau.reporting.models import Period

MEMBERS = "A4"
# How far back a number of members still says something.
MONTHS = 12


def members(
    unit_ids: Collection[int], day: date, *, indicator_id: int | None = None, period: str = ""
) -> dict[int, Decimal]:
    """The number of members of each unit, from the latest month of the last twelve it has one for; others left out."""
    indicator = Indicator.objects.filter(code=MEMBERS).first()
    if indicator is None:
        return {}
    months = Period.objects.filter(kind="month", last_day__lte=day).order_by("-last_day").values_list("code", flat=True)
    found: dict[int, Decimal] = {}
    for code in months[:MONTHS]:
        missing = [pk for pk in unit_ids if pk not in found]
        if not missing:
            break
        for (pk, _code, _indicator), figure in figures(missing, [code], [indicator.pk]).items():
            if figure.num is not None:
                found[pk] = figure.num
    return found


def last_actual(
    unit_ids: Collection[int], day: date, *, indicator_id: int | None = None, period: str = ""
) -> dict[int, Decimal]:
    """What each unit reached in the year before the target's (before `day`'s where the target names none)."""
    if indicator_id is None:
        return {}
    named = re.search(r"(?:19|20|21)\d\d", period)
    year = int(named[0]) if named else day.year
    found = figures(unit_ids, [str(year - 1)], [indicator_id])
    return {pk: figure.num for (pk, _code, _indicator), figure in found.items() if figure.num is not None}
