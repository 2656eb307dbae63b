"""Whatever comes in whatever order, by import or by approval, ends at the figures of the contract, counted anew."""

import random
from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import transaction

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.standing import put_standings
from nhipcau.reporting.tests.federations import answer, federation, load, take_values
from nhipcau.reporting.tests.naive import Federation
from nhipcau.reporting.tests.test_figures_equal_a_naive_computation import compare, exported
from nhipcau.reporting.verify import verify
from nhipcau.units.models import Unit

pytestmark = pytest.mark.django_db

ANSWERS = {"": 1, "none": 2, "na": 3}


def key_of(row):
    return row["unit"], row["period"], row["indicator"], row["stage"] or "final"


def some_rows(rng, files, values, standing):
    """Some that never came, some that stand with another answer, some again as they stand."""
    rules = {row["code"]: row for row in files.indicators}
    rows = {key_of(row): row for row in rng.sample(values, rng.randrange(len(values) + 1) // 2)}
    for key in rng.sample(sorted(standing), rng.randrange(len(standing) + 1)):
        row = dict(standing[key])
        if rng.random() < 0.7:
            row["value"], row["base"], row["answer"] = answer(rng, rules[row["indicator"]])
        rows[key] = row
    return list(rows.values())


def approve(rows):
    """The same rows as reports that are approved together, one for each unit, period and stage."""
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    reports = defaultdict(list)
    for row in rows:
        reports[row["unit"], row["period"], row["stage"] or "final"].append(row)
    made = []
    for (unit, period, stage), answers in reports.items():
        answers.sort(key=lambda row: indicators[row["indicator"]].pk)
        based = [row["base"] if indicators[row["indicator"]].over_units != "share" else "" for row in answers]
        made.append(
            Submission.objects.create(
                unit=Unit.objects.get(code=unit),
                period=ensure_period(period),
                stage=int(stage == "final"),
                state="approved",
                indicator_ids=[indicators[row["indicator"]].pk for row in answers],
                answers=[ANSWERS[row["answer"]] for row in answers],
                nums=[Decimal(row["value"]) if row["value"] else None for row in answers],
                bases=[Decimal(base) if base else None for base in based],
            )
        )
    with transaction.atomic():
        put_standings(made)


def run(seed, folder, **size):
    """Several imports and approvals into one federation; gives its files and what stands at the end."""
    rng = random.Random(seed)
    files = federation(seed, **size)
    values, files.values = files.values, []
    load(files, folder)
    standing = {}
    for _ in range(4):
        rows = some_rows(rng, files, values, standing)
        if rng.random() < 0.25:
            approve(rows)
        else:
            take_values(rows, folder)
            assert take_values(rows, folder).changed == 0
        standing |= {key_of(row): row for row in rows}
    files.values = list(standing.values())
    return files


@pytest.mark.parametrize("seed", range(4000, 4006))
def test_what_stands_at_the_end_decides_and_not_how_it_came(seed, tmp_path):
    files = run(seed, tmp_path, changes=14)
    compare(exported(), Federation(files.units, files.indicators, files.values).figures())
    assert verify() == []
