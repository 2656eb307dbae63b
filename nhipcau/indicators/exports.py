"""`nhipcau export indicators`: the catalogue with exactly the columns of the contract."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.indicators.imports import COLUMNS
from nhipcau.indicators.models import Indicator
from nhipcau.indicators.wording import wording_of
from nhipcau.web.problems import Problem


def export_indicators(
    *, by: Access, today: date, period: str | None = None, unit: str | None = None, **options: Any
) -> Iterator[Sequence[str]]:
    """Every indicator in the order of the catalogue. Raises `Problem` for a period, unit or view: it has none."""
    if period or unit or options:
        raise Problem(_("The catalogue is one for all units and periods: export it without them."))
    yield COLUMNS
    for indicator in Indicator.objects.visible_to(by).select_related("of_which").order_by("order", "code"):
        wording = wording_of(indicator)
        kinds = ";".join(wording.applies_to)
        yield [kinds if column == "applies_to" else str(getattr(wording, column)) for column in COLUMNS]
