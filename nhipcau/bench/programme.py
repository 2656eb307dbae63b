"""Programmes with one target, for measuring: one divided among thousands of children and issued, one to be divided."""

from decimal import Decimal

from django.db import transaction

from nhipcau.access import system_access
from nhipcau.accounts.clock import today
from nhipcau.indicators.models import Indicator
from nhipcau.programmes import division, services, services_deep, services_issuing
from nhipcau.programmes.models import Target
from nhipcau.programmes.rows import row_for
from nhipcau.units.models import Unit

_FIELDS = {
    "text": "Kết nạp đoàn viên",
    "operator": ">=",
    "value": Decimal(1_000_000),
    "cascade": "split",
    "period": "2024",
    "measure": "người",
}


@transaction.atomic
def draft_target(unit: Unit, indicator: Indicator, title: str = "Bench: to be divided") -> Target:
    """The target of an issued programme of the unit for 2024, made once; nothing of it is assigned."""
    found = Target.objects.filter(programme__title=title, programme__issuer=unit).select_related("programme").first()
    if found is not None:
        return found
    by = system_access(today=today(), name="bench")
    made = services.create(unit, fields={"title": title, "period": "2024"}, by=by)
    target = services.save_target(made, {**_FIELDS, "indicator": indicator}, by=by)
    services.issue(made, today=today(), by=by)
    return target


@transaction.atomic
def divided_target(unit: Unit, indicator: Indicator) -> Target:
    """The same of another programme, assigned in equal parts to all children by a decision."""
    target = draft_target(unit, indicator, "Bench")
    if not row_for(unit, target, today(), cells=False).holds:
        by, day = system_access(today=today(), name="bench"), today()
        services_deep.divide_down(unit, target, division.Wish(division.EQUAL), levels=1, today=day, by=by)
        stamps = {target.pk: row_for(unit, target, day, cells=False).stamp}
        services_issuing.issue(unit, target.programme, stamps=stamps, over="", today=day, by=by)
    return target
