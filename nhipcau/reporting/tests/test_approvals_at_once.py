import random
import threading
from decimal import Decimal

from django.db import connection, transaction

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.rebuild import rebuild
from nhipcau.reporting.standing import put_standings
from nhipcau.reporting.stored import Figure
from nhipcau.reporting.verify import verify

THREADS, APPROVALS = 4, 12


def test_approvals_and_a_recomputation_at_once_lose_nothing_and_never_wait_in_a_circle(world_at_once):
    world = world_at_once
    rules = [("S", "sum"), ("R", "ratio"), ("M", "max")]
    indicators = [
        Indicator.objects.create(code=code, name=code, over_units=rule, over_time="last") for code, rule in rules
    ]
    periods = [ensure_period(f"2024-0{month}") for month in (4, 5)]
    units = [unit.pk for unit in (world.a1, world.a2, world.a3, world.b1, world.district)]
    failures = []

    def approve_some(seed):
        rng = random.Random(seed)
        try:
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
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve_some, args=(seed,)) for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    rebuild()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Figure.objects.exists()
    assert verify() == []
