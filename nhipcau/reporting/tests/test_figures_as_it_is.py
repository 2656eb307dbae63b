import random
from collections import defaultdict
from decimal import Decimal

import pytest

from nhipcau.access import system_access
from nhipcau.indicators.models import Indicator
from nhipcau.lib.decimals import export_text
from nhipcau.lib.periods import parse_period
from nhipcau.reporting.asis import shares_on
from nhipcau.reporting.asked import keys
from nhipcau.reporting.exports import export_figures
from nhipcau.reporting.figures import figures_as_is
from nhipcau.reporting.live import rule_of
from nhipcau.reporting.tests.federations import TODAY, federation, load
from nhipcau.reporting.tests.test_figures_equal_the_engine import Engine
from nhipcau.rollup.places import last_parent, tree_on
from nhipcau.rollup.time import over_time
from nhipcau.rollup.units import of_answer
from nhipcau.rollup.views import as_it_is
from nhipcau.units.models import Placement, Succession, Unit

pytestmark = pytest.mark.django_db


def exported(view, **options):
    rows = export_figures(by=system_access(today=TODAY), today=TODAY, view=view, **options)
    return {tuple(row[:4]): tuple(row[4:]) for row in list(rows)[1:]}


def let_successors_follow(rng):
    """Most ended units went on in one or two of those that stood on the day they ended."""
    for unit in Unit.objects.filter(alive=False):
        end = Placement.objects.filter(unit=unit).order_by("-valid_from").first().valid_to
        standing = sorted(Placement.objects.on(end).exclude(unit=unit).values_list("unit", flat=True))
        heirs = rng.sample(standing, min(rng.choice([0, 1, 1, 2]), len(standing)))
        shares = {0: [], 1: ["1"], 2: rng.choice([["0.3", "0.7"], ["0.12345678", "0.5"]])}[len(heirs)]
        for heir, share in zip(heirs, shares, strict=True):
            Succession.objects.create(
                kind="split", predecessor=unit, successor_id=heir, share=Decimal(share), effective_on=end
            )


class EngineAsIs(Engine):
    def shortest(self, indicator, code, stage):
        day, rule = parse_period(code).last_day, rule_of(indicator)
        kinds = {u: kind for u, kind, start, end in self.kinds if start <= day and (end is None or day < end)}
        owing = {u for u, kind in kinds.items() if kind in ("cdcs", "nghiep_doan")}
        owing = {u for u in owing if not indicator.applies_to or kinds[u] in indicator.applies_to}
        answers = self.answers[code, indicator.code, stage]
        own = {u: of_answer(rule, answers.get(u), u in owing) for u in {*answers, *owing}}
        codes = dict(Unit.objects.values_list("pk", "code"))
        shares = {codes[u]: {codes[h]: s for h, s in found.items()} for u, found in shares_on(day, TODAY).items()}
        return as_it_is(rule, own, shares, tree_on(self.places, TODAY))


@pytest.mark.parametrize("seed", range(401, 407))
def test_today_s_tree_shows_what_the_engine_shows_and_the_root_loses_nothing(seed, tmp_path):
    rng = random.Random(seed)
    files = federation(
        seed,
        changes=16,
        rules=[
            ("sum", "sum"),
            ("sum", "last"),
            ("ratio", "ratio"),
            ("max", "max"),
            ("weighted", "weighted"),
            ("share", "ratio"),
        ],
    )
    load(files, tmp_path)
    let_successors_follow(rng)
    engine, known = EngineAsIs(files), {}
    found = exported("as-is")
    wanted = defaultdict(tuple)
    indicators = Indicator.objects.in_bulk()
    for key in keys(None, indicators):
        parts = []
        for part, _pk in key.parts:
            name = part.code, key.indicator.pk, key.stage
            if name not in known:
                known[name] = engine.shortest(key.indicator, part.code, key.stage)
            parts.append(known[name])
        rule = rule_of(key.indicator)
        for unit in {u for part in parts for u in part} & set(tree_on(engine.places, TODAY)):
            figure = over_time(rule, [part.get(unit) for part in parts]) if key.longer else parts[0][unit]
            shown = ["" if n is None else export_text(n) for n in figure.shown(rule)]
            stage = "final" if key.stage else "estimate"
            wanted[unit, key.span.code, key.indicator.code, stage] = (*shown, str(figure.answered), str(figure.owed))
    assert {k: v for k, v in rounded(found).items() if any(v)} == {
        k: v for k, v in wanted.items() if v != ("", "", "0", "0") or k in found
    }
    some = list(Unit.objects.filter(alive=True).order_by("?")[:3])
    key = rng.choice(keys(None, indicators, [1]))
    alone = figures_as_is([u.pk for u in some], [key.span.code], [key.indicator.pk], key.stage, today=TODAY)
    for unit in some:
        figure = alone.get((unit.pk, key.span.code, key.indicator.pk))
        row = found.get((unit.code, key.span.code, key.indicator.code, "final"))
        assert (figure and (str(figure.answered), str(figure.owed))) == (row and row[2:])
    root = Unit.objects.get(depth=0, alive=True).code
    was = exported("as-was")
    assert {k: v for k, v in found.items() if k[0] == root} == {k: v for k, v in was.items() if k[0] == root}


def rounded(rows):
    return {
        key: (*("" if not n else export_text(Decimal(n)) for n in value[:2]), *value[2:]) for key, value in rows.items()
    }


def test_a_branch_of_the_tree_can_be_exported_alone(tmp_path):
    files = federation(410)
    load(files, tmp_path)
    everything = exported("as-was")
    branch = next(r["parent"] for r in files.units if r["parent"] and r["kind"] != "tld")
    found = exported("as-was", unit=branch, period="2024H1")
    places, day = Engine(files).places, parse_period("2024H1").last_day
    below = {unit for unit in places if branch in way_up(places, unit, day)}
    assert found == {k: v for k, v in everything.items() if k[0] in below and k[1] == "2024H1"}
    assert found


def way_up(places, unit, day):
    """The unit and those above it; of an ended one, those it last stood below."""
    found = [unit]
    while above := last_parent(places, found[-1], day):
        found.append(above)
    return found
