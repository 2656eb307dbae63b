"""Approved answers and issued targets of the small union, for tests of this room."""

from datetime import UTC, date, datetime
from decimal import Decimal

from nhipcau.indicators.models import Indicator
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.reporting.models import Submission
from nhipcau.reporting.periods import ensure_period
from nhipcau.reporting.rebuild import rebuild
from nhipcau.reporting.stored import Standing

GIVEN, NONE_AROSE, NOT_CONCERNED = Submission.GIVEN, Submission.NONE_AROSE, Submission.NOT_CONCERNED
SENT_AT = datetime(2024, 10, 2, 3, 0, tzinfo=UTC)


def indicator(code="X1", over_units="sum", over_time="sum", **more):
    more = {"name": f"Chỉ số {code}", "name_en": f"Indicator {code}", "unit": "người", **more}
    return Indicator.objects.create(code=code, over_units=over_units, over_time=over_time, **more)


def answer(unit, month, answers, version=1, stage=Submission.FINAL):
    """An approved report: indicator → number, (number, base), "none" or "na". Figures are not brought up to date."""
    period = ensure_period(month)
    rows = sorted(((one.pk, *_parts(value)) for one, value in answers.items()), key=lambda row: row[0])
    ids, kinds, nums, bases = (list(column) for column in zip(*rows, strict=True))
    arrays = {"indicator_ids": ids, "answers": kinds, "nums": nums, "bases": bases}
    submission = Submission.objects.create(
        unit=unit,
        period=period,
        stage=stage,
        version=version,
        state=Submission.APPROVED,
        submitted_at=SENT_AT,
        submitted_by="Chi",
        decided_at=SENT_AT,
        decided_by="Hòa",
        **arrays,
    )
    Standing.objects.update_or_create(
        unit=unit, period=period, stage=stage, defaults={**arrays, "sources": [submission.pk] * len(ids)}
    )
    return submission


def _parts(value):
    if value == "none":
        return NONE_AROSE, None, None
    if value == "na":
        return NOT_CONCERNED, None, None
    if isinstance(value, tuple):
        return GIVEN, Decimal(value[0]), Decimal(value[1])
    return GIVEN, Decimal(value), None


def add_up():
    rebuild()


def programme(issuer, title="Chương trình 2024", document=None, period="2024"):
    return Programme.objects.create(
        issuer=issuer,
        code=f"CT-{issuer.code}-{period}",
        title=title,
        period=period,
        state=Programme.ISSUED,
        number="12/CTr",
        issued_on=date(2024, 1, 10),
        document=document,
    )


def target(of, one, value, operator=">=", **more):
    given = {"code": f"{of.code}-{one.code}", "measure": one.unit, "period": of.period, "cascade": "split", **more}
    return Target.objects.create(programme=of, indicator=one, operator=operator, value=Decimal(value), **given)


def allocate(of, by_unit, unit, value, above=None, state=Allocation.ISSUED):
    return Allocation.objects.create(
        target=of,
        by_unit=by_unit,
        unit=unit,
        value=Decimal(value),
        above=above,
        state=state,
        decision="101/QĐ",
        valid_from=date(2024, 1, 15),
    )
