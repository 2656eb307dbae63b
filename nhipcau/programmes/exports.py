"""`nhipcau export targets` and `nhipcau export allocations`; both import again unchanged."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.lib.decimals import export_text
from nhipcau.programmes.imports_allocations import COLUMNS as ALLOCATION_COLUMNS
from nhipcau.programmes.imports_targets import COLUMNS as TARGET_COLUMNS
from nhipcau.programmes.models import Allocation, Target
from nhipcau.units.models import Unit
from nhipcau.web.horizons import NO_SUCH_PERIOD, is_horizon
from nhipcau.web.problems import Problem


def export_targets(
    *, by: Access, today: date, period: str | None = None, unit: str | None = None, **options: Any
) -> Iterator[Sequence[str]]:
    """Targets that have an indicator; `unit`: of programmes it or a unit below it issued; `period`: of this horizon.

    A target without indicator, as read from a document, has no place in the file. Raises `Problem`.
    """
    _refuse(period, options)
    found = Target.objects.visible_to(by).filter(indicator__isnull=False)
    if period:
        found = found.filter(period=period)
    if unit:
        found = found.filter(programme__issuer__path__startswith=_named(by, unit).path)
    yield TARGET_COLUMNS
    rows = found.order_by("programme__code", "order", "pk").values_list(
        "code", "programme__code", "programme__issuer__code", "indicator__code", "operator", "value", "value_max",
        "period", "cascade", "duty",
    )  # fmt: skip
    for *head, value, value_max, horizon, cascade, duty in rows.iterator(chunk_size=5000):
        yield [*head, _text(value), _text(value_max), horizon, cascade, duty]


def export_allocations(
    *, by: Access, today: date, period: str | None = None, unit: str | None = None, **options: Any
) -> Iterator[Sequence[str]]:
    """Every version of every allocation, the oldest of each first; `unit`: what it and the units below it received;
    `period`: of targets of this horizon. Raises `Problem`."""
    _refuse(period, options)
    found = Allocation.objects.visible_to(by).filter(target__indicator__isnull=False)
    if period:
        found = found.filter(target__period=period)
    if unit:
        found = found.filter(unit__path__startswith=_named(by, unit).path)
    yield ALLOCATION_COLUMNS
    rows = found.order_by("target__programme__code", "target__order", "target", "unit__path", "version").values_list(
        "target__code", "unit__code", "value", "state", "decision", "valid_from"
    )
    for target, code, value, state, decision, since in rows.iterator(chunk_size=5000):
        yield target, code, _text(value), state, decision, since.isoformat() if since else ""


def _refuse(period: str | None, options: dict[str, Any]) -> None:
    if period and not is_horizon(period):
        raise Problem(NO_SUCH_PERIOD)
    if options:
        raise Problem(_("Targets and allocations are the same in every view: export them without one."))


def _named(by: Access, code: str) -> Unit:
    found = Unit.objects.visible_to(by).filter(code=code).first()
    if found is None:
        raise Problem(_("There is no unit %(code)s; check its code.") % {"code": code})
    return found


def _text(value: Decimal | None) -> str:
    return "" if value is None else export_text(value)
