"""What the database adds up is what the pure engine adds up, for every rule over units with every rule over time."""

from collections import defaultdict
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.indicators.models import Indicator
from nhipcau.lib.periods import parse_period
from nhipcau.reporting.asked import keys
from nhipcau.reporting.figures import figures
from nhipcau.reporting.live import rule_of
from nhipcau.reporting.tests.federations import federation, load
from nhipcau.rollup.places import Placement, alive_on, by_unit, home_of, tree_on
from nhipcau.rollup.rules import NONE_AROSE, NOT_CONCERNED, OverTime, OverUnits
from nhipcau.rollup.rules import given as given_answer
from nhipcau.rollup.time import over_time
from nhipcau.rollup.units import roll_up
from nhipcau.units import models as units

ALL_RULES = list(product([rule.value for rule in OverUnits], [rule.value for rule in OverTime]))
REPORTING = {"cdcs", "nghiep_doan"}


def answer_of(row):
    if row["answer"]:
        return NONE_AROSE if row["answer"] == "none" else NOT_CONCERNED
    return given_answer(Decimal(row["value"]), Decimal(row["base"]) if row["base"] else None)


class Engine:
    """The engine over the rows of the files."""

    def __init__(self, files):
        rows = units.Placement.objects.values_list("unit__code", "parent__code", "valid_from", "valid_to")
        self.places = by_unit(Placement(*row) for row in rows)
        self.kinds = list(units.Placement.objects.values_list("unit__code", "kind", "valid_from", "valid_to"))
        self.answers = defaultdict(dict)
        for row in files.values:
            key = row["period"], row["indicator"], 0 if row["stage"] == "estimate" else 1
            self.answers[key][row["unit"]] = answer_of(row)

    def shortest(self, indicator, code, stage):
        period = parse_period(code)
        day = period.last_day
        kinds = {u: kind for u, kind, start, end in self.kinds if start <= day and (end is None or day < end)}
        owing = {u for u, kind in kinds.items() if kind in REPORTING and kind in (indicator.applies_to or REPORTING)}
        answers = self.answers[code, indicator.code, stage]
        homes = {u: home_of(self.places, u, period) for u in answers if not alive_on(self.places, u, day)}
        return roll_up(tree_on(self.places, day), answers, owing, rule_of(indicator), homes)


@pytest.mark.django_db
@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_every_figure_is_the_engine_s(seed, tmp_path_factory):
    from django.db import transaction

    with transaction.atomic():
        check(federation(seed, units=9, changes=8, rules=ALL_RULES), tmp_path_factory.mktemp("files"))
        transaction.set_rollback(True)


def check(files, folder):
    load(files, folder)
    engine = Engine(files)
    codes = dict(units.Unit.objects.values_list("pk", "code"))
    indicators = Indicator.objects.in_bulk()
    known = {}
    for stage in (0, 1):
        asked = keys(None, indicators, [stage])
        found = figures(list(codes), {key.span.code for key in asked}, list(indicators), stage)
        assert found or not asked
        for (unit, period, indicator), figure in found.items():
            key = next(k for k in asked if (k.span.code, k.indicator.pk) == (period, indicator))
            months = []
            for part, _pk in key.parts:
                name = part.code, indicator, stage
                if name not in known:
                    known[name] = engine.shortest(indicators[indicator], part.code, stage)
                months.append(known[name].get(codes[unit]))
            wanted = over_time(rule_of(indicators[indicator]), months) if key.longer else months[0]
            assert figure == wanted, (codes[unit], period, indicators[indicator].code, stage)
