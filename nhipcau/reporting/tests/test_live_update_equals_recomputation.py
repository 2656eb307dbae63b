import random
from decimal import Decimal

import pytest
from django.db import transaction

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.rebuild import rebuild
from nhipcau.reporting.standing import put_standing, put_standings
from nhipcau.reporting.stored import Figure
from nhipcau.reporting.tests.federations import federation, load
from nhipcau.reporting.verify import verify
from nhipcau.units.models import Placement, Unit

pytestmark = pytest.mark.django_db


def stored():
    fields = ("period", "unit", "stage", "indicator", "num", "base", "answered", "covered", "exempted")
    return sorted(Figure.objects.values_list(*fields), key=str)


def random_answers(rng, indicators):
    given = {}
    for indicator in rng.sample(indicators, rng.randint(1, len(indicators))):
        state = rng.choice([1, 1, 1, 2, 3])
        value = base = None
        if state == 1:
            value = Decimal(rng.choice([0, 1]) if indicator.over_units == "share" else rng.randrange(-3, 9)) / (
                1 if indicator.over_units == "share" else rng.choice([1, 8])
            )
            base = Decimal(rng.randrange(0, 5)) if indicator.over_units in ("ratio", "weighted") else None
        given[indicator.pk] = (state, value, base)
    return given


def approved(unit, period, stage, given, obligation=None, version=1):
    ordered = sorted(given.items())
    return Submission.objects.create(
        unit_id=unit,
        period=period,
        stage=stage,
        version=version,
        state="approved",
        obligation=obligation,
        indicator_ids=[i for i, _ in ordered],
        answers=[a[0] for _, a in ordered],
        nums=[a[1] for _, a in ordered],
        bases=[a[2] for _, a in ordered],
    )


def units_of(period):
    return list(
        Placement.objects.filter(valid_from__lte=period.last_day)
        .exclude(valid_to__lte=period.starts_on)
        .values_list("unit", flat=True)
        .distinct()
    )


@pytest.mark.parametrize("seed", range(12))
def test_figures_after_approvals_are_those_of_a_recomputation(seed, tmp_path):
    rng = random.Random(seed)
    files = federation(seed + 500, changes=14)
    files.values = []
    load(files, tmp_path)
    indicators = list(Indicator.objects.all())
    for _ in range(12):
        period = ensure_period(f"2024-{rng.randint(3, 5):02d}")
        many = [
            approved(rng.choice(units_of(period)), period, rng.choice([0, 1, 1]), random_answers(rng, indicators))
            for _ in range(rng.choice([1, 1, 4]))
        ]
        with transaction.atomic():
            put_standings(many)
        if rng.random() < 0.3:
            assert verify() == []
    assert verify() == []
    before = stored()
    assert before
    rebuild()
    assert stored() == before


def test_a_value_that_a_correction_leaves_out_stands_no_more(world, indicator_sum, obligation):
    period = obligation.period
    first = approved(world.a1.pk, period, 1, {indicator_sum.pk: (1, Decimal(5), None)}, obligation)
    put_standing(first)
    assert Figure.objects.get(unit=world.nation, indicator=indicator_sum).num == 5
    first.state = "replaced"
    first.save()
    put_standing(approved(world.a1.pk, period, 1, {}, obligation, version=2))
    assert not Figure.objects.filter(indicator=indicator_sum).exists()
    assert verify() == []


def test_a_largest_value_that_sinks_leaves_the_next_largest(world, indicator_max):
    period = ensure_period("2024-05")
    for unit, value in ((world.a1, 9), (world.a2, 7), (world.b1, 3)):
        put_standing(approved(unit.pk, period, 1, {indicator_max.pk: (1, Decimal(value), None)}))
    put_standing(approved(world.a1.pk, period, 1, {indicator_max.pk: (1, Decimal(2), None)}, version=2))
    figures = {f.unit_id: f.num for f in Figure.objects.filter(indicator=indicator_max)}
    assert figures[world.nation.pk] == figures[world.district.pk] == 7
    assert figures[world.province_b.pk] == 3


def test_a_rate_of_0_after_none_arose_is_0_and_not_nothing(world):
    rate = Indicator.objects.create(code="R", name="R", over_units="ratio", over_time="ratio")
    period = ensure_period("2024-05")
    put_standing(approved(world.a1.pk, period, 1, {rate.pk: (2, None, None)}))
    put_standing(approved(world.a1.pk, period, 1, {rate.pk: (1, Decimal(0), Decimal(80))}, version=2))
    figure = Figure.objects.get(unit=world.nation, indicator=rate)
    assert (figure.num, figure.base) == (0, 80) and verify() == []


def test_0_is_the_largest_after_a_value_below_0(world, indicator_max):
    period = ensure_period("2024-05")
    put_standing(approved(world.a1.pk, period, 1, {indicator_max.pk: (1, Decimal(-2), None)}))
    put_standing(approved(world.a1.pk, period, 1, {indicator_max.pk: (1, Decimal(0), None)}, version=2))
    assert Figure.objects.get(unit=world.nation, indicator=indicator_max).num == 0 and verify() == []


@pytest.fixture
def indicator_sum(db):
    return Indicator.objects.create(code="S", name="S", over_units="sum", over_time="sum")


@pytest.fixture
def indicator_max(db):
    return Indicator.objects.create(code="M", name="M", over_units="max", over_time="max")


@pytest.fixture
def obligation(world):
    from datetime import date

    from nhipcau.reporting.models import Form, Obligation

    form = Form.objects.create(
        code="F", name="F", calendar_id="duong", kinds=["cdcs"], first_period_from=date(2024, 1, 1)
    )
    unit = Unit.objects.get(pk=world.a1.pk)
    return Obligation.objects.create(
        unit=unit, form=form, period=ensure_period("2024-05"), due_on=date(2024, 6, 5), state="approved"
    )
