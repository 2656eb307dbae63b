import random
import threading
from decimal import Decimal
from functools import partial

from django.db import connection, transaction

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.rebuild import rebuild
from nhipcau.reporting.standing import put_standings
from nhipcau.reporting.stored import Figure
from nhipcau.reporting.tests.federations import VALUE_COLUMNS, take_values
from nhipcau.reporting.verify import verify
from tests.waiting import at_once, someone_waits, until

VALUES = [
    {"unit": "A1", "period": "2024-05", "indicator": "S", "value": "9"},
    {"unit": "A2", "period": "2024-05", "indicator": "S", "value": "4"},
]
PEOPLE, APPROVALS = 4, 12


def test_approvals_and_a_recomputation_at_once_lose_nothing_and_never_wait_in_a_circle(world_at_once):
    world = world_at_once
    rules = [("S", "sum"), ("R", "ratio"), ("M", "max")]
    indicators = [
        Indicator.objects.create(code=code, name=code, over_units=rule, over_time="last") for code, rule in rules
    ]
    periods = [ensure_period(f"2024-0{month}") for month in (4, 5)]
    units = [unit.pk for unit in (world.a1, world.a2, world.a3, world.b1, world.district)]

    def approve_some(seed):
        rng = random.Random(seed)
        for turn in range(APPROVALS):
            with transaction.atomic():
                many = [
                    Submission.objects.create(
                        unit_id=unit,
                        period=rng.choice(periods),
                        version=seed * 1000 + turn,
                        state="approved",
                        indicator_ids=[i.pk for i in indicators],
                        answers=[1] * len(indicators),
                        nums=[Decimal(rng.randrange(50)) for _ in indicators],
                        bases=[Decimal(1) if i.needs_base else None for i in indicators],
                    )
                    for unit in rng.sample(units, rng.choice([1, 3]))
                ]
                put_standings(many)

    results = at_once(rebuild, *(partial(approve_some, seed) for seed in range(PEOPLE)))
    assert [result for result in results if isinstance(result, Exception)] == []
    assert Figure.objects.exists()
    assert verify() == []


def test_an_import_waits_for_an_approval_that_is_under_way_and_adds_to_what_it_left(world_at_once, tmp_path):
    world = world_at_once
    indicator = Indicator.objects.create(code="S", name="S", over_units="sum", over_time="sum")
    period = ensure_period("2024-05")
    failures = []

    def take():
        try:
            take_values([{**dict.fromkeys(VALUE_COLUMNS, ""), **row} for row in VALUES], tmp_path)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    # The year is there already, so that the import waits for nothing but the figures.
    take_values([{**dict.fromkeys(VALUE_COLUMNS, ""), **VALUES[1], "unit": "B1"}], tmp_path)
    importing = threading.Thread(target=take)
    with transaction.atomic():
        report = Submission.objects.create(
            unit_id=world.a1.pk, period=period, state="approved", indicator_ids=[indicator.pk], answers=[1],
            nums=[Decimal(5)], bases=[None],
        )  # fmt: skip
        put_standings([report])
        importing.start()
        until(lambda: someone_waits() or not importing.is_alive())
    importing.join()
    assert failures == []
    assert Figure.objects.get(unit=world.nation, indicator=indicator).num == 17
    assert verify() == []
