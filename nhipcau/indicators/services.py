"""Writing the catalogue. Every former wording is kept; a changed rule of adding up is told to the rooms above."""

from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.indicators.models import Indicator, IndicatorVersion
from nhipcau.indicators.wording import Wording, circles, wording_of
from nhipcau.lib.vietnamese import fold
from nhipcau.web.problems import Conflict, Problem

# What decides how figures are computed and stored: a change of any is told to settings.RULE_LISTENERS.
RULES = ("over_units", "over_time", "applies_to")


def save_indicator(
    *,
    by: Access,
    wording: Wording,
    today: date,
    read_version: int | None = None,
    order: int | None = None,
    reason: str = "",
) -> Indicator:
    """Makes the indicator of this code, or gives it this wording as its next version; an equal one changes nothing.

    `order`: the place of a new one in the catalogue (the last when not given). `read_version`: the version the person
    had before their eyes (0: none yet). Raises `Conflict` when it is another one now, `Problem` for a part of itself or
    of an unknown whole, and what listeners to a changed rule refuse.
    """
    _require_catalogue(by)
    with transaction.atomic():
        _one_at_a_time()
        former = Indicator.objects.select_related("of_which").filter(code=wording.code).first()
        if read_version is not None and read_version != (former.version if former else 0):
            raise Conflict(_("Someone else saved this indicator meanwhile; look at their wording, then save again."))
        before = wording_of(former) if former else None
        if former and before == wording:
            return former
        indicator = _written(former, wording, order)
        IndicatorVersion.objects.create(indicator=indicator, number=indicator.version, fields=wording.plain())
        action = "indicators.indicator.changed" if before else "indicators.indicator.made"
        record(by, action, indicator, before=before.plain() if before else None, after=wording.plain(), reason=reason)
        if before and any(getattr(before, name) != getattr(wording, name) for name in RULES):
            _tell_rules_changed(by, today, indicator)
    return indicator


def _require_catalogue(by: Access) -> None:
    """The catalogue is one for all: the right to write it anywhere is the right to write it."""
    where = by.scopes("indicators.write") or ((by.home.path,) if by.home else ("/",))
    by.require("indicators.write", where[0])


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('indicators.catalogue'))")


def _written(former: Indicator | None, wording: Wording, order: int | None) -> Indicator:
    whole = _whole(wording)
    if former is None:
        place = order or (Indicator.objects.aggregate(last=Max("order"))["last"] or 0) + 1
        indicator = Indicator(code=wording.code, order=place, version=1)
    else:
        indicator = former
        indicator.version += 1
    for name in Wording.__dataclass_fields__:
        if name not in ("code", "of_which", "applies_to"):
            setattr(indicator, name, getattr(wording, name))
    indicator.of_which, indicator.applies_to = whole, list(wording.applies_to)
    indicator.search_key = fold(f"{wording.code} {wording.name} {wording.name_en}")[:600]
    indicator.save()
    return indicator


def _whole(wording: Wording) -> Indicator | None:
    if not wording.of_which:
        return None
    whole = Indicator.objects.filter(code=wording.of_which).first()
    if whole is None:
        raise Problem(_("There is no indicator %(code)s to be a part of.") % {"code": wording.of_which})
    wholes = dict(Indicator.objects.values_list("code", "of_which__code"))
    if circles({**{code: of or "" for code, of in wholes.items()}, wording.code: wording.of_which}):
        raise Problem(_("The indicator would be a part of itself; choose another whole."))
    return whole


def _tell_rules_changed(by: Access, today: date, indicator: Indicator) -> None:
    for name in settings.RULE_LISTENERS:
        import_string(name)(by, today, [indicator.pk])
