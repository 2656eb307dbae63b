"""What targets are divided by: the latest members, last year's result; a unit without a figure is left out."""

from decimal import Decimal

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.keys import last_actual, members
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.rebuild import rebuild
from nhipcau.reporting.stored import Standing


def stand(unit, period, indicator, value):
    Standing.objects.create(
        unit=unit, period=ensure_period(period), stage=Submission.FINAL, indicator_ids=[indicator.pk],
        answers=[Submission.GIVEN], nums=[Decimal(value)], bases=[None], sources=[0],
    )  # fmt: skip


def test_members_are_the_latest_reported_and_add_up_below(world):
    people, _ = Indicator.objects.get_or_create(
        code="A4", defaults={"name": "Tổng số đoàn viên", "over_units": "sum", "over_time": "last"}
    )
    stand(world.a1, "2024-08", people, 10)
    stand(world.a1, "2024-10", people, 12)
    stand(world.a2, "2024-10", people, 30)
    stand(world.b1, "2024-09", people, 7)
    rebuild()
    units = [world.district.pk, world.a1.pk, world.a3.pk, world.province_b.pk]
    assert members(units, world.today) == {world.district.pk: 42, world.a1.pk: 12, world.province_b.pk: 7}


def test_last_years_result_is_that_of_the_year_before_the_target(world):
    built, _ = Indicator.objects.get_or_create(
        code="C5", defaults={"name": "Nhà", "over_units": "sum", "over_time": "sum"}
    )
    stand(world.a1, "2023-03", built, 2)
    stand(world.a2, "2023-11", built, 3)
    stand(world.a1, "2024-01", built, 50)
    rebuild()
    found = last_actual([world.district.pk, world.a3.pk], world.today, indicator_id=built.pk, period="2024")
    assert found == {world.district.pk: 5}
