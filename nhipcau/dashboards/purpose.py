"""What a figure was for, as the door shows it: its target with the span, and the thread up to the sentence."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from nhipcau.access import Access
from nhipcau.dashboards import words_board
from nhipcau.dashboards.aims import Aim, horizon, stand
from nhipcau.dashboards.drawn import drawing
from nhipcau.dashboards.queries_figure import Door
from nhipcau.dashboards.queries_thread import Link, Purpose, purpose_of
from nhipcau.dashboards.starting import start_among, start_months
from nhipcau.dashboards.words import rule_of
from nhipcau.lib.periods import YEAR, containing
from nhipcau.rollup import Figure


def purpose_shown(door: Door, access: Access) -> dict[str, Any]:
    """The thread upwards, each step in words; empty where no target asks for this indicator."""
    purpose = purpose_of(door.unit, door.indicator, door.reach.end, access)
    if purpose is None:
        return {"purpose": None, "thread": []}
    return {
        "purpose": purpose,
        "thread": [_step(door, link) for link in purpose.links],
        "of_above": purpose.unit.pk != door.unit.pk,
    }


def _step(door: Door, link: Link) -> dict[str, Any]:
    value = _value(door, link)
    return {"kind": link.kind, "thing": link.thing, "text": link.text, "address": link.address, "value": value}


def _value(door: Door, link: Link) -> str:
    if link.kind == "sentence":
        return ""
    target = link.thing.target if link.kind == "allocation" else link.thing
    if target.indicator is None or link.thing.value is None:
        return ""
    aim = Aim(target, link.thing.value, door.reach.span)
    return f"{words_board.aim_text(aim)} {'' if aim.percent else aim.measure}".strip()


def span_shown(door: Door, figure: Figure | None, purpose: Purpose | None, today: date) -> dict[str, Any]:
    """The figure against the unit's own target: drawn where the door is of the target's span, else the way there."""
    aim = _aim(door, purpose)
    if aim is None:
        return {"aim": None}
    value = words_board.asked_text(aim)
    if door.reach.span.code != aim.span.code:
        return {"aim": aim, "aim_value": value, "standing": None, "aim_address": _to_aim(door, aim)}
    start = (
        start_among(aim, door.unit.pk, door.found, door.reach.rules) if start_months(aim, door.reach.rules) else None
    )
    standing = stand(aim, figure, door.reach.end, rule_of(door.indicator), start, today)
    return {
        "aim": aim,
        "aim_value": value,
        "standing": standing,
        "drawing": drawing(standing),
        "verdict": words_board.verdict_text(standing.verdict),
        "actual": words_board.amount(standing.actual, aim),
    }


def _aim(door: Door, purpose: Purpose | None) -> Aim | None:
    if purpose is None or purpose.unit.pk != door.unit.pk or purpose.target.value is None:
        return None
    if purpose.target.per and door.unit.ever_parent:
        return None
    year = containing(door.reach.end, YEAR, door.reach.rules) or door.reach.span
    value = purpose.allocation.value if purpose.allocation else purpose.target.value
    return Aim(purpose.target, value, horizon(purpose.target.period, year, door.reach.rules), purpose.allocation)


def _to_aim(door: Door, aim: Aim) -> str:
    """The door of the whole span of the target, as far as this one reaches."""
    given = {} if door.stage else {"stage": "estimate"}
    if aim.span.contains(door.reach.end) and door.reach.end.kind == "month":
        given["to"] = door.reach.end.code
    address = reverse("figure", args=[door.unit.code, aim.span.code, door.indicator.code])
    return address + (f"?{urlencode(given)}" if given else "")
