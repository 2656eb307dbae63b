"""Targets of programmes above that a target read here may follow: a room above keeps them, settings name the door."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.documents.models import ReadItem
from nhipcau.documents.queries import figure
from nhipcau.units.models import Unit
from nhipcau.web.format import measure as said
from nhipcau.web.format import number
from nhipcau.web.horizons import horizon_name

SIGNS = {">=": "≥ ", "<=": "≤ ", "~": "≈ ", "range": "", "=": "= "}


@dataclass(frozen=True)
class Wanted:
    """A target read, as far as finding what it follows goes."""

    key: int
    indicator: str
    text: str
    period: str
    chosen: int | None = None


@dataclass(frozen=True)
class Aim:
    """A target of a programme above. `assigned`: what of it was given to this unit, None where nothing was."""

    target: int
    programme: int
    issuer: str
    paper: str
    operator: str
    value: Decimal | None
    value_max: Decimal | None
    measure: str
    per: str
    period: str
    text: str
    assigned: Decimal | None = None

    @property
    def figure(self) -> str:
        """What this unit has to reach of it, as the page writes it: `≥ 95 %`."""
        if self.assigned is not None:
            return written(self.operator, self.assigned, None, self.measure)
        return written(self.operator, self.value, self.value_max, self.measure)


def aims_for(items: Iterable[ReadItem], unit: Unit, access: Access) -> dict[int, list[Aim]]:
    """For each item (by its key) the targets above it that have its indicator or nearly its words, best first."""
    items = list(items)
    wanted = [
        Wanted(item.pk, item.indicator, item.text, item.fields.get("period") or "", item.above)
        for item in items
        if item.kind == ReadItem.TARGET
    ]
    found: dict[int, list[Aim]] = dict(_door()(unit, wanted, access)) if wanted and settings.AIMS_ABOVE else {}
    return {item.pk: found.get(item.pk, []) for item in items}


def _door() -> Any:
    module, _dot, function = settings.AIMS_ABOVE.rpartition(".")
    return getattr(import_module(module), function)


def written(operator: str, value: Decimal | None, value_max: Decimal | None, measure: str) -> str:
    """A figure with its operator and unit: `≥ 95 %`, `2 – 3 cuộc`."""
    if value is None:
        return "–"
    top = f" – {number(value_max)}" if value_max is not None else ""
    return f"{SIGNS.get(operator, operator + ' ')}{number(value)}{top}{' ' + said(measure) if measure else ''}"


def _sign(operator: str) -> str:
    return SIGNS.get(operator, operator).strip() or "–"


# What papers call the people they count: "9.000 đoàn viên" there and "9.000 người" here are one figure.
_PEOPLE = re.compile(r"(?:người|đoàn viên|hội viên|lao động|công nhân|cán bộ|cn|cnlđ|cnvclđ|nlđ|đv|đvcđ)\b")
_CLASSIFIER = re.compile(r"^(?:căn|ngôi|chiếc|cái) ")


def same_measure(there: str, here: str) -> bool:
    """Whether two units count the same things: the same words (căn nhà is nhà), or both people."""
    first, second = (" ".join(text.casefold().split()) for text in (there, here))
    if _CLASSIFIER.sub("", first) == _CLASSIFIER.sub("", second):
        return True
    return "/" not in first + second and bool(_PEOPLE.match(first) and _PEOPLE.match(second))


def differences(item: ReadItem, aim: Aim) -> list[str]:
    """In words, everything in which the target read differs from the one above; nothing where it is the same."""
    fields, found = item.fields, []
    here, there = figure(fields.get("value")), aim.value if aim.assigned is None else aim.assigned
    measure, per = (fields.get("unit") or "").strip(), fields.get("per") or ""
    comparable = True
    if not same_measure(measure, aim.measure):
        comparable = False
        both = {"there": said(aim.measure) or "–", "here": said(measure) or "–"}
        found.append(_("unit there “%(there)s”, here “%(here)s”") % both)
    if per.casefold() != aim.per.casefold():
        comparable = False
        each = {"there": aim.per or _("in all"), "here": per or _("in all")}
        found.append(_("counted there %(there)s, here %(here)s") % each)
    if comparable and here is not None and there is not None and here != there:
        by_how_much = {"n": number(abs(here - there)), "unit": _("points") if measure == "%" else said(measure)}
        apart = _("%(n)s %(unit)s higher here") if here > there else _("%(n)s %(unit)s lower here")
        found.append(apart % by_how_much)
    if (fields.get("comparator") or "=") != aim.operator:
        signs = {"there": _sign(aim.operator), "here": _sign(fields.get("comparator") or "=")}
        found.append(_("operator there %(there)s, here %(here)s") % signs)
    period = fields.get("period") or ""
    if period and aim.period and period != aim.period:
        found.append(
            _("period there %(there)s, here %(here)s")
            % {"there": horizon_name(aim.period), "here": horizon_name(period)}
        )
    return found
