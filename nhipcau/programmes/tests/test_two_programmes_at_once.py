"""Two programmes of one unit are made at the same moment: each has a code of its own."""

from functools import partial

from nhipcau.programmes import services
from tests.waiting import at_once


def test_each_has_a_code_of_its_own(world_at_once):
    world = world_at_once
    fields = {"title": "Chương trình", "period": "2024"}
    make = partial(services.create, world.province_a, fields=fields, by=world.access(world.binh))
    made = at_once(*[make] * 4)
    assert sorted(programme.code for programme in made) == [f"A-2024-{n}" for n in range(1, 5)]
