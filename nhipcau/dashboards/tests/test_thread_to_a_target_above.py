"""The thread on the pages of figures goes on to the target above that a person said one follows."""

from decimal import Decimal

from nhipcau.dashboards.queries_thread import purpose_of
from nhipcau.lib.periods import parse_period
from nhipcau.programmes.models import Programme, Target
from nhipcau.programmes.tests.plans import programme


def test_a_target_of_ones_own_leads_to_the_one_above_it_follows(world):
    above, plan = programme(world), programme(world, issuer=world.district)
    goal, own = above.targets.get(), plan.targets.get()
    Target.objects.filter(pk=own.pk).update(above=goal, value=Decimal(90))
    assert plan.state == Programme.ISSUED
    found = purpose_of(world.district, own.indicator, parse_period("2024"), world.access(world.binh))
    assert [link.thing for link in found.links if link.kind == "target"] == [own, goal]
    assert found.links[-1].address
