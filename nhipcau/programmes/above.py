"""Targets of the programmes above a unit that a target it reads may follow: the door `documents` asks at."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

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
    found = _candidates(list(levels), access)
    words = {target.pk: _words(target.text) for target in found}
    shares = _shares(unit, found)
    answer = {}
    for want in wanted:
        own = _words(want.text)
        alike = [(_alike(want, own, target, words[target.pk]), target) for target in found
                 if target.pk == want.chosen or overlaps(want.period, target.period)]  # fmt: skip
        best = sorted(
            ((score, levels[target.programme.issuer_id], -target.pk, target) for score, target in alike
             if score >= ALIKE or target.pk == want.chosen),
            key=lambda one: (one[3].pk == want.chosen, *one[:3]), reverse=True,
        )  # fmt: skip
        answer[want.key] = [_aim(target, shares.get(target.pk)) for *_order, target in best[:MOST]]
    return answer


def _candidates(above: list[int], access: Access) -> list[Target]:
    found = Target.objects.visible_to(access).filter(
        programme__issuer__in=above, programme__state=Programme.ISSUED, value__isnull=False
    )
    return list(found.select_related("programme__issuer", "indicator"))


def _shares(unit: Unit, targets: Iterable[Target]) -> dict[int, Decimal]:
    """What of these targets holds for the unit."""
    held = Allocation.objects.current().filter(unit=unit, target__in=list(targets), state__in=workflow.HOLDS)
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


def _alike(want: Wanted, own: frozenset[str], target: Target, words: frozenset[str]) -> float:
    """1 for the same indicator, 0 for another one; where either has none, how much of the words is common."""
    code = target.indicator.code if target.indicator else ""
    if want.indicator and code:
        return 1.0 if want.indicator == code else 0.0
    return len(own & words) / len(own | words) if own and words else 0.0


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
