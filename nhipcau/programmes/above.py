"""Targets of the programmes above a unit that a target it reads may follow: the door `documents` asks at."""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from django.db.models import Q

from nhipcau.access import Access
from nhipcau.documents.above import Aim, Wanted
from nhipcau.lib.vietnamese import fold
from nhipcau.programmes import workflow
from nhipcau.programmes.horizons import covers
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.units.models import Unit

# At least so much of the words of two sentences must be common for them to be about the same thing.
ALIKE = 0.6
MOST = 3


def aims(unit: Unit, wanted: Sequence[Wanted], access: Access) -> dict[int, list[Aim]]:
    """For each target read, the targets of issued programmes above with its indicator or nearly its words and a horizon
    that overlaps: of the nearest unit above first, at most three."""
    levels = {pk: depth for depth, pk in enumerate(unit.ancestor_ids)}
    if not levels:
        return {}
    offers: dict[str, list[_Offer]] = defaultdict(list)
    for offer in _offers(levels, wanted, access):
        offers[offer.indicator or ""].append(offer)
    best = {want.key: _best(want, offers, levels) for want in wanted}
    chosen = {pk for keys in best.values() for pk in keys}
    targets = Target.objects.visible_to(access).select_related("programme__issuer").in_bulk(chosen)
    shares = _shares(unit, chosen)
    return {key: [_aim(targets[pk], shares.get(pk)) for pk in keys if pk in targets] for key, keys in best.items()}


class _Offer(NamedTuple):
    """Of a target above, what is looked at to find the few that are shown."""

    pk: int
    indicator: str | None
    text: str
    period: str
    issuer: int


def _offers(levels: Iterable[int], wanted: Sequence[Wanted], access: Access) -> list[_Offer]:
    """The targets above that any of these may follow: of thousands, those with their indicators, and those that have
    none, which only their words can tell."""
    found = Target.objects.visible_to(access).filter(
        programme__issuer__in=levels, programme__state=Programme.ISSUED, value__isnull=False
    )
    codes = {want.indicator for want in wanted}
    if "" not in codes:
        chosen = [want.chosen for want in wanted if want.chosen]
        found = found.filter(Q(indicator__code__in=codes) | Q(indicator=None) | Q(pk__in=chosen))
    rows = found.order_by().values_list("pk", "indicator__code", "text", "period", "programme__issuer")
    return [_Offer(*row) for row in rows]


def _best(want: Wanted, offers: dict[str, list[_Offer]], levels: dict[int, int]) -> list[int]:
    """The chosen one, then those most alike, of the nearest unit first. `offers`: by indicator."""
    own = _words(want.text)
    found = []
    # Of another indicator than its own it follows none, unless a person chose so.
    own_only = want.indicator and not want.chosen
    for offer in chain(offers[want.indicator], offers[""]) if own_only else chain(*offers.values()):
        chosen = offer.pk == want.chosen
        if not chosen and not overlaps(want.period, offer.period):
            continue
        score = _alike(want, own, offer)
        if chosen or score >= ALIKE:
            found.append((chosen, score, levels[offer.issuer], -offer.pk))
    return [-last for *_order, last in heapq.nlargest(MOST, found)]


def _shares(unit: Unit, targets: Iterable[int]) -> dict[int, Decimal]:
    """What of these targets holds for the unit."""
    held = Allocation.objects.current().filter(unit=unit, target__in=targets, state__in=workflow.HOLDS)
    return dict(held.values_list("target_id", "value"))


@lru_cache(maxsize=4096)  # asked for every target read and every target above, of a few horizons
def overlaps(one: str, other: str) -> bool:
    """Whether two horizons have a year in common; one that names none (every year) overlaps all."""
    years = defaultdict(list)
    for text in (one, other):
        years[text] = [int(year) for year in re.findall(r"(?:19|20|21)\d\d", text)]
    if not years[one] or not years[other]:
        return True
    return any(covers(other, year) for year in range(min(years[one]), max(years[one]) + 1)) or any(
        covers(one, year) for year in range(min(years[other]), max(years[other]) + 1)
    )


def _alike(want: Wanted, own: frozenset[str], offer: _Offer) -> float:
    """1 for the same indicator, 0 for another one; where either has none, how much of the words is common."""
    if want.indicator and offer.indicator:
        return 1.0 if want.indicator == offer.indicator else 0.0
    words = _words(offer.text)
    few, many = sorted((len(own), len(words)))
    if few < ALIKE * many:
        return 0.0  # so many more words cannot be alike enough
    common = len(own & words)
    return common / (few + many - common) if common else 0.0


@lru_cache(maxsize=32_768)  # the targets above stay as they are while one paper after another is compared with them
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", fold(text)))


def _aim(target: Target, assigned: Decimal | None) -> Aim:
    programme = target.programme
    return Aim(
        target=target.pk, programme=programme.pk, issuer=programme.issuer.name,
        paper=programme.number or programme.title, operator=target.operator, value=target.value,
        value_max=target.value_max, measure=target.measure, per=target.per, period=target.period, text=target.text,
        assigned=assigned,
    )  # fmt: skip
